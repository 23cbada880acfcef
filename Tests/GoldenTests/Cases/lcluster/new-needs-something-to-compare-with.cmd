echo x | lcluster --new

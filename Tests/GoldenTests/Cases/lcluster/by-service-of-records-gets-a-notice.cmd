echo x | lcluster --by service

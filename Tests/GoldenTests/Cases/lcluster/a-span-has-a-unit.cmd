echo x | lcluster --collapse 10

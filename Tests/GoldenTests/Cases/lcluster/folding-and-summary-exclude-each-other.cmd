echo x | lcluster --summary --collapse 10s

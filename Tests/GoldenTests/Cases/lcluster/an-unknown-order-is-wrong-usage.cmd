echo x | lcluster --summary --sort size

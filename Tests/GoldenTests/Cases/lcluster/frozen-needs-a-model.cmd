echo x | lcluster --frozen

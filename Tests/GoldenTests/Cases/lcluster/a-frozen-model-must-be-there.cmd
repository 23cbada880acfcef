echo x | lcluster -m missing.json --frozen

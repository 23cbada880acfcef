COLUMNS=100 lcluster -p --by service

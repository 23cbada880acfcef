COLUMNS=80 lcluster -p

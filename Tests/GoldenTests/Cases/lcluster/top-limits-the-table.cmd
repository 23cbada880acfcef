COLUMNS=80 lcluster -p -n 1

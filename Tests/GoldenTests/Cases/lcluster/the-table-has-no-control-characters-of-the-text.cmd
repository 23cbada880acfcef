lcluster -p

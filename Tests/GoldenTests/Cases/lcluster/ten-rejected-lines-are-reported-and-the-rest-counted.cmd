lcluster -q

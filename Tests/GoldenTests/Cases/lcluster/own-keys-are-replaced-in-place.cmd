lcluster --params

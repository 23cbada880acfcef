lcluster --max-clusters 1

lcluster --stats

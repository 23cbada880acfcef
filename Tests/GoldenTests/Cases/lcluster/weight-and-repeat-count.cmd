lcluster --summary

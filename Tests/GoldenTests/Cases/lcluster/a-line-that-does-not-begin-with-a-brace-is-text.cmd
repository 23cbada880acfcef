lcluster --only message

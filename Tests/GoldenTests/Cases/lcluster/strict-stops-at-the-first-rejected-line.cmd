lcluster --strict --only message

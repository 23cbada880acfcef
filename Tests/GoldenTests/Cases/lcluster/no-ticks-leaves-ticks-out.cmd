lcluster --no-ticks --only message

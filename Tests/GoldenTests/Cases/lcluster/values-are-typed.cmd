lcluster --only template

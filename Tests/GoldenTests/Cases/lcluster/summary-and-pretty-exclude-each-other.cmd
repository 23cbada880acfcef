lcluster --summary --pretty

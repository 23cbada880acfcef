lcluster --explain=1

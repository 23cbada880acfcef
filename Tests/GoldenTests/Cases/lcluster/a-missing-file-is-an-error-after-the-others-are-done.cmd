lcluster --only message missing.log ../lparse/data/other.log

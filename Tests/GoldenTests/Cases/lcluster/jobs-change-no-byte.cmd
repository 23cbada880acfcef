lcluster --jobs=4 --only message ../lparse/data/app.log ../lparse/data/other.log

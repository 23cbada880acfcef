lcluster --export regex --summary

lcluster | wc -l

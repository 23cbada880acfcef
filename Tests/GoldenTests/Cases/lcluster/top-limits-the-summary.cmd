lcluster --summary --top 1

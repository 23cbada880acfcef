lcluster --only cluster_id,template

lcluster --params --only template,params

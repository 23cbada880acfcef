lparse | lcluster

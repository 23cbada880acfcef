lcluster --sumary

lcluster >/dev/full

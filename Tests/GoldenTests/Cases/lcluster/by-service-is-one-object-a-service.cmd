lcluster --summary --by service

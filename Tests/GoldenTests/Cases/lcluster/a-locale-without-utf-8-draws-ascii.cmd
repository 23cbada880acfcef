COLUMNS=80 LC_ALL=C lcluster -p -n 2

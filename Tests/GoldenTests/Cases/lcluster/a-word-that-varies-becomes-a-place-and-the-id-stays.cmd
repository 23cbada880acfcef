lcluster --only template | sort | uniq -c | sort -k1,1n -k2 | tail -n 1 | sed 's/^ *[0-9]* //'

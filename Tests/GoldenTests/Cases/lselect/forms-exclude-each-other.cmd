lselect --tsv message -p; lselect -c --raw; lselect --raw --only message

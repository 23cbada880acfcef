lselect -n 2 --only message

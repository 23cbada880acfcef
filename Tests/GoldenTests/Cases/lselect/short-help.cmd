lselect -h

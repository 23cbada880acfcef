lselect --raw

lselect --level error

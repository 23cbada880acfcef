lselect --level error --only message

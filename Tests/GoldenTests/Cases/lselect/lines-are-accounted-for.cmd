lselect --level error --stats 2>&1 >/dev/null

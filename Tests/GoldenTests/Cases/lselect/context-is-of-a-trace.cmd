lselect --level info -B 1 -A 1 --within trace --raw

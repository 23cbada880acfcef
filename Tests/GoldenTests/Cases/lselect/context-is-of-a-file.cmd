lselect --where 'status = 502' -C 1 --only message

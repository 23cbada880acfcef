lselect --where 'status = 200' --where 'dur < 1s' --only message

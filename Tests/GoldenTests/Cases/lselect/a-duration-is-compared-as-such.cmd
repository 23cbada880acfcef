lselect --where 'dur > 1s' --only message

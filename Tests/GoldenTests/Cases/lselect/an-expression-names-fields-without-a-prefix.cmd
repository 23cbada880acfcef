lselect --where 'status >= 500 and path ~ "^/api"' --only message

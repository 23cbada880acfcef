{ cat; echo 'disk full'; } | lselect --where 'message ~ "full"'

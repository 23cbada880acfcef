lselect --cluster 0123456789ab --raw; printf '{"message":"x","cluster":"disk.full"}\n' | lselect --cluster 'disk.*'

lselect --where 'status != 200' --only message; echo; printf '{"message":"x"}\n' | lselect --where 'not status = 200'

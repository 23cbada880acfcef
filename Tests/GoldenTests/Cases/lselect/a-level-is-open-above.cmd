lselect --level warn+

lselect --trace a3ce929d0e0e4736 --only message

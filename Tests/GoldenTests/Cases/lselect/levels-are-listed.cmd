lselect --level info,warn --only message

lselect --level warn+ -p

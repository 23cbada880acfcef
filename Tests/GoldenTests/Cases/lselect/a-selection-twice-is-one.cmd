lselect --level warn+ | lselect --level warn+ | lselect --level warn+ -c

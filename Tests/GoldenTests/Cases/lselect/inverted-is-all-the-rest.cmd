lselect -v --level warn+ --only message

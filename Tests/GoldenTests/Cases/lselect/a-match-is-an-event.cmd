lselect --level error --fail-on-event --raw

lselect --level fatal --fail-on-event

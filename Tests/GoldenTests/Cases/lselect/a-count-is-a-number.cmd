lselect -c --level error; lselect -c --level fatal </dev/null

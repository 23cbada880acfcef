lselect -c nowhere.ndjson -; echo $?

i=0; while [ $i -lt 20000 ]; do echo '{"message":"a message of some length, so that the memory is full soon"}'; i=$((i + 1)); done | TMPDIR=/nowhere lselect --sort --max-memory 1M; echo $?

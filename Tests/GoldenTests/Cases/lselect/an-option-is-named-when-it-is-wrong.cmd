lselect --level loud; lselect --since noon; lselect --trace 0000; lselect -n 0; lselect --now soon; lselect --within pod; lselect --tsv 'a..b'; lselect --max-memory 1K

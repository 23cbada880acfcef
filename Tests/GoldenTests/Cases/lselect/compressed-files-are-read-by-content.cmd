gzip >"$TMPDIR/one"; printf '{"message":"two","level":"error"}\n' | zstd -q >"$TMPDIR/two"; lselect --level error+ --only message "$TMPDIR/one" "$TMPDIR/two"

{ cat; echo '{oops'; } | lselect --level error --rejects "$TMPDIR/r" --raw; echo $?; cat "$TMPDIR/r"

lcluster --stats 2>"$TMPDIR/s"; grep -o '"invalid_utf8":[0-9]*' "$TMPDIR/s"

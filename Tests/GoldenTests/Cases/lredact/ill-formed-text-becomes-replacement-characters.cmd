lredact --text --stats 2>"$TMPDIR/s"; jq -c "[.lines,.records,.invalid_utf8,.redacted]" "$TMPDIR/s"

echo k1:0123456789abcdef >"$TMPDIR/k"; LOGLINE_REDACT_KEY=env:fedcba9876543210 lredact --operator USER=pseudonym --key-file "$TMPDIR/k" --only message

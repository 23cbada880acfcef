echo 0123456789abcdef >"$TMPDIR/k"; lredact --operator mask --operator USER=pseudonym --operator ip=prefix --operator CREDIT_CARD=last4 --key-file "$TMPDIR/k"

printf '# 2025\nk1:0123456789abcdef\n' >"$TMPDIR/k"; lredact --operator USER=pseudonym --key-file "$TMPDIR/k" --only message
printf 'k2:fedcba9876543210\n' >>"$TMPDIR/k"; echo 'user=alice' | lredact --operator USER=pseudonym --key-file "$TMPDIR/k"

lredact --rejects "$TMPDIR/r"; echo "status $?"; cat "$TMPDIR/r"; ls -l "$TMPDIR/r" | cut -c1-10

lcluster --rejects "$TMPDIR/r"; echo "status $?"; cat "$TMPDIR/r"

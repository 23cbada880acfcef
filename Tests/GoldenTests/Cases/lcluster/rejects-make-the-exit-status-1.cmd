lcluster --rejects "$TMPDIR/r" --only message

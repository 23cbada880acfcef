lcluster --max-line 30 --only message --rejects "$TMPDIR/r"; cat "$TMPDIR/r"

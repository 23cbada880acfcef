lcluster --rejects "$TMPDIR/r" --only message; cmp "$TMPDIR/r" data/rejects && echo same

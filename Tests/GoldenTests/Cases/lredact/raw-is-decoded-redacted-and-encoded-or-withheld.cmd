lredact | tee "$TMPDIR/r" | jq -r .raw; jq -r .raw "$TMPDIR/r" | sed -n 1p | base64 -d

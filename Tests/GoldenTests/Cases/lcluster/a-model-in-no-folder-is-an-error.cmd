cd "$TMPDIR"; echo x | lcluster -m no/m.json

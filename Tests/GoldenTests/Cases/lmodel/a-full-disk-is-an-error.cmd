cd "$TMPDIR"; echo x | lcluster -m m.json >/dev/null; lmodel show m.json >/dev/full

cd "$TMPDIR"; echo x | lcluster -m m.json >/dev/null; { lmodel show m.json; echo $? >&2; } | true

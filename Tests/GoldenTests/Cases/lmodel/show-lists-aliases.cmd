cd "$TMPDIR"; for x in a b c d e f; do echo "stopped the pool web_$x"; done | lcluster -m m.json >/dev/null; lmodel show m.json

cd "$TMPDIR"; echo "disk sda is 1% full" | lcluster -m m.json >/dev/null; cp m.json old; echo "fan 7 stopped" | lcluster -m m.json --frozen --only template; cmp m.json old && ls -A

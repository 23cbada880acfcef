cd "$TMPDIR"; echo "disk sda is 1% full" | lcluster -m m.json --only template; echo "disk sda is 97% full" | lcluster -m m.json --only template; cat m.json; ls -A

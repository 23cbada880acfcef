cd "$TMPDIR"; echo "Dear diary" >m.json; echo x | lcluster -m m.json; s=$?; cat m.json; exit $s

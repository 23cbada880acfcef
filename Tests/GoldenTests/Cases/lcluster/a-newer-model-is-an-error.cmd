cd "$TMPDIR"; printf "{\"logline\":\"cluster-model\",\"version\":2,\n" >m.json; echo x | lcluster -m m.json; s=$?; cat m.json; exit $s

cd "$TMPDIR"; echo x | lcluster -m 1.json >/dev/null; echo "Dear diary" >d; lmodel merge 1.json -o d; s=$?; cat d; exit $s

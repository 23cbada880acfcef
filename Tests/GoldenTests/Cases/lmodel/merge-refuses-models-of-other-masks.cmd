cd "$TMPDIR"; echo x | lcluster -m 1.json >/dev/null; echo x | lcluster -m 2.json --mask A=b >/dev/null; lmodel merge 1.json 2.json

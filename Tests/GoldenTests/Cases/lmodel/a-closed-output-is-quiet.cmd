cd "$TMPDIR"; mkfifo p; echo x | lcluster -m m.json >/dev/null; : <p & exec 3>p; wait; lmodel show m.json >&3; echo $? >&2

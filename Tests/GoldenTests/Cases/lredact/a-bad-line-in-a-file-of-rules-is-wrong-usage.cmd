printf 'OK=a\n\nbad line\n' >"$TMPDIR/rules"; cd "$TMPDIR"; lredact --rules rules

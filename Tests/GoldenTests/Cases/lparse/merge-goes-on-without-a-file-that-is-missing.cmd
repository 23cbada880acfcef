printf '2026-03-14 10:00:01 INFO a1\n' >"$TMPDIR/a.log"; cd "$TMPDIR"; lparse --merge --since 10:00 --now 2026-03-14T12:00:00Z missing.log a.log a.log

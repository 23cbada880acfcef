lcluster --merges >"$TMPDIR/all"; grep -c '"event":"merge","kind":"alias"' "$TMPDIR/all" >"$TMPDIR/n" && test "$(cat "$TMPDIR/n")" -gt 0 && grep -vc '"event"' "$TMPDIR/all"

cd "$TMPDIR" && echo text > c && echo 'INFO one' > a.log && { lparse --cursor-file c a.log; echo "$?"; cat c; }

cd "$TMPDIR"; printf "disk %d is fine\n" 1 2 >a; printf "disk %d is fine\nfan %d stopped\n" 3 1 4 2 | lcluster --against a --summary

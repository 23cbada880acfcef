lcluster --max-clusters 8 --stats 2>&1 >/dev/null | grep -o '"clusters".*_lines":[0-9]*'

cat >$TMPDIR/in; for order in importance count first last; do lcluster --summary --sort $order $TMPDIR/in | jq -r .template | tr '\n' ';'; echo; done

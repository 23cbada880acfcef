printf '# ours\n\nORDER=\\bA-\\d{6}\\b\nSKU=\\b[A-Z]{3}-\\d{4}\\b\n' >"$TMPDIR/rules"; lredact --rules "$TMPDIR/rules"

lcluster --summary | iconv -f UTF-8 -t UTF-8 >/dev/null && echo well-formed

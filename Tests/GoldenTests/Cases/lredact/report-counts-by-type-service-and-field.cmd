lredact --report >/dev/null

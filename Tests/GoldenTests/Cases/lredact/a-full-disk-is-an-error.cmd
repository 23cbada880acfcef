lredact >/dev/full

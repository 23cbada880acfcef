lredact none addresses-of-mail.in | head -1; lredact none addresses-of-mail.in >/dev/null

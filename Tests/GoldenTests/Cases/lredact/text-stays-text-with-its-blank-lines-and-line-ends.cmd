lredact --text | od -An -c

lredact --text

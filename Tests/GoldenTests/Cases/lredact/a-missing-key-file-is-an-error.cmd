lredact --operator pseudonym --key-file none

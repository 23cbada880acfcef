lredact --operator shred

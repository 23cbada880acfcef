lredact --operator USER=pseudonym

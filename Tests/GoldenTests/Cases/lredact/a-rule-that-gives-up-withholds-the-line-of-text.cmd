lredact --text --rule 'BAD=(a+)+$'

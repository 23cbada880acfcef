lredact --rule 'abc'

lredact --rule 'order=A'

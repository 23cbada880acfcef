lredact --reprot

lredact

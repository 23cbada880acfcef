lredact --drop fields

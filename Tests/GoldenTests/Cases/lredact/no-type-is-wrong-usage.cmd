lredact --types ''

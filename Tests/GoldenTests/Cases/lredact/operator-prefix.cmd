lredact --operator prefix

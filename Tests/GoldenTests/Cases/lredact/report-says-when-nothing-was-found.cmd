lredact --report

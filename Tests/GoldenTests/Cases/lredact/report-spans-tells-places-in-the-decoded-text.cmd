lredact --report-spans

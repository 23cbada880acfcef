lredact --text --report-spans

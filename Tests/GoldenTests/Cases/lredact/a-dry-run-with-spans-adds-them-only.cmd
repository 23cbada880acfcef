lredact --dry-run --report-spans

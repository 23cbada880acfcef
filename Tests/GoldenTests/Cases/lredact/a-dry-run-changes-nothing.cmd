lredact --dry-run --report

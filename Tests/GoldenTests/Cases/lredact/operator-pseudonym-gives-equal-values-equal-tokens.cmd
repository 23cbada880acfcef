LOGLINE_REDACT_KEY=0123456789abcdef lredact --operator pseudonym

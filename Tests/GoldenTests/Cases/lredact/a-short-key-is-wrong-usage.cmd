LOGLINE_REDACT_KEY=k1:short lredact --operator pseudonym

lredact --rule 'BAD=(a+)+$' --report --fail-on-event

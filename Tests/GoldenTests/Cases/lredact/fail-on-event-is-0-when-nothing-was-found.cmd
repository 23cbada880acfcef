lredact --fail-on-event

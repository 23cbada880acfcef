lredact --explain=2 | jq -c .why

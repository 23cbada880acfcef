lredact --stats 2>&1 >/dev/null | jq -c "[.records,.redacted,.withheld,.EMAIL,.IP,.USER]"

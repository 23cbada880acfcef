#!/bin/sh
# The commands of this lesson; `expected` is what they write.
set -eu
cd "$(dirname "$0")"
now=2026-03-14T12:00:00Z

echo '== a line, and its record'
sed -n '18p' input.log
sed -n '18p' input.log | lparse

echo '== warnings and errors by time'
lparse --now $now input.log |
  jq -r 'select(.level == "ERROR" or .level == "WARN")
    | [.timestamp, .timestamp_inferred // "stated", .level, .service] | join(" ")' | sort

echo '== formats'
lparse --now $now input.log | jq -r .format | sort | uniq -c | sort -nr

echo '== what no format fits'
lparse --with-source input.log |
  jq -r 'select(.format == "raw") | [.source.line, .message[:60]] | join(" ")'

echo '== lines accounted for'
lparse --stats input.log 2>&1 >/dev/null | jq -c '{lines, blank, carriers, records}'

echo '== exercise'
lparse --now $now input.log |
  jq -r 'select(.level == "ERROR") | [.timestamp, .service, .message] | join(" ")' | sort | head -1
lparse --now $now input.log | jq -r .timestamp_inferred | grep -c year

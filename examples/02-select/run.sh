#!/bin/sh
# The commands of this lesson; `expected` is what they write.
set -eu
cd "$(dirname "$0")"

echo '== what failed'
lselect --where 'status >= 500 and path ~ "^/api"' --tsv timestamp,message,trace_id input.ndjson

echo '== one request: with grep, and in all forms of its id'
grep -c 4bf92f3577b34da6a3ce929d0e0e4736 input.ndjson
lselect --trace 4bf92f3577b34da6a3ce929d0e0e4736 -c input.ndjson

echo '== in order'
lselect --trace 11803532876627986230 --sort --tsv timestamp,service,message input.ndjson

echo '== errors'
lselect --level error+ -p input.ndjson

echo '== what stands behind an error'
lselect --level error --service checkout -A 3 --within service --raw input.ndjson

echo '== five seconds'
lselect --since 10:30:20 --until 10:30:25 --now 2026-03-14T12:00:00Z --sort \
  --tsv timestamp,service,message input.ndjson

echo '== nothing lost'
lselect --level fatal --stats input.ndjson 2>&1 | jq -c '{lines, suppressed, records}'

echo '== exercise'
./solution.sh

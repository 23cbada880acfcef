#!/bin/sh
# Which requests took longer than two seconds, and what did payment say of the one that did not fail?
set -eu
cd "$(dirname "$0")"

lselect --where 'duration_ms > 2s' --tsv trace_id,duration_ms,status input.ndjson
lselect --trace 5387f61376c468ae4ba48f1170c6a5b8 --service payment --sort --raw input.ndjson

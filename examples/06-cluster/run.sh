#!/bin/sh
# The commands of this lesson; `expected` is what they write.
set -eu
cd "$(dirname "$0")"

echo '== the table'
lparse input.log | lcluster -p --sort count --top 6

echo '== values'
lparse input.log | lcluster --params | jq -c '[.template, .params]' | sed -n '2p;5p;9p;20p'

echo '== words stay words'
lparse input.log | lcluster --summary |
  jq -r 'select(.template | startswith("Payment")) | [.count, .template] | join(" ")'

echo '== by importance'
lparse input.log | lcluster -p --top 4

echo '== once, and late'
lparse input.log | lcluster --summary |
  jq -r 'select(.count == 1 and .first > "2026-03-14T09:05" and .levels.ERROR).sample'

echo '== the id, in the stream and alone'
lparse input.log | lcluster | tail -1 | jq -r .cluster_id
tail -1 input.log | lparse | lcluster | jq -r .cluster_id

echo '== what is new'
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
awk -v run=1 -f ci-log.awk >"$scratch/green.log"
awk -v run=2 -v fails=1 -f ci-log.awk >"$scratch/red.log"
lparse "$scratch/red.log" | lcluster --against "$scratch/green.log" |
  jq -r '[.timestamp[11:19], .level, .message] | join(" ")'

echo '== a model'
lparse "$scratch/green.log" | lcluster -m "$scratch/normal.json" >/dev/null
lmodel show -p --top 3 "$scratch/normal.json"
lparse "$scratch/red.log" | lcluster -m "$scratch/normal.json" --frozen --new | wc -l

echo '== exercise'
lparse input.log | lcluster --params |
  jq -r 'select(.template | startswith("Payment")) | [.params[0], .message] | join(" ")' |
  sort -nr | head -1

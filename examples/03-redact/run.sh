#!/bin/sh
# The commands of this lesson; `expected` is what they write.
set -eu
cd "$(dirname "$0")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
now=2026-03-14T12:00:00Z

echo '== the guess'
echo '4111111111111111 4111111111111112 10.4.2.1 version 10.4.2.1 1773478852 +14155550132' \
  '219-09-9871 000-12-3456 550e8400-e29b-41d4-a716-446655440000 password is too short' | lredact --text

echo '== records'
sed -n '4p;6p;7p' input.log | lparse | lredact | jq -c .fields

echo '== what is where'
lparse --now $now input.log | { lredact --dry-run --report >/dev/null; } 2>&1

echo '== text'
lredact --text input.log

echo '== left of 39 planted and 15 harmless values'
for how in cat 'sed -E -f seven.sed' 'lredact --text'; do
  for list in planted harmless; do
    echo "$how: $($how <input.log | grep -oFf $list.txt | sort -u | wc -l | tr -d ' ') $list"
  done
done

echo '== pseudonyms'
echo k1:an-example-is-no-key >"$scratch/redact.key"
grep 'Failed password' input.log |
  lredact --text --operator USER=pseudonym --operator IP=prefix --key-file "$scratch/redact.key"

echo '== a model that learned too early, and one that did not'
lparse --now $now input.log | lcluster -m "$scratch/late.json" | lredact >/dev/null
grep -c kersenbloesem7 "$scratch/late.json" || :
lparse --now $now input.log | lredact | lcluster -m "$scratch/early.json" >/dev/null
grep -c kersenbloesem7 "$scratch/early.json" || :

echo '== at rest'
if command -v age >/dev/null && command -v age-keygen >/dev/null; then
  age-keygen -o "$scratch/reader.key" 2>/dev/null
  lredact input.log | age -r "$(age-keygen -y "$scratch/reader.key")" >"$scratch/clean.age"
  lredact input.log >"$scratch/clean"
  age -d -i "$scratch/reader.key" "$scratch/clean.age" | cmp - "$scratch/clean"
else
  echo 'age is not installed: encryption is skipped' >&2
fi

echo '== in CI'
lredact --dry-run --fail-on-event input.log >/dev/null || echo "status $?"

echo '== exercise'
./solution.sh

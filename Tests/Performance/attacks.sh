#!/bin/bash
# Usage: attacks.sh      (`make redaction` runs it, too)
#
# What lredact costs a byte of texts made to make its rules look again and again: a unit 8,000 and 64,000 times. Time has to be
# linear: where the long text costs more than twice what the short one does a byte, and more than noise, the status is 1.
set -eu
cd "$(dirname "$0")/../.."
PATH=$PWD/.build/release:$PATH
LC_ALL=C
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

units=(
  'a@' 'a.' '@a.b' '1.2.3.4.' '1:' '::' 'aa:' 'aa-' '4111 ' '4111-' '4' 'GB82 WEST ' 'DE89' '+1 ' '(415) ' 'phone 1 ' '123-45-'
  'eyJ.' 'eyJ-' 'eyJhbGciOiJ.eyJ.' 'sk-' 'ghp_' 'AKIA' '-----BEGIN ' '-----BEGIN PRIVATE KEY-----' '-----END ' '0x' '1A' 'bc1'
  '1.234,' '(1.23456,' 'password=' "token='" 'Authorization: Bearer ' 'Cookie: a=b; ' 'user ' 'user=' 'password for ' 'deleted by '
  '/home/' '/users/' 'a://' '://a:' 'a://b:c@' 'a://b:c/' '(a,b) VALUES (' '(email) row 1: (' '<password ' '<password>' '<USER>'
  '%25' '%41' '&#64;' '--password ' 'mysql -p' '(((' '[[[' "'" '-' 'a : TTY=' 'born ' 'version ' 'secret ' 'driver license number '
  '電話' 'Ab1' '0123456789abcdef' 'user=alice alice ' 'ssh a@' 'session id ' 'password changed from ' '.atlasv1.' 'auth|a|' '123.456.789-'
)

# nanoseconds COUNT UNIT: of CPU time a byte of UNIT COUNT times, the start of the command left out; the least of three runs.
nanoseconds() {
  awk -v n="$1" -v unit="$2" 'BEGIN { while (n-- > 0) printf "%s", unit; print "" }' >"$folder/text"
  for _ in 1 2 3; do
    bash -c "{ lredact --text <'$folder/text'; } >/dev/null 2>&1; times" | tail -n 1
  done | tr 'ms' '  ' | awk -v start="${start:-0}" -v bytes="$(wc -c <"$folder/text")" '
    { seconds = $1 * 60 + $2 + $3 * 60 + $4 } NR == 1 || seconds < least { least = seconds }
    END { if (start == "-") printf "%.9f", least; else printf "%.0f", (least - start) * 1e9 / bytes }'
}

start=-
start=$(nanoseconds 1 x)
status=0
for unit in "${units[@]}"; do
  short=$(nanoseconds 8000 "$unit")
  long=$(nanoseconds 64000 "$unit")
  printf '%-28s %6d %6d ns a byte\n' "$unit" "$short" "$long"
  if [ "$long" -gt $((2 * (short > 30 ? short : 30))) ]; then status=1; fi
done
exit $status

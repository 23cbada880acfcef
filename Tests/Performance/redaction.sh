#!/bin/sh
# Usage: redaction.sh [LINES]      (`make redaction`: 1,000,000)
#
# Plants values in LINES lines of fifteen kinds and lets lredact take them out: none may be left in what it writes, says or
# what a model learns from it; each line stays a record; a second run changes nothing; jobs and pieces give the same bytes. Then
# what a line costs, beside ripgrep with five of the usual patterns where that is installed.
set -eu
lines=${1:-1000000}
cd "$(dirname "$0")/../.."
PATH=$PWD/.build/release:$PATH
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM

# Every planted value holds "c4n4ry", in capitals or not, or ends as a card of Luhn's does; what is planted by digits alone is
# listed beside the lines.
awk -v lines="$lines" -v list="$folder/planted" '
  function draw(n) { seed = (seed * 1103515245 + 12345) % 2147483648; return int(seed / 65536) % n }
  function word(n,   s) { s = ""; while (length(s) < n) s = s substr(letters, draw(62) + 1, 1); return s }
  function luhn(n,   i, d, sum) {
    for (i = length(n); i > 0; i--) { d = substr(n, i, 1); if ((length(n) - i) % 2 == 0) { d *= 2; if (d > 9) d -= 9 } sum += d }
    return n ((10 - sum % 10) % 10)
  }
  BEGIN {
    seed = 7; letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    for (i = 1; i <= lines; i++) {
      secret = "c4n4ry" word(18); name = "c4n4ry" draw(30000); k = i % 15
      if (k == 0) t = "Failed password for invalid user " name " from 10." draw(256) "." draw(256) ".7 port " draw(60000) " ssh2"
      if (k == 1) t = "GET /cb?access_token=" secret "&state=" draw(99) " HTTP/1.1"
      if (k == 2) t = "order " draw(99999) " confirmed to " name "@example.org in " draw(900) " ms"
      if (k == 3) t = "connecting to postgres://" name ":" secret "@db" draw(9) ".internal:5432/orders"
      if (k == 4) { c = luhn("4539" sprintf("%05d%06d", draw(30000), draw(32768))); print c >list; t = "payment card=" c " amount=" draw(999) ".50 declined" }
      if (k == 5) t = "{\\\"headers\\\":{\\\"Authorization\\\":\\\"Bearer " secret "\\\"},\\\"n\\\":" draw(9) "}"
      if (k == 6) t = "config {\\\\\\\"db\\\\\\\":{\\\\\\\"password\\\\\\\":\\\\\\\"" secret "\\\\\\\",\\\\\\\"pool\\\\\\\":" draw(50) "}}"
      if (k == 7) { c = "+49151" (10000000 + draw(32768) * 2000 + draw(2000)); print c >list; t = "sms sent to " c " provider=twilio" }
      if (k == 8) t = "Cookie: sessionid=" secret "; theme=dark"
      if (k == 9) t = "audit acct=\\\"" name "\\\" exe=\\\"/usr/sbin/sshd\\\" res=failed"
      if (k == 10) t = "GET /account?email=" name "%40example.org&page=" draw(9) " HTTP/2"
      if (k == 11) t = "open /home/" name "/notes.txt took " draw(900) " ms"
      if (k == 12) t = "gc pause " draw(99) "." draw(999) "s heap " draw(9999) "M"
      if (k == 13) t = "request " draw(999999) " took " draw(9999) " ms status=" 200 + draw(300)
      if (k == 14) t = "curl -u " name ":" secret " https://ci.example.org/job/" draw(99)
      print "{\"service\":\"s" draw(9) "\",\"message\":\"" t "\",\"fields\":{\"n\":" draw(99) "}}"
    }
  }' >"$folder/in"

lredact --stats --report "$folder/in" >"$folder/out" 2>"$folder/said"
lredact <"$folder/out" >"$folder/again"
cmp "$folder/out" "$folder/again"
split -n l/3 "$folder/in" "$folder/part."
lredact -j 3 "$folder"/part.* | cmp - "$folder/out"
lcluster -m "$folder/model" <"$folder/out" >/dev/null
if grep -il c4n4ry "$folder/out" "$folder/said" "$folder/model"; then exit 1; fi
if grep -Fqf "$folder/planted" "$folder/out"; then echo "a planted number is left" >&2; exit 1; fi
lparse --stats <"$folder/out" 2>&1 >/dev/null | grep -q "\"records\":$lines,"
echo "$lines lines: nothing planted is left, a second run and three jobs give the same bytes"

seconds() { # COMMAND...  user and system time, the least of three runs
  for _ in 1 2 3; do
    { time -p "$@" <"$folder/in" >/dev/null; } 2>&1 | awk '/user|sys/ { t += $2 } END { print t }'
  done | sort -n | head -n 1
}
own=$(seconds lredact)
echo "lredact: $(awk -v n="$lines" -v s="$own" 'BEGIN { printf "%.0f records a second and core", n / s }')"
if command -v rg >/dev/null; then
  other=$(seconds rg -P -c -e '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}' -e '\b(?:\d{1,3}\.){3}\d{1,3}\b' \
    -e '\b\d{3}-\d{2}-\d{4}\b' -e '\b(?:\d[ -]*?){13,16}\b' -e '\+?\d{1,3}[-. ]?\(?\d{3}\)?[-. ]?\d{3}[-. ]?\d{4}')
  echo "rg -P with five patterns: $(awk -v a="$other" -v b="$own" 'BEGIN { printf "%.2f of its time a line", b / a }')"
fi

#!/bin/sh
# Usage: Tests/Performance/hostile.sh [MEGABYTES]      (`make hostile` builds first)
#
# Measures what hostile input costs: CPU time a byte of the commands of .build/release for corpora of
# MEGABYTES (8) each, and how many times that is of what ordinary logs cost (the median of the logs
# in examples/data). The lines of most corpora have 16,000 bytes, which is what lcluster looks at; a corpus
# that ends in '64K' has longer ones. Each figure is the least of three runs; compare within one table only.
set -eu
cd "$(dirname "$0")/../.."

megabytes=${1:-8}
size=$((megabytes * 1000000))
PATH=$PWD/.build/release:$PATH
LC_ALL=C
export PATH LC_ALL
for name in lparse lcluster; do
  if [ ! -x ".build/release/$name" ]; then
    echo "hostile: .build/release/$name is missing; run: make build" >&2
    exit 2
  fi
done

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
trap 'exit 1' HUP INT TERM
corpus=$temporary/corpus
ordinary=$temporary/ordinary

# bash has a finer clock behind `times` than dash.
shell=$(command -v bash || command -v sh)

# cpu COMMAND: nanoseconds of CPU time a byte of $corpus, the least of three runs.
cpu() {
  for _ in 1 2 3; do
    "$shell" -c "{ $1 <\"$corpus\"; } >/dev/null 2>&1; times" | tail -n 1
  done | tr 'ms' '  ' | awk -v bytes="$(wc -c <"$corpus")" '
    { seconds = $1 * 60 + $2 + $3 * 60 + $4 }
    NR == 1 || seconds < least { least = seconds }
    END { printf "%.2f", least * 1e9 / bytes }'
}

lparse='lparse --now 2026-03-14T12:00:00Z'

# The median of the ordinary logs, a column of $ordinary.
median() {
  cut -d ' ' -f "$1" "$ordinary" | sort -n | awk '
    { value[NR] = $1 }
    END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'
}

# row NAME: measures $corpus and prints a line of the table.
row() {
  awk -v name="$1" -v parse="$(cpu "$lparse")" -v cluster="$(cpu lcluster)" \
    -v parse_median="$parse_median" -v cluster_median="$cluster_median" 'BEGIN {
      printf "%-28s %9.2f %8.1f %9.2f %8.1f\n", name, parse, parse / parse_median, cluster,
        cluster / cluster_median
    }'
}

# repeated NAME UNIT [WIDTH [FRONT [BACK]]]: lines of FRONT, WIDTH bytes of UNIT, and BACK.
repeated() {
  unit=$2 front=${4:-} back=${5:-} awk -v width="${3:-16000}" -v size="$size" 'BEGIN {
    unit = ENVIRON["unit"]
    line = unit
    while (length(line) < width) line = line line
    line = ENVIRON["front"] substr(line, 1, width) ENVIRON["back"]
    for (bytes = 0; bytes < size; bytes += length(line) + 1) print line
  }' >"$corpus"
  row "$1"
}

# made NAME: what standard input holds, as far as it is wanted.
made() {
  head -c "$size" >"$corpus"
  row "$1"
}

for log in examples/data/*.log; do
  while :; do cat "$log"; done 2>/dev/null | head -c "$size" >"$corpus"
  echo "$(cpu "$lparse") $(cpu lcluster)" >>"$ordinary"
done
parse_median=$(median 1)
cluster_median=$(median 2)

printf '%d MB each; ns of CPU time a byte, and times the median of examples/data\n\n' "$megabytes"
printf '%-28s %9s %8s %9s %8s\n' '' lparse x lcluster x
printf '%-28s %9.2f %8.1f %9.2f %8.1f\n' 'ordinary logs, median' "$parse_median" 1 \
  "$cluster_median" 1

repeated '1111' 1
repeated '1111 64K' 1 64000
repeated '1 1 1' '1 '
repeated '1,1,1' '1,'
repeated '1:1:1' '1:'
repeated '1.1.1' '1.'
repeated '1-1-1' '1-'
repeated '1/1/1' '1/'
repeated '00:00:00:' '00:'
repeated '0x0x' 0x
repeated 'ffff' f
repeated 'fff:' fff:
repeated 'aaaa' a
repeated 'a a a' 'a '
repeated 'a.a.a' a.
repeated 'a..a..a' a..
repeated 'a..a..a 64K' a.. 64000
repeated '....' .
repeated 'a!a!a!' 'a!'
repeated '/a/a/a' /a
repeated '/a/a/a 64K' /a 64000
repeated '/a /a /a' '/a '
repeated 'a@a@a@' a@
repeated 'a@a.b a@a.b' 'a@a.b '
repeated 'http://http://' http://
repeated 'http://,http://,' 'http://,'
repeated 'http://a|http://a|' 'http://a|'
repeated 'http:// 64K' 'http://' 64000
repeated '/a?b,/a?b,' '/a?b,'
repeated 'k=/a?b|k=/a?b|' 'k=/a?b|'
repeated 'C:\C:' "C:\\"
repeated 'Mon Mon' 'Mon '
repeated 'Mar 1 Mar 1' 'Mar 1 '
repeated 'user user' 'user '
repeated '((((' '('
repeated '()()' '()'
repeated '[[[[' '['
repeated '<<<<' '<'
repeated '<IP><IP>' '<IP>'
repeated '<A:a <A:a' '<A:a '
repeated '""""' '"'
repeated 'a"b "c' 'a"b '
repeated '\"\"' '\"'
repeated '====' =
repeated 'a=b=c' a=
repeated 'a=b a=b' 'a=b '
repeated 'a=b:b:b' b: 16000 a=
repeated 'a=({[({[' '({[' 16000 a=
repeated '----' -
repeated '- - -' '- '
repeated ',,,,' ,
repeated '{{{{' '{'
repeated '{"a":{"a":' '{"a":'
repeated '[[[ in a key' '[' 8000 '{"a":' "$(printf '%8000s' '' | tr ' ' ']')}"
repeated 'escapes in a key' '\u0041' 16000 '{"' '":1}'
repeated 'escapes in a message' '\u0041' 16000 '{"message":"' '"}'
repeated 'colour' "$(printf '\033[31m')"
repeated 'unended commands' "$(printf '\033]')"
repeated 'control characters' "$(printf '\001')"
repeated '<1><1>' '<1>'
repeated 'pairs of RFC 5424' 'a="1" ' 15900 '<1>1 - a b c d [x ' 'z="1"]'

awk -v size="$size" 'BEGIN {
  for (bytes = 0; bytes < size; bytes += length(line) + 1) {
    line = "{\"message\":\"m\""
    for (key = 0; key < 1000; key++) line = line ",\"k" key "\":" key
    line = line "}"
    print line
  }
}' | made '1,000 keys'
awk -v size="$size" 'BEGIN {
  line = "{\"message\":\"m\""
  for (key = 0; key < 1000; key++) line = line ",\"k\":" key
  line = line "}"
  for (bytes = 0; bytes < size; bytes += length(line) + 1) print line
}' | made '1,000 equal keys'

# Words that no line has twice: every line is a pattern of its own.
awk -v size="$size" '
  function word(length_, text) {
    text = ""
    while (length_-- > 0) {
      state = (16807 * state) % 2147483647
      text = text substr("abcdefghijklmnopqrstuvwxyz", 1 + state % 26, 1)
    }
    return text
  }
  BEGIN {
    state = 1
    while (bytes < size) {
      line = word(8) " " word(9) " " word(10) " " word(11)
      bytes += length(line) + 1
      print line
    }
  }' | made 'four new words a line'
awk -v size="$size" '
  function word(length_, text) {
    text = ""
    while (length_-- > 0) {
      state = (16807 * state) % 2147483647
      text = text substr("abcdefghijklmnopqrstuvwxyz", 1 + state % 26, 1)
    }
    return text
  }
  BEGIN {
    state = 1
    while (bytes < size) {
      line = word(8)
      for (count = 1; count < 500; count++) line = line " " word(8)
      bytes += length(line) + 1
      print line
    }
  }' | made '500 new words a line'
awk -v size="$size" 'BEGIN {
  mark = "([{<|:-"
  state = 1
  while (bytes < size) {
    line = ""
    for (part = 0; part < 12; part++) {
      state = (16807 * state) % 2147483647
      line = line substr("aA1.", 1 + state % 4, 1) substr(mark, 1 + state % 7, 1) " "
    }
    bytes += length(line) + 1
    print line
  }
}' | made 'new headers'
yes x | made 'one letter a line'
yes '' | made 'blank lines'
yes '{' | made 'one brace a line'
awk 'BEGIN { srand(1); for (;;) printf "%c", 1 + int(rand() * 255) }' | made 'noise'

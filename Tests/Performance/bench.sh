#!/bin/sh
# Usage: Tests/Performance/bench.sh [MEGABYTES]      (`make bench` builds first)
#
# Measures the commands of .build/release beside well-known tools, on a log of MEGABYTES (100) made
# from examples/data/shop.log: every copy of it has other digits in its longer numbers. Each figure
# is CPU time (user and system, of all processes of a pipe), the least of three runs; compare
# within one table only. A tool that is not installed is left out, and the table says so.
set -eu
cd "$(dirname "$0")/../.."

megabytes=${1:-100}
PATH=$PWD/.build/release:$PATH
LC_ALL=C
export PATH LC_ALL
for name in lparse lcluster; do
  if [ ! -x ".build/release/$name" ]; then
    echo "bench: .build/release/$name is missing; run: make build" >&2
    exit 2
  fi
done

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
trap 'exit 1' HUP INT TERM
log=$temporary/log
records=$temporary/records

# bash has a finer clock behind `times` than dash.
shell=$(command -v bash || command -v sh)

# Writes copies of the log in which runs of five digits and more are other digits. The generator is
# Park and Miller's with the multiplier 16807: the same bytes from every awk.
corpus() {
  size=$(wc -c <examples/data/shop.log)
  awk -v copies=$((megabytes * 1000000 / size + 1)) '
    { line[NR] = $0 }
    END {
      state = 1
      for (copy = 0; copy < copies; copy++)
        for (number = 1; number <= NR; number++) {
          rest = line[number]
          text = ""
          while (match(rest, /[0-9][0-9][0-9][0-9][0-9]+/)) {
            state = (16807 * state) % 2147483647
            digits = RLENGTH < 9 ? RLENGTH : 9
            text = text substr(rest, 1, RSTART + RLENGTH - 1 - digits) \
              substr(1000000000 + state % 1000000000, 11 - digits)
            rest = substr(rest, RSTART + RLENGTH)
          }
          print text rest
        }
    }' examples/data/shop.log
}

# cpu COMMAND: seconds of CPU time, the least of three runs.
cpu() {
  for _ in 1 2 3; do
    "$shell" -c "{ $1; } >/dev/null; times" | tail -n 1
  done | tr 'ms' '  ' | awk '
    { seconds = $1 * 60 + $2 + $3 * 60 + $4 }
    NR == 1 || seconds < least { least = seconds }
    END { printf "%.3f", least }'
}

# figures NAME SECONDS: a line of the table; the ratio is to lparse.
figures() {
  awk -v name="$1" -v seconds="$2" -v bytes="$bytes" -v lines="$lines" -v base="$base" 'BEGIN {
    if (seconds <= 0) seconds = 0.001
    printf "%-34s %9.2f %9.0f %9.0f %9.2f\n", name, seconds, bytes / 1e6 / seconds,
      seconds * 1e9 / lines, seconds / base
  }'
}

# row NAME COMMAND [TIMES]: measures a command that reads one TIMES-th of the log.
row() {
  tool=${2%% *}
  if command -v "$tool" >/dev/null; then
    figures "$1" "$(awk -v part="$(cpu "$2")" -v times="${3:-1}" 'BEGIN { print part * times }')"
  else
    printf '%-34s %s is not installed\n' "$1" "$tool"
  fi
}

corpus >"$log"
bytes=$(wc -c <"$log")
lines=$(wc -l <"$log")
part=$((lines / 10))
now=2026-03-14T12:00:00Z
lparse --now "$now" "$log" >"$records"
head -n "$part" "$records" >"$temporary/part"
times=$(awk -v all="$(wc -l <"$records")" -v part="$part" 'BEGIN { print all / part }')

base=$(cpu "lparse --now $now $log")
printf '%d bytes, %d lines; the records have %.2f times the bytes\n\n' "$bytes" "$lines" \
  "$(awk -v a="$(wc -c <"$records")" -v b="$bytes" 'BEGIN { print a / b }')"
printf '%-34s %9s %9s %9s %9s\n' '' 'CPU s' 'MB/s' 'ns/line' 'x lparse'
row 'wc -l' "wc -l $log"
row "mawk '{print \$3}'" "mawk '{print \$3}' $log"
row 'rg -c of one header' \
  "rg -c '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d[.,]\\d{3} +(DEBUG|INFO|WARN|ERROR) ' $log"
figures 'lparse' "$base"
row 'jq -c . of the records (scaled)' "jq -c . $temporary/part" "$times"
row 'lcluster of the records' "lcluster $records"
row 'lparse | lcluster' "lparse --now $now $log | lcluster"
row 'lparse | lcluster --summary' "lparse --now $now $log | lcluster --summary"

#!/bin/sh
# Usage: Tests/Performance/fuzz.sh [MINUTES [FUZZER...]]      (`make fuzz MINUTES=10`)
#
# Looks for inputs that break a promise: for MINUTES (10) in all, FuzzScanner, FuzzParser,
# FuzzMiner and FuzzQuery after one another, from the inputs of the golden tests on. What was learned is kept in
# .build-fuzz/corpus for the next time. An input that ends a fuzzer is left in .build-fuzz/found
# and named: make it a test, then mend. Runs where the toolchain has libFuzzer, which is on Linux.
set -eu
cd "$(dirname "$0")/../.."

minutes=${1:-10}
if [ $# -gt 0 ]; then shift; fi
if [ $# -eq 0 ]; then set -- FuzzScanner FuzzParser FuzzMiner FuzzQuery; fi
seconds=$((minutes * 60 / $#))
root=$PWD
scratch=$root/.build-fuzz
found=$scratch/found
mkdir -p "$found"
# The report of libFuzzer is enough, and the input that it leaves.
SWIFT_BACKTRACE=enable=no
ASAN_OPTIONS=detect_leaks=0
export SWIFT_BACKTRACE ASAN_OPTIONS

cd Tests/Performance
for fuzzer in "$@"; do
  LOGLINE_FUZZ=1 swift build -c release --scratch-path "$scratch" --product "$fuzzer" \
    -Xswiftc -sanitize=fuzzer,address -Xswiftc -enable-testing -Xswiftc -use-ld=lld >&2
done
cd "$root"

seeds=$scratch/seeds
rm -rf "$seeds"
mkdir -p "$seeds"
number=0
for file in Tests/GoldenTests/Cases/*/*.in examples/01-parse/input.log; do
  number=$((number + 1))
  head -c 4096 "$file" >"$seeds/$number"
done
# One line each, too: short inputs are changed to more effect.
cat Tests/GoldenTests/Cases/*/*.in | split -l 1 -a 5 - "$seeds/line-"

# For FuzzQuery expressions in front of records.
for command in Tests/GoldenTests/Cases/lselect/*.cmd; do
  number=$((number + 1))
  {
    sed -n "s/.*--where '\([^']*\)'.*/\1/p" "$command"
    head -c 2000 Tests/GoldenTests/Cases/lselect/a-level-is-open-above.in
  } >"$seeds/$number"
done

# Words that no chance finds.
dictionary=$scratch/words
cat >"$dictionary" <<'WORDS'
"2024-01-15T10:30:45.123Z"
"2024-01-15 10:30:45,123"
"Mar 14 10:00:01"
"14/Mar/2026:10:00:02 +0000"
"1773489600"
"I0314 10:00:02.081067"
"ERROR"
"[INFO]"
"<34>1 "
"name[12]: "
"\"message\":"
"\"timestamp\":"
"\"level\":"
"\"event\":\"tick\",\"kind\":\"time\",\"id\":\"tick\""
"\"cluster_id\":"
"\\u0041"
"\\ud800"
"\xEF\xBB\xBF"
"\xFF\xFE"
"\x1B["
"\x0D\x0A"
"key=value "
"timestamp,level,message"
"<USER:3fa9>"
"http://a/b?c=d"
"10.0.0.1:22"
"0x1f"
"5012 ms"
"9f2c41d0-7ab3-4e5f-8a9b-0c1d2e3f4a5b"
" and "
" or "
"not "
"exists("
" not in ("
" ~ "
" !~ \""
" >= 500"
"fields."
"[0]"
" > 1.5s"
"4bf92f3577b34da6a3ce929d0e0e4736"
"11803532876627986230"
WORDS

status=0
for fuzzer in "$@"; do
  corpus=$scratch/corpus/$fuzzer
  mkdir -p "$corpus"
  echo "fuzz: $fuzzer for $seconds s" >&2
  "$scratch/release/$fuzzer" "$corpus" "$seeds" -dict="$dictionary" -max_len=2048 -timeout=20 \
    -rss_limit_mb=4096 -max_total_time="$seconds" -print_final_stats=1 \
    -artifact_prefix="$found/$fuzzer-" >"$scratch/$fuzzer.log" 2>&1 || status=1
  grep -aE 'BROKEN|Fatal error|ERROR: |SUMMARY: |Test unit written|number_of_executed_units|DONE' \
    "$scratch/$fuzzer.log" >&2 || :
done
exit $status

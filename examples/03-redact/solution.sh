#!/bin/sh
# The exercise: different people with a failed login, by network.
set -eu
cd "$(dirname "$0")"
LOGLINE_REDACT_KEY=an-example-is-no-key
export LOGLINE_REDACT_KEY
grep 'Failed password' input.log |
  lredact --text --operator USER=pseudonym --operator IP=prefix |
  sed 's/.* \([^ ]*\) from \([0-9.]*\) .*/\2 \1/' | sort -u | cut -d' ' -f1 | uniq -c

#!/bin/sh
# Usage: packaging/uninstall.sh FOLDER
#
# Removes what install.sh put under FOLDER. A folder that it made stays when something else is in it.
set -eu
prefix=$1
list=$prefix/lib/logline/installed

if [ ! -f "$list" ]; then
  echo "logline: nothing to remove: no $list" >&2
  exit 1
fi
# Backwards, so that a folder comes after what is in it.
paths=$(sort -r "$list")
echo "$paths" | while IFS= read -r path; do
  if [ -d "$prefix/$path" ] && [ ! -L "$prefix/$path" ]; then
    rmdir "$prefix/$path" 2>/dev/null || true
  else
    rm -f "$prefix/$path"
  fi
done
echo "logline: removed from $prefix"

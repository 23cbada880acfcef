#!/bin/sh
# Usage: packaging/install.sh FOLDER COMMAND...
#
# Installs the program, a link to it for each command, man pages, completions and documents under FOLDER (the prefix). Every file and folder that this adds is listed in
# FOLDER/lib/logline/installed, from which uninstall.sh works.
set -eu
umask 022
prefix=$1
shift

release=.build/release
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
trap 'exit 1' HUP INT TERM

# Makes the folder FOLDER/$1 and its parents, and notes those that were not there.
add_folder() {
  case $1 in */*) add_folder "${1%/*}" ;; esac
  [ -d "$prefix/$1" ] && return
  mkdir "$prefix/$1"
  echo "$1" >>"$temporary/added"
}

# add MODE FILE PATH: copies FILE to FOLDER/PATH. The old file is unlinked and not overwritten, so
# that a command that is running keeps its own.
add() {
  add_folder "${3%/*}"
  rm -f "$prefix/$3"
  install -m "$1" "$2" "$prefix/$3"
  echo "$3" >>"$temporary/added"
}

mkdir -p "$prefix"
list=lib/logline/installed
add_folder lib/logline
if [ -f "$prefix/$list" ]; then cat "$prefix/$list" >>"$temporary/added"; fi

# link TARGET PATH: makes FOLDER/PATH a link to TARGET.
link() {
  add_folder "${2%/*}"
  ln -sfn "$1" "$prefix/$2"
  echo "$2" >>"$temporary/added"
}

strip -o "$temporary/commands" "$release/.commands"
add 755 "$temporary/commands" lib/logline/commands
add 755 bin/logline bin/logline
for name in "$@"; do
  link ../lib/logline/commands "bin/$name"
  for shell in bash zsh fish; do
    "$release/$name" --generate-completion-script "$shell" >"$temporary/$name.$shell"
  done
  add 644 "$temporary/$name.bash" "share/bash-completion/completions/$name"
  add 644 "$temporary/$name.zsh" "share/zsh/site-functions/_$name"
  add 644 "$temporary/$name.fish" "share/fish/vendor_completions.d/$name.fish"
done

for page in man/*.[157]; do
  if [ -f "$page" ]; then add 644 "$page" "share/man/man${page##*.}/${page##*/}"; fi
done

# `lnav -i FILE` makes lnav read records.
add 644 share/logline-records.lnav.json share/logline/logline-records.lnav.json

find README.md LICENSE CHANGELOG.md examples -type f >"$temporary/documents"
while IFS= read -r document; do
  if [ -x "$document" ]; then mode=755; else mode=644; fi
  add "$mode" "$document" "share/doc/logline/$document"
done <"$temporary/documents"

echo "$list" >>"$temporary/added"
sort -u "$temporary/added" >"$temporary/installed"
rm -f "$prefix/$list"
install -m 644 "$temporary/installed" "$prefix/$list"
echo "logline: installed under $prefix"

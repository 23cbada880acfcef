#!/bin/sh
# Usage: packaging/check-clean.sh COMMAND...
#
# Installs into a minimal Debian that has no Swift and none of the C libraries, and runs the commands there.
set -eu
suite=${SUITE:-bookworm}

if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null; then
  echo 'check-install-clean: skipped: it needs root and debootstrap'
  exit 0
fi

root=$(mktemp -d)
clean_up() {
  if mountpoint -q "$root/proc"; then umount "$root/proc"; fi
  rm -rf --one-file-system "$root"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM

debootstrap --variant=minbase "$suite" "$root" >"$root.log" 2>&1 || {
  tail -n 20 "$root.log" >&2
  exit 1
}
rm -f "$root.log"
chmod 755 "$root"
(cd "$root/usr/local" && find . | sort) >"$root/before"

packaging/install.sh "$root/usr/local" "$@"
# The Swift runtime reads /proc/self/exe when it starts.
mount -t proc proc "$root/proc"

chroot "$root" /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin /bin/sh -eu -s "$@" <<'EOF'
share=/usr/local/share
for name; do
  printf '%s %s\n' "$name" "$("$name" --version)"
  test -f "$share/man/man1/$name.1" || { echo "$name.1 is not installed" >&2; exit 1; }
  bash -n "$share/bash-completion/completions/$name"
  bash -c '. "$1" && complete -p "$2"' bash "$share/bash-completion/completions/$name" "$name"
done
logline
lines=$(printf '2024-01-15 10:30:45 ERROR disk %s full\n' 1 2 3 | lparse | lcluster)
echo "$lines"
test "$(echo "$lines" | wc -l)" = 3
EOF

packaging/uninstall.sh "$root/usr/local"
(cd "$root/usr/local" && find . | sort) | diff "$root/before" -
echo "check-install-clean: passed ($suite)"

#!/usr/bin/env bash
# fresh.sh bookworm|trixie [program|tests]: README's two commands (or the first or the second alone) on a Debian that has nothing else,
# in a root of its own, on what is committed here. Tells what each took. Needs root, debootstrap and a Debian mirror (MYATLAS_MIRROR).
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
suite=${1:?bookworm or trixie}
which=${2:-both}
work=$(mktemp -d)
root=$work/root
leave() {
  umount "$root/proc" "$root/dev/pts" "$root/dev" "$root/shared" 2> /dev/null || true
  rm -rf --one-file-system "$work"
}
trap leave EXIT
debootstrap --variant=minbase "$suite" "$root" ${MYATLAS_MIRROR:+"$MYATLAS_MIRROR"} > "$work/debootstrap.log" ||
  { tail "$work/debootstrap.log"; exit 1; }
mount --bind /dev "$root/dev"
mount --bind /dev/pts "$root/dev/pts" # of the terminals that tests open
mount -t proc proc "$root/proc"
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
mkdir -p "$root/home/myatlas" "$root/shared"
git -C "$top" archive HEAD | tar x -C "$root/home/myatlas"
if [ -d "$top/../shared" ]; then mount --bind -o ro "$top/../shared" "$root/shared" && ln -s /shared "$root/home/shared"; fi

failed=0
compiler_warning=':[0-9]+: warning: '
tell() { # COMMAND: what it took, by the counters of its own process and of those it waited for
  local said=$work/said status=0
  chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 bash -c \
    'cd /home/myatlas && TIMEFORMAT="%R s, %U + %S CPU seconds" && time '"$1" > "$said" 2>&1 || status=$?
  mkdir -p "$top/build/fresh" && cp "$said" "$top/build/fresh/$suite-$(basename "$(dirname "$1")").log"
  grep -E "^FAILED|$compiler_warning" "$said" || true
  tail -n 3 "$said"
  echo "$suite: $1: exit status $status, $(grep -cE "$compiler_warning" "$said") warnings of the compiler"
  [ "$status" = 0 ] || failed=1
}
before=$(du -sm --one-file-system "$root" | cut -f1)
[ "$which" = tests ] || tell ./examples/quickstart/run.sh
echo "$suite: $(($(du -sm --one-file-system "$root" | cut -f1) - before)) MiB of disk"
[ "$which" = program ] || tell ./tests/run.sh
exit $failed

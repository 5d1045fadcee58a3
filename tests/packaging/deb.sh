#!/usr/bin/env bash
# deb.sh: makes the .deb, installs it with nothing but its own dependencies in a Debian 12 that has nothing else, and runs the main job
# there. Needs root, debootstrap and a Debian mirror; takes two minutes.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
passed=0 failed=0
check() { # NAME COMMAND…
  local name=$1
  shift
  if "$@" > "$work/said" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $name"; tail -n 20 "$work/said"; fi
}
work=$(mktemp -d)
root=$work/root
trap 'umount "$root/proc" "$root/dev" 2> /dev/null || true; rm -rf "$work"' EXIT
"$top/tests/support/prepare.sh" release program
(cd "$work" && cpack --config "$top/build/release/CPackConfig.cmake" -B "$work" > "$work/cpack.log")
deb=$(ls "$work"/myatlas_*.deb)
dpkg-deb --info "$deb" | sed -n 's/^ Depends: /depends on /p'
debootstrap --variant=minbase bookworm "$root" > "$work/debootstrap.log"
mount --bind /dev "$root/dev"
mount -t proc proc "$root/proc"
cp "$deb" "$root/tmp/myatlas.deb"
cp -r "$top/examples/quickstart" "$root/tmp/quickstart"
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "$@"; }
check "it installs with its dependencies" inside apt-get install -y --no-install-recommends /tmp/myatlas.deb
check "no library is missing" inside sh -c '! ldd /usr/bin/myatlas | grep "not found"'
check "it says its version" inside myatlas version
check "it speaks French" inside sh -c 'myatlas --lang fr --help | grep -q Sauvegarder'
for file in man/man1/myatlas.1 man/fr/man5/myatlas-settings.5 man/man7/myatlas-errors.7 bash-completion/completions/myatlas \
  zsh/vendor-completions/_myatlas fish/vendor_completions.d/myatlas.fish locale/fr/LC_MESSAGES/myatlas.mo myatlas/schemas/contribution.v1.json; do
  check "$file is in it" sh -c "dpkg-deb --contents '$deb' | grep -q ' ./usr/share/$file'"
done
check "the main job runs" inside sh -c 'cd /tmp/quickstart && sh -c "command -v bash" && bash ./job.sh'
check "PDFs are made and read there" inside sh -c 'myatlas template contract > /tmp/c.json && myatlas doctor'
check "it leaves nothing behind" inside sh -c 'apt-get purge -y myatlas && ! ls /usr/share/myatlas /usr/bin/myatlas 2> /dev/null'
echo "packaging: $passed passed, $failed failed"
[ "$failed" = 0 ]

#!/usr/bin/env bash
# deb.sh [bookworm|trixie]: makes the .deb on that Debian, asks lintian, installs it where nothing else is, and follows myatlas-administration(7)
# there: the account, the settings, a backup that is restored. Needs root, debootstrap and a Debian mirror (MYATLAS_MIRROR); minutes.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
suite=${1:-bookworm}
passed=0 failed=0
check() { # NAME COMMAND…
  local name=$1
  shift
  if "$@" > "$work/said" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $name"; tail -n 20 "$work/said"; fi
}
work=$(mktemp -d)
root=$work/root
leave() {
  umount "$root/proc" "$root/dev" 2> /dev/null || true
  rm -rf --one-file-system "$work"
}
trap leave EXIT
deb=${MYATLAS_DEB:-} # one that was built before, on the same Debian
if [ -z "$deb" ]; then
  # shellcheck disable=SC1091
  [ "$(. /etc/os-release && echo "$VERSION_CODENAME")" = "$suite" ] || { echo "deb.sh: on another Debian than $suite give the package in MYATLAS_DEB" >&2; exit 64; }
  "$top/tests/support/prepare.sh" release program
  (cd "$work" && cpack --config "$top/build/release/CPackConfig.cmake" -B "$work" > "$work/cpack.log")
  deb=$(ls "$work"/myatlas_*.deb)
fi
dpkg-deb --info "$deb" | sed -n 's/^ \(Depends\|Recommends\): /\1: /p'
if command -v lintian > /dev/null; then check "lintian finds nothing" lintian --allow-root --fail-on error,warning "$deb"; else echo "lintian is not here: skipped"; fi
debootstrap --variant=minbase "$suite" "$root" ${MYATLAS_MIRROR:+"$MYATLAS_MIRROR"} > "$work/debootstrap.log"
mount --bind /dev "$root/dev"
mount -t proc proc "$root/proc"
cp "$deb" "$root/tmp/myatlas.deb"
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "$@"; }
as_service() { chroot "$root" env -i PATH=/usr/bin:/bin LC_ALL=C.UTF-8 setpriv --reuid=myatlas --regid=myatlas --init-groups env HOME=/var/lib/myatlas "$@"; }
check "it installs with what it recommends" inside apt-get install -y --no-install-suggests -o APT::Install-Recommends=1 /tmp/myatlas.deb
check "no library is missing" inside sh -c '! ldd /usr/bin/myatlas | grep "not found"'
check "it says its version" inside myatlas version
check "it speaks French" inside sh -c 'myatlas --lang fr --help | grep -q Sauvegarder'
contents=$(dpkg-deb --contents "$deb")
for file in share/man/man1/myatlas.1.gz share/man/fr/man5/myatlas-settings.5.gz share/man/man7/myatlas-administration.7.gz \
  share/bash-completion/completions/myatlas share/zsh/vendor-completions/_myatlas share/fish/vendor_completions.d/myatlas.fish \
  share/locale/fr/LC_MESSAGES/myatlas.mo share/myatlas/schemas/contribution.v1.json share/doc/myatlas/copyright share/doc/myatlas/changelog.Debian.gz \
  share/doc/myatlas/README.md share/doc/myatlas/examples/administration/cron lib/systemd/system/myatlas-mail.service lib/sysusers.d/myatlas.conf; do
  check "$file is in it" grep -q " ./usr/$file" <<< "$contents"
done
check "the main job runs" inside bash /usr/share/doc/myatlas/examples/quickstart/job.sh
check "PDFs are made and read there" inside sh -c 'myatlas template contract > /tmp/c.json && myatlas doctor'
# The administrator's page, in its order.
check "the account" inside sh -c 'apt-get install -y --no-install-recommends adduser && adduser --system --group --home /var/lib/myatlas myatlas &&
  install -d -o myatlas -g myatlas -m 700 /var/lib/myatlas /var/backups/myatlas'
check "settings for everybody" inside sh -c 'myatlas config set --system store /var/lib/myatlas/myatlas.db &&
  myatlas config set --system mail_dir /var/lib/myatlas/mail && myatlas config set --system backup_every 2'
check "they are read by everybody" sh -c "[ \$(stat -c %a '$root/etc/myatlas/config.toml') = 644 ]"
check "the store" as_service myatlas list-batches --create
check "root writes nothing in it" sh -c '! chroot "$1" env HOME=/root myatlas import establishments /usr/share/doc/myatlas/examples/quickstart/establishments.csv' sh "$root"
check "the register" as_service sh -c 'cd /usr/share/doc/myatlas/examples/quickstart && myatlas import companies companies.csv -q && myatlas import establishments establishments.csv -q'
check "a backup" as_service myatlas backup /var/backups/myatlas --keep daily=7,weekly=4,monthly=12 --without-key -q
check "it can be restored" as_service sh -c 'latest=$(ls /var/backups/myatlas/*.backup | tail -n 1) && myatlas verify --backup "$latest" &&
  myatlas restore "$latest" --store /var/lib/myatlas/look.db --key-file /var/lib/myatlas/myatlas.db-key && myatlas verify --store /var/lib/myatlas/look.db && rm -r /var/lib/myatlas/look.db*'
check "all is well" as_service myatlas doctor --strict
check "figures for a monitor" as_service sh -c 'myatlas doctor -o prometheus | grep -q "^myatlas_healthy 1$"'
check "it is purged without a trace" inside sh -c 'apt-get purge -y myatlas && ! ls /usr/share/myatlas /usr/bin/myatlas 2> /dev/null'
echo "packaging: $passed passed, $failed failed"
[ "$failed" = 0 ]

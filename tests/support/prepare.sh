#!/usr/bin/env bash
# prepare.sh PRESET program|tests: installs the packages of packages.txt that are missing, as root or with sudo, and builds the preset: the
# program alone, or the tests with it. Where there is no apt, it builds with what is there. A package that this system does not have is
# named and left out: what cannot do without it says so.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
preset=$1 what=$2

wanted() {
  sed -n 's/^program: //p' "$top/packages.txt"
  [ "$what" = program ] || sed -n 's/^tests: //p' "$top/packages.txt"
}

is_installed() {
  dpkg-query -W -f '${db:Status-Status}' "$1" 2> /dev/null | grep -q '^installed$'
}

is_known() {
  [ -n "$(apt-cache policy "$1" | grep Candidate: | grep -v '(none)')" ]
}

install_missing() {
  local package missing=() known=() as_root=()
  for package in $(wanted); do
    is_installed "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update
  for package in "${missing[@]}"; do
    if is_known "$package"; then known+=("$package"); else echo "$package: not among this system's packages, left out"; fi
  done
  [ ${#known[@]} = 0 ] ||
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${known[@]}"
}

if command -v apt-get > /dev/null; then install_missing >&2; fi
tests=ON
[ "$what" = tests ] || tests=OFF
cmake --preset "$preset" -S "$top" -D MYATLAS_TESTS="$tests" > /dev/null
cmake --build "$top/build/$preset" >&2

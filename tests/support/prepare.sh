#!/usr/bin/env bash
# prepare.sh PRESET: installs the packages of README's line that are missing, as root or with sudo, and builds the preset.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
packages=$(sed -n 's/^    apt-get install //p' "$top/README.md" | head -n 1)
missing=$(for package in $packages; do
  dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null | grep -q '^installed$' || echo "$package"
done)
if [ -n "$missing" ]; then
  as_root=$([ "$(id -u)" = 0 ] || echo sudo)
  # shellcheck disable=SC2086
  { $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; } >&2
fi
cmake --preset "$1" -S "$top" > /dev/null
cmake --build "$top/build/$1" >&2

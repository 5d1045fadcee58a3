#!/usr/bin/env bash
# The pictures of README: the page of the portfolio that the walk ends with, in both languages, as Chromium draws it. picture.sh [PROGRAM]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=$(realpath "${1:-$here/../../build/release/cli/myatlas}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PATH=$(dirname "$program"):$PATH
for language in en fr; do
  MYATLAS_LANG=$language "$here/walk.sh" "$folder/$language" > "$folder/$language.log" 2>&1 || { cat "$folder/$language.log" >&2; exit 1; }
  chromium --headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run \
    --user-data-dir="$folder/profile" --hide-scrollbars --window-size=1160,620 --screenshot="$folder/$language.png" \
    "file://$folder/$language/portfolio.html" 2> "$folder/chromium.log"
done
install -m 644 "$folder/en.png" "$here/../portfolio.png"
install -m 644 "$folder/fr.png" "$here/../portfolio.fr.png"

#!/usr/bin/env bash
# pages.sh PROGRAM [FOLDER for pictures]: the pages of report in headless Chromium at 320 and 1280 pixels, in both languages, looked at by axe-core,
# and printed on A4. Needs chromium, node and npm; seconds a page.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd) top=$(cd "$(dirname "$0")/../.." && pwd)
program=$(realpath "$1")
for needed in chromium node npm pdfinfo; do
  command -v "$needed" > /dev/null || { echo "pages.sh: $needed is not here: skipped"; exit 0; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pictures=$(realpath "${2:-$work}")
mkdir -p "$work/bin" && ln -s "$program" "$work/bin/myatlas"
(cd "$work" && npm install --silent --no-audit --no-fund axe-core > npm.log 2>&1) || { echo "pages.sh: axe-core cannot be fetched: skipped"; exit 0; }
export HOME=$work XDG_DATA_HOME=$work/data XDG_STATE_HOME=$work/state XDG_CONFIG_HOME=$work/config MYATLAS_TEST_CLOCK=1 MYATLAS_NOW=2026-03-02T09:00:00Z
myatlas() { "$program" "$@"; }
# shellcheck disable=SC1091
. "$top/tests/support/prelude.sh"
cd "$work"
accepted_dossier
myatlas declare-contribution --company ATL100001 --year 2025 --headcount 12 > /dev/null
myatlas upload-invoice --request D20260000001 --number F1 --date 2026-03-02 --amount-without-tax 400 --iban FR7630006000011234567890189 > /dev/null 2>&1
passed=0 failed=0
for language in en fr; do
  for what in portfolio "company --company ATL100001" dossiers contributions; do
    page=$work/${what%% *}-$language.html
    # shellcheck disable=SC2086
    myatlas report $what --lang "$language" --html "$page" > /dev/null
    for width in 320 1280; do
      if told=$(node "$here/axe.js" "$work/node_modules/axe-core/axe.min.js" "$page" "$width" "$pictures/$(basename "$page" .html)-$width"); then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $page at $width: $told"; fi
    done
    pdfinfo "$pictures/$(basename "$page" .html)-1280.pdf" | grep -q '(A4)' && passed=$((passed + 1)) || { failed=$((failed + 1)); echo "FAILED $page is not on A4"; }
  done
done
echo "pages: $passed passed, $failed failed"
[ "$failed" = 0 ]

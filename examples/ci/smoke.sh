#!/usr/bin/env bash
# A smoke test for a project that uses myatlas: a store of its own, a fixed clock, exit statuses, and machine output that is compared
# with what it was. smoke.sh [PROGRAM]
set -euo pipefail
program=${1:-myatlas}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME=$work MYATLAS_STORE=$work/smoke.db MYATLAS_NOW=2026-03-02T09:00:00Z MYATLAS_TEST_CLOCK=1

expect() { # STATUS COMMAND…: what it must end with
  local wanted=$1 status=0
  shift
  "$@" > out 2> err || status=$?
  [ "$status" = "$wanted" ] || { echo "$*: exit status $status, expected $wanted" >&2; cat err >&2; exit 1; }
}

printf 'siret;raison_sociale\n73282932000074;ALTEA\n7,32829E+13;ALTEA LYON\n' > clients.csv
expect 65 "$program" import establishments clients.csv -o json
diff "$here/refused.json" out
expect 3 "$program" import establishments clients.csv --on-error reject -q
sed -i 's/7,32829E+13/73282932000082/' clients.rejected.csv
expect 0 "$program" import establishments clients.rejected.csv -q
expect 0 "$program" simulate-contribution --year 2025 --headcount 12 --payroll 500000 -o csv
grep -qx 'cfp,500000.00,0.0100,5000.00,urssaf,monthly,L6331-3,' out
expect 0 "$program" verify -q
echo "smoke test passed"

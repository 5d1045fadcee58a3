#!/usr/bin/env bash
# Builds and runs every test. run.sh [PRESET]: release by default; asan, tsan, dev and coverage are the others.
# Long fuzzing and soak runs are commands of their own: see CONTRIBUTING.md.
set -uo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
preset=${1:-release}
"$top/tests/support/prepare.sh" "$preset" || exit 1
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1} UBSAN_OPTIONS=print_stacktrace=1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
"$top/build/$preset/tests/unit_tests" -nv | tee -a "$log"
program=$top/build/$preset/cli/myatlas
for suite in support/cases.py support/cases_test.py support/terminal.py support/rights.py conformance/conformance.py conformance/einvoices.py faults/faults.py network/mail.py network/register.py network/opco.py support/house.py \
             support/examples.py; do
  /usr/bin/python3 "$top/tests/$suite" "$program" | tee -a "$log"
done
# One line of sums for all of it.
awk '/^\[doctest\] test cases:/ { passed += $6; failed += $9; suites++ }
     /^[a-z]+: [0-9]+ passed, [0-9]+ failed$/ { passed += $2; failed += $4; suites++ }
     END { if (suites < 13) { failed++; print "a suite gave no result" }
           printf "%d passed, %d failed\n", passed, failed; exit failed > 0 }' "$log"

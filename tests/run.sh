#!/usr/bin/env bash
# Builds and runs every test. run.sh [PRESET]: release by default; asan, tsan, dev and coverage are the others.
# Two suites at a time, then the fuzzers, five at a time. Long fuzzing and soak runs are commands of their own: see tests/README.md.
set -uo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
preset=${1:-release}
"$top/tests/support/prepare.sh" "$preset" || exit 1
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1} UBSAN_OPTIONS=print_stacktrace=1
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
program=$top/build/$preset/cli/myatlas

# Suites that measure time or ask for the machine's memory stand in one lane, so that they never meet.
lane() {
  for suite in "$@"; do
    /usr/bin/python3 "$top/tests/$suite" "$program" > "$logs/${suite//\//_}" 2>&1
    cat "$logs/${suite//\//_}"
  done
}
"$top/build/$preset/tests/unit_tests" -nv 2>&1 | tee "$logs/unit"
lane support/cases.py support/cases_test.py support/house.py support/examples.py &
lane faults/faults.py security/security.py security/who.py security/hardening.py support/rights.py support/terminal.py conformance/conformance.py conformance/einvoices.py \
  network/mail.py network/register.py network/opco.py &
wait
expected=16
if [ -x "$top/build/$preset/tests/fuzz" ]; then
  MYATLAS_FUZZ_JOBS=5 MYATLAS_FUZZER=$top/build/$preset/tests/fuzz "$top/tests/fuzz/run.sh" "${MYATLAS_FUZZ_SECONDS:-60}" 2>&1 | tee "$logs/fuzz"
  expected=17
fi

# One line of sums for all of it.
cat "$logs"/* | awk -v expected=$expected '/^\[doctest\] test cases:/ { passed += $6; failed += $9; suites++ }
     /^[a-z]+: [0-9]+ passed, [0-9]+ failed$/ { passed += $2; failed += $4; suites++ }
     END { if (suites < expected) { failed++; print "a suite gave no result" }
           printf "%d passed, %d failed\n", passed, failed; exit failed > 0 }'

#!/usr/bin/env bash
# coverage.sh: builds with counters, runs the tests, and tells the share of lines of domain, services and formats they reach.
# Needs gcovr. Takes about half an hour.
set -uo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
build=$top/build/coverage
"$top/tests/support/prepare.sh" coverage tests || exit 1
find "$build" -name '*.gcda' -delete
"$build/tests/unit_tests" -nv | tail -n 1
for suite in support/cases.py support/rights.py conformance/conformance.py conformance/einvoices.py network/mail.py network/register.py network/opco.py; do
  /usr/bin/python3 "$top/tests/$suite" "$build/cli/myatlas" | tail -n 1
done
for layer in domain services formats; do
  printf '%s: ' "$layer"
  gcovr --root "$top" --object-directory "$build" --filter "$top/lib/$layer/" --exclude-throw-branches 2> /dev/null | sed -n 's/^TOTAL *\([0-9]*\) *\([0-9]*\) *\([0-9]*%\).*/\2 of \1 lines, \3/p'
done

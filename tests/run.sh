#!/usr/bin/env bash
# run.sh [--only SUITE[,SUITE…]] [PRESET]: builds and runs every test, or the suites named; release by default; asan, tsan, dev and
# coverage are the other presets. --list names the suites. Two run at a time; each has a folder for what it puts aside, and leaves it
# empty. Long fuzzing and soak runs are commands of their own: see tests/README.md.
set -uo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)

# A suite and how it is run; PROGRAM is the program that is tested. The longest come first.
suites="
faults       /usr/bin/python3 tests/faults/faults.py PROGRAM
cli          /usr/bin/python3 tests/support/cases.py PROGRAM
security     /usr/bin/python3 tests/security/security.py PROGRAM
hostile      /usr/bin/python3 tests/security/hostile_files.py PROGRAM
who          /usr/bin/python3 tests/security/who.py PROGRAM
postgres     /usr/bin/python3 tests/support/cases.py --store-as postgres PROGRAM
server       /usr/bin/python3 tests/server/server.py PROGRAM
documents    /usr/bin/python3 tests/server/documents.py PROGRAM
conformance  /usr/bin/python3 tests/conformance/conformance.py PROGRAM
rights       /usr/bin/python3 tests/support/rights.py PROGRAM
mail         /usr/bin/python3 tests/network/mail.py PROGRAM
opco         /usr/bin/python3 tests/network/opco.py PROGRAM
register     /usr/bin/python3 tests/network/register.py PROGRAM
examples     /usr/bin/python3 tests/support/examples.py PROGRAM
einvoices    /usr/bin/python3 tests/conformance/einvoices.py PROGRAM
terminal     /usr/bin/python3 tests/support/terminal.py PROGRAM
house        /usr/bin/python3 tests/support/house.py PROGRAM
runner       /usr/bin/python3 tests/support/cases_test.py PROGRAM
hardening    /usr/bin/python3 tests/security/hardening.py PROGRAM
unit         UNIT -nv
fuzz         tests/fuzz/run.sh SECONDS
"
all=$(awk 'NF { print $1 }' <<< "$suites")
wanted=$all preset=release
while [ $# -gt 0 ]; do
  case $1 in
    --list) echo "$all"; exit 0 ;;
    --only) wanted=$(tr , '\n' <<< "${2:?--only needs the names of suites}"); shift ;;
    --*) echo "run.sh: $1 is unknown; --only SUITE,…, --list or a preset is expected" >&2; exit 64 ;;
    *) preset=$1 ;;
  esac
  shift
done
unknown=$(grep -vxF "$all" <<< "$wanted")
[ -z "$unknown" ] || { echo "run.sh: no suite is called $(xargs <<< "$unknown"); there are $(xargs <<< "$all")" >&2; exit 64; }

"$top/tests/support/prepare.sh" "$preset" tests || exit 1
for program in jq openssl pdftotext sqlite3 man mandoc readelf zsh fish; do
  command -v "$program" > /dev/null || echo "$program is not on this machine: what needs it fails or is skipped"
done
build=$top/build/$preset
if [ ! -x "$build/tests/fuzz" ] && grep -qx fuzz <<< "$wanted"; then
  echo "fuzz: skipped, no fuzzing engine was there to build it with (libclang-rt-dev)"
  wanted=$(grep -vx fuzz <<< "$wanted")
fi

export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1} UBSAN_OPTIONS=print_stacktrace=1
export MYATLAS_FUZZER=$build/tests/fuzz MYATLAS_FUZZ_JOBS=5
work=$(mktemp -d)
chmod 755 "$work" # some tests act as another user
trap 'rm -rf "$work"' EXIT
cd "$top" || exit 1

# Runs one suite, tells how long it took, and what it left behind as a failure of its own.
run_suite() {
  local name=$1 begun=$SECONDS command left
  command=$(awk -v name="$name" '$1 == name { $1 = ""; print }' <<< "$suites" |
    sed "s#PROGRAM#$build/cli/myatlas#; s#UNIT#$build/tests/unit_tests#; s#SECONDS#${MYATLAS_FUZZ_SECONDS:-60}#")
  mkdir -p "$work/$name"
  TMPDIR=$work/$name $command > "$work/$name.log" 2>&1
  left=$(find "$work/$name" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | xargs)
  [ -z "$left" ] || printf 'FAILED %s left behind: %s\nleft: 0 passed, 1 failed\n' "$name" "$left" >> "$work/$name.log"
  { cat "$work/$name.log"; echo "$name: $((SECONDS - begun)) s"; } > "$work/$name.told"
  cat "$work/$name.told"
}
for name in $all; do
  grep -qx "$name" <<< "$wanted" || continue
  while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n; done
  run_suite "$name" &
done
wait

echo "not run here: the full form of the faults (MYATLAS_FULL=1), guided fuzzing (tests/fuzz/run.sh), packaging, coverage, mutation and" \
  "bench: tests/README.md"
# One line of sums for all of it.
cat "$work"/*.log | awk -v expected="$(wc -l <<< "$wanted")" '
  /^\[doctest\] test cases:/ { passed += $6; failed += $9; suites++ }
  /^[a-z]+: [0-9]+ passed, [0-9]+ failed$/ { passed += $2; failed += $4; if ($1 != "left:") suites++ }
  END { if (suites < expected) { failed++; print "a suite gave no result" }
        printf "%d passed, %d failed\n", passed, failed; exit failed > 0 }'

#!/usr/bin/env bash
# run.sh [SECONDS [TARGET…]]: feeds made-up bytes to each reader for so long (60), MYATLAS_FUZZ_JOBS (2) at a time, from the kept corpus, until one crashes or
# a property does not hold. Ends with a line of sums. MYATLAS_RUNS=100000000 asks for so many executions instead: before a release.
# MYATLAS_FUZZER names a fuzzer that is built already, as tests/run.sh does; without it one is built that clang's coverage guides
# (packages clang-16 and libclang-rt-16-dev, or a later pair: clang 14 cannot read the ranges of libstdc++ 12).
set -uo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
build=$top/build/fuzz
seconds=${1:-60}
shift || true
targets=${*:-csv encoding json jsonl dsn xml pdf workbook identifier amount date headers}
fuzzer=${MYATLAS_FUZZER:-}
if [ -z "$fuzzer" ]; then
  fuzzer=$build/tests/fuzz
  clang=$(compgen -c clang++- | sed -n 's/^clang++-\([0-9]*\)$/\1/p' | sort -nu | awk '$1 >= 16 { print; exit }')
  [ -n "$clang" ] || { echo "fuzz: a clang of version 16 or later is needed, with its libclang-rt-*-dev" >&2; exit 69; }
  CC=clang-$clang CXX=clang++-$clang cmake -S "$top" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O1 -DMYATLAS_FUZZ=ON \
    -DMYATLAS_SANITIZE=address,undefined,fuzzer-no-link > /dev/null && cmake --build "$build" --target fuzz || exit 1
fi

# Corpora are kept in the repository; what a run adds stays in the build, and findings become files of the corpus.
one() {
  target=$1
  found=$build/corpus/$target artifacts=$build/findings/$target
  mkdir -p "$found" "$artifacts"
  limits=(-max_total_time="$seconds")
  [ -z "${MYATLAS_RUNS:-}" ] || limits=(-runs="$MYATLAS_RUNS")
  most=4096
  case $target in pdf | workbook) most=65536 ;; esac
  log=$build/$target.log
  if MYATLAS_TARGET=$target ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 "$fuzzer" -max_len=$most -rss_limit_mb=2048 -timeout=20 \
    -seed="${MYATLAS_SEED:-0}" -artifact_prefix="$artifacts/" -print_final_stats=1 "${limits[@]}" "$found" "$top/tests/fuzz/corpus/$target" > "$log" 2>&1; then
    echo "fuzz: $target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") executions, nothing found"
  else
    echo "FAILED fuzz $target: see $log and $artifacts"
    tail -n 20 "$log" >&2
    return 1
  fi
}
passed=0 failed=0
set -- $targets
while [ $# -gt 0 ]; do
  pids=()
  for target in "${@:1:${MYATLAS_FUZZ_JOBS:-2}}"; do
    one "$target" &
    pids+=($!)
  done
  shift "${#pids[@]}"
  for pid in "${pids[@]}"; do
    if wait "$pid"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  done
done
echo "fuzz: $passed passed, $failed failed"
[ "$failed" = 0 ]

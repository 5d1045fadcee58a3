#!/usr/bin/env bash
# run.sh [SECONDS]: feeds made-up files to the readers until one crashes or the two paths differ. Needs clang and its libFuzzer
# (packages clang-16, libclang-rt-16-dev: clang 14 cannot read the ranges of libstdc++ 12).
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
build=$top/build/fuzz
CC=clang-16 CXX=clang++-16 cmake -S "$top" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DMYATLAS_FUZZ=ON \
  -DMYATLAS_SANITIZE=address,undefined,fuzzer-no-link > /dev/null
cmake --build "$build" --target fuzz_csv
mkdir -p "$build/corpus"
for kind in 0:establishments 1:invoices 2:companies 3:employees 4:payrolls; do
  { printf "\\x0${kind%%:*}"; "$top/build/release/cli/myatlas" template "${kind#*:}"; } > "$build/corpus/${kind#*:}"
done
"$build/tests/fuzz_csv" -max_len=4096 -max_total_time="${1:-600}" -print_final_stats=1 "$build/corpus"

#!/usr/bin/env bash
# build.sh [COMMAND-SOURCE]: builds the program alone in an empty folder, then again after a change in one command
# (cli/commands/invoices/invoices.cpp), and prints what each took. For figures that mean something the machine has nothing else to do.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
changed=$top/${1:-cli/commands/invoices/invoices.cpp}
build=$(mktemp -d)
before=$(stat -c %y "$changed")
trap 'touch -d "$before" "$changed"; rm -rf "$build"' EXIT
export CCACHE_DISABLE=1
TIMEFORMAT='%R s, %U + %S CPU seconds'
echo "everything, on $(nproc) cores:"
time (cmake -S "$top" -B "$build" -G Ninja -D MYATLAS_TESTS=OFF && cmake --build "$build") > "$build/log"
echo "after a change in ${changed#"$top/"}:"
touch "$changed"
time cmake --build "$build" > "$build/log"

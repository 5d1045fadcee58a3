#!/usr/bin/env bash
# generate.sh PROGRAM [FOLDER]: writes the pages that come from the commands themselves (man1/myatlas-*.1, man5/myatlas-settings.5,
# man7/myatlas-errors.7)
# in both languages. They are kept in the repository; a test compares them with what the program says.
set -euo pipefail
program=$1
to=${2:-$(cd "$(dirname "$0")" && pwd)}
for language in en fr; do
  folder=$to; [ $language = en ] || folder=$to/$language
  mkdir -p "$folder/man1" "$folder/man5" "$folder/man7"
  "$program" __manual --list | while read -r command; do
    # shellcheck disable=SC2086
    MYATLAS_LANG=$language "$program" __manual $command > "$folder/man1/myatlas-${command// /-}.1"
  done
  MYATLAS_LANG=$language "$program" __manual --errors > "$folder/man7/myatlas-errors.7"
  MYATLAS_LANG=$language "$program" __manual --settings > "$folder/man5/myatlas-settings.5"
done

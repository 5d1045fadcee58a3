#!/bin/sh
# How commands and imports grow with the store: scale.sh [DOSSIERS [ROWS]]. Two stores in one run, one of 1 000 dossiers and one of DOSSIERS
# (1 000 000), and imports of ROWS / 10 and ROWS (200 000) rows beside the sqlite3 shell. PROGRAM is build/release/cli/myatlas unless told.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${PROGRAM:-$here/../../build/release/cli/myatlas}
/usr/bin/python3 "$here/scale.py" commands "$program" "${1:-1000000}"
/usr/bin/python3 "$here/scale.py" imports "$program" "${2:-200000}"

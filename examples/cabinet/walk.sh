#!/usr/bin/env bash
# The last evening of February at an accountant's: three hundred clients, from the registration to their declarations and statements, in
# thirteen commands. The files are made up by make.py, as Excel, an old Mac and a payroll package write them.
# It works in a folder of its own and leaves your store and session alone. walk.sh [FOLDER for what comes out]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
out=$(realpath "${1:-$home/out}")
export XDG_DATA_HOME=$home/data XDG_STATE_HOME=$home/state XDG_CONFIG_HOME=$home/config
export MYATLAS_TEST_CLOCK=1 MYATLAS_NOW=2026-02-28T22:00:00Z
mkdir -p "$out"
cd "$home" && "$here/make.py" .
told() { # COMMAND: as it can be pasted, quoted where it has to be
  local word line=
  for word; do
    case $word in *[!A-Za-z0-9_./:=@,%+-]*) line+=" ${word@Q}" ;; *) line+=" $word" ;; esac
  done
  printf '\n$%s\n' "$line" >&2
}
step() { told "$@"; "$@"; }
french() { case ${MYATLAS_LANG:-$LANG} in fr*) true ;; *) false ;; esac; }

# The OPCO's side: what it knows of its members.
myatlas import companies opco-companies.csv -q > /dev/null
myatlas import establishments opco-establishments.csv -q > /dev/null

# The accountant's.
first=$(sed -n 2p opco-companies.csv | cut -d ';' -f 7)
step myatlas register --profile member --email anne@cabinet.example --title MME --last-name Durand --first-name Anne \
  --member-code ATL200000 --payroll "$first" --all-establishments --certify --accept-terms
code=$(tr -d '\r' < "$XDG_STATE_HOME"/myatlas/mail/*.eml | sed -n 's/^    \([A-Za-z0-9]\{17\}\)$/\1/p')
echo Abcdefg1 > password && chmod 600 password
step myatlas activate --email anne@cabinet.example --code "$code" --password-file password
step myatlas login --email anne@cabinet.example --password-file password
step myatlas import clients clients.xlsx --save-mapping "$out/clients.toml"
step myatlas import access acces-mac.csv --map 'Fin d’accès=jusqu_au'
step myatlas import declarations masses-paie.csv --submit
step myatlas simulate-contribution --batch masses-paie.csv --to "$out/contributions.xlsx"
head -n 6 masses-paie.csv > six.csv
step myatlas simulate-contribution --batch six.csv --csv-for excel --pdf-dir "$out/statements" --firm 'Cabinet Durand' > "$out/six.csv"
step myatlas list-declarations --sort -total --columns client_reference,siren,company_name,total,due -o csv --csv-for excel > "$out/declarations.csv"
step myatlas list-deadlines --ics "$out/deadlines.ics" -q > /dev/null
step myatlas report portfolio --html "$out/portfolio.html" > /dev/null
step myatlas status
step myatlas import declarations masses-paie.csv --submit # again, and nothing changes
french && printf '\nLa soirée est finie.\n' || printf '\nThe evening is over.\n'

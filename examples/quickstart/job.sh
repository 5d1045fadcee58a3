#!/usr/bin/env bash
# The main job on a new embedded store, in three acts: Anne Durand, an accountant, asks for funding of a training for a client; the OPCO
# decides; the training centre invoices it. Prints each command as it can be pasted, before what it answers.
# It works in a folder of its own and leaves your store and session alone.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export XDG_DATA_HOME=$home/data XDG_STATE_HOME=$home/state XDG_CONFIG_HOME=$home/config
export MYATLAS_TEST_CLOCK=1
cd "$home" && cp "$here"/*.csv "$here"/*.pdf .

act() { printf '\n== %s\n' "$1"; export MYATLAS_NOW=$2; }
told() { # COMMAND: as it can be pasted, quoted where it has to be
  local word line=
  for word; do
    case $word in *[!A-Za-z0-9_./:=@,%+-]*) line+=" ${word@Q}" ;; *) line+=" $word" ;; esac
  done
  printf '\n$%s\n' "$line"
}
step() { told "$@"; "$@"; }
refused() { told "$@"; local status=0; "$@" || status=$?; echo "(exit status $status)"; }

act 'Act 1, 2 March 2026: the store is filled, Anne registers and asks' 2026-03-02T09:00:00Z
step myatlas import companies companies.csv
step myatlas import establishments establishments.csv
step myatlas register --profile member --email anne@cabinet.example --title MME --last-name Durand --first-name Anne \
  --member-code ATL100001 --payroll 500000 --siret 73282932000074 --certify --accept-terms
code=$(tr -d '\r' < "$XDG_STATE_HOME"/myatlas/mail/*.eml | sed -n 's/^    \([A-Za-z0-9]\{17\}\)$/\1/p')
echo Abcdefg1 > password && chmod 600 password
step myatlas activate --email anne@cabinet.example --code "$code" --password-file password
step myatlas login --email anne@cabinet.example --password-file password
step myatlas add-siret 73282932000082
step myatlas list-establishments
step myatlas submit-request --siret 73282932000074 --scheme pdc --title 'Excel avancé' --provider-siret 88087814500015 \
  --start 2026-04-08 --end 2026-04-09 --hours 14 --mode presentiel --employee 'Jeanne Martin' --employee 'Luc Petit' \
  --teaching-cost 1500 --draft
for kind in quote convention programme; do
  step myatlas attach-document facture.pdf --request D20260000001 --kind $kind -o csv -q
done
step myatlas submit-request --request D20260000001

act 'Act 2, 9 March 2026: the OPCO looks and accepts' 2026-03-09T09:00:00Z
step myatlas admin list-work
step myatlas admin open-request D20260000001 -q
step myatlas admin accept-request D20260000001 --amount 1500

act 'Act 3, 20 April 2026: the training took place, its invoices come' 2026-04-20T09:00:00Z
step myatlas login --email anne@cabinet.example --password-file password -q
refused myatlas import invoices invoices.csv --dry-run
refused myatlas import invoices invoices.csv --on-error reject
step sed -i 's/1 200,00/600,00/' invoices.rejected.csv
step myatlas import invoices invoices.rejected.csv
step myatlas upload-invoice facture.pdf --request D20260000001 --number FA-2026-0003 --date 2026-04-20 \
  --amount-without-tax 500 --vat-rate 20
step myatlas show-request D20260000001

printf '\n== What does the client owe for 2025?\n'
step myatlas simulate-contribution --year 2025 --headcount 12 --payroll 500000 --idcc 1486
step myatlas admin audit --verify -o csv -q > audit.csv
printf '\n%s rows of audit, the chain holds. Done.\n' "$(($(wc -l < audit.csv) - 1))"
printf 'Next: myatlas template establishments > mine.csv, fill it in, myatlas import establishments mine.csv --dry-run\n'

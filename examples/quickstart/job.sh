#!/usr/bin/env bash
# The main job in a new store, in three acts. Prints each command as it can be pasted, before what it answers.
# It works in a folder of its own, with a clock that is set, and leaves your store and session alone.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export XDG_DATA_HOME=$home/data XDG_STATE_HOME=$home/state XDG_CONFIG_HOME=$home/config
export MYATLAS_TEST_CLOCK=1
cd "$home" && cp "$here"/*.csv "$here"/*.pdf .

case ${MYATLAS_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}} in
fr*) say() { printf '%s\n' "$2"; } ;;
*) say() { printf '%s\n' "$1"; } ;;
esac
act() { # INSTANT ENGLISH FRENCH
  echo
  say "== $2" "== $3"
  export MYATLAS_NOW=$1
}
told() { # COMMAND: as it can be pasted, quoted where it has to be
  local word line=
  for word; do
    case $word in *[!A-Za-z0-9_./:=@,%+-]*) line+=" ${word@Q}" ;; *) line+=" $word" ;; esac
  done
  printf '\n$%s\n' "$line"
}
step() { told "$@"; "$@"; }
refused() { told "$@"; local status=0; "$@" || status=$?; say "(exit status $status)" "(code de retour $status)"; }

say 'Anne Durand, an accountant, asks OPCO Atlas to pay for a training at her client Altéa; Claire Roux decides at the OPCO. You play both,
in a folder of its own and with the clock of each act.' \
  'Anne Durand, expert-comptable, demande à l’OPCO Atlas de financer une formation chez sa cliente Altéa ; Claire Roux décide à l’OPCO. Vous jouez
les deux, dans un dossier à part et à l’heure de chaque acte.'

act 2026-03-02T09:00:00Z 'Act 1, 2 March 2026: the store is filled, Anne registers and asks' \
  'Acte 1, 2 mars 2026 : la base est remplie, Anne s’inscrit et demande'
step myatlas import companies companies.csv
step myatlas import establishments establishments.csv
step myatlas register --profile member --email anne@cabinet.example --title MME --last-name Durand --first-name Anne \
  --member-code ATL100001 --payroll 500000 --siret 73282932000074 --certify --accept-terms
code=$(tr -d '\r' < "$XDG_STATE_HOME"/myatlas/mail/*.eml | sed -n 's/^    \([A-Za-z0-9]\{17\}\)$/\1/p')
printf '\n$ (umask 077; echo Abcdefg1 > password)\n'
(umask 077; echo Abcdefg1 > password)
step myatlas activate --email anne@cabinet.example --code "$code" --password-file password
step myatlas login --email anne@cabinet.example --password-file password
step myatlas add-siret 73282932000082
step myatlas list-establishments
step myatlas submit-request --siret 73282932000074 --scheme pdc --title 'Excel avancé' --provider-siret 88087814500015 \
  --start 2026-04-08 --end 2026-04-09 --hours 14 --mode presentiel --employee 'Jeanne Martin' --employee 'Luc Petit' \
  --teaching-cost 1500 --draft
step myatlas attach-document devis.pdf --request D20260000001 --kind quote -q -o csv
step myatlas attach-document convention.pdf --request D20260000001 --kind convention -q -o csv
step myatlas attach-document programme.pdf --request D20260000001 --kind programme -q -o csv
step myatlas submit-request --request D20260000001

act 2026-03-09T09:00:00Z 'Act 2, 9 March 2026: Claire reviews the request and accepts it' \
  'Acte 2, 9 mars 2026 : Claire instruit la demande et l’accorde'
step myatlas admin list-work
step myatlas admin open-request D20260000001 -q
step myatlas admin accept-request D20260000001 --amount 1500

act 2026-04-20T09:00:00Z 'Act 3, 20 April 2026: the training took place, its invoices come to Anne' \
  'Acte 3, 20 avril 2026 : la formation a eu lieu, ses factures arrivent chez Anne'
step myatlas login --email anne@cabinet.example --password-file password -q
refused myatlas import invoices invoices.csv --dry-run
refused myatlas import invoices invoices.csv --on-error reject
step sed -i 's/1 200,00/600,00/' invoices.rejected.csv
step myatlas import invoices invoices.rejected.csv
step myatlas upload-invoice facture.pdf --request D20260000001 --number FA-2026-0003 --date 2026-04-20 \
  --amount-without-tax 500 --vat-rate 20
step myatlas show-request D20260000001

echo
say '== What does the client owe for 2025?' '== Que doit la cliente pour 2025 ?'
step myatlas simulate-contribution --year 2025 --headcount 12 --payroll 500000 --idcc 1486
step myatlas admin audit --verify -o csv -q > audit.csv
rows=$(($(wc -l < audit.csv) - 1))
echo
say "$rows rows of audit, the chain holds. The end." "$rows lignes d’audit, la chaîne tient. Fin."
say 'Next: myatlas template establishments > mine.csv, fill it in, then myatlas import establishments mine.csv --dry-run' \
  'Ensuite : myatlas template establishments > miens.csv, remplissez-le, puis myatlas import establishments miens.csv --dry-run'

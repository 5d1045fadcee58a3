# What the cases of tests/cli share. Every function works in the case's own fresh home.

# The register: two companies (one created this year) and their establishments.
load_register() {
  cat > companies.csv <<X
code_adherent;siren;raison_sociale;idcc;naf;effectif;annee;masse_salariale;date_creation
ATL100001;732829320;ALTÉA CONSEIL;1486;6202A;12;2025;500000,00;2001-05-14
ATL100002;880878145;NEUVE SAS;1486;6202A;3;;;2026-01-05
X
  cat > establishments.csv <<X
code_adherent;siret;raison_sociale;code_postal;commune;idcc;effectif
ATL100001;73282932000074;ALTÉA CONSEIL;75008;PARIS;1486;12
ATL100001;73282932000082;ALTÉA CONSEIL;69003;LYON;1486;0
ATL100002;88087814500015;NEUVE SAS;69001;LYON;1486;3
X
  myatlas import companies companies.csv > /dev/null 2>&1
  myatlas import establishments establishments.csv > /dev/null 2>&1
}

# The code of the latest letter.
code_of_mail() {
  cat $(ls -tr "$XDG_STATE_HOME"/myatlas/mail/*.eml) | tr -d '\r' | sed -n 's/^    \([A-Za-z0-9]\{17\}\)$/\1/p' | tail -n 1
}

register_member() { # e-mail
  myatlas register --profile member --email "$1" --title MME --last-name Durand --first-name Anne \
    --member-code ATL100001 --payroll 500000 --siret 73282932000074 --certify --accept-terms > /dev/null 2>&1
}

activate_and_login() { # e-mail
  echo Abcdefg1 | myatlas activate --email "$1" --code "$(code_of_mail)" --password-stdin > /dev/null 2>&1
  echo Abcdefg1 | myatlas login --email "$1" --password-stdin > /dev/null 2>&1
}

# An accountant logged in, with one establishment of ATL100001.
member() {
  load_register
  register_member anne@cabinet.fr
  activate_and_login anne@cabinet.fr
}

# The dossier D20260000001 of that accountant, sent.
dossier() {
  member
  myatlas submit-request --siret 73282932000074 --scheme pdc --title Excel --provider-siret 88087814500015 \
    --start 2026-04-06 --end 2026-04-07 --hours 14 --mode presentiel --employee 'Jeanne Martin' --teaching-cost 1200 \
    > /dev/null 2>&1
}

# The same, accepted for 1 000 euros.
accepted_dossier() {
  dossier
  myatlas admin open-request D20260000001 > /dev/null 2>&1
  myatlas admin accept-request D20260000001 --amount 1000 --although 'documents on paper' > /dev/null 2>&1
}

# Documents of these kinds, attached to a dossier: attach_documents DOSSIER KIND…
attach_documents() {
  for kind in "${@:2}"; do
    pdf "$kind.pdf"
    myatlas attach-document "$kind.pdf" --request "$1" --kind "$kind" > /dev/null 2>&1
  done
}

pdf() { printf '%%PDF-1.4\n%s\n' "$1" > "$1"; }

# A store of an older schema version, by default 1, with one establishment.
old_store() { # path [version]
  version=${2:-1}
  mkdir -p "$(dirname "$1")"
  for migration in $(ls "$(dirname "${BASH_SOURCE[0]}")"/../../lib/store/migrations/*.sql | head -n "$version"); do
    sed -e 's/ bigint/ integer/g' -e 's/^);$/) strict;/' "$migration" | sqlite3 "$1"
  done
  sqlite3 "$1" "pragma application_id = 0x4D594154; pragma user_version = $version;
    insert into establishment (siret, name) values (73282932000074, 'ALTÉA')"
  head -c 32 /dev/urandom > "$1-key"
  chmod 600 "$1" "$1-key"
}

# COUNT establishments of one company, on standard output.
many_establishments() { # count
  echo "siret;raison_sociale"
  awk -v count="$1" 'BEGIN { for (n = 1; made < count; n++) { s = sprintf("732829320%05d", n); t = 0
    for (i = 1; i <= 14; i++) { d = substr(s, i, 1); if (i % 2 == 1) { d *= 2; if (d > 9) d -= 9 } t += d }
    if (t % 10 == 0) { printf "%s;N%050d\n", s, n; made++ } } }'
}

# A monthly DSN of one establishment of 732829320: dsn MONTH NIC GROSS [NATURE OF THE CONTRACT]
dsn() {
  year=${1%-*} month=${1#*-} nature=${4:-01}
  cat > body <<E
S10.G00.00.005,'02'
S10.G00.00.006,'P25V01'
S20.G00.05.001,'01'
S20.G00.05.002,'01'
S20.G00.05.003,'11'
S20.G00.05.004,'${year}${month}01'
S20.G00.05.005,'01${month}${year}'
S21.G00.06.001,'732829320'
S21.G00.11.001,'$2'
S21.G00.11.004,'75008'
S21.G00.11.022,'1486'
S21.G00.30.001,'1850375056123'
S21.G00.40.001,'01092019'
S21.G00.40.007,'$nature'
S21.G00.40.008,'99'
S21.G00.40.009,'00001'
S21.G00.50.001,'28${month}${year}'
S21.G00.51.001,'01${month}${year}'
S21.G00.51.010,'00001'
S21.G00.51.011,'001'
S21.G00.51.013,'$3'
S21.G00.78.001,'03'
S21.G00.78.004,'$3'
S21.G00.81.001,'128'
S21.G00.81.003,'$3'
S21.G00.81.004,'16.50'
S21.G00.82.001,'61.20'
S21.G00.82.002,'076'
S21.G00.82.003,'01012024'
S21.G00.82.004,'31122024'
E
  cat body
  printf "S90.G00.90.001,'%d'\nS90.G00.90.002,'1'\n" $(($(wc -l < body) + 2))
}

# The declaration C2025-0000001 of ATL100001, 250 euros, submitted by the accountant.
declaration() {
  member
  myatlas declare-contribution --company ATL100001 --year 2025 > /dev/null 2>&1
}

# The same, paid and receipted.
receipt() {
  declaration
  myatlas admin record-payment C2025-0000001 --amount 250 > /dev/null 2>&1
  myatlas admin issue-receipt C2025-0000001 > /dev/null 2>&1
}

# A provider that the OPCO approved, logged in beside the others; --account chooses.
register_provider() { # address siret
  myatlas register --profile provider --email "$1" --title M --last-name Roux --first-name Paul --provider-siret "$2" \
    --activity-number 11755555555 --certify --accept-terms > /dev/null 2>&1
  activate_and_login "$1"
  myatlas admin approve-provider "$1" > /dev/null 2>&1
}

# Another member, of ATL100002, logged in beside the first; --account chooses.
second_member() { # address
  myatlas register --profile member --email "$1" --title M --last-name Petit --first-name Luc \
    --member-code ATL100002 --payroll 0 --all-establishments --certify --accept-terms > /dev/null 2>&1
  activate_and_login "$1"
}

# An approved CFA logged in, and the sample contract in c.json.
cfa() {
  load_register
  myatlas register --profile provider --email cfa@formation.fr --title M --last-name Petit --first-name Luc --provider-siret 88087814500015 \
    --activity-number 11755555555 --uai 0561910X --certify --accept-terms > /dev/null 2>&1
  activate_and_login cfa@formation.fr
  myatlas admin approve-provider cfa@formation.fr > /dev/null 2>&1
  myatlas template contract > c.json
}

# Sets members of the contract in c.json: contract_with PATH=VALUE…; an empty value takes one out.
contract_with() {
  /usr/bin/python3 - "$@" <<'X'
import json, re, sys
document = json.load(open("c.json"))
for change in sys.argv[1:]:
    path, value = change.split("=", 1)
    at = document["cerfa"]
    names = [int(n) if n.isdigit() else n for n in re.findall(r"[^.\[\]]+", path)]
    for name in names[:-1]:
        at = at[name] if isinstance(name, int) else at.setdefault(name, {})
    if value:
        at[names[-1]] = value
    else:
        at.pop(names[-1], None)
json.dump(document, open("c.json", "w"))
X
}

# The contract of that CFA, sent and accepted as D20260000001 with 8 000 euros a year.
accepted_contract() {
  cfa
  myatlas submit-contract c.json > /dev/null 2>&1
  myatlas admin open-request D20260000001 > /dev/null 2>&1
  myatlas admin accept-request D20260000001 --npec "${1:-8000}" --although 'documents on paper' > /dev/null 2>&1
}

# The sample contract amended, in a.json: amendment_of LAST_DAY|- EFFECT SIGNED [PATH=VALUE…]. The pay ends with it.
amendment_of() {
  [ -e original.json ] || cp c.json original.json
  cp original.json c.json
  contract_with contrat.typeContratApp=36 contrat.numeroContratPrecedent=075202603000123 contrat.dateEffetAvenant="$2" contrat.dateConclusion="$3"
  if [ "$1" != - ]; then
    contract_with contrat.dateFinContrat="$1" formation.dateFinFormation="$1"
    jq --arg last "$1" '.cerfa.contrat.remunerationsAnnuelles |= (map(select(.dateDebut <= $last)) | .[-1].dateFin = $last)' c.json > a.json
    cp a.json c.json
  fi
  contract_with "${@:4}"
  cp c.json a.json
  cp original.json c.json
}

# The same sent, and accepted.
amend() {
  amendment_of "$@"
  myatlas submit-contract a.json --request D20260000001 -q > /dev/null 2>&1 && myatlas admin accept-amendment D20260000001 --although 'documents on paper' -q
}

# The clock goes on, and accounts log in again: at DAY ADDRESS…
at() {
  export MYATLAS_NOW="$1T09:00:00Z"
  for address in "${@:2}"; do
    echo Abcdefg1 | myatlas login --email "$address" --password-stdin > /dev/null 2>&1
  done
}

# Dossiers of anne@altea.fr with the provider of@formation.fr, 14 hours on 4 and 5 May accepted for 1 400 euros: one for each word, with
# subrogation (yes) or without (no).
funded() {
  load_register
  register_member anne@altea.fr
  activate_and_login anne@altea.fr
  register_provider of@formation.fr 88087814500015
  count=0
  for subrogation in "$@"; do
    count=$((count + 1))
    myatlas --account anne@altea.fr submit-request --siret 73282932000074 --scheme pdc --title "Excel $count" --provider-siret 88087814500015 \
      --start 2026-05-04 --end 2026-05-05 --hours 14 --mode presentiel --employee 'Jeanne Martin' --teaching-cost 1400 \
      --subrogation "$subrogation" > /dev/null 2>&1
    myatlas admin open-request "D2026000000$count" > /dev/null 2>&1
    myatlas admin accept-request "D2026000000$count" --amount 1400 --although 'documents on paper' > /dev/null 2>&1
  done
}

# A certificate of the first dossier that its provider signed, sent by whoever is logged in: certify OPTION…
certify() {
  printf '%%PDF-1.4 signed' > signed.pdf
  myatlas upload-certificate signed.pdf --request D20260000001 --representative 'Paul Roux' --role directeur --place Lyon -q "$@" > /dev/null
}

# An amendment of the contract in original.json (c.json where there is none), sent and accepted: amended LAST_DAY|- EFFECT PATH=VALUE…
amended() {
  [ -f original.json ] || cp c.json original.json
  cp original.json c.json
  contract_with contrat.typeContratApp=36 contrat.numeroContratPrecedent=075202603000123 contrat.dateEffetAvenant=$2 contrat.dateConclusion=$2 "${@:3}"
  /usr/bin/python3 - "$1" <<'X'
import json, sys
if sys.argv[1] != "-":
    document = json.load(open("c.json"))
    contract = document["cerfa"]["contrat"]
    contract["dateFinContrat"] = document["cerfa"]["formation"]["dateFinFormation"] = sys.argv[1]
    contract["remunerationsAnnuelles"] = [year for year in contract["remunerationsAnnuelles"] if year["dateDebut"] <= sys.argv[1]]
    contract["remunerationsAnnuelles"][-1]["dateFin"] = sys.argv[1]
    json.dump(document, open("c.json", "w"))
X
  myatlas submit-contract c.json --request D20260000001 -q > /dev/null && myatlas admin accept-amendment D20260000001 --although "reçu par ailleurs" -q > /dev/null
}

# An invoice on the first dossier, of today, accepted for a reason and paid: paid NUMBER AMOUNT OPTION…
paid() {
  myatlas upload-invoice --request D20260000001 --number $1 --date ${MYATLAS_NOW%T*} --amount-without-tax $2 "${@:3}" -q > /dev/null
  myatlas admin accept-invoice $1 --although papier -q > /dev/null
  myatlas admin pay-invoice $1 --reference VIR-$1 -q > /dev/null
}

# What the first dossier is worth and was paid; and its schedule, an instalment a line.
sums() {
  myatlas show-request D20260000001 -o json |
    jq -r '"accepted \(.accepted_amount), invoiced \(.invoiced), paid \(.paid), left \(.left_to_invoice), to recover \(.to_recover), recovered \(.recovered)"'
}
schedule() {
  myatlas list-instalments D20260000001 -o json | jq -r '.instalments[] | [.number, .code, .amount, .invoiced, .deducted, .left, .state] | join(" ")'
}

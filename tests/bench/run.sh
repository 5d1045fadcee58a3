#!/usr/bin/env bash
# run.sh FILE.csv [RUNS]: the product beside the sqlite3 shell in one run, interleaved, medians. FILE is a file of establishments with
# a header of 11 columns, code_adherent and siret first. Needs sqlite3, hyperfine and GNU time.
set -euo pipefail
file=$(readlink -f "$1")
runs=${2:-5}
top=$(cd "$(dirname "$0")/../.." && pwd)
program=$top/build/release/cli/myatlas
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work MYATLAS_NOW=2026-03-02T09:00:00Z MYATLAS_TEST_CLOCK=1
cd "$work"

echo "== start to end (the shell is the reference)"
hyperfine -N --warmup 20 --runs 300 --export-csv start.csv "sqlite3 :memory: 'select 1'" "$program --version" \
  "$program check siret 73282932000074" "$program simulate-contribution --year 2025 --headcount 12 --payroll 500000" > /dev/null 2>&1
awk -F, 'NR == 2 { shell = $4 } NR > 1 { printf "%8.2f ms  %.2f x  %s\n", $4 * 1000, $4 / shell, $1 }' start.csv

echo "== one durable write"
printf 'code_adherent;siren;raison_sociale;annee;masse_salariale\nA1;732829320;X;2025;5\n' > c.csv
{ echo siret; sed -n '2,2000p' "$file" | cut -d';' -f2; echo 73282932000074; } > e.csv
"$program" import companies c.csv -q > /dev/null
"$program" import establishments e.csv -q > /dev/null
"$program" register --profile member --email a@b.fr --title M --last-name A --first-name B --member-code A1 --payroll 5 \
  --siret 73282932000074 --certify --accept-terms -q > /dev/null
code=$(tr -d '\r' < .local/state/myatlas/mail/*.eml | sed -n 's/^    \([A-Za-z0-9]\{17\}\)$/\1/p')
echo Abcdefg1 | "$program" activate --email a@b.fr --code "$code" --password-stdin -q > /dev/null
echo Abcdefg1 | "$program" login --email a@b.fr --password-stdin -q > /dev/null
sqlite3 shell.db 'pragma journal_mode = wal; create table t (a integer primary key, b text)' > /dev/null
sed -n '2,2000p' e.csv > sirets
now() { date +%s%N; }
for _ in $(seq 5); do
  shell=0 mine=0
  for n in $(seq 60); do
    siret=$(sed -n "$((RANDOM % 1900 + 1))p" sirets)
    a=$(now); sqlite3 shell.db 'pragma synchronous = full; insert into t (b) values (1)'; b=$(now)
    "$program" add-siret "$siret" -q > /dev/null; c=$(now)
    shell=$((shell + b - a)) mine=$((mine + c - b))
  done
  echo "$shell $mine"
done | sort -n | awk '{ s[NR] = $1 / 60e6; m[NR] = $2 / 60e6 } END { printf "%8.2f ms  1.00 x  sqlite3 insert\n%8.2f ms  %.2f x  add-siret\n", s[3], m[3], m[3] / s[3] }'


rows=$(($(wc -l < "$file") - 1))

# Medians of wall seconds and of peak memory: "seconds MiB". measure PREPARE COMMAND
measure() {
  for _ in $(seq "$runs"); do
    bash -c "$1" > /dev/null 2>&1
    command time -q -f '%e %M' -o t bash -c "$2" > /dev/null 2>&1
    tail -n 1 t
  done | sort -n | awk '{ s[NR] = $1; m[NR] = $2 } END { printf "%s %d\n", s[int((NR + 1) / 2)], m[int((NR + 1) / 2)] / 1024 }'
}

# One line: what, seconds, rows a second, times the shell's rate, MiB.
told() { # name count "seconds MiB" shell-seconds
  echo "$3" | awk -v n="$1" -v c="$2" -v r="$4" '{ printf "%-44s %7.2f s %9.0f rows/s %6.2f x %5d MiB\n", n, $1, c / ($1 + 0.0001), r / ($1 + 0.0001), $2 }'
}

cat > schema.sql <<'X'
create table etablissement (code_adherent text not null, siret text not null unique, raison_sociale text not null, enseigne text,
  adresse text, code_postal text, commune text, naf text, idcc text, effectif integer, masse_salariale text);
X
fresh="rm -f s.db*; sqlite3 s.db 'pragma journal_mode=wal'; sqlite3 s.db < schema.sql"
shell_import() { echo "printf 'pragma synchronous=normal;\n.mode csv\n.separator ;\n.import --skip 1 $1 $2\n' | sqlite3 s.db"; }

echo "== establishments ($rows rows)"
shell=$(measure "$fresh" "$(shell_import "$file" etablissement)")
told "sqlite3 .import, typed, unique" "$rows" "$shell" "${shell% *}"
told "import, fresh store" "$rows" "$(measure 'rm -f p.db*' "$program import establishments $file --store p.db -q")" "${shell% *}"
told "the same file again" "$rows" "$(measure true "$program import establishments $file --store p.db -q")" "${shell% *}"
told "dry run" "$rows" "$(measure true "$program import establishments $file --dry-run --store none.db -q")" "${shell% *}"
told "export" "$rows" "$(measure true "$program export establishments --store p.db -q > e.out")" "${shell% *}"

echo "== its last sixth, new, into a store that holds the rest"
new=$((rows / 6))
head -n $((rows - new + 1)) "$file" > held.csv
{ head -n 1 "$file"; tail -n "$new" "$file"; } > new.csv
bash -c "$fresh" > /dev/null; bash -c "$(shell_import held.csv etablissement)"; mv s.db held-s.db; rm -f p.db*
"$program" import establishments held.csv --store p.db -q > /dev/null
for f in p.db p.db-key; do mv $f held-$f; done
shell=$(measure "rm -f s.db*; cp held-s.db s.db; sync" "$(shell_import new.csv etablissement)")
told "sqlite3 .import" "$new" "$shell" "${shell% *}"
told "import" "$new" "$(measure "rm -f p.db*; cp held-p.db p.db; cp held-p.db-key p.db-key; sync" \
  "$program import establishments new.csv --store p.db -q")" "${shell% *}"
rm -f held* p.db* s.db*

echo "== invoices of 100 dossiers ($rows rows)"
for n in $(seq 100); do
  "$program" submit-request --siret 73282932000074 --scheme pdc --title T --provider-siret 88087814500015 --start 2026-04-01 \
    --end 2026-04-02 --hours 7 --mode presentiel --employee X --teaching-cost 9000000000 -q > /dev/null
  number=$(printf 'D2026%07d' "$n")
  "$program" admin open-request "$number" -q > /dev/null
  "$program" admin accept-request "$number" --amount 9000000000 --although paper -q > /dev/null
done
awk -v rows="$rows" 'BEGIN { srand(3); print "numero_facture;date_facture;siret_emetteur;numero_dossier;montant_ht;taux_tva;montant_tva;montant_ttc;iban"
  for (i = 1; i <= rows; i++) { net = 500 + int(rand() * 50000); tax = int((net * 2000 + 5000) / 10000)
    printf "F2026-%08d;%02d/%02d/2026;88087814500015;D2026%07d;%d,%02d;20,00;%d,%02d;%d,%02d;FR7630006000011234567890189\n", i, 1 + i % 28,
      1 + i % 12, 1 + int(rand() * 100), net / 100, net % 100, tax / 100, tax % 100, (net + tax) / 100, (net + tax) % 100 } }' > invoices.csv
cat > invoices.sql <<'X'
create table etablissement (siret text primary key);
insert into etablissement values ('88087814500015');
create table dossier (numero text primary key);
with recursive n (i) as (values (1) union all select i + 1 from n where i < 100) insert into dossier select printf('D2026%07d', i) from n;
create table facture (numero_facture text not null, date_facture text, siret_emetteur text not null references etablissement (siret),
  numero_dossier text not null references dossier (numero), montant_ht text, taux_tva text, montant_tva text, montant_ttc text, iban text,
  unique (siret_emetteur, numero_facture));
X
store=.local/share/myatlas
cp -r $store kept
shell=$(measure "rm -f s.db*; sqlite3 s.db 'pragma journal_mode=wal'; sqlite3 s.db < invoices.sql" \
  "$(shell_import invoices.csv facture | sed "s/pragma synchronous=normal;/&\\\\npragma foreign_keys=on;/")")
told "sqlite3 .import, unique, foreign keys" "$rows" "$shell" "${shell% *}"
told "import, fresh" "$rows" "$(measure "rm -rf $store; cp -r kept $store" "$program import invoices invoices.csv -q")" "${shell% *}"

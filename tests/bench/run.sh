#!/usr/bin/env bash
# run.sh FILE.csv: the product beside the sqlite3 shell in one run, interleaved, medians. FILE is a file of establishments with a
# header of 11 columns. Needs sqlite3 and hyperfine.
set -euo pipefail
file=$(readlink -f "$1")
top=$(cd "$(dirname "$0")/../.." && pwd)
program=$top/build/release/cli/myatlas
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work MYATLAS_NOW=2026-03-02T09:00:00Z
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

echo "== import of establishments ($(($(wc -l < "$file") - 1)) rows)"
cat > schema.sql <<'X'
create table etablissement (code_adherent text not null, siret text not null unique, raison_sociale text not null, enseigne text,
  adresse text, code_postal text, commune text, naf text, idcc text, effectif integer, masse_salariale text);
X
hyperfine --warmup 1 --runs 5 --export-csv import.csv \
  --prepare "rm -f s.db*; sqlite3 s.db 'pragma journal_mode=wal' < /dev/null; sqlite3 s.db < schema.sql" \
  "printf 'pragma synchronous=normal;\n.mode csv\n.separator ;\n.import --skip 1 $file etablissement\n' | sqlite3 s.db" \
  --prepare 'rm -f p.db*' "$program import establishments $file --store p.db -q" > /dev/null 2>&1
awk -F, 'NR == 2 { shell = $4 } NR > 1 { printf "%8.2f s   %.2f x the rate of the shell  %s\n", $4, shell / $4, NR == 2 ? "sqlite3 .import" : "myatlas import" }' import.csv

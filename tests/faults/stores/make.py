#!/usr/bin/python3
"""Writes the fixture of the newest version, v<N>.sql beside this file: a store made by the migrations so far, with rows in the tables
every version has. One that was released is never written again. make.py"""
import pathlib
import re
import sqlite3

HERE = pathlib.Path(__file__).parent
MIGRATIONS = sorted((HERE.parents[2] / "lib/store/migrations").glob("*.sql"))
APPLICATION_ID = 0x4D594154

ROWS = """
insert into company (siren, member_code, name, idcc, naf) values (732829320, 'ATL100001', 'ALTÉA CONSEIL', '1486', '6202A'), (880878145, 'ATL100002', 'FORMA', '', '');
insert into company_payroll (siren, year, amount) values (732829320, 2025, 50000000);
insert into establishment (siret, name, town) values (73282932000074, 'ALTÉA CONSEIL', 'PARIS'), (73282932000017, 'ALTÉA', 'LYON');
"""


def version_of(migration):
    return int(migration.name[:4])


def sqlite_of(sql):
    return re.sub(r"^\);$", ") strict;", sql.replace(" bigint", " integer"), flags=re.M)


def dump(version):
    database = sqlite3.connect(":memory:")
    for migration in MIGRATIONS:
        number = version_of(migration)
        if number > version:
            break
        database.executescript(sqlite_of(migration.read_text()))
        if number == 1:
            database.executescript(ROWS)
    lines = [line for line in database.iterdump() if not line.startswith("COMMIT")]
    return "\n".join(lines) + f"\nPRAGMA user_version = {version};\nPRAGMA application_id = {APPLICATION_ID};\nCOMMIT;\n"


if __name__ == "__main__":
    for version in map(version_of, MIGRATIONS):
        fixture = HERE / f"v{version}.sql"
        if not fixture.exists():
            fixture.write_text(dump(version))
            print(fixture.name)

#!/usr/bin/python3
"""Writes the files of the walk into a folder: three hundred made-up clients of an accountant, as a workbook of Excel, a text of an old Mac and the
table of a payroll package have them, and what the OPCO knows of them. make.py FOLDER"""
import pathlib
import random
import sys
import zipfile

CLIENTS = 300
YEAR = 2025


def with_key(digits):
    """The digits and the one that makes them right (Luhn)."""
    total = sum(int(d) if i % 2 else sum(divmod(2 * int(d), 10)) for i, d in enumerate(reversed(digits)))
    return digits + str(-total % 10)


def french(cents, group=" "):
    return f"{cents // 100:,}".replace(",", group) + f",{cents % 100:02}"


def workbook(path, sheets):
    """An .xlsx as Excel writes it: numbers as numbers, the rest as texts."""
    def cell(value):
        if isinstance(value, (int, float)):
            return f"<c><v>{value}</v></c>"
        text = str(value).replace("&", "&amp;").replace("<", "&lt;")
        return f'<c t="inlineStr"><is><t>{text}</t></is></c>'

    names = [f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>' for i, name in enumerate(sheets, 1)]
    links = [f'<Relationship Id="r{i}" Type="t" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(sheets) + 1)]
    parts = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": f'<workbook><sheets>{"".join(names)}</sheets></workbook>',
             "xl/_rels/workbook.xml.rels": f'<Relationships>{"".join(links)}</Relationships>'}
    for i, rows in enumerate(sheets.values(), 1):
        lines = "".join(f'<row r="{n}">{"".join(cell(value) for value in row)}</row>' for n, row in enumerate(rows, 1))
        parts[f"xl/worksheets/sheet{i}.xml"] = f"<worksheet><sheetData>{lines}</sheetData></worksheet>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(zipfile.ZipInfo(name), content)


def clients():
    chance = random.Random(1)
    kinds = ["Conseil", "Études", "Ingénierie", "Assurances", "Expertise", "Informatique", "Gestion", "Logiciels"]
    for n in range(CLIENTS):
        siren = with_key(f"{30_000_000 + 7_919 * n}")
        pay, staff = chance.randrange(30_000_00, 3_000_000_00), chance.randrange(1, 48)
        yield {"siren": siren, "code": f"ATL{200_000 + n}", "name": f"{kinds[n % len(kinds)]} {chr(65 + n % 26)}{n:03} & Cie", "pay": pay, "staff": staff,
               "sirets": [with_key(f"{siren}{1 + k:04}") for k in range(1 + n % 3)]}


def main(folder):
    every = list(clients())
    # What the OPCO's register holds.
    (folder / "opco-companies.csv").write_text("code_adherent;siren;raison_sociale;idcc;effectif;annee;masse_salariale\n" + "".join(
        f"{c['code']};{c['siren']};{c['name']};1486;{c['staff']};{YEAR};{french(c['pay'], '')}\n" for c in every))
    (folder / "opco-establishments.csv").write_text("siret;code_adherent;code_postal;commune\n" + "".join(
        f"{siret};{c['code']};75008;PARIS\n" for c in every for siret in c["sirets"]))
    # Excel: a cover, then titles above the table, and a total below it.
    rows = [["Cabinet Durand – clients au 28 février 2026"], [], ["N° dossier client", "Client", "Code adhérent", "MS brute", "SIRET"]]
    rows += [[f"CL-{n:04}", c["name"], c["code"], c["pay"] / 100, "tous"] for n, c in enumerate(every, 1)]
    rows += [["", "TOTAL", "", sum(c["pay"] for c in every) / 100, ""]]
    workbook(folder / "clients.xlsx", {"Clients": rows, "Notes": [["À relancer"]]})
    # An old Mac: its own letters, its own line ends.
    mac = "Collaborateur;Société;SIREN;Rôle;Fin d’accès\r" + "".join(
        f"paul@cabinet.example;{c['name']};{c['siren']};{'Gestionnaire' if n % 5 else 'Lecteur'};31/12/2026\r" for n, c in enumerate(every[:60]))
    (folder / "acces-mac.csv").write_bytes(mac.encode("mac_roman"))
    # A payroll package: Windows's letters, its own titles, a line of totals.
    table = "N° SIREN;Raison sociale;Exercice;Base brute;EMA;dont CDD;IDCC\r\n" + "".join(
        f"{c['siren']};{c['name']};{YEAR};{french(c['pay'])};{c['staff']},50;0,00;1486\r\n" for c in every)
    table += f";TOTAL GÉNÉRAL;;{french(sum(c['pay'] for c in every))};;0,00;\r\n"
    (folder / "masses-paie.csv").write_bytes(table.encode("cp1252"))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))

# Workbooks as other programs write them: shared and inline texts, percentages, formulas, dates, blank styled rows.
import zipfile
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def book(name, rows, strings=()):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(zipfile.ZipInfo("[Content_Types].xml"), "<Types/>")
        z.writestr(zipfile.ZipInfo("xl/workbook.xml"), f'<workbook {NS}><sheets><sheet name="F" sheetId="1" r:id="rId7"/></sheets></workbook>')
        z.writestr(zipfile.ZipInfo("xl/_rels/workbook.xml.rels"), '<Relationships><Relationship Id="rId7" Target="worksheets/s.xml"/></Relationships>')
        z.writestr(zipfile.ZipInfo("xl/styles.xml"), f'<styleSheet {NS}><numFmts><numFmt numFmtId="170" formatCode="0.0%"/></numFmts><cellStyleXfs><xf numFmtId="9"/>'
                   '</cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>')
        z.writestr(zipfile.ZipInfo("xl/sharedStrings.xml"), f"<sst {NS}>" + "".join(f"<si>{s}</si>" for s in strings) + "</sst>")
        z.writestr(zipfile.ZipInfo("xl/worksheets/s.xml"), f"<worksheet {NS}><sheetData>{rows}</sheetData></worksheet>")


def text(cell, s):
    return f'<c r="{cell}" t="inlineStr"><is><t>{s}</t></is></c>'


titles = ["numero_facture", "date_facture", "siret_emetteur", "numero_dossier", "montant_ht", "taux_tva"]
book("i.xlsx", '<row r="1"><c r="A1" s="2"/><c r="B1" s="2"/></row><row r="2">' + "".join(text(f"{c}2", t) for c, t in zip("ABCDEF", titles)) +
     '</row><row r="4"><c r="A4" t="s"><v>0</v></c><c r="B4" s="2"><v>46127</v></c><c r="C4"><v>88087814500015</v></c>' + text("D4", "D20260000001") +
     '<c r="E4"><f>A1*1.2</f><v>100.10000000000001</v></c><c r="F4" s="1"><v>0.2</v></c></row><row r="5">' + text("A5", "F2") +
     '<c r="B5" s="2"><v>46127</v></c><c r="C5"><v>88087814500015</v></c>' + text("D5", "D20260000001") +
     '<c r="E5"><v>10</v></c><c r="F5" s="3"><v>5.5E-2</v></c></row>', ["<r><t>F</t></r><r><t>1</t></r><rPh><t>no</t></rPh>"])
book("e.xlsx", "<row>" + text("A1", "SIRET") + text("B1", "Raison sociale") + "</row><row>" + '<c r="A2"><v>1.23457E+13</v></c>' +
     text("B2", "A_x000D_&#10;B") + '</row><row><c r="A3" t="str"><v>73282932000074</v></c>' + text("B3", "L&apos;été") +
     '<c r="ZZ3"><v>1</v></c></row>')

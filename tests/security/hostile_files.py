#!/usr/bin/python3
"""P23 and P22 of SECURITY.md where files are made to hurt: keys that meet, workbooks that unfold or are cut, nesting and repetition that
cost the square of their size, input without an end, separators that are half a character, and bytes a terminal obeys. What grows is run
once, twice and four times as large. hostile_files.py PROGRAM"""
import os
import pathlib
import pty
import struct
import subprocess
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "faults"))
from common import *

DATA = pathlib.Path(__file__).parent / "data"
MEASURE = """import os, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv.pop(1)),) * 2)
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(pid, 0)
print('@', used.ru_maxrss // 1024, os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, file=sys.stderr)"""
SIRET = "73282932000074"


def measured(env, *arguments, stdin=subprocess.DEVNULL):
    """Its status, mebibytes at the most, seconds of the processor, and what it said."""
    done = subprocess.run([sys.executable, "-c", MEASURE, str(-1 if SANITIZED else 2_000_000_000), PROGRAM, *map(str, arguments)], env=env, stdin=stdin, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, errors="replace", timeout=300)
    told, _, figures = done.stderr.rpartition("@")
    peak, status, seconds = figures.split()
    return int(status), int(peak), float(seconds), done.stdout + told


def bounded(name, env, arguments, statuses, code="", seconds=5, mebibytes=256, stdin=subprocess.DEVNULL):
    status, peak, took, told = measured(env, *arguments, stdin=stdin)
    good = status in statuses and code in told and (SANITIZED or (peak <= mebibytes and took <= seconds))
    check(f"P23: {name}", good, (status, f"{peak} MiB", f"{took:.1f} s", told[-500:]))


def linear(name, env, sizes, arguments_of, statuses):
    """Four times the size takes at most six times the time, beside what starting takes."""
    took = {}
    for size in sizes:
        status, _, took[size], told = measured(env, *arguments_of(size))
        check(f"P23: {name}, {size}", status in statuses, (status, told[-300:]))
    check(f"P23: {name} grows with its size", took[sizes[-1]] <= 6 * max(took[sizes[0]], 0.1), took)


def keys_that_meet():
    """Made for an unseeded hash: SIRETs whose places were one, invoice numbers whose marks were."""
    folder, env, _ = home()
    rows = len((DATA / "hash_600.csv").read_text().split("\n")) - 2
    bounded("SIRETs that met", env, ["import", "establishments", DATA / "hash_600.csv"], (0,), f"{rows} created", mebibytes=64)
    # Their numbers hold signs that none is printed with: refused for that, and never as two of one.
    for name in ("marks_600.csv", "marks_same.csv"):
        bounded(f"{name}: invoice numbers that met", env, ["import", "invoices", DATA / name, "--dry-run"], (65,), "invoice_number.character", mebibytes=64)
        told = run(env, "import", "invoices", DATA / name, "--dry-run")
        check(f"P23: {name}: two numbers with one mark are two", "row.duplicate" not in told.stderr, told.stderr)
    rows = "\n".join(line.replace(line.split(";")[0], f"F-{n}", 1) if n else line
                     for n, line in enumerate((DATA / "marks_same.csv").read_text().splitlines())) + "\n"
    (folder / "twice.csv").write_text(rows + rows.split("\n")[1] + "\n")
    told = run(env, "import", "invoices", folder / "twice.csv", "--dry-run")
    check("P23: a number that is there twice is told", "row.duplicate" in told.stderr and told.stderr.count("row.duplicate") == 1, told.stderr)


BOOK = ('<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>')
RELATIONS = '<?xml version="1.0"?><Relationships><Relationship Id="rId1" Type="t" Target="worksheets/sheet1.xml"/></Relationships>'
SHEET, SHEET_END = '<?xml version="1.0"?><worksheet><sheetData>', "</sheetData></worksheet>"
SHEET_PART = "xl/worksheets/sheet1.xml"


def inline(*texts):
    return "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)


HEADER = f'<row r="1">{inline("siret", "raison_sociale")}</row>'


def workbook(path, sheet, shared="", method=zipfile.ZIP_DEFLATED, end=SHEET_END):
    with zipfile.ZipFile(path, "w", method, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr("xl/sharedStrings.xml", f'<?xml version="1.0"?><sst>{shared}</sst>')
        archive.writestr(SHEET_PART, SHEET + sheet + end)
    return path


def of_workbook(path):
    return ["import", "establishments", path, "--dry-run"]


def workbooks_that_are_not_whole():
    """Cut in the middle of its XML, of another length or checksum than it says: refused, with the part."""
    folder, env, _ = home()
    good = f'{HEADER}<row>{inline(SIRET, "NOM")}</row>'
    check("P23: a whole one is read", run(env, *of_workbook(workbook(folder / "good.xlsx", good))).returncode == 0)
    cut = {"cut.xlsx": (good, ""), "open.xlsx": (good, "</sheetData>"), "crossed.xlsx": (good, "</worksheet></sheetData>"), "middle.xlsx": (good + "<row><c", "")}
    paths = [DATA / name for name in ("declared.xlsx", "really.xlsx", "crc.xlsx")]
    paths += [workbook(folder / name, sheet, end=end) for name, (sheet, end) in cut.items()]
    whole = workbook(folder / "stored.xlsx", good, method=zipfile.ZIP_STORED)
    flipped = bytearray(whole.read_bytes())
    flipped[flipped.index(b"NOM")] ^= 1
    (folder / "flipped.xlsx").write_bytes(flipped)
    paths.append(folder / "flipped.xlsx")
    for path in paths:
        told = run(env, *of_workbook(path))
        check(f"P23: {path.name} is refused", told.returncode == 65 and "[workbook.damaged]" in told.stderr and SHEET_PART in told.stderr, told.stderr + told.stdout)
    for n, named in enumerate(("-1", "18446744073709551616", "1x", "2")):
        sheet = f'{HEADER}<row>{inline(SIRET)}<c t="s"><v>{named}</v></c></row>'
        told = run(env, *of_workbook(workbook(folder / f"named{n}.xlsx", sheet, shared="<si><t>A</t></si><si><t>B</t></si>")))
        check(f"P23: a cell that names the text {named} of two is refused", told.returncode == 65 and "[workbook.damaged]" in told.stderr, told.stderr)
    typed = workbook(folder / "typed.xlsx", good).read_bytes()
    with zipfile.ZipFile(folder / "typed.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", BOOK.replace("<workbook", "<!DOCTYPE w SYSTEM 'x'><workbook"))
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr(SHEET_PART, SHEET + good + SHEET_END)
    told = run(env, *of_workbook(folder / "typed.xlsx"))
    check("P23: one with a document type is refused", "[workbook.damaged]" in told.stderr and "xl/workbook.xml" in told.stderr, told.stderr)


def workbooks_that_unfold():
    """Little on the disk, much once it is read."""
    folder, env, _ = home()
    text = f"<si><t>{'x' * 100_000}</t></si>"
    cell = '<c t="s"><v>0</v></c>'
    for times in (1, 2, 4):
        wide = workbook(folder / "wide.xlsx", f"{HEADER}<row>{cell * (5_000 * times)}</row>", text)
        bounded(f"a text that {5 * times} 000 cells of a row name", env, of_workbook(wide), (65,), "csv.", seconds=2, mebibytes=64)
        deep = workbook(folder / "deep.xlsx", HEADER + f"<row>{cell}</row>" * (20_000 * times), text)
        bounded(f"a text that {20 * times} 000 rows name", env, of_workbook(deep), (65,), "workbook.large", mebibytes=96)
        empty = workbook(folder / "empty.xlsx", HEADER, "<si/>" * (500_000 * times))
        bounded(f"{times} times half a million empty texts", env, of_workbook(empty), (0,), mebibytes=128)
        far = workbook(folder / "far.xlsx", HEADER + '<row><c r="ZZ1"/></row>' * (20_000 * times))
        bounded(f"{20 * times} 000 rows that begin at the last column", env, of_workbook(far), (65,), "csv.too_many_columns", mebibytes=64)
        named = workbook(folder / "named.xlsx", HEADER + "<row><c " + " ".join(f'a{n}="x"' for n in range(50_000 * times)) + "/></row>")
        bounded(f"a cell of {50 * times} 000 attributes", env, of_workbook(named), (65,), "workbook.damaged", mebibytes=64)
    deep = workbook(folder / "levels.xlsx", HEADER + "<a>" * 1_000_000 + "</a>" * 1_000_000)
    bounded("a million levels", env, of_workbook(deep), (65,), "workbook.damaged", mebibytes=64)
    last = workbook(folder / "last.xlsx", HEADER + f'<row r="1048576">{inline(SIRET, "N")}</row>')
    bounded("a row at the end of the sheet", env, of_workbook(last), (0,), mebibytes=64)
    blank = workbook(folder / "blank.xlsx", HEADER, end=SHEET_END + " " * (400 << 20))
    bounded("400 MiB of blanks", env, of_workbook(blank), (65,), "workbook.large", mebibytes=64)
    silent = bytearray(blank.read_bytes())
    struct.pack_into("<HH", silent, silent.rfind(b"PK\5\6") + 8, 0, 0)
    (folder / "silent.xlsx").write_bytes(silent)
    bounded("the same in an archive that says it has no part", env, of_workbook(folder / "silent.xlsx"), (65,), "workbook.unreadable", mebibytes=64)
    lying = bytearray(blank.read_bytes())
    entry = lying.index(SHEET_PART.encode(), lying.index(b"PK\1\2")) - 46
    struct.pack_into("<I", lying, entry + 24, 1000)
    (folder / "lying.xlsx").write_bytes(lying)
    bounded("the same that says it is small", env, of_workbook(folder / "lying.xlsx"), (65,), "workbook.damaged", mebibytes=64)


def what_costs_the_square():
    folder, env, _ = home()
    member(folder, env)

    def written(name, text):
        (folder / name).write_text(text)
        return folder / name

    def members(count):
        return "{" + ",".join(f'"{n:x}":1' for n in range(count)) + "}"

    sizes = (20_000, 40_000, 80_000)
    linear("an object of many members", env, sizes, lambda n: ["submit-request", "--from-file", written("m.json", '{"a":' + members(n) + "}")], (65,))
    linear("a line of many members", env, sizes, lambda n: ["import", "establishments", written("m.jsonl", members(n) + "\n"), "--dry-run"], (65,))
    linear("lines of one member of many", env, sizes,
           lambda n: ["import", "establishments", written("l.jsonl", members(200) + "\n" + '{"1":1}\n' * n), "--dry-run"], (65,))
    told = run(env, "submit-request", "--from-file", written("m.json", members(257)))
    check("P23: an object of 257 members is refused", "[json.members]" in told.stderr, told.stderr)

    def declaration(count):
        lines = ["S10.G00.00.005,'02'", "S10.G00.00.006,'P25V01'", "S20.G00.05.001,'01'", "S20.G00.05.002,'01'", "S20.G00.05.003,'11'",
                 "S20.G00.05.004,'20250101'", "S20.G00.05.005,'01012025'", "S21.G00.06.001,'732829320'", "S21.G00.11.001,'00074'",
                 "S21.G00.11.004,'75008'", "S21.G00.30.001,'1850375056123'"]
        for n in range(count):
            lines += ["S21.G00.40.001,'01092019'", f"S21.G00.40.009,'0000000000{n:06x}'"]
        for n in range(count):
            lines += ["S21.G00.51.001,'01012025'", "S21.G00.51.010,'0000000000xxxxxx'", "S21.G00.51.011,'001'", "S21.G00.51.013,'1'"]
        return "\n".join([*lines, f"S90.G00.90.001,'{len(lines) + 2}'", "S90.G00.90.002,'1'"]) + "\n"

    linear("pays of as many contracts", env, (10_000, 20_000, 40_000),
           lambda n: ["simulate-contribution", "--dsn", written("d.edi", declaration(n)), "--headcount", "12"], (0,))
    for name, text in (("attributes", "<a " + " ".join(f'a{n:x}=""' for n in range(250_000)) + "/>"),
                       ("prefixes", "<a " + " ".join(f'xmlns:a{n:x}="u"' for n in range(50_000)) + ">" + "<a0:b/>" * 50_000 + "</a>"),
                       ("elements", "<a>" + "<b/>" * 1_200_000 + "</a>")):
        bounded(f"XML of many {name}", env, ["inspect-invoice", written("x.xml", text)], (65,), seconds=6)
    named = run(env, "inspect-invoice", written("x.xml", "<a " + " ".join(f'a{n:x}=""' for n in range(250_000)) + "/>"))
    check("P23: and it is told", "[xml.costly]" in named.stderr or "[einvoice.root]" in named.stderr, named.stderr)


def input_without_an_end():
    folder, env, _ = home()
    member(folder, env)
    for command in (("check", "siret", "-"), ("login", "--email", "a@b.fr", "--password-stdin"), ("change-password", "--password-stdin"),
                    ("add-employee", "--siret", SIRET, "--birth-name", "D", "--first-name", "A", "--birth-date", "1985-05-14", "--nir-stdin")):
        with open("/dev/zero", "rb") as endless:
            bounded(f"{command[0]} of /dev/zero", env, command, (65,), "input.long_line" if command[0] == "check" else "secret.long", seconds=2, mebibytes=64, stdin=endless)
    many = subprocess.Popen(["yes", SIRET], stdout=subprocess.PIPE)
    bounded("check of lines without end", env, ["check", "siret", "-"], (65,), "input.many_lines", seconds=5, mebibytes=64, stdin=many.stdout)
    many.stdout.close()
    many.kill()
    many.wait()


def separators_are_whole_characters():
    """What "sep=" names is one of four marks; what Excel writes in halves is one character; what is stored is UTF-8."""
    folder, env, store = home()
    for sign in ("é", "€", "\u00a0", "a", "7", '"', "=", "+", "-", "@", ":", "^"):
        (folder / "s.csv").write_text(f"sep={sign}\nsiret{sign}raison_sociale\n{SIRET}{sign}NOM\n")
        told = run(env, "import", "establishments", folder / "s.csv")
        check(f"P23: {sign!r} is no separator", told.returncode in (64, 65) and "[separator.unknown]" in told.stderr, told.stderr + told.stdout)
    for sign in (";", "|", ",", "\t"):
        (folder / "s.csv").write_text(f"sep={sign}\nsiret{sign}raison_sociale\n{SIRET}{sign}NOM\n")
        check(f"P23: {sign!r} is one", run(env, "import", "establishments", folder / "s.csv", "--dry-run").returncode == 0)
    names = {"_xD83D__xDE00_": "😀", "A_xD83D_B": "A\ufffdB", "_xDE00_": "\ufffd", "_xD83D__x0041_": "\ufffdA"}
    for escaped, meant in names.items():
        path = workbook(folder / "n.xlsx", f"{HEADER}<row>{inline(SIRET, escaped)}</row>")
        told = run(env, "import", "establishments", path)
        check(f"P23: {escaped} is {meant!r}", told.returncode == 0 and ask(store, "select name from establishment")[0][0] == meant, told.stderr)
    told = run(env, "import", "establishments", workbook(folder / "n.xlsx", f'{HEADER}<row>{inline(SIRET, "A_x001B_[31m")}</row>'))
    check("P23: an escape that is a control character is refused", told.returncode == 65 and "text.control" in told.stderr, told.stderr)


POWER = ["\x1b[31mred", "\x1b]0;title\x07", "a\rb", "\u009b31m", "\u202eevil", "\u2066x\u2069", "a\bb", "\x7f", "\u061cx", "\u2028y"]


def has_power(out):
    return [hex(ord(c)) for c in out if (ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 or c in "\u200e\u200f\u061c\u2028\u2029" or
            0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069]


def raw(env, *arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], env=env, capture_output=True)


def on_terminal(env, *arguments):
    """What a terminal is sent, and the status."""
    pid, descriptor = pty.fork()
    if pid == 0:
        os.execve(PROGRAM, [PROGRAM, *map(str, arguments)], env)
    out = b""
    while True:
        try:
            part = os.read(descriptor, 65536)
        except OSError:
            break
        if not part:
            break
        out += part
    return out, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def nothing_drives_a_terminal():
    """P22: by every way out, and what a spreadsheet would run leaves a reject file as text."""
    folder, env, store = home()
    member(folder, env)
    for name in POWER:
        quoted = name.replace('"', '""')
        (folder / "b.csv").write_bytes(f'siren;raison_sociale;annee;masse_salariale;effectif\n732829320;"{quoted}";2025;500000;12\n{quoted.replace(chr(13), "")};X;2025;1;1\n'.encode())
        for form in ("csv", "jsonl"):
            out = raw(env, "simulate-contribution", "--batch", folder / "b.csv", "-o", form).stdout.decode()
            check(f"P22: simulate-contribution --batch -o {form} of {name!r}", "732829320" in out and not has_power(out), (out, has_power(out)))
    database = sqlite3.connect(store, isolation_level=None)
    for name in POWER:  # by another program: on the way in they are refused
        database.execute("update establishment set name = ?, town = ?", (name, name))
        database.execute("update company set name = ?", (name,))
        for command in (("list-establishments",), ("list-companies",), ("show-company", "732829320"), ("export", "establishments"),
                        ("export-account",)):
            for form in (("-o", "json"), ("-o", "jsonl"), ("-o", "csv")) if command[0] not in ("export", "export-account") else ((), ("--format", "jsonl")):
                if command[0] == "export-account" and form:
                    continue
                out = raw(env, *command, *form).stdout.decode().replace("\r\n", "\n")
                check(f"P22: {command[0]} {' '.join(form)} of {name!r}", out and not has_power(out), (out[:300], has_power(out)))
        listed = raw(env, "list-establishments", "-o", "json").stdout
        check(f"P22: JSON still says {name!r}", name in [e["name"] for e in json.loads(listed)["establishments"]], listed)
    database.close()
    run(env, "submit-request", "--draft", "--siret", next(sirets()), "--scheme", "pdc", "--title", "T")
    for name in ("a\x1b[31m.pdf", "a\u202efdp.pdf", "a\x07.pdf", "a\u009b.pdf", "a\u061c.pdf"):
        (folder / name).write_bytes(b"%PDF-1.4\n")
        told = run(env, "attach-document", folder / name, "--request", "D20260000001", "--kind", "quote")
        check(f"P22: a file named {name!r} is refused", told.returncode == 65 and "[document.name]" in told.stderr and not has_power(told.stderr), told.stderr)
    (folder / "d.pdf").write_bytes(b"%PDF-1.4\n\x1b]0;title\x07\x9b31m")
    run(env, "attach-document", folder / "d.pdf", "--request", "D20260000001", "--kind", "quote")
    out, status = on_terminal(env, "get-document", "D20260000001", "1")
    check("P22: a document is not written to a terminal", status == 64 and b"\x1b]0;" not in out and b"\x9b" not in out, (status, out))
    check("P22: but to a pipe", raw(env, "get-document", "D20260000001", "1").stdout == (folder / "d.pdf").read_bytes())


def pages_and_calendars_drive_nothing():
    """P22: a page of HTML and a calendar spell out what a handed-over store holds."""
    folder, env, store = home()
    member(folder, env)
    run(env, "submit-request", "--draft", "--siret", next(sirets()), "--scheme", "pdc", "--title", "T", "--start", "2026-04-06", "--end", "2026-04-07")
    run(env, "declare-contribution", "--company", "A1", "--year", "2025", "--headcount", "12", "--voluntary", "100")
    for name in [*POWER, "a\rb", "a\u061cb"]:
        change(store, "pragma wal_checkpoint(truncate)", f"update company set name = '{name}'", f"update funding_request set title = '{name}'")
        run(env, "report", "portfolio", "--html", folder / "p.html")
        run(env, "list-deadlines", "--ics", folder / "d.ics")
        for path in (folder / "p.html", folder / "d.ics"):
            text = path.read_bytes().decode()
            seen = text.replace("\r\n", "\n")
            check(f"P22: {path.name} of {name!r}", len(text) > 200 and not has_power(seen) and "\r" not in seen, (name, has_power(seen)))


def separated_otherwise():
    """21: a text is no formula to a spreadsheet that separates by another sign, and comes back as it was."""
    folder, env, store = home()
    texts = ["a;=1+1;b", "a,=1+1,b", "a\t@SUM(1)", "x|y;+1", "'a;'=b", "A, B - C"]
    numbers = sirets()
    rows = [(next(numbers), text) for text in texts]
    quoted = lambda text: '"' + text.replace('"', '""') + '"'
    (folder / "e.csv").write_text("siret|raison_sociale\n" + "".join(f"{number}|{quoted(text)}\n" for number, text in rows))
    done = run(env, "import", "establishments", folder / "e.csv")
    check("21: the texts are there", done.returncode == 0, done.stderr)
    kept = dict(ask(store, "select siret, name from establishment"))
    outs = {"export": run(env, "export", "establishments", "--to", folder / "x.csv").returncode == 0 and (folder / "x.csv").read_text(),
            "list": run(env, "list-establishments", "-o", "csv").stdout, "excel": run(env, "list-establishments", "-o", "csv", "--csv-for", "excel").stdout}
    for name, out in outs.items():
        for sign in ";,\t":
            cells = [cell.lstrip('"') for line in out.split("\n") for cell in line.split(sign)]
            check(f"21: {name} separated by {sign!r} begins no formula", not [c for c in cells if c[:1] in ("=", "+", "@")], cells)
    remove_store(store)
    done = run(env, "import", "establishments", folder / "x.csv")
    check("21: what was exported says what it said", done.returncode == 0 and dict(ask(store, "select siret, name from establishment")) == kept, done.stderr)


def rows_of_one_declaration_and_one_account():
    """Payments of one declaration, and access that one account gives, known before or not: no row looks through those before it."""
    folder, env, store = home()
    member(folder, env)
    run(env, "declare-contribution", "--company", "A1", "--year", "2025", "--headcount", "12", "--voluntary", "100")

    def payments(count):
        (folder / "p.csv").write_text("declaration;montant;date;reference\n" + "".join(f"C2025-0000001;0,01;21/02/2026;V {count} {n}\n" for n in range(count)))
        return "import", "payments", folder / "p.csv"

    def access(count):
        (folder / "a.csv").write_text("email;entreprise;role\n" + "".join(f"u{n}@c{count}.fr;732829320;lecteur\n" for n in range(count)))
        return "import", "access", folder / "a.csv"

    linear("payments", env, (600, 1200, 2400), payments, (0,))
    linear("access", env, (600, 1200, 2400), access, (0,))


FORMULAS = ["=1+2", "+1", "-1+2", "@sum(a)", "=cmd|'/c calc'!A1", "=HYPERLINK(\"http://x\")", "'=x", "-12,50"]


def reject_files_are_harmless():
    """21: they are opened in a spreadsheet, by whoever corrects them."""
    folder, env, store = home()
    rows = [f'12;"{name.replace(chr(34), chr(34) * 2)}"' for name in FORMULAS + POWER]
    (folder / "e.csv").write_text("siret;raison_sociale;=2+3\n" + f"{SIRET};BON;\n" + "\n".join(row + ";" for row in rows) + "\n", newline="")
    done = run(env, "import", "establishments", folder / "e.csv", "--on-error", "reject", "--rejects", folder / "r.csv", "--ignore-unknown")
    check("21: the others are refused", done.returncode == 3, done.stderr)
    for out in ((folder / "r.csv").read_bytes(), raw(env, "get-rejects", "B-1").stdout):
        text = out.decode().replace("\r\n", "\n")
        cells = [cell.strip('"') for line in text.split("\n") for cell in line.split(";")]
        check("21: no cell begins a formula", not [c for c in cells if c[:1] in ("=", "+", "@", "\t") or (c[:1] == "-" and c != "-12,50")], cells)
        check("P22: and none drives a terminal", not has_power(text), has_power(text))
        check("21: a negative amount is left one", "-12,50" in cells, cells)
    good = (folder / "r.csv").read_bytes().decode().replace("\r\n", "\n").split("\n")
    number = next(n for n in sirets() if n != SIRET)
    (folder / "again.csv").write_text("\n".join([good[0], good[1].replace("12;", number + ";", 1)]) + "\n")
    again = run(env, "import", "establishments", folder / "again.csv", "--ignore-unknown")
    named = ask(store, "select name from establishment where siret = ?", int(number))
    check("21: corrected, it says what it said", again.returncode == 0 and named == [("=1+2",)], (again.stderr, named))
    (folder / "w.csv").write_bytes("siret;raison_sociale\n12;A \u203a B é\n".encode("cp1252"))
    run(env, "import", "establishments", folder / "w.csv", "--on-error", "reject", "--rejects", folder / "w2.csv")
    (folder / "x.csv").write_bytes(f"siret;raison_sociale\n{SIRET};C\n12;A \u203a B é\n".encode("cp1252"))
    run(env, "import", "establishments", folder / "x.csv", "--on-error", "reject", "--rejects", folder / "x2.csv")
    batch = json.loads(run(env, "list-batches", "-o", "json").stdout)["batches"]
    number = next(b["batch"] for b in batch if b["file"].endswith("x.csv"))
    out, status = on_terminal(env, "get-rejects", number)
    check("P22: a terminal gets UTF-8", status == 0 and "A › B é" in out.decode() and not has_power(out.decode().replace("\r\n", "\n")), out)


if __name__ == "__main__":
    finish("hostile", (keys_that_meet, workbooks_that_are_not_whole, workbooks_that_unfold, what_costs_the_square, input_without_an_end,
                             separators_are_whole_characters, nothing_drives_a_terminal, pages_and_calendars_drive_nothing,
                             reject_files_are_harmless, separated_otherwise, rows_of_one_declaration_and_one_account))

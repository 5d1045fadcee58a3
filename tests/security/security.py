#!/usr/bin/python3
"""What SECURITY.md promises, P14 to P24 of it each as a test: secrets never show, files are private, passwords cost, accounts do not
give themselves away, codes work once, a stolen store opens nothing, what goes out is harmless, no small file exhausts the machine, no
name escapes. security.py PROGRAM"""
import ctypes
import os
import pathlib
import resource
import signal
import sqlite3
import statistics
import subprocess
import sys
import time
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "faults"))
from clocks import CLOCK_FAULTS
from common import *
import handed_over
import kept_backups
import planted
from persons import PERSON_FAULTS
from secrets_kept import SECRET_FAULTS
from shells import SHELL_FAULTS
from transfers import TRANSFER_FAULTS
import results_to_files

PASSWORD, STRONG = "Canary7!xQ", "correct horse battery staple canary"
NIR, IBAN = "285057800608441", "FR7630006000011234567890189"
TRIES = amount(25, 200)


def every_file(*folders):
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def found_in(folder, *needles):
    return [(str(path), needle) for path in every_file(folder) for needle in needles if needle.encode() in path.read_bytes()]


def secrets_never_show():
    """P14: password, code, token, NIR and IBAN as canaries: in no output, no log, no store, journal or backup; where a password is
    given on the command line it is refused; no core is left."""
    folder, env, store = home()
    said = []

    def told(*arguments, **more):
        done = run(env, *arguments, "-v", **more)
        said.append(done.stdout + done.stderr)
        return done

    register(folder, env)
    sign_up(env, "a@b.fr")
    code = mailed_code(folder)
    for letter in (folder / ".local/state/myatlas/mail").iterdir():
        letter.unlink()
    told("activate", "--email", "a@b.fr", "--code", code[:-1] + "x", "--password-stdin", input=PASSWORD + "\n")
    told("activate", "--email", "a@b.fr", "--code", code, "--password-stdin", input=PASSWORD + "\n")
    told("login", "--email", "a@b.fr", "--password-stdin", input=PASSWORD + "wrong\n")
    told("login", "--email", "a@b.fr", "--password-stdin", input=PASSWORD + "\n")
    token = json.loads((folder / ".local/state/myatlas/session.json").read_text())["sessions"][0]["token"]
    number = next(sirets())
    told("add-employee", "--siret", number, "--birth-name", "DURAND", "--first-name", "Anne", "--sex", "F", "--birth-date", "1985-05-14",
         "--nir-stdin", input=NIR + "\n")
    told("add-employee", "--siret", number, "--birth-name", "PETIT", "--first-name", "Luc", "--sex", "M", "--birth-date", "1985-05-14",
         "--nir-stdin", input=NIR + "\n")
    told("list-employees", "-o", "json")
    told("change-password", "--password-stdin", input=f"{PASSWORD}wrong\n{PASSWORD}2\n")
    told("export-account", "-o", "json")
    run(env, "register", "--profile", "provider", "--email", "p@b.fr", "--title", "M", "--last-name", "P", "--first-name", "Q",
        "--provider-siret", "88087814500015", "--activity-number", "11755555555", "--certify", "--accept-terms")
    told("admin", "audit", "-o", "json")
    told("backup", folder / "b.backup")
    argv = told("login", "--email", "a@b.fr", "--password", PASSWORD)
    check("P14: a password on the command line is refused", argv.returncode == 64 and PASSWORD not in argv.stdout + argv.stderr, argv.stderr)
    everything = "\n".join(said)
    check("P14: an employee with a NIR was made", '"' in everything and ask(store, "select count(*) from employee where nir is not null and nir <> ''")[0][0] >= 1)
    for name, secret in (("password", PASSWORD), ("code", code), ("token", token), ("NIR", NIR)):
        check(f"P14: no {name} in what is said", secret not in everything, everything[max(0, everything.find(secret) - 200):][:300])
    lasting = [found for found in found_in(folder, PASSWORD, code, token, NIR) if "session.json" not in found[0]]
    check("P14: none in any file but the session's own", not lasting, lasting)
    crashed = subprocess.Popen([PROGRAM, "login", "--email", "a@b.fr", "--password-stdin"], env=env, stdin=subprocess.PIPE,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
                               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)))
    crashed.stdin.write(PASSWORD.encode())
    crashed.stdin.flush()
    time.sleep(0.3)
    limits = pathlib.Path(f"/proc/{crashed.pid}/limits").read_text()
    crashed.send_signal(signal.SIGABRT)
    crashed.wait()
    core = next(line for line in limits.split("\n") if line.startswith("Max core file size")).split()
    check("P14: a crash leaves no core", SANITIZED or core[4] == "0" and not list(folder.glob("core*")), core)


def files_are_private():
    """P15: under umask 000, every file is 0600 and every folder 0700; a token file or password file others may read is refused."""
    folder, env, store = home()
    before = os.umask(0)
    try:
        member(folder, env)
        (folder / "d.pdf").write_bytes(b"%PDF-1.4\n")
        run(env, "submit-request", "--draft", "--siret", next(sirets()), "--scheme", "pdc", "--title", "T")
        run(env, "attach-document", folder / "d.pdf", "--request", "D20260000001", "--kind", "quote")
        run(env, "backup", folder / ".local/b.backup")
        run(env, "restore", folder / ".local/b.backup", "--yes")
        run(env, "gc")
        (folder / "bad.csv").write_text("siret\n123\n")
        run(env, "import", "establishments", folder / "bad.csv", "--on-error", "reject", "--rejects", folder / ".local/rejects.csv")
    finally:
        os.umask(before)
    open_files = [str(p) for p in every_file(folder / ".local") if p.stat().st_mode & 0o077]
    open_folders = [str(p) for p in (folder / ".local").rglob("*") if p.is_dir() and p.name not in ("share", "state") and p.stat().st_mode & 0o077]
    check("P15: every file is 0600", not open_files, open_files)
    check("P15: every folder is 0700", not open_folders, open_folders)
    session = folder / ".local/state/myatlas/session.json"
    session.chmod(0o640)
    refused = run(env, "whoami")
    check("P15: a token others may read is refused", refused.returncode == 78 and "session.file_open" in refused.stderr, refused.stderr)
    (folder / "pw").write_text(PASSWORD)
    (folder / "pw").chmod(0o644)
    refused = run(env, "login", "--email", "a@b.fr", "--password-file", folder / "pw")
    check("P15: a password file others may read is refused", "password.file_open" in refused.stderr, refused.stderr)


def weak_hash(password):
    sodium = ctypes.CDLL("libsodium.so.23")
    sodium.sodium_init()
    out = ctypes.create_string_buffer(128)
    assert sodium.crypto_pwhash_str_alg(out, password.encode(), ctypes.c_ulonglong(len(password)), ctypes.c_ulonglong(1), ctypes.c_size_t(8192 * 8), 2) == 0
    return out.value.decode()


def passwords_cost():
    """P16: Argon2id, 19 MiB and two passes at least; a weaker hash is made anew at the next login; the strong policy takes 128
    characters of any kind; NUL is refused."""
    folder, env, store = home()
    member(folder, env, password=PASSWORD)
    stored = ask(store, "select password from account where email = 'a@b.fr'")[0][0]
    check("P16: Argon2id with at least 19 MiB and two passes", stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$"), stored[:40])
    database = sqlite3.connect(store, isolation_level=None)
    database.execute("update account set password = ?", (weak_hash(PASSWORD),))
    database.close()
    in_again = run(env, "login", "--email", "a@b.fr", "--password-stdin", input=PASSWORD + "\n")
    anew = ask(store, "select password from account where email = 'a@b.fr'")[0][0]
    check("P16: a weaker hash is made anew at login", in_again.returncode == 0 and "m=19456,t=2" in anew, anew[:40])
    check("P16: and opens", run(env, "login", "--email", "a@b.fr", "--password-stdin", input=PASSWORD + "\n").returncode == 0)
    strong = dict(env, MYATLAS_PASSWORD_POLICY="strong")
    longest = "é" + "a" * 127
    for fresh, wanted in ((longest, 0), ("a" * 129, 65), ("Abcdefg1", 65), (STRONG, 0)):
        changed = run(strong, "change-password", "--password-stdin", input=f"{PASSWORD}\n{fresh}\n")
        check(f"P16: the strong policy: {len(fresh)} characters", changed.returncode == wanted, changed.stderr)
        if changed.returncode == 0:
            check("P16: it opens", run(strong, "login", "--email", "a@b.fr", "--password-stdin", input=fresh + "\n").returncode == 0)
            back = run(env, "change-password", "--password-stdin", input=f"{fresh}\n{PASSWORD}\n")
            run(env, "login", "--email", "a@b.fr", "--password-stdin", input=PASSWORD + "\n")
            check("P16: and back", back.returncode == 0, back.stderr)
    nul = subprocess.run([PROGRAM, "change-password", "--password-stdin"], env=env, input=(PASSWORD + "\nAbcd\0efg1\n").encode(), capture_output=True)
    check("P16: NUL is refused", nul.returncode == 65 and b"password.control" in nul.stderr, nul.stderr)


def cpu_seconds():
    """Of all commands so far: what a busy machine does not change."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def accounts_keep_to_themselves():
    """P17: an address that has an account and one that has none: the same words, the same status, the same time. The time is that of the
    processor: neither waits for anything."""
    folder, env, store = home()
    member(folder, env)
    names = {"known": [], "unknown": []}
    texts = {"known": set(), "unknown": set()}
    for n in range(TRIES):
        # An hour apart, so that no limit speaks; in turns, so that the machine's moods fall on both.
        later = dict(env, MYATLAS_NOW=f"2026-{3 + n // 24 // 28:02}-{3 + n // 24 % 28:02}T{n % 24:02}:30:00Z")
        for kind, address in (("known", "a@b.fr"), ("unknown", "n@b.fr")):
            begun = cpu_seconds()
            done = run(later, "login", "--email", address, "--password-stdin", input="Wrong123\n")
            names[kind].append(cpu_seconds() - begun)
            texts[kind].add((done.returncode, done.stdout, done.stderr.replace(address, "…")))
    ratio = statistics.median(names["known"]) / statistics.median(names["unknown"])
    check("P17: login says the same", texts["known"] == texts["unknown"] and len(texts["known"]) == 1, texts)
    check(f"P17: login takes the same time (ratio {ratio:.3f})", abs(ratio - 1) < (0.05 if FULL else 0.15))
    for command in (("reset-password", "--email", "{}"), ("resend-activation", "--email", "{}"),
                    ("activate", "--email", "{}", "--code", "x" * 17, "--password-stdin"),
                    ("register", "--profile", "member", "--email", "{}", "--title", "M", "--last-name", "A", "--first-name", "B",
                     "--member-code", "A1", "--payroll", "5", "--all-establishments", "--certify", "--accept-terms")):
        answers = set()
        for address in ("a@b.fr", "n@b.fr"):
            done = run(env, *[word.format(address) for word in command], input="Abcdefg1\n")
            answers.add((done.returncode, done.stdout.replace(address, "…"), done.stderr.replace(address, "…")))
        check(f"P17: {command[0]} says the same", len(answers) == 1, answers)


def codes_work_once():
    """P18: not a second time, not after its minutes, not when the clock goes back, not after five wrong ones, not for another
    account, not twice at once."""
    folder, env, store = home()
    register(folder, env)

    def fresh(email):
        sign_up(env, email)
        return mailed_code(folder)

    def activated(email, code, now="2026-03-02T09:01:00Z"):
        return run(dict(env, MYATLAS_NOW=now), "activate", "--email", email, "--code", code, "--password-stdin", input="Abcdefg1\n").returncode == 0

    code = fresh("a@b.fr")
    check("P18: a code works", activated("a@b.fr", code))
    check("P18: not a second time", not activated("a@b.fr", code))
    check("P18: not after its minutes", not activated("b@b.fr", fresh("b@b.fr"), "2026-03-02T09:10:01Z"))
    check("P18: not when the clock goes back a day", not activated("c@b.fr", fresh("c@b.fr"), "2026-03-01T09:00:00Z"))
    other = fresh("d@b.fr")
    fresh("e@b.fr")
    check("P18: not for another account", not activated("e@b.fr", other))
    code = fresh("f@b.fr")
    for n in range(5):
        activated("f@b.fr", f"wrong{n}")
    check("P18: not after five wrong ones", not activated("f@b.fr", code))
    code = fresh("g@b.fr")
    both = [subprocess.Popen([PROGRAM, "activate", "--email", "g@b.fr", "--code", code, "--password-stdin"], env=env, stdin=subprocess.PIPE,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(6)]
    for process in both:
        process.communicate(b"Abcdefg1\n")
    check("P18: of several at once, one", [p.returncode for p in both].count(0) == 1, [p.returncode for p in both])


def a_stolen_store_opens_nothing():
    """P19: the files hold no token, and no code in the clear."""
    folder, env, store = home()
    member(folder, env)
    token = json.loads((folder / ".local/state/myatlas/session.json").read_text())["sessions"][0]["token"]
    check("P19: the token is 256 bits", len(token) == 64)
    sign_up(env, "b@b.fr")
    code = mailed_code(folder)
    stolen = found_in(store.parent, token, code)
    check("P19: neither a token nor a code is in the store", not stolen, stolen)
    hashes = [row[0] for row in ask(store, "select token from session")]
    used = run(dict(env, MYATLAS_TOKEN=hashes[0]), "whoami")
    check("P19: what the store has of a token is none", used.returncode == 77, used.stdout)


EVIL = ["=1+2", "+1", "-1+2", "@sum(a)", "\tx", "=cmd|'/c calc'!A1", "=HYPERLINK(\"http://x\")"]
TERMINAL = ["\x1b[31mred", "\x1b]0;title\x07", "a\rb", "\u009b31m", "\u202eevil", "\u2066x\u2069", "a\bb", "\x7f"]


def what_goes_out_is_harmless():
    """P22: a name that a spreadsheet would run, or a terminal obey, leaves as text; numbers stay numbers; imported again it is the same."""
    folder, env, store = home()
    names = EVIL
    numbers = list(sirets())
    (folder / "e.csv").write_text("siret;raison_sociale\n" + "".join(f'{numbers[n]};"{name.replace(chr(34), chr(34) * 2)}"\n' for n, name in enumerate(names)))
    done = run(env, "import", "establishments", folder / "e.csv")
    check("P22: they are imported", done.returncode == 0, done.stderr)
    out = run(env, "export", "establishments", "-q").stdout
    cells = [cell.strip('"') for line in out.split("\n")[1:] for cell in line.split(";")]
    check("P22: no cell begins a formula", not [c for c in cells if c[:1] in ("=", "+", "@", "\t", "\r") or (c[:1] == "-" and not c[1:].replace(",", "").isdigit())], cells)
    (folder / "out.csv").write_text(out)
    again = run(env, "import", "establishments", folder / "out.csv")
    check("P22: imported again, nothing changes", "unchanged, nothing written" in again.stdout, again.stdout + again.stderr)

    folder, env, store = home()
    member(folder, env)
    database = sqlite3.connect(store, isolation_level=None)
    for name in TERMINAL:  # by another program: on the way in they are refused
        database.execute("update establishment set name = ?, town = ?", (name, name))
        database.execute("update company set name = ?", (name,))
        for command in (("list-establishments",), ("list-companies",), ("show-company", "732829320"), ("list-establishments", "--color", "never")):
            out = subprocess.run([PROGRAM, *command], env=env, capture_output=True).stdout.decode()
            raw = [c for c in out if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 or 0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069]
            check(f"P22: {command[0]} shows {name!r} without its power", not raw, raw)
    database.close()
    refused = run(env, "add-employee", "--siret", next(sirets()), "--birth-name", "A\x1b[31m", "--first-name", "B", "--birth-date", "1985-05-14")
    check("P22: and a message about it too", "\x1b" not in refused.stderr and refused.returncode == 65, refused.stderr)


def bounded(env, arguments, name, statuses, seconds=5, mebibytes=256):
    """Runs it; its peak of memory and its CPU seconds, which a busy machine does not change, are measured by a small process of its own."""
    measure = ("import os, sys\npid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)\n_, status, used = os.wait4(pid, 0)\n"
               "print('@', used.ru_maxrss, os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, file=sys.stderr)")
    done = subprocess.run([sys.executable, "-c", measure, PROGRAM, *map(str, arguments)], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True, errors="replace", timeout=600)
    peak, status, took = done.stderr.rsplit("@", 1)[1].split()
    slow = 10 if SANITIZED else 1
    good = int(status) in statuses and (SANITIZED or int(peak) <= mebibytes * 1024) and float(took) <= seconds * slow
    check(f"P23: {name}", good, (int(peak) // 1024, "MiB", status, took, done.stderr[-300:]))


def no_small_file_exhausts():
    """P23: bombs, at most 256 MiB and 5 seconds each, with an exit status of their own."""
    folder, env, store = home()
    member(folder, env)
    refused = (64, 65, 66, 74)

    def bomb(name, content):
        path = folder / name
        with open(path, "wb") as file:
            for piece in content:
                file.write(piece)
        return path

    json_request = ("submit-request", "--from-file")
    bounded(env, [*json_request, bomb("deep.json", [b"[" * 10_000_000])], "JSON of ten million levels", refused)
    bounded(env, [*json_request, bomb("braces.json", [b"[", b"{}," * 9_000_000, b"{}]"])], "28 MB of {}", refused)
    bounded(env, ["import", "requests", bomb("deep.jsonl", [b'{"a":' * 1_000_000])], "JSON lines of a million levels", refused)
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)) + b"]><Invoice>&m;</Invoice>"
    bounded(env, ["inspect-invoice", bomb("laughs.xml", [laughs])], "billion laughs", refused)
    xxe = bomb("xxe.xml", [b'<?xml version="1.0"?><!DOCTYPE i [<!ENTITY x SYSTEM "file:///etc/passwd">]><Invoice>&x;</Invoice>'])
    bounded(env, ["inspect-invoice", xxe], "an external entity", refused)
    check("P23: and it is not read", "root:" not in run(env, "inspect-invoice", xxe).stdout + run(env, "inspect-invoice", xxe).stderr)
    bounded(env, ["inspect-invoice", bomb("nested.xml", [b"<Invoice>", b"<a>" * 200_000])], "200 000 nested elements", refused)
    with open(folder / "field.csv", "wb") as file:
        file.write(b"siret;raison_sociale\n73282932000074;")
        for _ in range(1024):
            file.write(b"x" * 1024 * 1024)
    bounded(env, ["import", "establishments", folder / "field.csv"], "a field of a gibibyte", refused, seconds=10)
    (folder / "field.csv").unlink()
    bounded(env, ["import", "establishments", bomb("columns.csv", [b"siret" + b";a" * 1_000_000 + b"\n"])], "a million columns", refused)
    with zipfile.ZipFile(folder / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(2048):
                sheet.write(b" " * 1024 * 1024)
    bounded(env, ["import", "establishments", folder / "bomb.xlsx"], "a workbook of two gibibytes in two megabytes", refused)
    sparse = folder / "sparse.csv"
    with open(sparse, "wb") as file:
        file.truncate(1 << 40)
    bounded(env, ["import", "establishments", sparse], "a sparse file of a tebibyte", refused)
    bounded(env, ["inspect-invoice", sparse], "the same as an invoice", refused)
    bounded(env, ["submit-request", "--from-file", sparse], "the same as a request", refused)
    os.mkfifo(folder / "pipe")
    for special in (folder / "pipe", "/dev/zero", folder):
        bounded(env, ["inspect-invoice", special], f"{pathlib.Path(special).name} as an invoice", refused)
        bounded(env, ["submit-request", "--from-file", special], f"{pathlib.Path(special).name} as a request", refused)
        bounded(env, ["simulate-contribution", "--dsn", special, "--year", "2025"], f"{pathlib.Path(special).name} as a DSN", refused)
    bounded(env, ["simulate-contribution", "--year", "2025", "--dsn", bomb("dsn.edi", [b"S10.G00.00.001,'" + b"x" * 30_000_000])], "a DSN of one line", refused)


def names_cannot_escape():
    """P24: a name in a file leads nowhere but beside that file; what is stored is named by its digest."""
    folder, env, store = home()
    member(folder, env)
    inside = folder / "in"
    inside.mkdir()
    (folder / "secret.pdf").write_bytes(b"%PDF-1.4 secret")
    (inside / "link.pdf").symlink_to(folder / "secret.pdf")
    (inside / "dir").symlink_to(folder)
    number = next(sirets())
    for name in ("../secret.pdf", str(folder / "secret.pdf"), "link.pdf", "dir/secret.pdf", "in/../../secret.pdf", "a" * 300 + ".pdf", "C:\\secret.pdf",
                 "//host/share.pdf", "x\\..\\..\\secret.pdf"):
        (inside / "r.csv").write_text(f"reference;siret;dispositif;intitule;brouillon;documents\nR1;{number};pdc;T;oui;\"quote:{name}\"\n")
        done = run(env, "import", "requests", inside / "r.csv", "--attach")
        check(f"P24: {name[:30]!r} leads nowhere", done.returncode != 0 and ask(store, "select count(*) from document") == [(0,)], (done.returncode, done.stdout))
    run(env, "submit-request", "--draft", "--siret", number, "--scheme", "pdc", "--title", "T")
    for name in ("-rf.pdf", "CON.pdf", "a\nb.pdf", "é" * 100 + ".pdf", b"\xff\xfe.pdf"):
        path = os.fsencode(folder) + b"/" + (name if isinstance(name, bytes) else name.encode())
        with open(path, "wb") as file:
            file.write(b"%PDF-1.4 " + os.urandom(8))
        subprocess.run([PROGRAM.encode(), b"attach-document", path, b"--request", b"D20260000001", b"--kind", b"quote"], env=env, capture_output=True)
    stored = [path.name for path in every_file(store.parent / "myatlas.db-documents")]
    check("P24: what is stored is named by its digest", stored and all(len(name) == 64 and set(name) <= set("0123456789abcdef") for name in stored), stored)
    target = folder / "target"
    target.write_text("mine")
    (folder / "out.pdf").symlink_to(target)
    run(env, "get-document", "D20260000001", "1", "--output-file", folder / "out.pdf")
    check("P24: a link at the place of a result is not written through", target.read_text() == "mine")


def no_borrowed_power():
    """A copy that runs with another user's rights refuses to."""
    if os.getuid() != 0 or SANITIZED:
        print("security: skipped the set-uid copy: not root")
        return
    folder, env, store = home()
    copy = folder / "myatlas"
    copy.write_bytes(pathlib.Path(PROGRAM).read_bytes())
    os.chown(copy, 1, 1)
    copy.chmod(0o4755)
    folder.chmod(0o755)
    done = subprocess.run([copy, "version"], env=env, capture_output=True, text=True)
    check("a set-uid copy refuses", done.returncode == 78 and "machine.set_uid" in done.stderr, (done.returncode, done.stderr))


FAULTS = (secrets_never_show, files_are_private, passwords_cost, accounts_keep_to_themselves, codes_work_once, a_stolen_store_opens_nothing,
          what_goes_out_is_harmless, no_small_file_exhausts, names_cannot_escape, no_borrowed_power,
          *SHELL_FAULTS, *SECRET_FAULTS, *TRANSFER_FAULTS, *CLOCK_FAULTS, *PERSON_FAULTS,
          *handed_over.FAULTS, *kept_backups.FAULTS, *planted.FAULTS, *results_to_files.FAULTS)
if __name__ == "__main__":
    finish("security", FAULTS)

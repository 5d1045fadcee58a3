#!/usr/bin/python3
"""Who may do what: every command that touches somebody's things, by every role, on what is theirs and what is not. The expectations are
written here, apart from the program's own table. A stranger is answered as if the thing did not exist.
rights.py PROGRAM"""
import json
import os
import pathlib
import shutil
import subprocess
import sys

import scratch

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
TOP = scratch.folder("rights")
ENV = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "MYATLAS_NOW": "2026-03-02T09:00:00Z", "MYATLAS_TEST_CLOCK": "1"}
ENV.update({name: os.environ[name] for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS") if name in os.environ})
PASSWORD = "Abcdefg1\n"
DOSSIER, DRAFT, ACCEPTED, CONTRACT = "D20260000001", "D20260000002", "D20260000003", "D20260000004"
ROLES = {"manager": "anne@cabinet.fr", "delegate": "paul@cabinet.fr", "reader": "eve@cabinet.fr", "provider": "luc@formation.fr",
         "cfa": "cfa@formation.fr", "stranger": "zoe@cabinet.fr", "nobody": None, "operator": None}


def run(home, arguments, stdin=""):
    return subprocess.run([PROGRAM, *arguments], env={**ENV, "HOME": str(home)}, cwd=home, input=stdin, capture_output=True, text=True)


def must(home, *arguments, stdin=""):
    done = run(home, arguments, stdin)
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout


def activate(home, address):
    mails = sorted((home / ".local/state/myatlas/mail").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    code = [line.strip() for line in mails[-1].read_text().splitlines() if line.startswith("    ") and len(line.strip()) == 17][0]
    must(home, "activate", "--email", address, "--code", code, "--password-stdin", "-q", stdin=PASSWORD)
    must(home, "login", "--email", address, "--password-stdin", "-q", stdin=PASSWORD)


def member(home, address, code, payroll, *establishments):
    must(home, "register", "--profile", "member", "--email", address, "--title", "M", "--last-name", "Nom", "--first-name", "Prenom",
         "--member-code", code, "--payroll", payroll, *establishments, "--certify", "--accept-terms", "-q")
    activate(home, address)


def provider(home, address, siret, *more):
    must(home, "register", "--profile", "provider", "--email", address, "--title", "M", "--last-name", "Nom", "--first-name", "Prenom",
         "--provider-siret", siret, "--activity-number", "11755555555", *more, "--certify", "--accept-terms", "-q")
    activate(home, address)


def request(home, *more):
    must(home, "--account", ROLES["manager"], "submit-request", "--siret", "73282932000074", "--scheme", "pdc", "--title", "T",
         "--provider-siret", "35600000049837", "--start", "2026-04-06", "--end", "2026-04-07", "--hours", "14", "--mode", "mixte",
         "--employee", "X", "--teaching-cost", "1000", "-q", *more)


# One store with everything in it; each run gets a copy.
BASE = TOP / "base"
BASE.mkdir()
(BASE / "c.csv").write_text("code_adherent;siren;raison_sociale;idcc;annee;masse_salariale;date_creation\n"
                            "A1;732829320;ALTEA;1486;2025;500000;2001-05-14\nA2;880878145;NEUVE;1486;;;2026-01-05\n")
(BASE / "e.csv").write_text("siret;code_adherent;code_postal\n73282932000074;A1;75008\n73282932000082;A1;69003\n88087814500015;A2;69001\n")
(BASE / "doc.pdf").write_text("%PDF-1.4 x")
must(BASE, "import", "companies", "c.csv", "-q")
must(BASE, "import", "establishments", "e.csv", "-q")
member(BASE, ROLES["manager"], "A1", "500000", "--siret", "73282932000074")
for role in ("delegate", "reader", "stranger"):
    member(BASE, ROLES[role], "A2", "0", "--all-establishments")
provider(BASE, ROLES["provider"], "35600000049837")
provider(BASE, ROLES["cfa"], "88087814500015", "--uai", "0561910X")
for role in ("delegate", "reader"):
    must(BASE, "--account", ROLES["manager"], "grant-access", ROLES[role], "--company", "732829320", "--role",
         "manager" if role == "delegate" else "reader", "-q")
request(BASE)
request(BASE, "--draft")
request(BASE)
must(BASE, "--account", ROLES["manager"], "attach-document", "doc.pdf", "--request", DOSSIER, "--kind", "quote", "-q")
must(BASE, "admin", "open-request", ACCEPTED, "-q")
must(BASE, "admin", "accept-request", ACCEPTED, "--amount", "1000", "-q")
must(BASE, "--account", ROLES["manager"], "upload-invoice", "--request", ACCEPTED, "--number", "F1", "--date", "2026-03-02",
     "--amount-without-tax", "100", "-q")
must(BASE, "--account", ROLES["manager"], "add-employee", "--siret", "73282932000074", "--staff-number", "7", "--birth-name", "B",
     "--first-name", "C", "--birth-date", "1990-01-02", "-q")
must(BASE, "--account", ROLES["manager"], "declare-contribution", "--company", "732829320", "--year", "2025", "--headcount", "12", "-q")
(BASE / "c.json").write_text(must(BASE, "template", "contract"))
(BASE / "other.json").write_text((BASE / "c.json").read_text().replace("MARTIN", "PETIT"))
must(BASE, "--account", ROLES["cfa"], "submit-contract", "c.json", "-q")
must(BASE, "admin", "open-request", CONTRACT, "-q")
must(BASE, "admin", "accept-request", CONTRACT, "--npec", "8000", "-q")

# What is answered: done; hidden (as if there were none); denied (seen, and not for this role); profile (not for such accounts);
# login (nobody is logged in).
OK, HIDDEN, DENIED, PROFILE, LOGIN = "done", "hidden", "denied", "profile", "login"


def expect(manager=OK, delegate=OK, reader=OK, provider=HIDDEN, cfa=HIDDEN, stranger=HIDDEN, nobody=LOGIN):
    return {"manager": manager, "delegate": delegate, "reader": reader, "provider": provider, "cfa": cfa, "stranger": stranger,
            "nobody": nobody}


NEW = ["--scheme", "pdc", "--title", "N"]
CASES = {
    # seeing
    "show-request": ([DOSSIER], expect(provider=OK)),
    "show-request, a draft": (["show-request", DRAFT], expect()),
    "list-documents": ([DOSSIER], expect(provider=OK)),
    "get-document": ([DOSSIER, "1"], expect(provider=OK)),
    "show-invoice": (["F1"], expect(provider=OK)),
    "show-declaration": (["C2025-0000001"], expect(nobody=OK)),  # without an account one is the operator
    "show-company": (["732829320"], expect(nobody=OK)),
    # requests
    "submit-request": (["--draft", "--siret", "73282932000074", *NEW], expect(reader=DENIED, provider=PROFILE, cfa=PROFILE, stranger=DENIED)),
    "submit-request, of another establishment": (["submit-request", "--draft", "--siret", "73282932000082", *NEW],
                                                 expect(DENIED, DENIED, DENIED, PROFILE, PROFILE, DENIED)),
    "edit-request": ([DRAFT, "--title", "Z"], expect(reader=DENIED, provider=PROFILE, cfa=PROFILE)),
    "submit-request, the draft": (["submit-request", "--request", DRAFT], expect(reader=DENIED, provider=PROFILE, cfa=PROFILE)),
    "cancel-request": ([DOSSIER], expect(reader=DENIED, provider=PROFILE, cfa=PROFILE)),
    "attach-document": (["doc.pdf", "--request", DOSSIER, "--kind", "programme"], expect(reader=DENIED, provider=OK)),
    # contracts: the CFA's, and seen by who sees the employer's establishment
    "submit-contract": (["other.json"], expect(PROFILE, PROFILE, PROFILE, "contract.cfa_only", OK, PROFILE)),
    "submit-contract, one that is there": (["submit-contract", "c.json"], expect(PROFILE, PROFILE, PROFILE, "contract.cfa_only", "contract.exists", PROFILE)),
    "list-instalments": ([CONTRACT], expect(cfa=OK)),
    **{name: (arguments, expect(PROFILE, PROFILE, PROFILE, "contract.cfa_only", "opco.not_configured", PROFILE)) for name, arguments in {
        "transmit-contract": [CONTRACT], "transmit-invoice": ["F9"], "transmit-certificate": ["A2026-0000001"], "sync-opco": [],
        "transmit-convention": [CONTRACT, "--teaching-cost", "1", "--signed-on", "2026-03-02", "--certify"]}.items()},
    "configure-opco": ([], expect(PROFILE, PROFILE, PROFILE, "contract.cfa_only", OK, PROFILE)),
    "show-request, a contract": (["show-request", CONTRACT], expect(cfa=OK)),
    "upload-invoice, on a contract": (["upload-invoice", "--request", CONTRACT, "--number", "F9", "--date", "2026-03-02", "--amount-without-tax", "10",
                                       "--instalment", "1"], expect(reader=DENIED, cfa=OK)),
    # invoices
    "upload-invoice": (["--request", ACCEPTED, "--number", "F2", "--date", "2026-03-02", "--amount-without-tax", "10"],
                       expect(reader=DENIED, provider=OK)),
    "cancel-invoice": (["F1"], expect(reader=DENIED, provider=OK)),
    "upload-certificate": (["--request", ACCEPTED, "--hours", "7", "--representative", "A", "--role", "B", "--place", "C", "--date", "2026-04-08"],
                           expect(reader=DENIED, provider=OK)),
    # employees
    "add-employee": (["--siret", "73282932000074", "--birth-name", "D", "--first-name", "E", "--birth-date", "1990-01-02"],
                     expect(reader=DENIED, provider=PROFILE, cfa=PROFILE, stranger="employee.establishment")),
    "edit-employee": (["7", "--job", "Z"], expect(reader=DENIED, provider=PROFILE, cfa=PROFILE, stranger="employee.unknown")),
    "remove-employee": (["7"], expect(reader=DENIED, provider=PROFILE, cfa=PROFILE, stranger="employee.unknown")),
    # contributions
    "declare-contribution": (["--company", "732829320", "--year", "2025", "--headcount", "12", "--correct"],
                             expect(reader=DENIED, nobody=OK)),
    # access
    "grant-access": ([ROLES["stranger"], "--company", "732829320", "--role", "reader"],
                     expect(delegate=HIDDEN, reader=HIDDEN, provider=PROFILE, cfa=PROFILE, stranger="company.unknown")),
    "revoke-access": ([ROLES["reader"], "--company", "732829320"],
                      expect(delegate=HIDDEN, reader=HIDDEN, provider=PROFILE, cfa=PROFILE, stranger=HIDDEN)),
    # only one's own: everybody who is logged in
    **{name: (arguments, expect(provider=OK, cfa=OK, stranger=OK)) for name, arguments in {
        "whoami": [], "list-certificates": [], "list-requests": [], "list-invoices": [], "list-companies": [], "list-establishments": [], "list-employees": [],
        "list-access": [], "list-preferences": [], "list-alerts": [], "export-account": [], "set-alert": ["invoice-paid", "daily"],
        "set-preference": ["refusal", "paper"], "edit-account": ["--phone", "0612345678"]}.items()},
    "add-siret": (["73282932000074"], expect(provider=PROFILE, cfa=PROFILE, stranger=OK)),
    "remove-siret": (["73282932000074"], expect(provider=PROFILE, cfa=PROFILE, stranger=OK)),
    "leave-company": (["732829320"], expect(provider=PROFILE, cfa=PROFILE)),
    # everybody, logged in or not
    **{name: (arguments, expect(provider=OK, cfa=OK, stranger=OK, nobody=OK)) for name, arguments in {
        "list-letters": [], "list-deadlines": [], "list-declarations": [], "list-publications": [],
        "find-opco": ["73282932000074"]}.items()},
}
HIDDEN_CODES = {"request.unknown", "invoice.unknown", "declaration.unknown", "company.unknown", "letter.unknown", "document.unknown"}
DENIED_CODES = {"access.reader", "establishment.not_managed"}
results = []


def answer(done):
    if done.returncode == 0:
        return OK
    code = json.loads(done.stderr.strip().splitlines()[-1])["code"]
    if code in HIDDEN_CODES:
        return HIDDEN
    return DENIED if code in DENIED_CODES else {"profile.required": PROFILE, "session.required": LOGIN}.get(code, code)


def same(found, expected):
    return found == expected or (found == HIDDEN and expected == "company.unknown")


for name, (arguments, expected) in CASES.items():
    command = arguments if "," in name else [name, *arguments]
    for role, wanted in expected.items():
        home = TOP / "home"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(BASE, home)
        if ROLES[role] is None:
            (home / ".local/state/myatlas/session.json").unlink()
        account = ["--account", ROLES[role]] if ROLES[role] else []
        found = answer(run(home, [*account, *command, "-o", "json"]))
        results.append(same(found, wanted))
        if not results[-1]:
            print(f"FAILED {name} as {role}: {found}, expected {wanted}")

# What a stranger is told of a thing that exists is, to the byte, what is told of one that does not.
for command, there, absent in ((["show-request"], DOSSIER, "D20260009999"), (["show-invoice"], "F1", "F9"),
                               (["show-declaration"], "C2025-0000001", "C2025-0009999"), (["cancel-request"], DOSSIER, "D20260009999"),
                               (["list-documents"], DOSSIER, "D20260009999")):
    texts = [run(BASE, ["--account", ROLES["stranger"], *command, number]).stderr.replace(number, "N") for number in (there, absent)]
    results.append(texts[0] == texts[1])
    if not results[-1]:
        print(f"FAILED a stranger and {command[0]} {there}\n{texts[0]}{texts[1]}")

# Every command of the program is in the table, or is known not to be about somebody's things.
ELSEWHERE = {"register", "activate", "resend-activation", "login", "logout", "change-password", "reset-password", "close-account", "add-company",
             "check", "inspect-invoice", "simulate-contribution", "rates", "import", "export", "template", "list-batches", "show-batch", "get-rejects",
             "resume-batch", "complete-request", "get-letter", "get-certificate", "show-publication", "get-receipt", "verify-receipt", "config", "schema",
             "completion", "version", "admin", "verify", "backup", "restore", "migrate", "gc", "doctor"}
listed = subprocess.run([PROGRAM, "__complete", "--", ""], env={**ENV, "HOME": str(TOP)}, capture_output=True, text=True)
commands = {line.split("\t")[0].split(" ")[0] for line in listed.stdout.splitlines() if line and not line.startswith("-")}
missing = sorted(c for c in commands if c not in ELSEWHERE and c not in CASES)
results.append(len(commands) > 50 and not missing)
if missing:
    print("FAILED no right is written here for: " + ", ".join(missing))

print(f"rights: {sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(0 if all(results) else 1)

#!/usr/bin/python3
"""Who may do what: every command, by each of the four kinds of actor (anonymous, account in every standing, office, host), on what is
theirs and what is not. The expectations are written here, apart from the program's own table. A stranger is answered as if the thing did
not exist. rights.py PROGRAM"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import scratch

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
TOP = scratch.folder("rights")
ENV = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "MYATLAS_CONFIG_SYSTEM": "/nowhere/config.toml", "MYATLAS_NOW": "2026-03-02T16:00:00Z", "MYATLAS_TEST_CLOCK": "1"}
ENV.update({name: os.environ[name] for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS") if name in os.environ})
NEXT_DAY = "2026-03-03T00:30:00Z"  # while everybody is still logged in
PASSWORD = "Abcdefg1\n"
DOSSIER, DRAFT, ACCEPTED, CONTRACT = "D20260000001", "D20260000002", "D20260000003", "D20260000004"
ROLES = {"manager": "anne@cabinet.fr", "delegate": "paul@cabinet.fr", "reader": "eve@cabinet.fr", "provider": "luc@formation.fr",
         "cfa": "cfa@formation.fr", "pending": "max@formation.fr", "stranger": "zoe@cabinet.fr", "office": "claire@opco.fr", "host": None,
         "anonymous": None}


def run(home, arguments, stdin="", **more):
    env = {**ENV, "HOME": str(home), **more.pop("env", {})}
    return subprocess.run([PROGRAM, *arguments], env=env, cwd=home, input=stdin, capture_output=True, text=True, **more)


def run_as(role, arguments):
    """The command by that role, in a copy of the store. The anonymous one may read the file and not write it."""
    home = TOP / "home"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(BASE, home)
    if role != "anonymous":
        if role == "host":
            (home / ".local/state/myatlas/session.json").unlink()
        return run(home, [*(["--account", ROLES[role]] if ROLES[role] else []), *arguments])
    store = home / ".local/share/myatlas/myatlas.db"
    for path in (home, *home.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o400 if path.name.endswith("-key") else 0o444)
        if os.geteuid() == 0:
            os.chown(path, 65534, 65534)  # its key may be read by its owner alone
    elsewhere = {"MYATLAS_STORE": str(store), "XDG_STATE_HOME": str(NOWHERE / "state"), "XDG_DATA_HOME": str(NOWHERE / "data"),
                 "XDG_CONFIG_HOME": str(NOWHERE / "config")}
    done = run(home, arguments, env=elsewhere, **({"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}))
    for path in (home, *home.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return done


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


def request(home, *more, start="2026-04-06", end="2026-04-07"):
    must(home, "--account", ROLES["manager"], "submit-request", "--siret", "73282932000074", "--scheme", "pdc", "--title", "T",
         "--provider-siret", "35600000049837", "--start", start, "--end", end, "--hours", "14", "--mode", "mixte",
         "--employee", "X", "--teaching-cost", "1000", "--subrogation", "yes", "-q", *more)


# One store with everything in it; each run gets a copy. Nobody's home is elsewhere.
BASE, NOWHERE = TOP / "base", TOP / "nowhere"
TOP.chmod(0o755)
BASE.mkdir()
NOWHERE.mkdir()
NOWHERE.chmod(0o777)
(BASE / "c.csv").write_text("code_adherent;siren;raison_sociale;idcc;annee;masse_salariale;date_creation\n"
                            "A1;732829320;ALTEA;1486;2025;500000;2001-05-14\nA2;880878145;NEUVE;1486;;;2026-01-05\n")
(BASE / "e.csv").write_text("siret;code_adherent;code_postal\n73282932000074;A1;75008\n73282932000082;A1;69003\n88087814500015;A2;69001\n")
(BASE / "doc.pdf").write_text("%PDF-1.4 x")
must(BASE, "import", "companies", "c.csv", "-q")
must(BASE, "import", "establishments", "e.csv", "-q")
member(BASE, ROLES["manager"], "A1", "500000", "--siret", "73282932000074")
for role in ("delegate", "reader", "stranger", "office"):
    member(BASE, ROLES[role], "A2", "0", "--all-establishments")
provider(BASE, ROLES["provider"], "35600000049837")
provider(BASE, ROLES["cfa"], "88087814500015", "--uai", "0561910X")
provider(BASE, ROLES["pending"], "35600000049837")
for role in ("provider", "cfa"):
    must(BASE, "admin", "approve-provider", ROLES[role], "-q")
must(BASE, "admin", "appoint-office", ROLES["office"], "-q")
for role in ("delegate", "reader"):
    must(BASE, "--account", ROLES["manager"], "grant-access", ROLES[role], "--company", "732829320", "--role",
         "manager" if role == "delegate" else "reader", "-q")
request(BASE)
request(BASE, "--draft")
request(BASE, start="2026-03-03", end="2026-03-04")
must(BASE, "--account", ROLES["manager"], "attach-document", "doc.pdf", "--request", DOSSIER, "--kind", "quote", "-q")
must(BASE, "admin", "open-request", ACCEPTED, "-q")
must(BASE, "admin", "accept-request", ACCEPTED, "--amount", "1000", "--although", "paper", "-q")
must(BASE, "--account", ROLES["manager"], "upload-invoice", "--request", ACCEPTED, "--number", "F1", "--date", "2026-03-02",
     "--amount-without-tax", "100", "-q")
must(BASE, "--account", ROLES["manager"], "add-employee", "--siret", "73282932000074", "--staff-number", "7", "--birth-name", "B",
     "--first-name", "C", "--birth-date", "1990-01-02", "-q")
must(BASE, "--account", ROLES["manager"], "declare-contribution", "--company", "732829320", "--year", "2025", "--headcount", "12", "-q")
must(BASE, "--account", ROLES["manager"], "declare-contribution", "--company", "732829320", "--year", "2024", "--headcount", "12", "--payroll", "500000", "-q")
LEFT = json.loads(must(BASE, "--account", ROLES["manager"], "show-declaration", "C2024-0000001", "-o", "json"))["left"]
must(BASE, "admin", "record-payment", "C2024-0000001", "--amount", LEFT, "-q")
must(BASE, "admin", "issue-receipt", "C2024-0000001", "-q")
must(BASE, "admin", "send-letter", DOSSIER, "--comment", "C", "-q")
must(BASE, "admin", "publish", "--kind", "news", "--title", "N", "-q")
must(BASE, "--account", ROLES["manager"], "upload-certificate", "doc.pdf", "--request", ACCEPTED, "--to", "2026-03-03", "--hours", "7", "--representative", "A", "--role", "B", "--place", "C",
     "--now", NEXT_DAY, "-q")
(BASE / "emp.csv").write_text("siret;nom_naissance;prenom;date_naissance\n73282932000074;DURAND;Anne;1990-01-02\n")
(BASE / "p.csv").write_text("declaration;montant;reference\nC2025-0000001;1;VIR 1\n")
(BASE / "d.csv").write_text("siren;annee;effectif\n732829320;2025;13\n")
(BASE / "a.csv").write_text("email;siren;role\nnew@cabinet.fr;732829320;lecteur\n")
(BASE / "cl.csv").write_text("code_adherent;masse_salariale\nA1;500000\n")
(BASE / "e1.csv").write_text("siret\n73282932000074\n")
(BASE / "i.csv").write_text("numero_facture;date_facture;siret_emetteur;numero_dossier;montant_ht\nF5;2026-03-02;35600000049837;" + ACCEPTED +
                            ";5\nF6;2026-03-02;35600000049837;D20269999999;5\n")
assert run(BASE, ["--account", ROLES["manager"], "import", "invoices", "i.csv", "--on-error", "reject"]).returncode == 3
BATCH = json.loads(must(BASE, "--account", ROLES["manager"], "list-batches", "-o", "json"))["batches"][-1]["batch"]
for name, lines in (("secret", PASSWORD), ("two", PASSWORD + "Abcdefg2\n")):
    (BASE / name).write_text(lines)
    (BASE / name).chmod(0o600)
(BASE / "c.json").write_text(must(BASE, "template", "contract"))
(BASE / "other.json").write_text((BASE / "c.json").read_text().replace("MARTIN", "PETIT"))
must(BASE, "--account", ROLES["cfa"], "submit-contract", "c.json", "-q")
must(BASE, "admin", "open-request", CONTRACT, "-q")
must(BASE, "admin", "accept-request", CONTRACT, "--npec", "8000", "--although", "paper", "-q")

# What is answered: done; hidden (as if there were none); denied (seen, and not for this role); profile (not for such accounts);
# login (nobody is logged in); another code.
OK, HIDDEN, DENIED, PROFILE, LOGIN = "done", "hidden", "denied", "profile", "login"


def expect(manager=OK, delegate=OK, reader=OK, provider=HIDDEN, cfa=HIDDEN, stranger=HIDDEN, pending=None, office=DENIED, host=LOGIN, anonymous=LOGIN):
    """By default a member's act, which is neither the office's nor the host's. Who waits for approval is a stranger with a provider's profile."""
    waits = PROFILE if provider == PROFILE else stranger
    return {"manager": manager, "delegate": delegate, "reader": reader, "provider": provider, "cfa": cfa, "stranger": stranger,
            "pending": waits if pending is None else pending, "office": office, "host": host, "anonymous": anonymous}


def sees(**more):
    """What is read, all of it by the office and the host."""
    return expect(**{"office": OK, "host": OK, **more})


def own(**more):
    """Only one's own, or nothing at all: everybody who is logged in."""
    return expect(**{"provider": OK, "cfa": OK, "stranger": OK, "office": OK, **more})


def everybody(code=OK, **more):
    return dict.fromkeys(ROLES, code) | more


def of_provider(provider, cfa):
    """For training providers alone, once they are approved."""
    return expect(PROFILE, PROFILE, PROFILE, provider, cfa, PROFILE, "provider.pending", PROFILE)


NEW = ["--scheme", "pdc", "--title", "N"]
UNWRITABLE = "store.unwritable"
WRITES = {"anonymous": UNWRITABLE}
CASES = {
    # seeing
    "show-request": ([DOSSIER], sees(provider=OK)),
    "show-request, a draft": (["show-request", DRAFT], sees()),
    "list-documents": ([DOSSIER], sees(provider=OK)),
    "get-document": ([DOSSIER, "1"], sees(provider=OK)),
    "show-invoice": (["F1"], sees(provider=OK)),
    "show-declaration": (["C2025-0000001"], sees(reader="access.reader_pay")),
    "get-invoice": (["F1"], sees(manager="document.none", delegate="document.none", reader="document.none", provider="document.none",
                                 office="document.none", host="document.none")),
    "show-company": (["732829320"], sees()),
    "get-receipt": (["C2024-0000001"], sees(reader="access.reader_pay")),
    "get-letter": (["L2026-0000001"], sees(provider=HIDDEN)),
    "get-certificate": (["A2026-0000001"], sees(provider=OK)),
    # requests
    "submit-request": (["--draft", "--siret", "73282932000074", *NEW], expect(reader=DENIED, provider=PROFILE, cfa=PROFILE, stranger=DENIED)),
    "submit-request, of another establishment": (["submit-request", "--draft", "--siret", "73282932000082", *NEW],
                                                 expect(DENIED, DENIED, DENIED, PROFILE, PROFILE, DENIED)),
    "edit-request": ([DRAFT, "--title", "Z"], expect(reader=DENIED, provider=PROFILE, cfa=PROFILE)),
    "submit-request, the draft": (["submit-request", "--request", DRAFT], expect(reader=DENIED, provider=PROFILE, cfa=PROFILE)),
    "complete-request": ([DOSSIER], expect("request.transition", "request.transition", DENIED, PROFILE, PROFILE)),
    "cancel-request": ([DOSSIER], expect(reader=DENIED, provider=PROFILE, cfa=PROFILE)),
    "attach-document": (["doc.pdf", "--request", DOSSIER, "--kind", "programme"], expect(reader=DENIED, provider=OK)),
    # contracts: the CFA's, and seen by who sees the employer's establishment
    "submit-contract": (["other.json"], of_provider("contract.cfa_only", OK)),
    "submit-contract, one that is there": (["submit-contract", "c.json"], of_provider("contract.cfa_only", "contract.exists")),
    "list-instalments": ([CONTRACT], sees(cfa=OK)),
    **{name: (arguments, of_provider("contract.cfa_only", "opco.not_configured")) for name, arguments in {
        "transmit-contract": [CONTRACT], "transmit-invoice": ["F9"], "transmit-certificate": ["A2026-0000001"], "sync-opco": [],
        "transmit-convention": [CONTRACT, "--teaching-cost", "1", "--signed-on", "2026-03-02", "--certify"]}.items()},
    "configure-opco": ([], of_provider("contract.cfa_only", OK)),
    "export, an invoice as Factur-X": (["export", "invoice", "F1"], of_provider("einvoice.exemption_unknown", HIDDEN)),
    "show-request, a contract": (["show-request", CONTRACT], sees(cfa=OK)),
    "upload-invoice, on a contract": (["upload-invoice", "--request", CONTRACT, "--number", "F9", "--date", "2026-03-02", "--amount-without-tax", "10",
                                       "--instalment", "1"], expect(reader=DENIED, cfa=OK)),
    # invoices
    "upload-invoice": (["--request", ACCEPTED, "--number", "F2", "--date", "2026-03-02", "--amount-without-tax", "10"],
                       expect(reader=DENIED, provider=OK)),
    "cancel-invoice": (["F1"], expect(reader=DENIED, provider=OK)),
    "upload-certificate": (["doc.pdf", "--request", ACCEPTED, "--to", "2026-03-03", "--hours", "5", "--representative", "A", "--role", "B", "--place", "C", "--now", NEXT_DAY],
                           expect(reader=DENIED, provider=OK)),
    "upload-certificate, made here": (["upload-certificate", "--request", ACCEPTED, "--to", "2026-03-03", "--hours", "5", "--representative", "A", "--role", "B",
                                       "--place", "C", "--now", NEXT_DAY],
                                      expect(manager="certificate.of_provider", delegate="certificate.of_provider", reader=DENIED, provider=OK)),
    # employees
    "add-employee": (["--siret", "73282932000074", "--birth-name", "D", "--first-name", "E", "--birth-date", "1990-01-02"],
                     expect(reader=DENIED, provider=PROFILE, cfa=PROFILE, stranger="employee.establishment", office="employee.establishment")),
    "edit-employee": (["7", "--job", "Z"], expect(reader=DENIED, provider=PROFILE, cfa=PROFILE, stranger="employee.unknown",
                                                  office="employee.establishment")),
    "remove-employee": (["7"], expect(reader=DENIED, provider=PROFILE, cfa=PROFILE, stranger="employee.unknown", office="employee.establishment")),
    # contributions: the host may declare for a company, and is told as who
    "declare-contribution": (["--company", "732829320", "--year", "2025", "--headcount", "12", "--correct"], expect(reader=DENIED, host=OK, office=OK)),
    "simulate-contribution, of a company": (["simulate-contribution", "--siret", "73282932000074", "--year", "2025", "--headcount", "12"], sees(reader="payroll.hidden")),
    # access
    "grant-access": ([ROLES["stranger"], "--company", "732829320", "--role", "reader"],
                     expect(delegate="access.given_on", reader="access.given_on", pending="provider.pending", office=HIDDEN)),
    "grant-access, to a provider": (["grant-access", ROLES["pending"], "--company", "356000000", "--role", "reader"],
                                    expect(HIDDEN, HIDDEN, HIDDEN, OK, HIDDEN, HIDDEN, "provider.pending", HIDDEN)),
    "revoke-access": ([ROLES["reader"], "--company", "732829320"],
                      expect(delegate="access.given_on", reader="access.given_on", pending="provider.pending", office=HIDDEN)),
    # only one's own
    **{name: (arguments, own()) for name, arguments in {
        "whoami": [], "list-preferences": [], "list-alerts": [], "export-account": [], "set-alert": ["invoice-paid", "daily"],
        "set-preference": ["refusal", "paper"], "edit-account": ["--phone", "0612345678"], "close-account": ["--yes"]}.items()},
    **{name: ([], own(host=OK)) for name in (
        "list-certificates", "list-requests", "list-invoices", "list-companies", "list-establishments", "list-employees", "list-access",
        "list-letters", "list-deadlines", "list-declarations", "list-batches", "status")},
    "report": (["portfolio"], own(host=OK)),
    **{"export, " + kind: (["export", kind], own(host=OK)) for kind in ("companies", "establishments", "payrolls", "employees", "invoices", "requests", "contracts",
                                                                                   "clients", "access", "declarations", "payments")},
    "export": (["certifications"], own(host=OK)),
    "add-siret": (["73282932000074"], expect(reader=DENIED, provider=PROFILE, cfa=PROFILE, stranger="establishment.unproved", office="establishment.unproved")),
    "add-siret, proved": (["add-siret", "73282932000082", "--member-code", "A1", "--payroll", "500000"],
                          expect(reader=DENIED, provider=PROFILE, cfa=PROFILE, stranger=OK, office=OK)),
    "add-company": (["--member-code", "A1", "--payroll", "500000", "--all-establishments"],
                    expect(reader="access.reader_proves", delegate="access.given_proves", provider=PROFILE, cfa=PROFILE, stranger=OK, office=OK)),
    # one's own reference of whatever company is seen
    "edit-company": (["732829320", "--reference", "D0042"], expect(office=OK)),
    "remove-siret": (["73282932000074"], expect(provider=PROFILE, cfa=PROFILE, stranger=OK, office=OK)),
    "leave-company": (["732829320"], expect(provider=PROFILE, cfa=PROFILE, office=OK)),
    # files: the register is the host's to load, the rest an account's; a batch is seen by who imported it
    "import": (["employees", "emp.csv"], expect(reader="import.refused", provider="import.refused", cfa="import.refused", stranger="import.refused",
                                               pending="import.refused", office="import.refused", anonymous=UNWRITABLE)),
    "import, the register": (["import", "establishments", "e.csv"], everybody(**WRITES)),
    "import, to attach": (["import", "establishments", "e1.csv", "--attach"],
                          expect(reader="import.refused", provider="import.refused", cfa="import.refused", stranger="import.refused",
                                 pending="import.refused", office="import.refused", anonymous=UNWRITABLE)),
    "import, payments": (["import", "payments", "p.csv"], everybody(**WRITES)),
    "import, declarations": (["import", "declarations", "d.csv", "--submit", "--correct"],
                             expect(reader="import.refused", provider="import.refused", cfa="import.refused", stranger="import.refused",
                                    pending="import.refused", office=OK, anonymous=UNWRITABLE)),
    "import, access": (["import", "access", "a.csv"], expect(delegate="import.refused", reader="import.refused", provider="import.refused",
                                                             cfa="import.refused", stranger="import.refused", pending="import.refused",
                                                             office="import.refused", anonymous=UNWRITABLE)),
    "import, clients": (["import", "clients", "cl.csv"], expect(delegate="import.refused", reader="import.refused", provider=PROFILE, cfa=PROFILE,
                                                                stranger=OK, office=OK, anonymous=UNWRITABLE)),
    **{name: ([BATCH], expect(delegate="batch.unknown", reader="batch.unknown", provider="batch.unknown", cfa="batch.unknown", stranger="batch.unknown",
                              office=OK, host=OK)) for name in ("show-batch", "get-rejects")},
    "resume-batch": ([BATCH], expect("batch.complete", "batch.unknown", "batch.unknown", "batch.unknown", "batch.unknown", "batch.unknown",
                                     office="batch.complete", host="batch.complete", anonymous=UNWRITABLE)),
    # everybody, logged in or not
    **{name: (arguments, everybody()) for name, arguments in {
        "find-opco": ["73282932000074"], "list-publications": [], "check": ["siren", "732829320"], "rates": ["show"], "template": ["requests"],
        "simulate-contribution": ["--year", "2025", "--headcount", "12", "--payroll", "500000"], "config": ["show"], "schema": ["account"],
        "completion": ["bash"], "version": [], "commands": [], "logout": []}.items()},
    "inspect-invoice": (["doc.pdf"], everybody("pdf.broken")),
    "verify-receipt": (["R2025-0000001", "0000-0000-0000-0000"], everybody("negative")),
    "show-publication": (["P2026-0000001"], everybody()),
    "register": (["--profile", "provider", "--email", "new@b.fr", "--title", "M", "--last-name", "A", "--first-name", "B", "--provider-siret",
                  "35600000049837", "--activity-number", "11755555555", "--certify", "--accept-terms"], everybody(**WRITES)),
    # a file with a password that others may read is refused first
    **{name: (arguments, everybody(code, anonymous="password.file_open" if "--password-file" in arguments else UNWRITABLE)) for name, arguments, code in (
        ("activate", ["--email", "x@b.fr", "--code", "A" * 17, "--password-file", "secret"], "code.refused"),
        ("resend-activation", ["--email", "x@b.fr"], OK), ("reset-password", ["--email", "x@b.fr"], OK),
        ("login", ["--email", "x@b.fr", "--password-file", "secret"], "login.refused"))},
    "change-password": (["--password-file", "two"], everybody("usage.prompt", anonymous="password.file_open")),  # that is one password of two
}
# The back office and the upkeep are whoever may write the store, whatever account is in use; one of the OPCO's does it under its own name.
ADMIN = {
    "list-accounts": [], "list-work": [], "list-mail": [], "audit": [], "check-request": [DOSSIER],
    "lock-account": [ROLES["stranger"]], "unlock-account": [ROLES["stranger"]], "erase-account": [ROLES["stranger"], "--yes"],
    "approve-provider": [ROLES["pending"]], "refuse-provider": [ROLES["pending"]], "appoint-office": [ROLES["stranger"]],
    "dismiss-office": [ROLES["stranger"]],
}
UPKEEP = {"verify": [], "backup": ["copy.db"], "restore": ["none.db"], "rotate-key": [], "migrate": [], "gc": [], "doctor": []}
HIDDEN_CODES = {"request.unknown", "invoice.unknown", "declaration.unknown", "company.unknown", "letter.unknown", "document.unknown", "receipt.unknown", "certificate.unknown"}
DENIED_CODES = {"access.reader", "establishment.not_managed"}
results = []


def answer(done):
    if done.returncode == 0:
        return OK
    last = (done.stderr.strip().splitlines() or [""])[-1]
    code = json.loads(last)["code"] if last.startswith("{") else ([*re.findall(r"\[([a-z0-9_]+\.[a-z0-9_]+)\]", done.stderr), "negative"])[-2 if "[" in done.stderr else -1]
    if code in HIDDEN_CODES:
        return HIDDEN
    return DENIED if code in DENIED_CODES else {"profile.required": PROFILE, "session.required": LOGIN}.get(code, code)


def admin_commands():
    listed = run(BASE, ["__complete", "--", "admin", ""]).stdout
    return {line.split("\t")[0].strip() for line in listed.splitlines() if line and not line.startswith("-")}


def same(found, expected):
    # Who may not write the store is told so before it is asked who they are.
    return found == expected or (found, expected) in ((HIDDEN, "company.unknown"), (UNWRITABLE, LOGIN))


def note(good, told):
    results.append(good)
    if not good:
        print(f"FAILED {told}", flush=True)


for name, (arguments, expected) in CASES.items():
    command = arguments if "," in name else [name, *arguments]
    for role, wanted in expected.items():
        found = answer(run_as(role, [*command, "-o", "json"] if command[0] != "export" else command))
        note(same(found, wanted), f"{name} as {role}: {found}, expected {wanted}")

# The back office and the upkeep answer the same whatever account is in use; who may only read the store writes nothing.
READ_ONLY = {"admin list-accounts", "admin list-work", "admin list-mail", "admin audit", "admin check-request", "verify", "doctor", "restore", "backup"}
for command in sorted([*(f"admin {name}" for name in admin_commands()), *UPKEEP]):
    arguments = [*command.split(), *(ADMIN | UPKEEP).get(command.removeprefix("admin "), ["NONE"]), "-o", "json"]
    told = {role: answer(run_as(role, arguments)) for role in ("host", "manager", "stranger", "provider", "office", "anonymous")}
    anonymous = told.pop("anonymous")
    note(len(set(told.values())) == 1 and not set(told.values()) & {LOGIN, PROFILE, DENIED}, f"{command} depends on who is logged in: {told}")
    note(command in READ_ONLY or anonymous == UNWRITABLE or anonymous.startswith("usage."), f"{command} by who may not write the store: {anonymous}")

# What a stranger is told of a thing that exists is, to the byte, what is told of one that does not.
for command, there, absent in ((["show-request"], DOSSIER, "D20260009999"), (["show-invoice"], "F1", "F9"),
                               (["show-declaration"], "C2025-0000001", "C2025-0009999"), (["cancel-request"], DOSSIER, "D20260009999"),
                               (["list-documents"], DOSSIER, "D20260009999")):
    texts = [run(BASE, ["--account", ROLES["stranger"], *command, number]).stderr.replace(number, "N") for number in (there, absent)]
    results.append(texts[0] == texts[1])
    if not results[-1]:
        print(f"FAILED a stranger and {command[0]} {there}\n{texts[0]}{texts[1]}")

# Every command of the program is in the table.
listed = run(BASE, ["__complete", "--", ""])
commands = {line.split("\t")[0].split(" ")[0] for line in listed.stdout.splitlines() if line and not line.startswith("-")}
missing = sorted(c for c in commands if c not in CASES and c not in UPKEEP and c != "admin")
note(len(commands) > 50 and not missing, "no right is written here for: " + ", ".join(missing))

print(f"rights: {sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(0 if all(results) else 1)

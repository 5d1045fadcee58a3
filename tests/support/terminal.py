#!/usr/bin/python3
"""On a terminal, questions are asked: the three steps of a registration, the address twice, passwords twice and without echo, a whole
request; an answer that cannot be right is asked again; tables fit, in words and colour. terminal.py PROGRAM"""
import fcntl
import os
import pathlib
import pty
import re
import select
import struct
import subprocess
import sys
import termios

import scratch

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
results = []


def home():
    folder = str(scratch.folder("terminal"))
    env = {"PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C.UTF-8", "MYATLAS_CONFIG_SYSTEM": "/nowhere/config.toml", "TERM": "xterm", "MYATLAS_NOW": "2026-03-02T09:00:00Z", "MYATLAS_TEST_CLOCK": "1"}
    if "ASAN_OPTIONS" in os.environ:
        env["ASAN_OPTIONS"] = os.environ["ASAN_OPTIONS"]
    return pathlib.Path(folder), env


def talk(env, arguments, answers, columns=100):
    """Runs the program in a pseudo-terminal; answers each question that ends with a colon or a parenthesis and a blank."""
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        os.execve(PROGRAM, [PROGRAM, *arguments], env)
    screen, asked = "", 0
    while True:
        ready, _, _ = select.select([terminal], [], [], 300)
        if not ready:
            break
        try:
            piece = os.read(terminal, 4096).decode(errors="replace")
        except OSError:
            break
        if not piece:
            break
        screen += piece
        if re.search(r"[:)] $", screen) and asked < len(answers):
            os.write(terminal, answers[asked].encode() + b"\n")
            asked += 1
    return screen, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def check(name, condition, told):
    results.append(bool(condition))
    if not condition:
        print(f"FAILED {name}\n{told}")


folder, env = home()
(folder / "c.csv").write_text("code_adherent;siren;raison_sociale;annee;masse_salariale\nA1;732829320;X;2025;5\n")
(folder / "e.csv").write_text("siret\n73282932000074\n")
for kind, name in (("companies", "c.csv"), ("establishments", "e.csv")):
    subprocess.run([PROGRAM, "import", kind, folder / name], env=env, capture_output=True)

(folder / "mixed.csv").write_text("siret;raison_sociale\n73282932000074;ALTEA\n7;X\n")
subprocess.run([PROGRAM, "import", "establishments", folder / "mixed.csv", "--on-error", "reject", "--rejects", folder / "r.xlsx"], env=env, capture_output=True)
screen, status = talk(env, ["get-rejects", "B-3"], [])
check("a terminal is not shown a workbook", status == 64 and "[usage.workbook_shown]" in screen, screen)

WRONG = ["perhaps", "y", "n", "A 1!", "A1", "five", "5", "73282932000075", "73282932000074", "n", "y", "Mx", "MME", "Durand", "Anne", "anne", "anne@cabinet.fr"]
screen, status = talk(env, ["register"], WRONG + ["paul@cabinet.fr", "anne@cabinet.fr", "anne@cabinet.fr", "12", "", "y"])
for code in ("member_code.form", "siret.checksum", "email.confirmation", "phone.form"):
    check(f"a wrong answer is told and asked again: {code}", f"[{code}]" in screen, screen)
check("a registration by questions, wrong ones among the answers", status == 0 and "activation code was sent" in screen, screen)
screen, status = talk(env, ["register"], ["y", "n", "A1", "5", "73282932000074", "n", "n"])
check("who does not certify is asked nothing more", status == 65 and "[registration.certify]" in screen and "Last name" not in screen, screen)
letter = next((folder / ".local/state/myatlas/mail").iterdir()).read_text()
code = re.search(r"^    ([A-Za-z0-9]{17})\r?$", letter, re.M)[1]
screen, status = talk(env, ["activate", "--email", "anne@cabinet.fr"], [code, "Abcdefg1", "Abcdefg2"])
check("two passwords that differ", status == 65 and "[password.confirmation]" in screen, screen)
screen, status = talk(env, ["activate", "--email", "anne@cabinet.fr"], [code, "Abcdefg1", "Abcdefg1"])
check("an activation by questions", status == 0, screen)
check("a password is not echoed", "Abcdefg" not in screen, screen)
screen, status = talk(env, ["login", "--email", "anne@cabinet.fr", "--lang", "fr"], ["Abcdefg1"])
check("a login in French", status == 0 and "Mot de passe" in screen, screen)
screen, status = talk(env, ["login", "--email", "anne@cabinet.fr", "--no-input"], [])
check("--no-input asks nothing", status == 64 and "[usage.prompt]" in screen, screen)
subprocess.run([PROGRAM, "add-employee", "--siret", "73282932000074", "--birth-name", "Petit", "--first-name", "Luc", "--birth-date", "1990-05-12"],
               env=env, capture_output=True)
REQUEST = ["1", "", "Tableur, niveau 2", "", "8808781450001", "88087814500015", "31/02/2026", "6/4/2026", "05/04/2026", "07/04/2026", "quatorze", "7,5", "presentiel", "1; Jeanne Martin",
           "1 200,50 €"]
screen, status = talk(env, ["submit-request", "--lang", "fr"], REQUEST + ["o"])
check("a request by questions", status == 0 and "D20260000001" in screen, screen)
for code in ("answer.required", "siret.lost_zero", "date.asked", "request.dates", "hours.form"):
    check(f"a wrong answer is told and asked again: {code}", f"[{code}]" in screen, screen)
check("a wrong day is told as it was typed, and hours as French writes them", "31/02/2026\u00a0»" in screen and "7,5 heures" in screen, screen)
shown = subprocess.run([PROGRAM, "show-request", "D20260000001", "-o", "json"], env=env, capture_output=True, text=True).stdout
check("the request holds what was answered", all(text in shown for text in ('"TRANSMIS"', '"1200.50"', "Luc Petit", "Jeanne Martin", '"2026-04-07"')), shown)
screen, status = talk(env, ["submit-request", "--lang", "en"], [answer for n, answer in enumerate(REQUEST) if n not in (1, 4, 6, 8, 10)] + ["n"])
check("and is kept as a draft when it is not sent", status == 0 and "Draft" in screen, screen)
screen, status = talk(env, ["submit-request", "--no-input"], [])
check("--no-input asks nothing for a request", status == 65, screen)

for columns in (60, 80, 120):
    screen, status = talk(env, ["list-requests", "--color", "never"], [], columns)
    widest = max(len(line.rstrip("\r")) for line in screen.split("\n"))
    check(f"a table fits {columns} columns", status == 0 and widest <= columns, screen)
    check(f"and loses nothing at {columns}", all(re.sub(r"\s+", " ", word) in re.sub(r"\s+", " ", screen) for word in ("D20260000001", "73282932000074", "1,200.50")), screen)
screen, _ = talk(env, ["simulate-contribution", "--payroll", "500000", "--headcount", "12", "--year", "2025", "--idcc", "1486"], [], 60)
check("what fits no width is a member a line, folded", max(len(line.rstrip("\r")) for line in screen.split("\n")) <= 60 and "étendu par arrêté" in re.sub(r"\s+", " ", screen), screen)
for columns in (80, 120):
    screen, _ = talk(env, ["simulate-contribution", "--payroll", "500000", "--headcount", "12", "--year", "2025", "--idcc", "1486", "--lang", "fr"], [], columns)
    widest = max(len(line.rstrip("\r")) for line in screen.split("\n"))
    check(f"contributions are a table at {columns}", widest <= columns and re.search(r"^ta_principal .*0,59\u00a0%  2\u202f950,00\u00a0€", screen, re.M), screen)
    check(f"whose wide columns stand below at {columns}", re.search(r"^conventional .*KALIARTI000047441163|^ +\(KALIARTI000047441163", screen, re.M) and "Article\u00a0: L6241-2 II" in screen, screen)
screen, _ = talk(env, ["list-requests"], [])
check("states are in words and in colour", "\x1b[33mSent to the OPCO\x1b[0m" in screen, screen)
screen, _ = talk({**env, "NO_COLOR": "1"}, ["list-requests"], [])
check("NO_COLOR leaves the words", "Sent to the OPCO" in screen and "\x1b" not in screen, screen)
piped = subprocess.run([PROGRAM, "list-requests"], env=env, capture_output=True, text=True).stdout
check("a pipe gets neither colour nor folds", "\x1b" not in piped and len(piped.split("\n")) == 4, piped)
subprocess.run([PROGRAM, "remove-siret", "73282932000074"], env=env, capture_output=True)
screen, status = talk(env, ["submit-request"], [])
check("without an establishment there is nothing to ask", status == 65 and "[establishment.none]" in screen, screen)
screen, status = talk(env, ["login"], ["\x04"])
check("an end of input is told on a line of its own", status == 64 and "[usage.no_answer]" in screen and re.search(r"^\S*myatlas:", screen, re.M), screen)
subprocess.run([PROGRAM, "backup", folder / "b"], env=env, capture_output=True)
screen, status = talk(env, ["restore", folder / "b"], ["no"])
check("a restore that is not confirmed is not done", status == 64 and "[usage.not_confirmed]" in screen, screen)
screen, status = talk(env, ["close-account"], ["yes"])
check("closing wants the address", status == 64 and "[usage.not_confirmed]" in screen, screen)
screen, status = talk(env, ["close-account", "--lang", "fr"], ["anne@cabinet.fr"])
check("a closing that is confirmed", status == 0 and "Fermé" in screen, screen)
screen, status = talk(env, ["register", "--profile", "member", "--email", "all@told.example", "--title", "M", "--last-name", "Tout", "--first-name", "Dit",
                           "--member-code", "A1", "--payroll", "5", "--all-establishments", "--certify", "--accept-terms"], [])
check("all options given: nothing is asked", status == 0 and "(y/n)" not in screen and "Telephone" not in screen, screen)

print(f"terminal: {sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(0 if all(results) else 1)

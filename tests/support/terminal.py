#!/usr/bin/python3
"""On a terminal, questions are asked: the three steps of a registration, the address twice, passwords twice and without echo.
terminal.py PROGRAM"""
import os
import pathlib
import pty
import re
import select
import subprocess
import sys
import tempfile

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
results = []


def home():
    folder = tempfile.mkdtemp(prefix="myatlas-terminal.")
    env = {"PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C.UTF-8", "TERM": "xterm", "MYATLAS_NOW": "2026-03-02T09:00:00Z"}
    if "ASAN_OPTIONS" in os.environ:
        env["ASAN_OPTIONS"] = os.environ["ASAN_OPTIONS"]
    return pathlib.Path(folder), env


def talk(env, arguments, answers):
    """Runs the program in a pseudo-terminal; answers each question that ends with a colon or a parenthesis and a blank."""
    child, terminal = pty.fork()
    if child == 0:
        os.execve(PROGRAM, [PROGRAM, *arguments], env)
    screen, asked = "", 0
    while True:
        ready, _, _ = select.select([terminal], [], [], 20)
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
STEPS = ["y", "n", "A1", "5", "73282932000074", "n", "y", "MME", "Durand", "Anne", "anne@cabinet.fr"]

screen, status = talk(env, ["register"], STEPS + ["paul@cabinet.fr"])
check("two addresses that differ", status == 65 and "[email.confirmation]" in screen, screen)
screen, status = talk(env, ["register"], STEPS + ["anne@cabinet.fr", "", "y"])
check("a registration by questions", status == 0 and "activation code was sent" in screen, screen)
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
screen, status = talk(env, ["close-account"], ["yes"])
check("closing wants the address", status == 64 and "[usage.not_confirmed]" in screen, screen)
screen, status = talk(env, ["close-account", "--lang", "fr"], ["anne@cabinet.fr"])
check("a closing that is confirmed", status == 0 and "closed" in screen, screen)
print(f"terminal: {sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(0 if all(results) else 1)

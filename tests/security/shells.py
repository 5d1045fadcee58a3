"""Completion offers what the store holds, and others wrote that: whatever it is, a shell takes it for one word. In each shell that is
installed, on a pseudo-terminal: a number is begun, Tab is pressed, then Enter."""
import os
import pty
import select
import shutil
import signal
import sqlite3
import time

from common import *

# Numbers that came in before their characters were looked at, each first of its letter.
HOSTILE = {
    "A": "A;touch${IFS}pwned;", "B": "B`touch pwned`", "C": "C$(touch pwned)", "D": "D'; touch pwned; '", "E": 'E"; touch pwned; "',
    "F": "F\\;touch pwned", "G": "G|touch pwned", "H": "H&touch pwned&", "I": "I>pwned", "J": "J (touch pwned)", "K": "K#1 é 2026/04",
    "L": "L:1:2", "M": "M*?[a-z]{a,b}~",
}
SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], ". ./completion"),
    "zsh": (["zsh", "-f", "-i"], "autoload -Uz compinit; compinit -u -D; . ./completion"),
    "fish": (["fish", "--no-config", "--interactive"], "source ./completion"),
}


def with_hostile_numbers():
    folder, env, store = home()
    member(folder, env)
    run(env, "submit-request", "--siret", next(sirets()), "--scheme", "pdc", "--title", "T", "--provider-siret", "88087814500015", "--start",
        "2026-04-06", "--end", "2026-04-07", "--hours", "14", "--mode", "presentiel", "--employee", "X", "--teaching-cost", "1000")
    run(env, "admin", "open-request", "D20260000001")
    run(env, "admin", "accept-request", "D20260000001", "--amount", "1000", "--although", "paper")
    (folder / "f.pdf").write_bytes(b"%PDF-1.4\n")
    run(env, "upload-invoice", folder / "f.pdf", "--request", "D20260000001", "--number", "Z1", "--date", "2026-03-01", "--amount-without-tax",
        "50", "--iban", "FR7630006000011234567890189")
    database = sqlite3.connect(store, isolation_level=None)
    columns = [row[1] for row in database.execute("pragma table_info(invoice)")]
    others = ", ".join(name for name in columns if name != "number")
    for number in HOSTILE.values():
        database.execute(f"insert into invoice (number, {others}) select ?, {others} from invoice where number = 'Z1'", (number,))
    database.close()
    return folder, env


class Terminal:
    """A shell on a pseudo-terminal, in a folder with a program `myatlas` that writes down its arguments when it is run for good."""

    def __init__(self, shell, folder, env):
        command, load = SHELLS[shell]
        self.folder = folder
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, {**env, "PATH": f"{folder}/bin:{env['PATH']}", "PS1": "$ ", "TERM": "xterm", "HISTFILE": ""})
        self.read(1.0)
        self.type("unset HISTFILE; " * (shell != "fish") + load + "\n", 1.5)

    def read(self, seconds):
        said, until = b"", time.monotonic() + seconds
        while time.monotonic() < until:
            if select.select([self.terminal], [], [], 0.1)[0]:
                try:
                    said += os.read(self.terminal, 65536)
                except OSError:
                    break
        return said.decode(errors="replace")

    def type(self, text, seconds):
        os.write(self.terminal, text.encode())
        return self.read(seconds)

    def close(self):
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self.terminal)


def completion_hands_over_words():
    """A number of an invoice, begun, completed and entered: one argument, and nothing else is run."""
    folder, env = with_hostile_numbers()
    (folder / "bin").mkdir()
    # Completion asks the program; what is entered is written down instead of done.
    (folder / "bin/myatlas").write_text(f"#!/bin/sh\n[ \"$1\" = __complete ] && exec {PROGRAM} \"$@\"\nprintf '%s\\n' \"$#\" \"$2\" > {folder}/entered\n")
    (folder / "bin/myatlas").chmod(0o755)
    for shell in SHELLS:
        if not shutil.which(shell):
            print(f"security: skipped completion in {shell}: it is not installed")
            continue
        (folder / "completion").write_text(run(env, "completion", shell).stdout)
        terminal = Terminal(shell, folder, env)
        for quote in ("", "'", '"') if shell == "bash" else ("",):
            for letter, number in HOSTILE.items():
                (folder / "entered").unlink(missing_ok=True)
                said = terminal.type(f"myatlas show-invoice {quote}{letter}\t", 0.8) + terminal.type(f"{quote}\n", 0.4)
                given = (folder / "entered").read_text().split("\n") if (folder / "entered").exists() else []
                check(f"P22: {shell} runs nothing of {quote}{number}", not (folder / "pwned").exists(), said)
                (folder / "pwned").unlink(missing_ok=True)
                if not quote:
                    check(f"P22: {shell} hands over {number} as one word", given[:2] == ["2", number], (given, said))
                terminal.type("\x03", 0.2)
        terminal.close()


def numbers_are_as_printed():
    """What an invoice number may hold, and that others are refused with the character, by upload and by import."""
    folder, env = with_hostile_numbers()
    upload = ("--request", "D20260000001", "--date", "2026-03-01", "--amount-without-tax", "5", "--iban", "FR7630006000011234567890189", "-o", "json")
    for n, number in enumerate(("FA-2026/0012", "F 12", "N° 7", "2026.04_1", "A#3", "É-1", "F+1, 2:3", "Ｆ1", *HOSTILE.values(), "F\u202e1", "a\u200bb", "F=1", "F~", "F!", "F^", "F%1", "F@1")):
        (folder / "n.pdf").write_bytes(b"%%PDF-1.4\n%d" % n)
        done = run(env, "upload-invoice", folder / "n.pdf", "--number", number, *upload)
        plain = n < 7 or number in ("L:1:2", "K#1 é 2026/04")
        code = "invoice_number.character" in done.stderr or "invoice_number.form" in done.stderr
        check(f"P22: the number {number!r} is {'taken' if plain else 'refused'}", ("invoice_number" not in done.stderr) if plain else (done.returncode == 65 and code), done.stderr)
        (folder / "i.csv").write_text("numero_facture;date_facture;siret_emetteur;numero_dossier;montant_ht\n"
                                      f'"{number.replace(chr(34), chr(34) * 2)}";01/03/2026;88087814500015;D20260000001;5,00\n')
        done = run(env, "import", "invoices", folder / "i.csv", "-n", "-o", "json")
        check(f"P22: and in a file {number!r}", ("invoice_number." in done.stdout) != plain, done.stdout + done.stderr)


SHELL_FAULTS = (completion_hands_over_words, numbers_are_as_printed)

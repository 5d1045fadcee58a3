"""P1, P2: killed at any moment, a command is done or not done, and running it again neither loses nor doubles anything. kills.py PROGRAM"""
import json
import os
import random
import shutil
import signal
import subprocess
import time

from common import *

KILLS = int(os.environ.get("MYATLAS_KILLS", amount("200", "1000")))


def killed_anywhere():
    """Every import is there whole or not at all, and running again finishes it once."""
    random.seed(SEED)
    folder, env, store = home()
    establishments(folder / "in.csv", 3000)
    whole_run = seconds_of(env, "import", "establishments", folder / "in.csv")
    sound = True
    for _ in range(KILLS):
        for left in store.parent.glob("*") if store.parent.exists() else []:
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        process = subprocess.Popen([PROGRAM, "import", "establishments", folder / "in.csv"], env=env,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.random() ** 3 * whole_run)  # most of them while the store is being made
        process.send_signal(signal.SIGKILL)
        process.wait()
        again = run(env, "import", "establishments", folder / "in.csv", "-o", "json")
        report = json.loads(again.stdout) if again.stdout else {}
        with sqlite3.connect(store) as database:
            rows = database.execute("select count(*) from establishment").fetchone()[0]
            batches = database.execute("select count(*) from batch").fetchone()[0]
            whole = database.execute("pragma integrity_check").fetchone()[0]
        audit = run(env, "admin", "audit", "--verify").returncode
        good = again.returncode == 0 and rows == 3000 and batches == 1 and whole == "ok" and audit == 0
        if not good:
            sound = False
            print(again.returncode, again.stderr[-300:], rows, batches, whole, audit, report.get("read"),
                  run(env, "admin", "audit", "--verify").stderr)
            break
    check("killed anywhere, run again", sound)


def many(path, count):
    """So many establishments of as many companies as it takes."""
    lines, siren = [], 100000000
    while len(lines) < count:
        siren += 1
        if luhn(str(siren)):
            lines += [f"{siren}{nic:05};ALTÉA {nic}" for nic in range(1, 500) if luhn(f"{siren}{nic:05}")]
    path.write_text("siret;raison_sociale\n" + "\n".join(lines[:count]) + "\n")


def rows_of(store):
    with sqlite3.connect(store) as database:
        return (database.execute("select count(*), count(distinct siret) from establishment").fetchone(),
                database.execute("select number, state, read, accepted, unchanged, rejected, done from batch order by number").fetchall(),
                database.execute("pragma integrity_check").fetchone()[0], database.execute("pragma journal_mode").fetchone()[0])


def killed_between_chunks():
    """An import in chunks that is killed goes on where it was: no row lost or doubled, one batch, its counts those of the file."""
    random.seed(SEED + 1)
    folder, env, store = home()
    many(folder / "in.csv", 20_000)
    (folder / "in.csv").open("a").write("1;wrong\n")
    arguments = ("import", "establishments", folder / "in.csv", "--chunk", "1000", "--on-error", "reject")
    whole_run = seconds_of(env, *arguments)
    sound, cut = True, 0
    for n in range(max(KILLS // 10, 5)):
        shutil.rmtree(store.parent, ignore_errors=True)
        process = subprocess.Popen([PROGRAM, *arguments], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.random() * whole_run)
        process.send_signal(signal.SIGKILL)
        process.wait()
        running = [b for b in rows_of(store)[1] if b[1] == "running"] if store.exists() and store.stat().st_size > 4096 else []
        cut += len(running)
        again = run(env, "resume-batch", "B-1") if running and n % 2 else run(env, *arguments)
        counts, batches, whole, mode = rows_of(store)
        audit = run(env, "admin", "audit", "--verify").returncode
        good = (again.returncode == 3 and counts == (20_000, 20_000) and whole == "ok" and mode == "wal" and audit == 0
                and len(batches) == 1 and batches[0][1:] == ("complete", 20_001, 20_000, 0, 1, 20_001))
        if not good:
            sound = False
            print(again.returncode, again.stdout[-300:], again.stderr[-300:], counts, batches, whole, mode, audit)
            break
    check("killed between chunks, gone on with", sound)
    check("some of those kills cut a batch", cut > 0)


def killed_while_filling():
    """A first fill, which is written with a rollback journal, leaves nothing behind and a store that works."""
    random.seed(SEED + 2)
    folder, env, store = home()
    many(folder / "in.csv", 60_000)
    whole_run = seconds_of(env, "import", "establishments", folder / "in.csv")
    sound = True
    for _ in range(max(KILLS // 20, 5)):
        shutil.rmtree(store.parent, ignore_errors=True)
        process = subprocess.Popen([PROGRAM, "import", "establishments", folder / "in.csv"], env=env, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(random.random() * whole_run)
        process.send_signal(signal.SIGKILL)
        process.wait()
        again = run(env, "import", "establishments", folder / "in.csv")
        counts, batches, whole, mode = rows_of(store)
        indexes = sqlite3.connect(store).execute("select count(*) from sqlite_schema where name = 'establishment_siret'").fetchone()[0]
        if again.returncode != 0 or counts != (60_000, 60_000) or whole != "ok" or mode != "wal" or len(batches) != 1 or indexes != 1:
            sound = False
            print(again.returncode, again.stderr[-300:], counts, batches, whole, mode, indexes)
            break
    check("killed while filling", sound)


def killed_single_commands():
    """A single command that is killed is done whole or not at all: its row, its audit and its letter go together, and what was
    acknowledged is there."""
    random.seed(SEED)
    folder, env, store = home()
    member(folder, env)
    numbers = list(sirets("732829320"))[10:]
    (folder / "w.pdf").write_bytes(b"%PDF-1.4\n" + b"x" * 3000)
    acknowledged, sound = set(), True

    def registration(mail):
        return ("register", "--profile", "member", "--email", mail, "--title", "M", "--last-name", "A", "--first-name", "B", "--member-code", "A1",
                "--payroll", "5", "--all-establishments", "--certify", "--accept-terms", "-o", "json")
    whole_run = seconds_of(env, *registration("measured@b.fr"))
    for n in range(max(KILLS // 2, 20)):
        mail = f"k{n}@b.fr"
        process = subprocess.Popen([PROGRAM, *registration(mail)], env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        time.sleep(random.random() * 1.5 * whole_run)
        process.send_signal(signal.SIGKILL)
        if process.communicate()[0].startswith(b"{"):
            acknowledged.add(mail)
    rows = ask(store, "select a.email, (select count(*) from outbox o where o.account = a.id), "
                      "(select count(*) from audit u where u.subject = 'account ' || a.id), "
                      "(select count(*) from account_establishment e where e.account = a.id) from account a where a.email like 'k%'")
    torn = [row for row in rows if row[1] != 1 or row[2] < 1 or row[3] != 2]
    lost = acknowledged - {row[0] for row in rows}
    check("single commands killed: nothing half done", not torn, torn[:3])
    check("single commands killed: nothing acknowledged lost", not lost, lost)
    check("some were done and some not", 0 < len(rows) < max(KILLS // 2, 20), len(rows))
    check("and the store is sound", *is_sound(env))
    again = [sign_up(env, f"k{n}@b.fr").returncode for n in range(0, max(KILLS // 2, 20), 7)]
    check("run again, each is there once", set(again) == {0} and ask(store, "select count(*) from (select email from account group by email having count(*) > 1)") == [(0,)], again)


FAULTS = (killed_anywhere, killed_between_chunks, killed_while_filling, killed_single_commands)
if __name__ == "__main__":
    finish("kills", FAULTS)

#!/usr/bin/python3
"""What must survive: a kill at any moment, a full disk, a locked store, writers side by side. faults.py PROGRAM"""
import json
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
KILLS = int(os.environ.get("MYATLAS_KILLS", "200"))
results = []


def home():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="myatlas-faults."))
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "MYATLAS_NOW": "2026-03-02T09:00:00Z"}
    if "ASAN_OPTIONS" in os.environ:
        env["ASAN_OPTIONS"] = os.environ["ASAN_OPTIONS"]
    return folder, env, folder / ".local/share/myatlas/myatlas.db"


def run(env, *arguments, **more):
    return subprocess.run([PROGRAM, *arguments], env=env, capture_output=True, text=True, **more)


def luhn(digits):
    total = sum(d * 2 - (9 if d > 4 else 0) if i % 2 else d for i, d in enumerate(map(int, reversed(digits))))
    return total % 10 == 0


def establishments(path, count, width=1):
    nics = (f"{n:05}" for n in range(1, 100000))
    sirets = (s for s in ("732829320" + nic for nic in nics) if luhn(s))
    path.write_text("siret;raison_sociale\n" + "".join(f"{next(sirets)};ALTÉA {n:0{width}}\n" for n in range(count)))


def check(name, condition, told=""):
    results.append(bool(condition))
    if not condition:
        print(f"FAILED {name} {told}")


def killed_anywhere():
    """Every import is there whole or not at all, and running again finishes it once."""
    random.seed(7)
    folder, env, store = home()
    establishments(folder / "in.csv", 3000)
    sound = True
    for _ in range(KILLS):
        for left in store.parent.glob("*") if store.parent.exists() else []:
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        process = subprocess.Popen([PROGRAM, "import", "establishments", folder / "in.csv"], env=env,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.random() ** 3 * 0.06)  # most of them while the store is being made
        process.send_signal(signal.SIGKILL)
        process.wait()
        again = run(env, "import", "establishments", str(folder / "in.csv"), "-o", "json")
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
    random.seed(11)
    folder, env, store = home()
    many(folder / "in.csv", 20_000)
    (folder / "in.csv").open("a").write("1;wrong\n")
    arguments = ("import", "establishments", str(folder / "in.csv"), "--chunk", "1000", "--on-error", "reject")
    sound, cut = True, 0
    for n in range(max(KILLS // 10, 5)):
        shutil.rmtree(store.parent, ignore_errors=True)
        process = subprocess.Popen([PROGRAM, *arguments], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.random() * 0.4)
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
    random.seed(13)
    folder, env, store = home()
    many(folder / "in.csv", 60_000)
    sound = True
    for _ in range(max(KILLS // 20, 5)):
        shutil.rmtree(store.parent, ignore_errors=True)
        process = subprocess.Popen([PROGRAM, "import", "establishments", folder / "in.csv"], env=env, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(0.02 + random.random() * 0.2)
        process.send_signal(signal.SIGKILL)
        process.wait()
        again = run(env, "import", "establishments", str(folder / "in.csv"))
        counts, batches, whole, mode = rows_of(store)
        indexes = sqlite3.connect(store).execute("select count(*) from sqlite_schema where name = 'establishment_siret'").fetchone()[0]
        if again.returncode != 0 or counts != (60_000, 60_000) or whole != "ok" or mode != "wal" or len(batches) != 1 or indexes != 1:
            sound = False
            print(again.returncode, again.stderr[-300:], counts, batches, whole, mode, indexes)
            break
    check("killed while filling", sound)


def memory_is_bounded():
    """A file that is wrong throughout takes no more memory than one that is right."""
    if "/asan/" in PROGRAM or "/tsan/" in PROGRAM:
        return  # a sanitizer's memory is its own
    folder, env, _ = home()
    (folder / "in.csv").write_text("siret;raison_sociale\n" + "1;" + "x" * 100 + "\n" + ("1;" + "y" * 100 + "\n") * 400_000)
    # Measured by a small process of its own: what a large one starts begins with its size.
    measure = ("import os, sys\npid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)\n"
               "_, status, used = os.wait4(pid, 0)\nprint(used.ru_maxrss, os.waitstatus_to_exitcode(status), file=sys.stderr)")
    with open(folder / "out", "wb") as out:
        done = subprocess.run([sys.executable, "-c", measure, PROGRAM, "import", "establishments", folder / "in.csv", "-o", "json", "-q"],
                              env=env, stdout=out, stderr=subprocess.PIPE, text=True)
    peak, status = map(int, done.stderr.split()[-2:])
    report = json.loads((folder / "out").read_text())
    check("every problem is told", status == 65 and len(report["problems"]) == report["rejected"] == 400_001)
    check("memory is bounded", peak < 64 * 1024, peak)


def disk_full():
    """A full disk is 74, says so, and leaves a sound store."""
    folder, env, store = home()
    small = folder / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1000k", "tmpfs", small], capture_output=True).returncode != 0:
        print("faults: skipped the full disk: this user may not mount one")
        return
    try:
        establishments(folder / "in.csv", 40000 // 10)
        many = folder / "many.csv"
        establishments(many, 9000, width=200)
        store = small / "x.db"
        first = run(env, "import", "establishments", str(folder / "in.csv"), "--store", str(store))
        full = run(env, "import", "establishments", str(many), "--store", str(store))
        check("a full disk ends with 74", 74 in (first.returncode, full.returncode), first.stderr + full.stderr)
        check("a full disk is named", "disk.full" in first.stderr + full.stderr or "store.io" in first.stderr + full.stderr)
        if store.exists():
            audit = run(env, "admin", "audit", "--verify", "--store", str(store)).returncode
            check("a full disk leaves a sound store", audit in (0, 74), audit)
    finally:
        subprocess.run(["umount", small])


def locked_by_another():
    """A program that holds the database is waited for, then 75."""
    folder, env, store = home()
    establishments(folder / "in.csv", 3)
    run(env, "import", "establishments", str(folder / "in.csv"))
    other = sqlite3.connect(store, isolation_level=None)
    other.execute("begin exclusive")
    establishments(folder / "in.csv", 4)
    busy = run(env, "import", "establishments", str(folder / "in.csv"), "-o", "json")
    other.execute("rollback")
    check("a locked store is 75", busy.returncode == 75 and "store.locked" in busy.stderr, busy.stderr)
    check("and nothing is lost", run(env, "import", "establishments", str(folder / "in.csv")).returncode == 0)


def writers_side_by_side():
    """Twelve writers at once: each is served, none is told of a lock, every one leaves its row in the audit."""
    folder, env, store = home()
    processes = []
    for n in range(12):
        path = folder / f"{n}.csv"
        establishments(path, n + 1)
        processes.append(subprocess.Popen([PROGRAM, "import", "establishments", path], env=env, stdout=subprocess.PIPE,
                                          stderr=subprocess.PIPE, text=True))
    errors = [p.communicate()[1] for p in processes if p.wait() != 0]
    with sqlite3.connect(store) as database:
        rows = database.execute("select count(*) from establishment").fetchone()[0]
    check("writers side by side", not errors and rows == 12, errors)
    check("one audit of all", run(env, "admin", "audit", "--verify").returncode == 0)


def codes_under_fire():
    """Twenty wrong codes at once are twenty tries: the right one is void afterwards."""
    folder, env, store = home()
    (folder / "c.csv").write_text("code_adherent;siren;raison_sociale;annee;masse_salariale\nA1;732829320;X;2025;5\n")
    establishments(folder / "e.csv", 1)
    run(env, "import", "companies", str(folder / "c.csv"))
    run(env, "import", "establishments", str(folder / "e.csv"))
    run(env, "register", "--profile", "member", "--email", "a@b.fr", "--title", "M", "--last-name", "A", "--first-name", "B",
        "--member-code", "A1", "--payroll", "5", "--all-establishments", "--certify", "--accept-terms")
    letter = next((folder / ".local/state/myatlas/mail").iterdir()).read_text()
    code = next(line.strip() for line in letter.split("\n") if line.startswith("    ") and len(line.strip()) == 17)
    wrong = [subprocess.Popen([PROGRAM, "activate", "--email", "a@b.fr", "--code", f"wrong{n}", "--password-stdin"], env=env,
                              stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for n in range(8)]
    for process in wrong:
        process.communicate(b"Abcdefg1\n")
    right = run(env, "activate", "--email", "a@b.fr", "--code", code, "--password-stdin", input="Abcdefg1\n")
    check("codes under fire", right.returncode == 65 and "code.refused" in right.stderr, right.stderr)


for fault in (killed_anywhere, killed_between_chunks, killed_while_filling, memory_is_bounded, disk_full, locked_by_another, writers_side_by_side, codes_under_fire):
    fault()
print(f"faults: {sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(0 if all(results) else 1)

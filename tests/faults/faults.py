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


def establishments(path, count):
    nics = (f"{n:05}" for n in range(1, 100000))
    sirets = (s for s in ("732829320" + nic for nic in nics) if luhn(s))
    path.write_text("siret;raison_sociale\n" + "".join(f"{next(sirets)};ALTÉA {n}\n" for n in range(count)))


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


def disk_full():
    """A full disk is 74, says so, and leaves a sound store."""
    folder, env, store = home()
    small = folder / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", small], capture_output=True).returncode != 0:
        print("faults: skipped the full disk: this user may not mount one")
        return
    try:
        establishments(folder / "in.csv", 40000 // 10)
        many = folder / "many.csv"
        establishments(many, 8000)
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


for fault in (killed_anywhere, disk_full, locked_by_another, writers_side_by_side, codes_under_fire):
    fault()
print(f"faults: {sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(0 if all(results) else 1)

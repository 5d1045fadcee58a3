#!/usr/bin/python3
"""P9, P10: a backup is whole, proven by restoring it, and made while others write; a restore keeps what it replaces; a store of every
released version is brought up to date, all of it or nothing, whenever it is killed. backups.py PROGRAM"""
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import threading
import time

from common import *
from damage import full_store

KILLS = amount(40, 200)
KINDS = ("companies", "establishments", "employees", "requests", "invoices", "payrolls", "certifications")


def exported(env, store):
    """Of all that the store holds: by its operator, no account being in use."""
    env = {**env, "XDG_STATE_HOME": f"{store}-nobody"}
    return {kind: run(env, "export", kind, "--store", store, "-q").stdout for kind in KINDS}


def backup_while_others_write():
    """Backups beside eight writers: each is a store that holds together, with every document its rows name."""
    folder, env, store = full_store()
    stop, failures = threading.Event(), []

    def work(who):
        n = 0
        while not stop.is_set():
            n += 1
            done = run(env, "admin", "publish", "--kind", "news", "--title", f"B{who}-{n}", "--summary", "x", "-q")
            if done.returncode != 0:
                failures.append(done.stderr)

    threads = [threading.Thread(target=work, args=(who,)) for who in range(8)]
    for thread in threads:
        thread.start()
    for n in range(amount(3, 20)):
        made = run(env, "backup", folder / f"b{n}.backup", "-o", "json")
        check("a backup beside writers", made.returncode == 0, made.stderr)
    stop.set()
    for thread in threads:
        thread.join()
    check("no writer is hindered", not failures, failures[:1])
    for n in range(amount(3, 20)):
        other = folder / f"restored{n}/s.db"
        restored = run(env, "restore", folder / f"b{n}.backup", "--store", other, "-o", "json")
        check("and it is restored", restored.returncode == 0, restored.stderr)
        check("and holds together", *is_sound(env, other))
        check("with its documents", ask(other, "select count(*) from document") == ask(store, "select count(*) from document"))


def restored_is_the_same():
    """Restored elsewhere, every export is the same to the byte; what stood there is kept; a damaged backup changes nothing."""
    folder, env, store = full_store()
    before = exported(env, store)
    made = run(env, "backup", folder / "all.backup", "-o", "json")
    check("a backup is made", made.returncode == 0, made.stderr)
    for path in (folder / "all.backup", folder / "all.backup-key"):
        check("and is its owner's alone", path.stat().st_mode & 0o777 == 0o600, oct(path.stat().st_mode))
    check("nothing else is left beside it", sorted(p.name for p in folder.glob("all.backup*")) == ["all.backup", "all.backup-key"],
          sorted(p.name for p in folder.glob("all.backup*")))
    again = run(env, "backup", folder / "all.backup")
    check("a backup writes over nothing", again.returncode == 73 and "backup.exists" in again.stderr, again.stderr)
    check("a backup is not taken for a store", "store.not_ours" in run(env, "list-batches", "--store", folder / "all.backup").stderr)
    establishments(folder / "later.csv", 500)
    run(env, "import", "establishments", folder / "later.csv")
    later = exported(env, store)
    check("and then something changes", later != before)

    whole = (folder / "all.backup").read_bytes()
    place = random.Random(SEED)
    for _ in range(amount(10, 100)):
        at = place.randrange(len(whole))
        (folder / "bad.backup").write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1:])
        refused = run(env, "restore", folder / "bad.backup", "--key-file", folder / "all.backup-key", "--yes")
        check("a damaged backup is refused", refused.returncode == 74 and "[" in refused.stderr, (at, refused.returncode, refused.stderr))
    (folder / "other-key").write_bytes(os.urandom(32))
    (folder / "other-key").chmod(0o600)
    refused = run(env, "restore", folder / "all.backup", "--key-file", folder / "other-key", "--yes")
    check("another key is refused", refused.returncode == 74 and "audit.broken" in refused.stderr, refused.stderr)
    asked = run(env, "restore", folder / "all.backup")
    check("nobody there to ask", asked.returncode == 64 and "usage.confirm" in asked.stderr, asked.stderr)
    check("so far nothing changed", exported(env, store) == later)

    done = run(env, "restore", folder / "all.backup", "--yes", "-o", "json")
    beside = sorted(p.name for p in folder.glob("all.backup*"))
    check("a restore leaves nothing beside the backup", beside == ["all.backup", "all.backup-key"], beside)
    check("restored in place", done.returncode == 0, done.stderr)
    check("it is as it was", exported(env, store) == before)
    check("and sound", *is_sound(env))
    replaced = report_of(done)["replaced"]
    check("what it replaced is kept and opens", exported(env, replaced) == later and is_sound(env, replaced)[0], is_sound(env, replaced))


def killed_restores():
    """A restore that is killed leaves the old store, the new one, or one that says "restore again"; doing so ends well."""
    random.seed(SEED)
    folder, env, store = full_store()
    run(env, "backup", folder / "k.backup")
    wanted = exported(env, store)
    establishments(folder / "later.csv", 500)
    run(env, "import", "establishments", folder / "later.csv")
    later = exported(env, store)
    clean = folder / "clean/myatlas.db"
    copy_store(store, clean)
    wrong, said = [], 0
    whole_run = seconds_of(env, "restore", folder / "k.backup", "--yes")
    for _ in range(KILLS // 2):
        remove_store(store)
        copy_store(clean, store)
        process = subprocess.Popen([PROGRAM, "restore", str(folder / "k.backup"), "--yes"], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.random() * whole_run)
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = run(env, "list-batches")
        said += "store.restoring" in found.stderr
        if "store.restoring" not in found.stderr and exported(env, store) not in (wanted, later):
            wrong.append(found.stderr)
        again = run(env, "restore", folder / "k.backup", "--yes")
        if again.returncode != 0 or exported(env, store) != wanted or not is_sound(env)[0]:
            wrong.append(again.stderr)
    check("killed restores end well when done again", not wrong, wrong[:2])
    # Cut off after the journal, the key and the documents went, before the main file did.
    remove_store(store)
    copy_store(clean, store)
    aside = store.parent / (store.name + "-replaced-20260301T000000")
    for end in ("-key", "-documents"):
        os.rename(f"{store}{end}", f"{aside}{end}")
    stopped = pathlib.Path(str(store) + "-restoring")
    stopped.write_text(aside.name)
    refused = run(env, "list-batches")
    check("a restore cut off between two files is told", refused.returncode == 75 and "store.restoring" in refused.stderr, refused.stderr)
    again = run(env, "restore", folder / "k.backup", "--yes", "-o", "json")
    check("and done again", again.returncode == 0 and not stopped.exists(), again.stderr)
    check("what it replaced is whole and named", report_of(again).get("replaced") == str(aside) and exported(env, aside) == later and is_sound(env, aside)[0],
          (report_of(again).get("replaced"), is_sound(env, aside)))


def every_released_version():
    """Each is migrated with its rows, and its copy kept; killed in between, it is as before or done, and the next run finishes."""
    random.seed(SEED)
    fixtures = sorted(STORES.glob("v*.sql"), key=lambda path: int(path.stem[1:]))
    newest = report_of(run(home()[1], "version", "-o", "json"))["store_schema"]
    check("every version has its fixture", [int(path.stem[1:]) for path in fixtures] == list(range(1, newest + 1)), fixtures)
    folder, env, _ = home()
    old_store(fixtures[-1], folder / "s.db")
    newest_read = run(env, "list-batches", "--store", folder / "s.db")
    check("the newest fixture is what the program makes", newest_read.returncode == 0, newest_read.stderr)
    for fixture in fixtures[:-1]:
        version = int(fixture.stem[1:])
        folder, env, _ = home()
        store = folder / "s.db"
        old_store(fixture, store)
        companies = ask(store, "select siren, name from company order by siren")
        read = run(env, "list-batches", "--store", store)
        check(f"v{version}: what only reads does not migrate", read.returncode == 78 and "store.older" in read.stderr, read.stderr)
        done = run(env, "migrate", "--store", store, "-o", "json")
        told = report_of(done)
        check(f"v{version}: migrated", done.returncode == 0 and (told["from"], told["to"]) == (version, newest), done.stderr)
        check(f"v{version}: with its rows", ask(store, "select siren, name from company order by siren") == companies and companies)
        check(f"v{version}: sound", *is_sound(env, store))
        check(f"v{version}: kept as it was", ask(told["kept"], "pragma user_version") == [(version,)]
              and ask(told["kept"], "select siren, name from company order by siren") == companies)
    folder, env, _ = home()
    store = folder / "s.db"
    old_store(fixtures[-2], store)
    database = sqlite3.connect(store)
    database.executemany("insert into establishment (siret, name) values (?, ?)", ((10 ** 13 + n, "x" * 200) for n in range(40_000)))
    database.commit()
    database.close()
    if int(fixtures[-2].stem[1:]) >= FIRST_WITH_SUMS:
        put_sums(store)
    big = report_of(run(env, "migrate", "--store", store, "-o", "json"))
    check("a store larger than SQLite's memory is kept as it was", ask(big["kept"], "pragma integrity_check") == [("ok",)]
          and ask(big["kept"], "select count(*), min(length(name)) from establishment where siret >= 10000000000000 and siret < 10000000040000") == [(40_000, 200)])
    check("and sound", *is_sound(env, store))
    wrong = []
    folder, env, _ = home()
    old_store(fixtures[0], folder / "s.db")
    whole_run = seconds_of(env, "migrate", "--store", folder / "s.db")
    for n in range(KILLS):
        fixture = fixtures[n % (len(fixtures) - 1)]
        version = int(fixture.stem[1:])
        folder, env, _ = home()
        store = folder / "s.db"
        old_store(fixture, store)
        process = subprocess.Popen([PROGRAM, "migrate", "--store", store], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.random() * whole_run)
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = ask(store, "pragma user_version")[0][0]
        again = run(env, "migrate", "--store", store)
        if found not in (version, newest) or again.returncode != 0 or not is_sound(env, store)[0]:
            wrong.append((version, found, again.stderr))
    check("killed migrations are whole or not there", not wrong, wrong[:2])


FAULTS = (backup_while_others_write, restored_is_the_same, killed_restores, every_released_version)
if __name__ == "__main__":
    finish("backups", FAULTS)

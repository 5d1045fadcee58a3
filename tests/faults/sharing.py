"""A store of one user, of a group, of a reader; and a key that is changed, killed at any moment. sharing.py PROGRAM"""
import json
import os
import pathlib
import random
import shutil
import signal
import stat
import subprocess
import time

from common import *

GROUP, ANNE, PAUL, EVE = 54320, 54321, 54322, 54323  # numbers that nobody has


def as_user(user, env, *arguments, group=GROUP, umask=0o002, **more):
    """As somebody else, with a home of their own."""
    own = pathlib.Path(env["HOME"]) / f"home{user}"
    if not own.exists():
        own.mkdir(mode=0o700)
        os.chown(own, user, user)
    return subprocess.run([PROGRAM, *map(str, arguments)], env={**env, "HOME": str(own), "MYATLAS_STORE": str(pathlib.Path(env["HOME"]) / "shared/x.db")},
                          capture_output=True, text=True, umask=umask, user=user, group=user, extra_groups=[group], cwd=own, **more)


def shared_folder(folder, mode=0o2770):
    folder.chmod(0o755)
    at = folder / "shared"
    at.mkdir()
    os.chown(at, 0, GROUP)
    at.chmod(mode)
    establishments(folder / "e.csv", 2)
    for path in folder.iterdir():
        if path.is_file():
            path.chmod(0o644)
    return at


def rights_below(at):
    return {path.name[:20]: (oct(stat.S_IMODE(path.stat().st_mode)), path.stat().st_gid) for path in sorted(at.rglob("*"))}


def a_group_shares():
    """Who made it, who wrote last: all that lies beside the store is the group's to read and write."""
    folder, env, _ = home()
    at = shared_folder(folder)
    (folder / "doc.pdf").write_text("%PDF-1.4 x")
    done = as_user(ANNE, env, "import", "establishments", folder / "e.csv", "-q")
    check("one makes it", done.returncode == 0 and done.stdout == "", done.stdout + done.stderr)
    (folder / "more.csv").write_text("siret;raison_sociale\n" + next(sirets("880878145")) + ";NEUVE\nbad;X\n")
    (folder / "more.csv").chmod(0o644)
    done = as_user(PAUL, env, "import", "establishments", folder / "more.csv", "--on-error", "reject", "--rejects", "r.csv", umask=0o022)
    check("another writes in it, with a document", done.returncode == 3, done.stderr)
    check("and the first again", as_user(ANNE, env, "gc").returncode == 0)
    found = rights_below(at)
    wrong = {name: seen for name, seen in found.items() if seen != ("0o2770" if (at / name).is_dir() or len(name) == 2 else "0o660", GROUP)}
    check("all of it is the group's", len(found) >= 6 and not wrong, wrong or found)
    check("what is one's own is not", oct((folder / f"home{PAUL}/r.csv").stat().st_mode & 0o777) == "0o600")
    for user in (ANNE, PAUL):
        checks = {c["code"]: c for c in json.loads(as_user(user, env, "doctor", "-o", "json").stdout)["checks"]}
        check("the doctor calls it shared", checks["rights"]["result"] == "ok" and "shared with the group" in checks["rights"]["detail"] and
              checks["writable"]["result"] == "ok", (checks["rights"], checks["writable"]))
    done = as_user(EVE, env, "list-batches", group=EVE)
    check("who is not of the group sees nothing", done.returncode not in (0, 66), (done.returncode, done.stderr))
    (at / "x.db-key").chmod(0o664)
    done = as_user(PAUL, env, "list-batches")
    check("a key that everybody may read is refused", done.returncode == 78 and "store.key_open" in done.stderr, done.stderr)
    (at / "x.db-key").chmod(0o660)
    as_user(PAUL, env, "backup", "copy.db", "-q")
    restored = as_user(PAUL, env, "restore", "copy.db", "--yes", "-q", umask=0o022)
    found = rights_below(at)
    wrong = {name: seen for name, seen in found.items() if "replaced" not in name and seen != ("0o2770" if (at / name).is_dir() or len(name) == 2 else "0o660", GROUP)}
    check("a restore leaves it shared", restored.returncode == 0 and not wrong, (restored.stderr, wrong))
    check("for the other too", as_user(ANNE, env, "import", "establishments", folder / "e.csv", "-q").returncode == 0)
    done = as_user(PAUL, env, "rotate-key", "-q", umask=0o022)
    seen = as_user(ANNE, env, "verify")
    check("so does a change of the key", done.returncode == 0 and seen.returncode == 0, (done.stderr, seen.stderr))
    done = run({**env, "MYATLAS_STORE": str(at / "x.db")}, "gc")
    check("root leaves another's store alone", done.returncode != 0 and "store.owner" in done.stderr, done.stderr)
    shutil.rmtree(folder)


def a_sticky_folder():
    """Where a member may not replace what another owns, nothing is begun that nobody could end, and the doctor tells of it."""
    folder, env, _ = home()
    at = shared_folder(folder, 0o3770)
    as_user(ANNE, env, "import", "establishments", folder / "e.csv", "-q")
    checks = {c["code"]: c for c in json.loads(as_user(ANNE, env, "doctor", "-o", "json").stdout)["checks"]}
    check("the doctor calls it wrong", checks["writable"]["problem"] == "store.sticky" and checks["writable"]["result"] == "failed", checks["writable"])
    done = as_user(PAUL, env, "backup", "copy.db", "-q")
    check("a backup goes elsewhere", done.returncode == 0, done.stderr)
    for words in (["rotate-key"], ["restore", "copy.db", "--yes"]):
        names = lambda: sorted(path.name for path in at.iterdir() if not path.name.endswith(("-wal", "-shm")))
        before = names()
        done = as_user(PAUL, env, *words, "-q")
        check(f"{words[0]} is refused", done.returncode == 73 and "[store.sticky]" in done.stderr, (done.returncode, done.stderr))
        check(f"and began nothing ({words[0]})", names() == before, names())
        check(f"the others go on ({words[0]})", as_user(ANNE, env, "import", "establishments", folder / "e.csv", "-q").returncode == 0)
    shutil.rmtree(folder)


def nobody_shares_unasked():
    """Without the bit of the folder, or with a umask that takes the group its rights, a store is its maker's alone."""
    for name, mode, umask in (("no setgid", 0o770, 0o002), ("an ordinary umask", 0o2770, 0o022), ("a strict one", 0o2770, 0o077)):
        folder, env, _ = home()
        at = shared_folder(folder, mode)
        done = as_user(ANNE, env, "import", "establishments", folder / "e.csv", "-q", umask=umask)
        found = {oct(stat.S_IMODE(path.stat().st_mode)) for path in at.iterdir()}
        check(f"{name}: nobody else's", done.returncode == 0 and found == {"0o600"}, (done.stderr, found))
        (at / "x.db").chmod(0o660)
        if mode == 0o770:
            checks = {c["code"]: c for c in json.loads(as_user(ANNE, env, "doctor", "-o", "json").stdout)["checks"]}
            check("rights without the bit are wrong", checks["rights"]["problem"] == "doctor.open_file", checks["rights"])
        shutil.rmtree(folder)


def a_reader_backs_up():
    """Who may read the store and nothing else takes a backup of it, on a stream and as a file; nothing of the store changes."""
    folder, env, _ = home()
    at = shared_folder(folder)
    as_user(ANNE, env, "import", "establishments", folder / "e.csv", "-q")
    for path in (at, *at.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o020)
    before = {path: path.read_bytes() for path in at.rglob("*") if path.is_file()}
    done = as_user(EVE, env, "list-batches")
    check("a reader reads", done.returncode in (0, 77), done.stderr)
    done = as_user(EVE, env, "backup", "mine.backup", umask=0o022)
    check("and backs up", done.returncode == 0 and "only read" in done.stderr, done.stderr)
    done = as_user(EVE, env, "verify", "--backup", "mine.backup")
    check("what holds", done.returncode == 0, done.stderr)
    check("nothing of the store changed", before == {path: path.read_bytes() for path in at.rglob("*") if path.is_file()})
    (folder / "closed").mkdir(mode=0o700)
    for words in (["backup", folder / "closed/x"], ["backup", "other.backup", "--key-to", folder / "closed/k"]):
        done = as_user(EVE, env, *words)
        check("an output that cannot be made is 73", done.returncode == 73 and "[file.cannot_create]" in done.stderr, (done.returncode, done.stderr))
    done = as_user(EVE, env, "import", "establishments", folder / "e.csv")
    check("and writes nothing", done.returncode == 73, (done.returncode, done.stderr))
    checks = {c["code"]: c for c in json.loads(as_user(EVE, env, "doctor", "-o", "json").stdout)["checks"]}
    check("the doctor calls it shared for reading", "for reading" in checks["rights"]["detail"] and checks["rights"]["result"] == "ok", checks["rights"])
    shutil.rmtree(folder)


def key_of(db):
    return pathlib.Path(f"{db}-key").read_bytes()


def state_of(env):
    """All that is sealed, as it is told."""
    return (json.loads(run(env, "export-account", "-o", "json").stdout or "{}"), run(env, "list-employees", "-o", "json").stdout,
            run(env, "verify").returncode, run(env, "admin", "audit", "--verify").returncode)


def sealed_store():
    folder, env, db = home()
    member(folder, env)
    (folder / "staff.csv").write_text("siret;matricule;nom_naissance;prenom;sexe;date_naissance;nir\n" + next(sirets()) + ";7;DURAND;Anne;F;14/05/1985;285059912345654\n")
    run(env, "add-siret", next(sirets()))
    done = run(env, "import", "employees", folder / "staff.csv", "-q")
    assert done.returncode == 0, done.stderr
    run(env, "reset-password", "--email", "a@b.fr")
    return folder, env, db


def a_new_key():
    folder, env, db = sealed_store()
    run(env, "backup", folder / "old.backup", "--without-key", "-q")
    anchor = json.loads(run(env, "verify", "-o", "json").stdout)["anchor"]
    told, old = state_of(env), key_of(db)
    sealed = ask(db, "select nir from employee")
    done = run(env, "rotate-key", "-o", "json")
    document = json.loads(done.stdout or "{}")
    check("the key is changed", done.returncode == 0 and key_of(db) != old and document["sealed"] >= 1, done.stderr)
    check("what was sealed is sealed anew", ask(db, "select nir from employee") != sealed)
    check("nothing that was sealed with the old one stays in the file", sealed[0][0].encode() not in db.read_bytes())
    check("and reads as before", state_of(env) == told, state_of(env))
    check("anchors hold", run(env, "verify", "--anchor", anchor).returncode == 0)
    check("the old key is kept", pathlib.Path(document["old_key_file"]).read_bytes() == old and os.stat(document["old_key_file"]).st_mode & 0o77 == 0)
    check("the old backup opens with it", run(env, "verify", "--backup", folder / "old.backup", "--key-file", document["old_key_file"]).returncode == 0)
    check("and not with the new one", run(env, "verify", "--backup", folder / "old.backup", "--key-file", f"{db}-key").returncode != 0)
    run(env, "--now", "2026-03-02T09:00:05Z", "rotate-key", "--old-key-to", folder / "second", "-q")
    check("twice as once", state_of(env) == told and run(env, "verify", "--anchor", anchor).returncode == 0)
    run(env, "backup", folder / "new.backup", "-q")
    done = run(env, "restore", folder / "new.backup", "--store", folder / "again.db", "-q")
    check("a backup with a history of keys is restored", done.returncode == 0 and run(env, "verify", "--store", folder / "again.db").returncode == 0, done.stderr)
    (folder / "taken").write_bytes(bytes(32))
    (folder / "taken").chmod(0o600)
    done = run(env, "rotate-key", "--old-key-to", folder / "taken")
    check("no other key is written over", done.returncode == 73 and "backup.exists" in done.stderr and run(env, "verify").returncode == 0, (done.returncode, done.stderr))
    pathlib.Path(f"{db}-key").write_bytes(old)
    done = run(env, "add-employee", "--siret", next(sirets()), "--staff-number", "8", "--birth-name", "B", "--first-name", "C", "--birth-date", "1990-01-02")
    check("an old key seals nothing any more", done.returncode == 75 and "store.key_changed" in done.stderr, (done.returncode, done.stderr))
    shutil.rmtree(folder)


def killed_with_two_keys():
    """Killed anywhere it is of one key or the other; the next command knows which, and the next that writes puts it in place."""
    random.seed(SEED)
    folder, env, db = sealed_store()
    told = state_of(env)
    whole_run = seconds_of(env, "rotate-key", "-q")
    sound, changed = True, 0
    for i in range(amount(40, 200)):
        before = key_of(db)
        process = subprocess.Popen([PROGRAM, "rotate-key", "-q", "--old-key-to", folder / f"old{i}"], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.random() * whole_run)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if state_of(env) != told:
            sound = False
            print(i, state_of(env), sorted(path.name for path in db.parent.iterdir()))
            break
        changed += before != key_of(db)
    check("killed anywhere while the key is changed", sound, changed)
    run(env, "gc", "-q")  # the last one may have left its key to be put in place
    database = ask(db, "select value from store_fact where name = 'key'")
    next_key = pathlib.Path(f"{db}-key-next")
    next_key.write_bytes(bytes(range(32)))
    next_key.chmod(0o600)
    check("a key that never was the store's changes nothing", state_of(env) == told)
    next_key.write_bytes(key_of(db))
    pathlib.Path(f"{db}-key").write_bytes(bytes(32))
    check("a new key that did not get its name yet is used", state_of(env) == told)
    run(env, "gc", "-q")
    check("and gets it from the next that writes", not next_key.exists() and database and state_of(env) == told)
    shutil.rmtree(folder)


def readers_beside_a_new_key():
    """Whoever looks while the key is changed finds the store whole, or is told to try again: it was not tampered with."""
    folder, env, _ = sealed_store()
    random.seed(SEED)
    said = []
    for i in range(amount(12, 60)):
        for n, words in enumerate((["backup", folder / f"b{i}", "-q"], ["verify", "-q"], ["admin", "audit", "--verify", "-q"], ["doctor", "-q", "-o", "json"])):
            changes = subprocess.Popen([PROGRAM, "rotate-key", "-q", "--old-key-to", folder / f"old{i}-{n}"], env=env, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            time.sleep(random.random() * 0.03)
            done = run(env, *words)
            changes.wait()
            if "audit.broken" in done.stdout + done.stderr or done.returncode not in (0, 75):
                said.append((words[0], done.returncode, done.stderr[-300:]))
    check("a change of the key is no change of the audit", not said, said[:3])
    for backup in (path for path in folder.glob("b*") if path.name[1:].isdigit()):
        done = run(env, "verify", "--backup", backup, "--key-file", f"{backup}-key")
        check("a backup made meanwhile opens with the key it was given", done.returncode == 0, done.stderr)
    shutil.rmtree(folder)


ROOT = os.geteuid() == 0
if not ROOT:
    print("faults: skipped stores of a group: only root can act as several users")
FAULTS = (*((a_group_shares, a_sticky_folder, nobody_shares_unasked, a_reader_backs_up) if ROOT else ()), a_new_key, readers_beside_a_new_key, killed_with_two_keys)
if __name__ == "__main__":
    finish("sharing", FAULTS)

"""What an administrator meets: full temporary folders, older stores met by many, locks, closed descriptors, services, backups.
operation.py PROGRAM"""
import fcntl
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile

from backups import old_store
from common import *

UNITS = pathlib.Path(__file__).parents[2] / "examples/administration"
STORES = pathlib.Path(__file__).parent / "stores"
MOUNTS = subprocess.run(["unshare", "-Urm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True).returncode == 0


def inside(script, env, *arguments):
    return subprocess.run(["unshare", "-Urm", "sh", "-c", script, "sh", PROGRAM, *map(str, arguments)], env=env, capture_output=True, text=True)


def shell(env, script, *arguments, **more):
    return subprocess.run(["bash", "-c", script, "bash", PROGRAM, *map(str, arguments)], env=env, capture_output=True, text=True, **more)


def stored(count=3):
    """A home with a store of so many establishments."""
    folder, env, db = home()
    establishments(folder / "in.csv", count)
    done = run(env, "import", "establishments", folder / "in.csv", "-q")
    assert done.returncode == 0, done.stderr
    return folder, env, db


def workbooks_are_whole():
    """What is put aside does not fit: no workbook takes the name, and what stood there stays."""
    if not MOUNTS:
        print("faults: skipped the full temporary folder: this user may not mount one")
        return
    folder, env, _ = stored(8000)
    (folder / "out.xlsx").write_text("old")
    for size in ("64k", "300k", "700k"):
        done = inside(f"""mount -t tmpfs -o size={size} tmpfs /var/tmp || exit 99
                          "$1" export establishments --format xlsx --to "$2" -q""", env, folder / "out.xlsx")
        check(f"a workbook that does not fit into {size} is refused", done.returncode == 74 and (folder / "out.xlsx").read_text() == "old" and
              "[workbook.cut]" in done.stderr, (done.returncode, done.stderr))
    done = inside("""for library in /usr/lib/*/libxlsxwriter.so.*; do mount --bind /dev/null "$library"; done
                     "$1" export establishments --format xlsx --to "$2" -q""", env, folder / "out.xlsx")
    check("without its library nothing is touched", done.returncode == 69 and (folder / "out.xlsx").read_text() == "old", (done.returncode, done.stderr))
    done = run(env, "export", "establishments", "--format", "xlsx", "--to", folder / "out.xlsx", "-q")
    rows = zipfile.ZipFile(folder / "out.xlsx").read("xl/worksheets/sheet1.xml").count(b"<row ")
    check("with room it is whole", done.returncode == 0 and rows == 8001, (rows, done.stderr))
    shutil.rmtree(folder)


def older_store(path, version):
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    old_store(STORES / f"v{version}.sql", path)


NEWEST = max(int(p.stem[1:]) for p in STORES.glob("v*.sql"))


def version_of(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        return database.execute("pragma user_version").fetchone()[0]


def many_meet_an_older_store():
    """Twelve at once: one migrates, the others wait and go on; the copy is of the version it is named for having been."""
    old = NEWEST - 1
    for round_ in range(amount(3, 10)):
        folder, env, db = home()
        older_store(db, old)
        establishments(folder / "in.csv", 2)
        many = [subprocess.Popen([PROGRAM, "import", "establishments", folder / "in.csv", "-q"], env=env, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.PIPE, text=True) for _ in range(12)]
        said = [(one.communicate()[1], one.returncode) for one in many]
        check("all of them go on", all(code == 0 for _, code in said), [s for s in said if s[1]])
        copies = list(db.parent.glob(db.name + "-before-v*"))
        check("one copy, of the version before", len(copies) == 1 and version_of(copies[0]) == old, copies)
        check("the store is sound", run(env, "verify", "-q").returncode == 0)
        shutil.rmtree(folder)


def older_stores_are_left_alone():
    """What only looks, or copies, migrates nothing; who must do what is said."""
    for version in range(1, NEWEST + 1):
        folder, env, db = home()
        older_store(db, version)
        trial = run(env, "gc", "--dry-run")
        if version < NEWEST:
            check(f"gc --dry-run says who does what (v{version})", trial.returncode == 78 and "myatlas migrate" in trial.stderr, trial.stderr)
        done = run(env, "backup", folder / "copy", "-q")
        check(f"a backup of version {version}", done.returncode == 0, done.stderr)
        check(f"nothing was migrated (v{version})", version_of(db) == version)
        put = run(env, "restore", folder / "copy", "--store", folder / "again.db", "--yes", "-q")
        check(f"it can be restored (v{version})", put.returncode == 0, put.stderr)
        shutil.rmtree(folder)


def folders_that_are_links():
    """A store that was moved to a larger disk, with a link in its place, is kept up like any other; a store that is a link itself is refused."""
    folder, env, _ = home()
    (folder / "disk").mkdir()
    (folder / "link").symlink_to("disk")
    db = folder / "link/s.db"
    older_store(db, NEWEST - 1)
    env["MYATLAS_STORE"] = str(db)
    for words in (["migrate"], ["backup", folder / "link/b"], ["restore", folder / "link/b", "--yes"], ["rotate-key"], ["gc"], ["verify"],
                  ["admin", "send-mail"]):
        done = run(env, *words, "-q")
        check(f"{words[0]} through a linked folder", done.returncode == 0, (done.returncode, done.stderr))
    (folder / "disk/many").mkdir()
    for second in range(2):
        done = run({**env, "MYATLAS_NOW": f"2026-03-02T09:00:0{second}Z"}, "backup", folder / "link/many", "--keep", "daily=1", "--without-key", "-q")
        check("backups are rotated there", done.returncode == 0 and len(list((folder / "disk/many").iterdir())) == 1, (done.stderr, list((folder / "disk/many").iterdir())))
    (folder / "s.db").symlink_to("disk/s.db")
    done = run(env, "list-batches", "--store", folder / "s.db")
    check("a store that is a link is refused", "[store.link]" in done.stderr, done.stderr)
    shutil.rmtree(folder)


def locks():
    """Waiting is said with -v; a file system without locks is told at once."""
    folder, env, db = stored()
    establishments(folder / "more.csv", 5)
    with open(f"{db}-lock", "r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        waits = subprocess.Popen([PROGRAM, "import", "establishments", folder / "more.csv", "-v"], env=env, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.PIPE, text=True)
        first = waits.stderr.readline()
        while first and "Waiting for another program" not in first:
            first = waits.stderr.readline()
        fcntl.flock(lock, fcntl.LOCK_UN)
        waits.communicate()
    check("who waits says so", "Waiting" in first and waits.returncode == 0, first)
    if not SANITIZED:
        none = {**env, "LD_PRELOAD": str(BUILD / "tests/libfail_calls.so"), "MYATLAS_FAIL_CALL": "flock", "MYATLAS_FAIL_DIR": str(folder),
                "MYATLAS_FAIL_SEEN": str(folder / "seen"), "MYATLAS_FAIL_AT": "1", "MYATLAS_FAIL_WITH": "ENOLCK", "MYATLAS_FAIL_FOR": "ever"}
        done = run(none, "import", "establishments", folder / "more.csv", timeout=30)
        check("no locks: told as such", done.returncode == 74 and "[store.no_locks]" in done.stderr, done.stderr)
        told = run(none, "doctor", "-o", "json")
        check("the doctor tells of it", "store.no_locks" in told.stdout, told.stdout + told.stderr)
    shutil.rmtree(folder)


def descriptors_and_limits():
    folder, env, db = stored(3000)
    establishments(folder / "more.csv", 20)
    done = shell(env, '"$1" import establishments "$2" 0<&- 1>&- 2>&-', folder / "more.csv")
    sizes = [p.stat().st_size for p in (db.parent / f"{db.name}-lock", db.parent / f"{db.name}-key")]
    check("closed descriptors get nothing of the store's", sizes == [0, 32], (sizes, done.returncode))
    done = shell(env, 'ulimit -f 20; "$1" import establishments "$2" --store "$3"', folder / "in.csv", folder / "small.db")
    check("a file that may not grow is an error", done.returncode == 74, (done.returncode, done.stderr))
    done = shell(env, 'ulimit -n 8; "$1" import establishments "$2"', folder / "in.csv")
    check("too few descriptors are no lost key", "[store.key]" not in done.stderr, done.stderr)
    told = [shell(env, f'ulimit -n {n}; "$1" import establishments "$2"', folder / "in.csv").stderr for n in range(4, 12)]
    check("they are told as what they are", any("[machine.files]" in said for said in told), told)
    done = shell(env, 'set -o pipefail; "$1" export establishments -q | head -n 1 > /dev/null')
    check("who reads enough is no error to tell", done.returncode in (0, 141) and done.stderr == "", (done.returncode, done.stderr))
    foreign = folder / "foreign.db"
    foreign.write_text("not a store")
    done = run(env, "import", "establishments", folder / "in.csv", "--store", foreign)
    check("nothing is put beside a foreign file", done.returncode == 74 and not (folder / "foreign.db-lock").exists(), done.stderr)
    (folder / "out.csv").write_text("")
    (folder / "out.csv").chmod(0o640)
    run(env, "export", "establishments", "--to", folder / "out.csv", "-q")
    check("who could read a file still can", (folder / "out.csv").stat().st_mode & 0o777 == 0o640)
    homeless = {k: v for k, v in env.items() if k != "HOME"}
    work = folder / "work"
    work.mkdir()
    work.chmod(0o777)
    if os.geteuid() == 0:
        folder.chmod(0o755)
        done = subprocess.run(["setpriv", "--reuid=54321", "--regid=54321", "--clear-groups", PROGRAM, "list-batches"], env=homeless, cwd=work,
                              capture_output=True, text=True)
        check("without a home nothing is written here", done.returncode == 78 and "[home.unknown]" in done.stderr and not list(work.iterdir()),
              (done.returncode, done.stderr))
    shutil.rmtree(folder)


def memory_is_no_wrong_password():
    """Argon2 without its memory is told as that, and counts as no try."""
    if SANITIZED:
        return
    folder, env, db = home()
    register(folder, env)
    sign_up(env, "a@b.fr")
    run(env, "activate", "--email", "a@b.fr", "--code", mailed_code(folder), "--password-stdin", input="Abcdefg1\n")
    told = set()
    for kilobytes in range(30_000, 130_000, 10_000):
        done = shell(env, f'ulimit -v {kilobytes}; echo Abcdefg1 | "$1" login --email a@b.fr --password-stdin')
        told.update(line.rsplit("[", 1)[1].rstrip("]") for line in done.stderr.splitlines() if line.endswith("]"))
    check("it is never told as a wrong password", "login.refused" not in told and "login.locked" not in told, told)
    check("no try was counted", run(env, "login", "--email", "a@b.fr", "--password-stdin", input="Abcdefg1\n").returncode == 0)
    shutil.rmtree(folder)


def missing_stores():
    folder, env, db = home()
    for words in (["admin", "audit", "--verify"], ["export", "establishments"], ["list-batches"], ["admin", "list-accounts"], ["verify"],
                  ["admin", "send-mail"], ["admin", "send-mail", "--watch"]):
        done = run(env, *words)
        check(f"{' '.join(words)}: no store", done.returncode == 66 and "[store.missing]" in done.stderr, (done.returncode, done.stderr))
    check("nothing was made", not db.exists())
    done = run(env, "doctor", "-o", "json")
    check("the first day on a machine is no fault", done.returncode == 0 and ("store", "warning", "store.missing") in doctor_finds(env), done.stdout)
    figures = run(env, "doctor", "-o", "prometheus").stdout
    check("in figures too", "myatlas_healthy 1\n" in figures and 'myatlas_check{check="store"} 1\n' in figures, figures)
    check("with --strict it is told", run(env, "doctor", "--strict", "-q").returncode == 1)
    config = folder / "named.toml"
    config.write_text(f'store = "{db}"\n')
    for name, more, words in (("--store", {}, ["--store", db]), ("the environment", {"MYATLAS_STORE": str(db)}, []), ("a file", {}, ["--config", config])):
        done = run({**env, **more}, "doctor", "-q", *words)
        check(f"a store named by {name} that is gone is wrong", done.returncode == 1 and str(db) in done.stdout and
              ("store", "failed", "store.missing") in doctor_finds({**env, **more}, *words), done.stdout)
        figures = run({**env, **more}, "doctor", "-o", "prometheus", *words).stdout
        check(f"in figures too ({name})", "myatlas_healthy 0\n" in figures and 'myatlas_check{check="store"} 2\n' in figures, figures)
    db.parent.mkdir(parents=True)
    key = pathlib.Path(f"{db}-key")
    key.write_bytes(bytes(32))
    check("so is one that left its key", run(env, "doctor", "-q").returncode == 1)
    key.unlink()
    for unit in UNITS.glob("*.service"):
        check(f"{unit.name} fails without a store rather than being skipped", "ConditionPath" not in unit.read_text())
    check("the service waits for somebody to look", "\nRestartPreventExitStatus=64 66 78\n" in (UNITS / "myatlas-mail.service").read_text())
    check("--create makes it", run(env, "list-batches", "--create").returncode == 0 and db.exists())
    shutil.rmtree(folder)


def backups():
    folder, env, db = stored()
    done = shell(env, 'cd "$2" && "$1" backup - --key-to key > stream 2> said && ls', folder)
    check("a backup goes through a stream", done.returncode == 0 and "-" not in done.stdout.split(), done.stdout + done.stderr)
    check("the key was put where it was asked for", (folder / "key").read_bytes() == pathlib.Path(f"{db}-key").read_bytes())
    check("it can be looked through", run(env, "verify", "--backup", folder / "stream", "--key-file", folder / "key").returncode == 0)
    done = shell(env, 'cat "$2/stream" | "$1" verify --backup - --key-file "$2/key"', folder)
    check("on its way too", done.returncode == 0, done.stderr)
    done = shell(env, '"$1" restore - --key-file "$2/key" --store "$2/again.db" --yes < "$2/stream"', folder)
    check("and restored from a stream", done.returncode == 0 and (folder / "again.db").exists(), done.stderr)
    data = bytearray((folder / "stream").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "stream").write_bytes(data)
    check("damage in it is found", run(env, "verify", "--backup", folder / "stream").returncode == 74)
    many = folder / "many"
    many.mkdir()
    for day in range(1, 29):
        run({**env, "MYATLAS_NOW": f"2026-02-{day:02}T02:30:00Z"}, "backup", many, "--keep", "daily=3,weekly=2,monthly=2", "--without-key", "-q")
    names = sorted(p.name for p in many.iterdir())
    check("days, weeks and months stay", names == [f"myatlas-202602{day}T023000Z.backup" for day in ("22", "26", "27", "28")], names)
    (many / "notes.backup").write_text("mine")
    run(env, "backup", many, "--keep", "daily=1", "-q")
    check("other files stay", (many / "notes.backup").exists() and len(list(many.glob("*Z.backup"))) == 1, list(many.iterdir()))
    for wrong in ("daily", "daily=0", "hourly=3", "daily=2,daily=3", "daily=x"):
        done = run(env, "backup", many, "--keep", wrong)
        check(f"--keep {wrong} is refused", done.returncode == 64 and "[backup.keep]" in done.stderr, done.stderr)
    shutil.rmtree(folder)


def streams_that_are_cut():
    """A backup whose reader went away, or whose disk is full, is none: it fails, and the doctor goes on missing one."""
    folder, env, _ = stored(3000)
    missed = ("backup", "warning", "doctor.no_backup")
    for name, end, told in (("the reader went away", "| false", "output.write"), ("a full disk", "> /dev/full", "output.write")):
        done = shell(env, f'"$1" backup - 2> "$2/said" {end}; exit ${{PIPESTATUS[0]}}', folder)
        check(f"{name}: the backup fails", done.returncode == 74 and told in (folder / "said").read_text(), (done.returncode, (folder / "said").read_text()))
        check(f"{name}: and counts as none", missed in doctor_finds(env), doctor_finds(env))
    done = shell(env, '"$1" backup - 2> /dev/null | cat > "$2/whole"; exit ${PIPESTATUS[0]}', folder)
    check("one that was taken to its end counts", done.returncode == 0 and missed not in doctor_finds(env), doctor_finds(env))
    shutil.rmtree(folder)


def gc_of_old_copies():
    """What was put aside goes once that is long enough ago: by the day in its name, not by when its content was last written."""
    folder, env, db = stored()
    env["MYATLAS_NOW"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    run(env, "backup", folder / "copy", "-q")
    establishments(folder / "more.csv", 5)
    run(env, "import", "establishments", folder / "more.csv", "-q")
    old = time.time() - 120 * 24 * 3600
    os.utime(db, (old, old))  # nobody wrote for so long
    replaced = pathlib.Path(json.loads(run(env, "restore", folder / "copy", "--yes", "-o", "json").stdout)["replaced"])
    copies = [pathlib.Path(f"{db}{end}") for end in ("-replaced-20260101T000000", "-replaced-20260101T000000-key", "-before-v18")]
    for path in copies:
        path.write_text("x")
    os.utime(copies[2], (old, old))
    run(env, "gc", "-q")
    check("they stay unless it is asked for", all(path.exists() for path in copies))
    run(env, "gc", "-q", "--older-than", "90")
    check("old ones go", not copies[0].exists() and not copies[1].exists(), list(db.parent.iterdir()))
    check("a store that was put aside a moment ago stays, however old its content", replaced.exists() and pathlib.Path(f"{replaced}-key").exists())
    check("a copy without a day in its name has the age of its place", copies[2].exists())
    later = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 91 * 24 * 3600))
    run(env, "--now", later, "gc", "-q", "--older-than", "90")
    check("after the days they go too", not list(db.parent.glob("*-replaced-*")) and not list(db.parent.glob("*-before-*")), list(db.parent.iterdir()))
    shutil.rmtree(folder)


class Watch:
    def __init__(self, env, *more):
        self.process = subprocess.Popen([PROGRAM, "admin", "send-mail", "--watch", "-v", *more], env=env, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        self.said, self.more = [], threading.Condition()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stderr:
            with self.more:
                self.said.append(line)
                self.more.notify_all()

    def wait_for(self, text, times=1):
        with self.more:
            return self.more.wait_for(lambda: sum(text in line for line in self.said) >= times, 60)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        return self.process.returncode


def the_watch():
    """It lives through a restore, a reload and wrong settings, says what it does, and ends at once."""
    folder, env, db = home()
    register(folder, env)
    env["MYATLAS_MAIL_DIR"] = str(folder / "off")
    (folder / "off").write_text("no folder")  # letters wait
    sign_up(env, "a@b.fr")
    (folder / "off").unlink()
    watch = Watch(env)
    check("a line a letter, without an address", watch.wait_for("mail ") and watch.wait_for("sent") and not any("a@b.fr" in s for s in watch.said),
          watch.said)
    run(env, "backup", folder / "copy", "-q")
    run(env, "restore", folder / "copy", "--yes", "-q")
    (folder / "off").rename(folder / "on")
    (folder / "off").write_text("no folder")
    sign_up(env, "c@d.fr")
    (folder / "off").unlink()
    config = folder / ".config/myatlas/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('color = "blue"\n')
    watch.process.send_signal(signal.SIGHUP)
    check("wrong settings are told and change nothing", watch.wait_for("settings.value") and watch.wait_for("stay as they were"), watch.said)
    check("the letter of the restored store goes", watch.wait_for("Mails: 1 sent", 2), watch.said)
    config.write_text('color = "never"\n')
    watch.process.send_signal(signal.SIGHUP)
    check("right ones are read", watch.wait_for("were read again"), watch.said)
    check("it ends with 143", watch.stop() == 143, watch.process.returncode)
    wrong = run({**env, "MYATLAS_MAIL_URL": "smtp://localhost", "MYATLAS_MAIL_FROM": ""}, "admin", "send-mail", "--watch", timeout=60)
    check("wrong settings are refused at the start", wrong.returncode == 78, (wrong.returncode, wrong.stderr))
    shutil.rmtree(folder)


def the_audit_says_who():
    folder, env, _ = home()
    register(folder, env)
    sign_up(env, "a@b.fr")
    run(env, "activate", "--email", "a@b.fr", "--code", mailed_code(folder), "--password-stdin", input="Abcdefg1\n")
    establishments(folder / "more.csv", 3)
    run({**env, "SUDO_USER": "anne"}, "import", "establishments", folder / "more.csv")
    run({**env, "SUDO_USER": "anne", "SUDO_UID": str(os.getuid())}, "gc")
    run({**env, "SUDO_USER": "x (by sudo of y)\n", "SUDO_UID": "54322"}, "gc")
    rows = json.loads(run(env, "admin", "audit", "-o", "json").stdout)["rows"]
    check("user and host are in it", f"@{os.uname().nodename}" in rows[0]["actor"], rows[0])
    check("and who is behind sudo", any("(by sudo of anne)" in row["actor"] for row in rows), rows)
    check("nobody is behind themselves, nor what is no name", not any("sudo" in row["actor"] for row in rows if row["command"] == "gc"), rows)
    if os.geteuid() == 0:
        at = folder / "service"
        at.mkdir()
        folder.chmod(0o755)
        (folder / "more.csv").chmod(0o644)
        os.chown(at, 54321, 54321)
        told = {**env, "HOME": str(at), "SUDO_USER": "anne", "SUDO_UID": "54322"}
        as_service = lambda *words: subprocess.run(["setpriv", "--reuid=54321", "--regid=54321", "--clear-groups", PROGRAM, *words], env=told,
                                                   capture_output=True, text=True, cwd=at)
        as_service("import", "establishments", folder / "more.csv", "-q")
        rows = json.loads(as_service("admin", "audit", "-o", "json").stdout)["rows"]
        check("behind the account of a service too", rows and all("(by sudo of anne)" in row["actor"] for row in rows), rows)
    for _ in range(5):
        run(env, "login", "--email", "a@b.fr", "--password-stdin", input="Wrong1234\n")
    found = json.loads(run(env, "admin", "audit", "--subject", "a@b.fr", "-o", "json").stdout)["rows"]
    check("failed logins name the account", sum(row["subject"].startswith("login attempt") for row in found) == 5, found)
    accounts = json.loads(run(env, "admin", "list-accounts", "-o", "json").stdout)["accounts"]
    check("who is locked by tries is shown", accounts[0]["locked_by_tries"] is True, accounts)
    known = run({**env, "MYATLAS_MAIL_DIR": "/proc/nowhere"}, "reset-password", "--email", "a@b.fr")
    unknown = run({**env, "MYATLAS_MAIL_DIR": "/proc/nowhere"}, "reset-password", "--email", "z@b.fr")
    same = (known.stdout + known.stderr).replace("a@b.fr", "z@b.fr") == unknown.stdout + unknown.stderr
    check("broken mail tells nobody who has an account", same and known.returncode == unknown.returncode, known.stderr)
    sign_up(env, "p@b.fr")
    asked = [run({**env, "MYATLAS_MAIL_DIR": "/proc/nowhere"}, "resend-activation", "--email", email) for email in ("p@b.fr", "a@b.fr", "z@b.fr")]
    told = {((one.stdout + one.stderr).replace(email, "X"), one.returncode) for one, email in zip(asked, ("p@b.fr", "a@b.fr", "z@b.fr"))}
    check("nor who has one that waits for its activation", len(told) == 1, told)
    shutil.rmtree(folder)


def doctor_finds(env, *more):
    checks = json.loads(run(env, "doctor", "-o", "json", *more).stdout)["checks"]
    return {(c["code"], c["result"], c["problem"]) for c in checks if c["problem"]}


def the_doctor():
    folder, env, db = home()
    del env["MYATLAS_TEST_CLOCK"]
    del env["MYATLAS_NOW"]
    register(folder, env)
    check("a warning is no failure", run(env, "doctor", "-q").returncode == 0)
    check("but with --strict", run(env, "doctor", "-q", "--strict").returncode == 1)
    run(env, "backup", folder / "copy", "-q")
    check("all well, nothing said", run(env, "doctor", "-q", "--strict").stdout == "", run(env, "doctor", "--strict").stdout)
    check("certificates that are not there", ("certificates", "failed", "doctor.ca_file") in doctor_finds({**env, "MYATLAS_CA_FILE": "/nowhere"}))
    key = pathlib.Path(f"{db}-key")
    right = key.read_bytes()
    key.write_bytes(bytes(32))
    check("a wrong key", ("key", "failed", "doctor.key") in doctor_finds(env))
    key.write_bytes(right)
    env["MYATLAS_MAIL_DIR"] = str(folder / "off")
    (folder / "off").write_text("no folder")
    sign_up(env, "a@b.fr")
    later = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 7200))
    check("mails that wait too long", ("letters", "warning", "doctor.waiting") in doctor_finds(env, "--now", later), doctor_finds(env, "--now", later))
    (folder / "off").unlink()
    run(env, "admin", "send-mail", "-q")
    shutil.rmtree(folder / "off")
    check("a folder of mails that is gone", ("letters", "warning", "doctor.no_folder") in doctor_finds(env))
    del env["MYATLAS_MAIL_DIR"]
    if os.geteuid() == 0:
        at = folder / "as/other"
        at.mkdir(parents=True)
        for path in (folder, at.parent):
            path.chmod(0o755)
        for end in ("", "-key"):
            shutil.copy(f"{db}{end}", f"{at}/x.db{end}")
        for path in (at, *at.iterdir()):
            os.chown(path, 54321, 54321)
        at.chmod(0o555)
        done = subprocess.run(["setpriv", "--reuid=54321", "--regid=54321", "--clear-groups", PROGRAM, "doctor", "--store", at / "x.db", "-o", "json"],
                              env=env, capture_output=True, text=True)
        check("a folder that cannot be written", '"doctor.unwritable"' in done.stdout, done.stdout + done.stderr)
        at.chmod(0o755)
        at.parent.chmod(0o700)  # root's: as when somebody gave the folder of the store to another
        asked = ["setpriv", "--reuid=54321", "--regid=54321", "--clear-groups", PROGRAM, "doctor", "--store", at / "x.db", "-o"]
        done = subprocess.run([*asked, "json"], env=env, capture_output=True, text=True)
        found = [c for c in json.loads(done.stdout or '{"checks": []}')["checks"] if c["code"] == "store"]
        check("a folder that may not be entered", done.returncode == 1 and found and found[0]["result"] == "failed" and
              str(at) in found[0]["detail"], done.stdout + done.stderr)
        done = subprocess.run([*asked, "prometheus"], env=env, capture_output=True, text=True)
        check("is told to a monitor too", "myatlas_healthy 0\n" in done.stdout, done.stdout + done.stderr)
    metrics = run(env, "doctor", "-o", "prometheus").stdout
    check("figures for a monitor", "myatlas_healthy 1\n" in metrics and 'myatlas_check{check="backup"} 0\n' in metrics and
          "# TYPE myatlas_store_bytes gauge" in metrics, metrics)
    many = folder / "c.toml"
    many.write_text('colour = "a"\nlang = "x"\nstore = "rel.db"\nbackup_every = "0"\n')
    found = run(env, "doctor", "--config", many, "-o", "json").stdout
    said = [c["detail"] for c in json.loads(found)["checks"] if c["code"] == "settings"]
    check("every wrong setting with its line", len(said) == 4 and all(any(f"{many}:{n}: " in one for one in said) for n in range(1, 5)), said)
    found = run({**env, "MYATLAS_LANG": "xx"}, "doctor", "-o", "json").stdout
    said = [c["detail"] for c in json.loads(found)["checks"] if c["code"] == "settings"]
    check("and with the variable it comes from", len(said) == 1 and said[0].startswith("MYATLAS_LANG: "), said)
    if MOUNTS:
        done = inside("""mount -t tmpfs -o size=2m tmpfs "$2"; "$1" import establishments "$3" --store "$2/x.db" -q > /dev/null
                         dd if=/dev/zero of="$2/full" bs=1k 2> /dev/null; "$1" doctor --store "$2/x.db" -o json | grep -c '"doctor.disk_full"'""",
                      env, folder / ".local", folder / "e.csv")
        check("a full disk", done.stdout.strip() == "1", done.stdout + done.stderr)
    shutil.rmtree(folder)


def a_clock_that_was_ahead():
    """What was recorded under it holds up neither digests nor letters once it is right; the doctor tells of what it left."""
    folder, env, db = home()
    member(folder, env)
    run(env, "set-alert", "news-published", "daily")

    def digests(day, at):
        run({**env, "MYATLAS_NOW": f"{day}T09:00:00Z"}, "admin", "publish", "--kind", "news", "--title", f"N {day}", "--summary", "x", "-q")
        return json.loads(run({**env, "MYATLAS_NOW": at}, "admin", "send-mail", "-o", "json").stdout)["digests"]

    check("a digest under a clock that is ahead", digests("2026-03-03", "2027-06-01T08:00:00Z") == 1)
    sent = [digests(f"2026-03-0{day}", f"2026-03-0{day}T18:00:00Z") for day in (4, 5, 6)]
    check("does not stop those of the days that come", sent == [1, 1, 1], sent)
    again = json.loads(run({**env, "MYATLAS_NOW": "2026-03-06T19:00:00Z"}, "admin", "send-mail", "-o", "json").stdout)
    check("nor is anything told twice", again["digests"] == 0, again)
    off = {**env, "MYATLAS_MAIL_URL": "smtp://localhost:1", "MYATLAS_MAIL_FROM": "portail@x.fr"}
    sign_up({**off, "MYATLAS_NOW": "2026-12-28T09:00:00Z"}, "later@b.fr")
    env["MYATLAS_NOW"] = "2026-03-07T09:00:00Z"
    check("a letter of a clock that was ahead is told", ("letters", "warning", "doctor.letters_ahead") in doctor_finds(env), doctor_finds(env))
    done = json.loads(run(env, "admin", "send-mail", "-o", "json").stdout)
    check("and is due", done["delivered"] == 1 and done["deferred"] == 0, done)
    check("once it went all is well", not [found for found in doctor_finds(env) if found[0] == "letters"], doctor_finds(env))
    del env["MYATLAS_TEST_CLOCK"]
    del env["MYATLAS_NOW"]
    run(env, "import", "establishments", folder / "e.csv", "--store", folder / "real.db", "-q")
    (folder / "more.csv").write_text("siret;raison_sociale\n73282932000074;X\n")
    run(env, "--now", "2099-01-01T00:00:00Z", "import", "establishments", folder / "more.csv", "--store", folder / "real.db", "-q")
    checks = {c["code"]: c for c in json.loads(run(env, "doctor", "--store", folder / "real.db", "-o", "json").stdout)["checks"]}
    check("rows of the future are told and are no fault of today", checks["clock"]["result"] == "ok" and checks["clock"]["detail"].endswith("later time: 1"),
          checks["clock"])
    shutil.rmtree(folder)


def the_example_of_cron():
    """Its mails go once the folders are there that the page and tmpfiles make; its log's is among them."""
    lines = [line.split(None, 6) for line in (UNITS / "cron").read_text().splitlines() if line[:1] in "*0123456789"]
    sends = next(line[6] for line in lines if "send-mail" in line[6])
    log = pathlib.Path(sends.split("2>> ")[1].split()[0])
    made = [line.split()[1] for line in (UNITS / "tmpfiles.conf").read_text().splitlines() if line.startswith("d ")]
    check("the folder of its log is made", str(log.parent) in made, made)
    pages = UNITS.parents[1] / "man"
    for page in ("man7", "fr/man7"):
        text = (pages / page / "myatlas-administration.7").read_text().replace("\\", "")
        check(f"{page} makes it too", any(line.startswith("install -d") and str(log.parent) in line.split() for line in text.splitlines()))
    folder, env, _ = stored()
    sends = sends.replace(str(log), str(folder / "mail.log")).replace("myatlas admin", f"{PROGRAM} admin")
    done = subprocess.run(["sh", "-c", sends], env=env, capture_output=True, text=True)
    check("and the line runs", done.returncode == 0 and (folder / "mail.log").exists(), done.stderr)
    shutil.rmtree(folder)


def settings_act():
    """Each setting does something: what it says is looked for where it acts."""
    folder, env, db = stored()
    env.pop("LC_ALL")
    config = folder / ".config/myatlas/config.toml"
    config.parent.mkdir(parents=True)

    def with_(text, *words, **more):
        config.write_text(text)
        return run({**env, **more.pop("env", {})}, *words, **more)

    check("lang", "Lot" in with_('lang = "fr"', "list-batches").stdout)
    check("lang, of an error before the settings", "n’y a pas de commande" in with_('lang = "fr"', "frobnicate").stderr.lower(),
          with_('lang = "fr"', "frobnicate").stderr)
    check("output", with_('output = "json"', "list-batches").stdout.startswith("{"))
    check("store", with_(f'store = "{folder}/other.db"', "list-batches").returncode == 66)
    check("account", with_('account = "a@b.fr"', "whoami").returncode == 77)
    check("color", "\x1b[" in with_('color = "always"', "frob-nicate", "--lang", "en").stderr + with_('color = "always"', "verify", "--store", "/nope").stderr)
    check("a number may stand as a number", "backup_every,2," in with_('backup_every = 2\n', "config", "show", "--origin", "-o", "csv").stdout)
    check("time_zone", "18:00" in with_('time_zone = "Asia/Tokyo"', "list-batches").stdout)
    system = folder / "system.toml"
    system.write_text('output = "csv"\nlang = "fr"\n')
    both = with_('lang = "en"', "config", "show", "--origin", env={"MYATLAS_CONFIG_SYSTEM": str(system)})
    check("the machine's file below the user's", f"output,csv,file {system}:1" in both.stdout and f"lang,en,file {config}:1" in both.stdout, both.stdout)
    config.write_text("# mine\nlang = \"en\"\n")
    done = run(env, "config", "set", "time_zone", "UTC")
    run(env, "config", "set", "lang", "fr")
    check("config set keeps what stands there", config.read_text() == '# mine\nlang = "fr"\ntime_zone = "UTC"\n', config.read_text() + done.stderr)
    check("and refuses what is wrong", run(env, "config", "set", "lang", "de").returncode == 78 and run(env, "config", "set", "lng", "fr").returncode == 64)
    config.write_text('"lang" = "fr" # ours\n')
    done = run(env, "config", "set", "lang", "en")
    check("a name in quotes and a comment are known", done.returncode == 0 and config.read_text() == 'lang = "en" # ours\n', config.read_text() + done.stderr)
    several = 'lang = """\nfr"""\n'
    config.write_text(several)
    done = run(env, "config", "set", "lang", "en")
    check("a value of several lines is left alone", done.returncode == 78 and "[settings.by_hand]" in done.stderr and config.read_text() == several, done.stderr)
    config.rename(folder / "kept.toml")
    config.symlink_to(folder / "kept.toml")
    (folder / "kept.toml").write_text("")
    done = run(env, "config", "set", "lang", "en")
    check("a linked file is written where it is kept", config.is_symlink() and (folder / "kept.toml").read_text() == 'lang = "en"\n', done.stderr)
    config.unlink()
    config.write_text('time_zone = "Mars/Base"\n')
    done = run(env, "config", "set", "time_zone", "UTC")
    check("config set puts a wrong setting right", done.returncode == 0 and config.read_text() == 'time_zone = "UTC"\n', (done.stderr, config.read_text()))
    for value in ("rel.db", "~/x.db", "$HOME/x.db"):
        done = with_(f'store = "{value}"', "list-batches")
        check(f"{value} is no path of a file of settings", done.returncode == 78 and "[settings.path]" in done.stderr, done.stderr)
    config.write_text("")
    done = run(env, "list-batches", "--store=~/x.db")
    check("nor is ~ one that no shell replaced", done.returncode == 64 and "[usage.tilde]" in done.stderr, done.stderr)
    shutil.rmtree(folder)


FAULTS = (workbooks_are_whole, many_meet_an_older_store, older_stores_are_left_alone, folders_that_are_links, locks, descriptors_and_limits, memory_is_no_wrong_password,
          missing_stores, backups, streams_that_are_cut, gc_of_old_copies, the_watch, the_audit_says_who, the_doctor, a_clock_that_was_ahead, the_example_of_cron, settings_act)
if __name__ == "__main__":
    finish("operation", FAULTS)

"""Backups that are made by a timer and sent through pipes: what a folder of them loses, what a stream may cost, and what a program that is ended
leaves lying. kept_backups.py PROGRAM"""
import os
import pathlib
import resource
import select
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "faults"))
from common import *

PASSING = pathlib.Path("/var/tmp")


def at(env, day, *arguments):
    return run(env, "--now", f"{day}T09:00:00Z", *arguments)


def rotation_keeps_what_was_made():
    """The backup that was just made stays; what is no backup of this store, or dated in the future, neither goes nor stands for a day."""
    folder, env, store = home()
    register(folder, env)
    many = folder / "many"
    many.mkdir()
    names = lambda: sorted(p.name for p in many.glob("*Z.backup"))
    (many / "myatlas-99999999T999999Z.backup").write_text("")
    made = at(env, "2026-03-02", "backup", many, "--keep", "daily=1,weekly=1")
    check("a date that is none: what was made stays", made.returncode == 0 and names() == ["myatlas-20260302T090000Z.backup", "myatlas-99999999T999999Z.backup"], names())
    at(env, "2031-01-01", "backup", many, "--keep", "daily=1")
    at(env, "2026-03-03", "backup", many, "--keep", "daily=1")
    check("a night of 2031: what was made stays", names() == ["myatlas-20260303T090000Z.backup", "myatlas-20310101T090000Z.backup", "myatlas-99999999T999999Z.backup"], names())
    told = at(env, "2026-03-03", "doctor", "-o", "prometheus").stdout
    age = next(int(line.split()[1]) for line in told.split("\n") if line.startswith("myatlas_backup_age_seconds "))
    check("and the age is of the last that was", age == 0, age)
    for name in ("20260304T000000", "20260304T200000"):
        (many / f"myatlas-{name}Z.backup").write_text("not one")
    other, other_env, _ = home()
    register(other, other_env)
    at(other_env, "2026-02-01", "backup", many / "myatlas-20260201T090000Z.backup", "--without-key")
    at(env, "2026-03-05", "backup", many, "--keep", "daily=2")
    check("files of others neither count nor go", names() == ["myatlas-20260201T090000Z.backup", "myatlas-20260303T090000Z.backup", "myatlas-20260304T000000Z.backup",
          "myatlas-20260304T200000Z.backup", "myatlas-20260305T090000Z.backup", "myatlas-20310101T090000Z.backup", "myatlas-99999999T999999Z.backup"], names())


def lying(folder=PASSING):
    return {p.name for p in folder.glob("myatlas.*")}


def a_stream_is_no_more_than_it_says():
    """What comes by a pipe is looked at from its first bytes on, and taken as far as its header goes; a silent one is given up."""
    folder, env, store = home()
    register(folder, env)
    run(env, "backup", folder / "e.backup")
    whole = (folder / "e.backup").read_bytes()
    key, other = ["--key-file", folder / "e.backup-key", "--yes", "--store", folder / "other.db"], folder / "other.db"
    before = lying()

    def restored(content, *more):
        return subprocess.run([PROGRAM, "restore", "-", *map(str, key), *more], env=env, input=content, capture_output=True, timeout=120)

    with open("/dev/zero", "rb") as endless:
        done = subprocess.run([PROGRAM, "restore", "-", *map(str, key)], env=env, stdin=endless, capture_output=True, timeout=120,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10 << 20, 10 << 20)))
    check("what is no backup is refused by its first bytes", done.returncode == 74 and b"[backup.not_ours]" in done.stderr, done.stderr)
    for name, content, code in (("nothing", b"", "backup.not_ours"), ("half of one", whole[:200_000], "backup.cut"), ("one and more", whole + b"x", "backup.not_ours"),
                                ("one that says more than the disk has", whole[:28] + b"\x7f\xff\xff\xff" + whole[32:100] + bytes(4096), "disk.full")):
        done = restored(content)
        check(f"{name} is refused", done.returncode in (65, 74) and f"[{code}]".encode() in done.stderr, (done.returncode, done.stderr))
    reading, writing = os.pipe()
    done = subprocess.run([PROGRAM, "restore", "-", *map(str, key), "--patience", "1"], env=env, stdin=reading, capture_output=True, timeout=120)
    check("a silent pipe is given up", done.returncode == 75 and b"[input.stalled]" in done.stderr, (done.returncode, done.stderr))
    os.close(reading), os.close(writing)
    check("nothing is restored", not other.exists())
    check("one that is whole is", restored(whole).returncode == 0 and is_sound(env, other)[0])
    check("nothing is left of any", nothing_lies_but(before), lying() - before)


def nothing_lies_but(before):
    """Other suites run beside this one, and theirs goes by itself; what was left behind stays."""
    for _ in range(300):
        if lying() <= before:
            return True
        time.sleep(0.1)
    return False


def ended(env, number, *arguments, ready, **more):
    """The program, ended by a signal once `ready`; whoever started the tests may have had signals ignored."""
    def heed():
        for each in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_DFL)

    process = subprocess.Popen([PROGRAM, *map(str, arguments)], env=env, stderr=subprocess.DEVNULL, preexec_fn=heed, **more)
    while not ready() and process.poll() is None:
        time.sleep(0.001)
    process.send_signal(number)
    return process.wait()


def nothing_is_left_by_who_is_ended():
    """A backup that is ended leaves no copy of the store; one that is killed leaves it to the next, which takes it away."""
    folder, env, store = home()
    register(folder, env)
    establishments(folder / "many.csv", 9_000)
    run(env, "import", "establishments", folder / "many.csv")
    before = lying()
    pages = store.stat().st_size
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGKILL):
        reading, writing = os.pipe()
        sent = lambda: bool(select.select([reading], [], [], 0)[0])
        status = ended(env, number, "backup", "-", ready=sent, stdout=writing)
        os.close(reading), os.close(writing)
        check(f"while it is sent it has no name: {number.name}", status == -number and nothing_lies_but(before), (status, lying() - before))
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        begun = lambda: any(p.name.startswith("e.backup.part-") for p in folder.iterdir())
        status = ended(env, number, "backup", folder / "e.backup", ready=begun, stdout=subprocess.DEVNULL)
        left = [p.name for p in folder.glob("e.backup*")]
        check(f"a draft goes with its program: {number.name}", status == -number and left == [], (status, left))
        begun = lambda: any(p not in before for p in lying())
        status = ended(env, number, "backup", "-", ready=begun, stdout=subprocess.DEVNULL)
        check(f"so does what would be sent: {number.name}", status in (-number, 0) and nothing_lies_but(before), (status, lying() - before))
    begun = lambda: any(p.stat().st_size > pages / 2 for p in folder.glob("e.backup.part-*") if p.exists())
    status = ended(env, signal.SIGKILL, "backup", folder / "e.backup", ready=begun, stdout=subprocess.DEVNULL)
    check("one that is killed leaves its draft", status == -9 and list(folder.glob("e.backup.part-*")), status)
    mine = folder / "e.backup.part-x"
    mine.write_text("mine")
    done = run(env, "backup", folder / "e.backup")
    left = sorted(p.name for p in folder.glob("e.backup*"))
    check("which the next takes away", done.returncode == 0 and left == ["e.backup", "e.backup-key", "e.backup.part-x"], (done.stderr, left))
    held = PASSING / "myatlas.abcdef"
    held.mkdir(mode=0o700)
    (held / "backup").write_text("left")
    done = subprocess.run([PROGRAM, "backup", "-"], env=env, capture_output=True)
    check("and what a killed stream left", done.returncode == 0 and not held.exists(), lying())


FAULTS = (rotation_keeps_what_was_made, a_stream_is_no_more_than_it_says, nothing_is_left_by_who_is_ended)
if __name__ == "__main__":
    finish("kept", FAULTS)

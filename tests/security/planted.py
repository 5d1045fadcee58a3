"""What somebody plants in a store or a backup, or beside it, before handing it over: journals that SQLite would obey, paths and dates that the
program would write to or reckon with, bytes that would drive what shows them. planted.py PROGRAM"""
import os
import pathlib
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "faults"))
from common import *

MAGIC = bytes.fromhex("d9d505f920a163d7")


def journal(path, victim="", pages=1):
    """A rollback journal without pages, which cuts the file to so many; with a super-journal, which SQLite would remove."""
    name = os.fsencode(victim)
    head = (MAGIC + struct.pack(">IIIII", 0, 1, pages, 512, 4096)).ljust(512, b"\0")
    tail = struct.pack(">I", 0x40000000 // 4096 + 1) + name + struct.pack(">II", len(name), sum(name)) + MAGIC
    path.write_bytes(head + tail if name else head)
    path.chmod(0o600)


def with_backup():
    folder, env, store = home()
    register(folder, env)
    run(env, "backup", folder / "e.backup")
    (folder / "victim").write_text("thesis\n")
    return folder, env, store


def state_of(folder):
    return {p.relative_to(folder): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and not p.name.endswith(("-lock", "-shm"))}


def a_journal_beside_a_backup_does_nothing():
    """A backup is one file: it is read as it is, and what lies beside it is neither played back nor removed."""
    folder, env, store = with_backup()
    backup, beside = folder / "e.backup", folder / "e.backup-journal"
    other = folder / "look/s.db"
    (folder / "no.key").write_bytes(bytes(32))
    (folder / "no.key").chmod(0o600)
    plans = {"a super-journal": lambda: journal(beside, folder / "victim", 158), "one that cuts": lambda: journal(beside),
             "a pipe": lambda: os.mkfifo(beside), "a link": lambda: beside.symlink_to(folder / "victim")}
    for name, plant in plans.items():
        (folder / "victim").write_text("thesis\n")
        beside.unlink(missing_ok=True)
        plant()
        before = {} if name == "a pipe" else state_of(folder)
        for arguments in (("verify", "--backup", backup), ("verify", "--backup", backup, "--key-file", folder / "no.key"),
                          ("restore", backup, "--store", other, "--yes")):
            done = run(env, *arguments, timeout=60)
            wanted = (1, 74) if "no.key" in str(arguments) else (0,)
            check(f"{name} beside a backup: {arguments[0]}", done.returncode in wanted, (done.returncode, done.stdout, done.stderr))
        remove_store(other)
        check(f"{name} beside a backup: nothing is changed", not before or state_of(folder) == before, set(before) ^ set(state_of(folder)))
    beside.unlink(missing_ok=True)


STORE_COMMANDS = (("verify",), ("doctor",), ("list-requests",), ("migrate",), ("gc", "-n"), ("backup", "{}/x.backup"),
                  ("__complete", "show-company", ""), ("import", "establishments", "{}/e.csv"))


def a_foreign_journal_beside_a_store_is_refused():
    """A journal that names another file, or is no plain file, ends every command before SQLite sees it; one's own is played back."""
    folder, env, store = with_backup()
    places = {"-journal": store.parent / "myatlas.db-journal", "-wal": store.parent / "myatlas.db-wal"}
    plans = {"a super-journal": ("-journal", lambda at: journal(at, folder / "victim", 158)), "a pipe": ("-journal", os.mkfifo),
             "a pipe as the WAL": ("-wal", os.mkfifo), "a link": ("-journal", lambda at: at.symlink_to(folder / "victim")),
             "a second name": ("-journal", lambda at: at.hardlink_to(folder / "victim"))}
    whole = store.read_bytes()
    for name, (end, plant) in plans.items():
        places[end].unlink(missing_ok=True)
        (folder / "victim").write_text("thesis\n")
        plant(places[end])
        for command in STORE_COMMANDS:
            done = run(env, *(word.format(folder) for word in command), timeout=60)
            told = "[store.foreign_journal]" in done.stderr or "store.foreign_journal" in done.stdout or command[0] in ("__complete", "doctor")
            check(f"{name} beside a store: {command[0]} refuses", told and (done.returncode in (1, 65) or command[0] == "__complete"),
                  (done.returncode, done.stdout[-400:], done.stderr))
        check(f"{name} beside a store: nothing is changed", (folder / "victim").read_text() == "thesis\n" and store.read_bytes() == whole)
        places[end].unlink(missing_ok=True)
    check("a store without is sound", *is_sound(env))
    older = folder / "older.db"
    old_store(STORES / "v14.sql", older)
    journal(folder / "older.db-before-v20-journal", folder / "victim", 1)
    done = run(env, "migrate", "--store", older)
    check("a journal of the copy before a migration does nothing", done.returncode == 0 and (folder / "victim").exists(), done.stderr)


def interrupted(folder, env, store, rejects=None):
    """A batch in chunks that was cut off, as the store tells it."""
    establishments(folder / "many.csv", 60)
    with (folder / "many.csv").open("a") as rows:
        rows.write("bad;touch pwned\n")
    run(env, "import", "establishments", folder / "many.csv", "--chunk", "10", "--on-error", "reject", *(["--rejects", rejects] if rejects else []))
    number = ask(store, "select max(number) from batch")[0][0]
    path = rejects or folder / "many.rejected.csv"
    change(store, "pragma wal_checkpoint(truncate)",
           f"update batch set state = 'running', done = 20, rejected = 0, accepted = 20, reject_path = '{path}' where number = {number}")
    for file in folder.glob("*.rejected.csv*"):
        file.unlink()
    return f"B-{number}"


def a_batch_goes_on_where_its_user_says():
    """Where the refused rows of a resumed batch go is said by who resumes it, or is beside its file; not by the store."""
    folder, env, store = home()
    register(folder, env)
    mine = folder / "victim/.bashrc"
    mine.parent.mkdir()
    mine.write_text("# mine\n")
    batch = interrupted(folder, env, store)
    change(store, f"update batch set reject_path = '{mine}' where state = 'running'")
    done = run(env, "resume-batch", batch)
    check("a place that the store names is not written to", done.returncode == 64 and "[batch.rejects_elsewhere]" in done.stderr, (done.returncode, done.stderr))
    check("nothing stands there", mine.read_text() == "# mine\n" and os.listdir(mine.parent) == [".bashrc"], os.listdir(mine.parent))
    done = run(env, "resume-batch", batch, "--rejects", folder / "told.csv")
    check("one that is told is", done.returncode == 3 and "touch pwned" in (folder / "told.csv").read_text(), (done.returncode, done.stderr))
    folder, env, store = home()
    register(folder, env)
    batch = interrupted(folder, env, store)
    done = run(env, "resume-batch", batch)
    check("without a word they go beside the file", done.returncode == 3 and (folder / "many.rejected.csv").exists(), (done.returncode, done.stderr))
    done = run(env, "resume-batch", batch, "--rejects", store)
    check("never over the store", "[file.of_store]" in done.stderr, done.stderr)


def the_number_of_a_mail_is_no_path():
    """The number of a mail names its file and its header: one that is no UUID is damage."""
    folder, env, store = home()
    register(folder, env)
    sign_up(env, "a@b.fr")
    kept = folder / "Maildir/new/keep.eml"
    kept.parent.mkdir(parents=True)
    kept.write_text("kept\n")
    for number in (str(kept)[:-4], "../../../../Maildir/new/keep", "a\r\nBcc: x@y.fr", ""):
        change(store, f"update outbox set id = '{number}', delivered = null, next_try = null")
        done = run(env, "admin", "send-mail")
        check(f"the number {number[-20:]!r} is refused", done.returncode == 74 and "[store.corrupt]" in done.stderr, (done.returncode, done.stderr))
    check("nothing is written elsewhere", kept.read_text() == "kept\n" and os.listdir(kept.parent) == ["keep.eml"])


def a_backup_is_of_a_likely_day():
    """The day of a backup is one that there is."""
    folder, env, store = with_backup()
    whole = (folder / "e.backup").read_bytes()
    for made in ("999999999999999999", "9999999999999999", "-99999999999999999"):
        (folder / "e.backup").write_bytes(whole)
        change(folder / "e.backup", f"update backup_fact set value = '{made}' where name = 'made'")
        done = run(env, "verify", "--backup", folder / "e.backup")
        check(f"made {made} is damage", done.returncode == 74 and "[backup.damaged]" in done.stderr, (done.returncode, done.stdout, done.stderr))


FAULTS = (a_journal_beside_a_backup_does_nothing, a_foreign_journal_beside_a_store_is_refused, a_batch_goes_on_where_its_user_says,
          the_number_of_a_mail_is_no_path, a_backup_is_of_a_likely_day)
if __name__ == "__main__":
    finish("planted", FAULTS)

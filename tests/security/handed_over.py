#!/usr/bin/python3
"""What somebody may hand over, or put where the program writes: a backup that would write elsewhere, a schema that would run, a folder that
is a link, a store of somebody else. None does anything but be refused. handed_over.py PROGRAM"""
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "faults"))
from common import *

PDF = b"%PDF-1.4\n"
OTHER_DIGEST = "0" * 64


def with_documents():
    """A store with two documents."""
    folder, env, store = home()
    member(folder, env)
    run(env, "submit-request", "--draft", "--siret", next(sirets()), "--scheme", "pdc", "--title", "T")
    for n in range(2):
        (folder / f"d{n}.pdf").write_bytes(PDF + bytes([65 + n]))
        run(env, "attach-document", folder / f"d{n}.pdf", "--request", "D20260000001", "--kind", "quote")
    assert ask(store, "select count(*) from document") == [(2,)]
    return folder, env, store


def without_sums(path):
    pages = bytearray(path.read_bytes())
    for at in range(0, len(pages), 4096):
        pages[at + 4088:at + 4096] = bytes(8)
    path.write_bytes(pages)


def as_a_view(path, climb):
    """A backup whose table of documents is a view that names one more now and then: not while it is looked through."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("pragma legacy_alter_table = on")
    database.execute("pragma foreign_keys = off")
    database.execute("alter table document rename to document_kept")
    database.execute("pragma writable_schema = on")
    database.execute("update sqlite_schema set sql = replace(sql, ' references document (digest)', '')")
    database.execute("pragma writable_schema = reset")
    columns = [row[1] for row in database.execute("pragma table_info(document_kept)")]
    foreign = ", ".join(f"'{climb}'" if c == "digest" else "0" for c in columns)
    database.execute(f"create view document as select {', '.join(columns)} from document_kept union all select {foreign} where random() < 0")
    database.execute("insert into backup_document (digest, part, content) values (?, 0, 'owned')", (climb,))
    database.close()
    put_sums(path)


def a_backup_writes_nowhere_else():
    """A digest in a backup is a digest or nothing; a document that is not what its digest says ends the restore; nothing of it is left."""
    folder, env, store = with_documents()
    run(env, "backup", folder / "good.backup")
    victim = folder / "victim"
    victim.write_text("mine\n")
    known = ask(store, "select digest from document order by digest")[0][0]

    def refused(name, codes, tries=1):
        for _ in range(tries):
            other = folder / "other/look.db"
            done = run(env, "restore", folder / "bad.backup", "--key-file", folder / "good.backup-key", "--store", other, "--yes")
            check(f"{name}: refused", done.returncode in (65, 74) and any(f"[{c}]" in done.stderr for c in codes), (done.returncode, done.stdout, done.stderr))
            check(f"{name}: nothing is written elsewhere", victim.read_text() == "mine\n" and sorted(p.name for p in folder.glob("victim*")) == ["victim"])
            left = [p.name for p in other.parent.glob("*")] if other.parent.exists() else []
            check(f"{name}: nothing is left", set(left) <= {"look.db-lock"}, left)

    for climb in ("../" * 30 + str(victim)[1:], str(victim), "../../victim", "ab/../../../victim", known[:63], known.upper() + "/x"):
        shutil.copy2(folder / "good.backup", folder / "bad.backup")
        as_a_view(folder / "bad.backup", climb)
        refused(f"a view that says {climb[-20:]}", ["store.foreign_schema"], tries=3)
        shutil.copy2(folder / "good.backup", folder / "bad.backup")
        change(folder / "bad.backup", f"insert into document (digest, bytes, media_type, stored) values ('{climb}', 6, 'application/pdf', 0)",
               f"insert into backup_document (digest, part, content) values ('{climb}', 0, 'owned')")
        refused(f"a row that says {climb[-20:]}", ["store.digest"])
    for name, statement in (("another content", f"update backup_document set content = 'owned' where digest = '{known}'"),
                            ("a part too many", f"insert into backup_document (digest, part, content) values ('{known}', 7, 'owned')"),
                            ("no part", f"delete from backup_document where digest = '{known}'")):
        shutil.copy2(folder / "good.backup", folder / "bad.backup")
        change(folder / "bad.backup", statement)
        refused(name, ["store.document_changed"])
    good = run(env, "restore", folder / "good.backup", "--store", folder / "good/s.db")
    check("a good backup is restored", good.returncode == 0 and is_sound(env, folder / "good/s.db")[0], good.stderr)


FOREIGN = {
    "trigger": ["create trigger paid after insert on invoice begin update invoice set iban = 'FR1420041010050500013M02606' where rowid = new.rowid; end"],
    "view": ["create view looks as select * from account"],
    "index": ["create index quick on establishment (abs(siret))"],
    "table": ["create table extra (a text)"],
    "statistics": ["analyze"],
    "lost index": ["drop index outbox_due"],
    "other check": ["pragma writable_schema = on", "update sqlite_schema set sql = replace(sql, 'text not null', 'text not null default ''x''') where name = 'outbox'"],
}
COMMANDS = (("list-batches",), ("verify",), ("gc",), ("migrate",), ("admin", "publish", "--kind", "news", "--title", "x", "--summary", "x"),
            ("backup", "{}/made.backup"))


def a_foreign_schema_does_not_run():
    """What the migrations did not make is refused by every command before anything of it runs, in a store and in a backup."""
    folder, env, store = with_documents()
    run(env, "backup", folder / "good.backup")
    whole = store.read_bytes()
    for name, statements in FOREIGN.items():
        store.write_bytes(whole)
        change(store, *statements)
        before = store.read_bytes()
        for command in COMMANDS:
            done = run(env, *(word.format(folder) for word in command))
            check(f"{name}: {command[0]} refuses", done.returncode == 65 and "[store.foreign_schema]" in done.stderr, (done.returncode, done.stdout, done.stderr))
        check(f"{name}: not a byte changes", store.read_bytes() == before and not (folder / "made.backup").exists())
        shutil.copy2(folder / "good.backup", folder / "bad.backup")
        change(folder / "bad.backup", *statements)
        done = run(env, "restore", folder / "bad.backup", "--key-file", folder / "good.backup-key", "--store", folder / "other.db", "--yes")
        check(f"{name}: restore refuses", done.returncode == 65 and "[store.foreign_schema]" in done.stderr and not (folder / "other.db").exists(), done.stderr)
    store.write_bytes(whole)
    check("what is ours is not foreign", *is_sound(env))

    old = folder / "old.db"
    for number in (1, 9, 14):
        remove_store(old)
        old_store(STORES / f"v{number}.sql", old)
        database = sqlite3.connect(old, isolation_level=None)
        database.execute("create trigger paid after insert on account begin delete from audit; end")
        database.close()
        done = run(env, "migrate", "--store", old)
        check(f"v{number}: migrate refuses a trigger", done.returncode == 65 and "[store.foreign_schema]" in done.stderr, done.stderr)
        check(f"v{number}: and leaves it", ask(old, "pragma user_version") == [(number,)] and not list(folder.glob("old.db-before*")))


def a_page_without_a_checksum_is_damage():
    """Eight zeros are no checksum: taken away they are missed, on every page or on one."""
    folder, env, store = with_documents()
    run(env, "backup", folder / "good.backup")
    whole = store.read_bytes()
    for name in ("every page", "one page"):
        store.write_bytes(whole if name == "every page" else whole[:-8] + bytes(8))
        if name == "every page":
            without_sums(store)
        told = run(env, "verify")
        check(f"{name} without a checksum: told", told.returncode == 1 and "[store.pages_without_sum]" in told.stderr, told.stderr)
        for command in (("backup", folder / "b"), ("gc",)):
            done = run(env, *command)
            check(f"{name} without a checksum: {command[0]} refuses", done.returncode == 74 and "[store.pages_without_sum]" in done.stderr, done.stderr)
    store.write_bytes(whole)
    without_sums(folder / "good.backup")
    done = run(env, "restore", folder / "good.backup", "--store", folder / "other.db")
    check("a backup without checksums is refused", done.returncode == 74 and "[store.pages_without_sum]" in done.stderr, done.stderr)


def old(path, content="thesis"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    os.utime(path, (1, 1))


def links_are_not_followed():
    """A folder of documents, or one in it, that is a link: nothing behind it is removed, read or written; only documents are removed at all."""
    folder, env, store = with_documents()
    documents = pathlib.Path(f"{store}-documents")
    first = next(p for p in sorted(documents.rglob("*")) if p.is_file())
    precious = folder / "precious"
    for path in (precious / "thesis.txt", precious / "sub/photo.jpg", precious / OTHER_DIGEST[:2] / OTHER_DIGEST, precious / OTHER_DIGEST):
        old(path)
    kept = lambda: sum(1 for p in precious.rglob("*") if p.is_file())

    for name, link in (("the folder", documents), ("a folder in it", documents / OTHER_DIGEST[:2]), ("that of a document", first.parent)):
        aside = folder / "aside"
        if link.exists():
            link.rename(aside)
        link.symlink_to(precious if link == documents else precious / OTHER_DIGEST[:2])
        done = run(env, "gc")
        check(f"{name} is a link: gc refuses", done.returncode == 74 and "[store.folder_link]" in done.stderr, (done.returncode, done.stderr))
        check(f"{name} is a link: nothing behind it goes", kept() == 4, list(precious.rglob("*")))
        if link != documents / OTHER_DIGEST[:2]:
            told = run(env, "verify")
            check(f"{name} is a link: verify says so", told.returncode != 0 and "[store.folder_link]" in told.stderr, told.stderr)
            done = run(env, "backup", folder / "b.backup")
            check(f"{name} is a link: no backup", done.returncode != 0 and "[store.folder_link]" in done.stderr, done.stderr)
        if link == documents:
            (folder / "new.pdf").write_bytes(PDF + b"new")
            done = run(env, "attach-document", folder / "new.pdf", "--request", "D20260000001", "--kind", "quote")
            check(f"{name} is a link: nothing is written behind it", done.returncode == 74 and "[store.folder_link]" in done.stderr and kept() == 4, done.stderr)
        link.unlink()
        if aside.exists():
            aside.rename(link)

    for path in (documents / "notes.txt", documents / "photos/a.jpg", documents / "ab/ab12", documents / "00" / ("1" * 64)):
        old(path)
    old(documents / "00" / OTHER_DIGEST, "lost")
    old(documents / "00" / (OTHER_DIGEST + ".a1b2c3"), "half")
    (documents / "00" / ("0" * 63 + "1")).symlink_to(precious / "thesis.txt")
    done = run(env, "gc", "-o", "json")
    gone = sorted(pathlib.Path(p).name for p in report_of(done)["files"])
    check("only documents are removed", gone == [OTHER_DIGEST, OTHER_DIGEST + ".a1b2c3"], gone)
    check("what has another name stays", all((documents / p).exists() for p in ("notes.txt", "photos/a.jpg", "ab/ab12")) and kept() == 4)
    os.unlink(first)
    first.symlink_to(folder / "d0.pdf")
    told = run(env, "verify")
    check("a document that is a link is told", told.returncode != 0 and "[store.folder_link]" in told.stderr, told.stderr)


def the_store_of_somebody_else():
    """As root in somebody else's folder everything is refused, with whose it is."""
    if os.getuid() != 0:
        print("security: skipped the store of somebody else: not root")
        return
    folder, env, store = with_documents()
    run(env, "backup", folder / "good.backup")
    documents = pathlib.Path(f"{store}-documents")
    absent = folder / "theirs/deep/s.db"
    absent.parent.parent.mkdir()
    os.chown(absent.parent.parent, 1, 1)
    for place in (store.parent, store, documents):
        os.chown(place, 1, 1)
        for command in COMMANDS + (("restore", "{}/good.backup", "--yes"),):
            done = run(env, *(word.format(folder) for word in command))
            check(f"{place.name} of daemon: {command[0]} refuses", done.returncode == 77 and "[store.owner]" in done.stderr and "daemon" in done.stderr,
                  (done.returncode, done.stderr))
        os.chown(place, 0, 0)
    done = run(env, "import", "establishments", folder / "e.csv", "--store", absent)
    check("no store is made in somebody else's folder", done.returncode == 77 and "[store.owner]" in done.stderr and not absent.parent.exists(), done.stderr)
    check("one's own is used", *is_sound(env))


FAULTS = (a_backup_writes_nowhere_else, a_foreign_schema_does_not_run, a_page_without_a_checksum_is_damage, links_are_not_followed,
          the_store_of_somebody_else)
if __name__ == "__main__":
    finish("handed", FAULTS)

#!/usr/bin/python3
"""P7, P8: damage is found and named; a file that is not a store of ours is left as it is. damage.py PROGRAM"""
import json
import os
import random
import re
import shutil
import sqlite3

from common import *

FLIPS = amount(150, 1000)
EDITS = amount(100, 1000)


def full_store():
    """A store with rows of many kinds and documents, nothing beside it left to bring home."""
    folder, env, store = home()
    member(folder, env)
    number = next(sirets())
    for n in range(8):
        run(env, "submit-request", "--draft", "--siret", number, "--scheme", "pdc", "--title", f"Formation {n}")
        (folder / f"d{n}.pdf").write_bytes(b"%PDF-1.4\n" + os.urandom(500 + 100 * n))
        run(env, "attach-document", folder / f"d{n}.pdf", "--request", f"D2026{n + 1:07}", "--kind", "quote")
    establishments(folder / "more.csv", 400)
    run(env, "import", "establishments", folder / "more.csv")
    return folder, env, store


def flipped_bits():
    """One bit of the store's file flipped: verify says that something is wrong, and which page."""
    random.seed(SEED)
    folder, env, store = full_store()
    check("the store is sound before", *is_sound(env))
    check("and stands in its file alone", not os.path.exists(f"{store}-wal") or os.path.getsize(f"{store}-wal") == 0)
    whole = store.read_bytes()
    found = placed = 0
    for _ in range(FLIPS):
        at, bit = random.randrange(len(whole)), 1 << random.randrange(8)
        store.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1:])
        told = run(env, "verify")
        found += told.returncode != 0
        placed += f"[store.page_damaged]" in told.stderr and re.search(rf"\b{at // 4096 + 1}\b", told.stderr) is not None or at < 100
    for command in (("backup", folder / "copy"), ("gc",), ("admin", "erase-account", "a@b.fr", "--yes")):
        done = run(env, *command)
        check(f"{command[0]} gives no damaged page a new checksum", done.returncode == 74 and "[store.damaged]" in done.stderr and "[store.page_damaged]" in done.stderr, done)
        check("and leaves the store as it was, damaged", run(env, "verify").returncode == 1 and not (folder / "copy").exists())
    store.write_bytes(whole)
    check(f"flipped bits: {found} of {FLIPS} found", found >= FLIPS * 0.99, found)
    check(f"flipped bits: {placed} of {FLIPS} placed", placed >= FLIPS * 0.99, placed)
    print(f"faults: {found} of {FLIPS} flipped bits found, {placed} with their page")


def flipped_journal():
    """The same in the journal of a writer that was killed before it brought it home."""
    random.seed(SEED)
    folder, env, store = full_store()
    keeper = sqlite3.connect(store)  # as long as it reads, nothing is brought home
    keeper.execute("begin")
    keeper.execute("select count(*) from audit").fetchone()
    for n in range(5):
        run(env, "submit-request", "--draft", "--siret", next(sirets()), "--scheme", "pdc", "--title", f"Journal {n}")
    copy = folder / "copy/myatlas.db"
    copy_store(store, copy)
    keeper.close()
    for name in ("-shm", "-lock"):
        (copy.parent / (copy.name + name)).unlink(missing_ok=True)
    wal = copy.parent / (copy.name + "-wal")
    whole = wal.read_bytes()
    check("there is a journal to damage", len(whole) > 8000, len(whole))
    check("it is sound before", *is_sound(env, copy))
    found, count, told = 0, max(20, FLIPS // 5), ""
    for _ in range(count):
        at, bit = random.randrange(len(whole)), 1 << random.randrange(8)
        (copy.parent / (copy.name + "-shm")).unlink(missing_ok=True)
        wal.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1:])
        answer = run(env, "verify", "--store", copy)
        found += answer.returncode != 0
        told += answer.stderr
    check(f"flipped bits of the journal: {found} of {count} found", found >= count * 0.99, found)
    check("and the frame is named", "[store.journal_damaged]" in told, told)
    wal.write_bytes(whole)
    (copy.parent / (copy.name + "-shm")).unlink(missing_ok=True)
    os.truncate(copy, copy.stat().st_size // 2 // 4096 * 4096)
    cut = run(env, "verify", "--store", copy)
    check("a store cut off beside its journal: the page is named", cut.returncode in (1, 74) and "[store.page_missing]" in cut.stderr, cut.stderr)


def broken_inside():
    """What no checksum tells, since another program wrote it: rows that refer to nothing, an index that is not of its table."""
    folder, env, store = full_store()
    whole = store.read_bytes()
    database = sqlite3.connect(store, isolation_level=None)
    database.execute("insert into company_payroll (siren, year, amount) values (999999999, 2025, 1)")
    database.close()
    told = run(env, "verify")
    check("a row that refers to nothing is named", told.returncode == 1 and "[store.reference_broken]" in told.stderr, told.stderr)
    for end in ("-wal", "-shm"):
        (store.parent / (store.name + end)).unlink(missing_ok=True)
    store.write_bytes(whole)
    database = sqlite3.connect(store, isolation_level=None)
    database.execute("pragma writable_schema = on")
    database.execute("update sqlite_schema set rootpage = (select rootpage from sqlite_schema where name = 'batch_digest') where name = 'outbox_due'")
    database.close()
    told = run(env, "verify")
    check("an index that is not of its table is told", told.returncode == 1 and "[store.structure]" in told.stderr, told.stderr)


def cut_files():
    """A store that was cut off is refused or told damaged, and left as it is."""
    folder, env, store = full_store()
    whole = store.read_bytes()
    for size in (0, 50, 100, 4096, len(whole) // 2, len(whole) - 4096, len(whole) - 1):
        store.write_bytes(whole[:size])
        told = run(env, "verify")
        check(f"cut to {size} bytes: told", told.returncode in (1, 74) and "[store." in told.stderr, (told.returncode, told.stderr))
        check(f"cut to {size} bytes: left as it is", store.read_bytes() == whole[:size])
        check(f"cut to {size} bytes: not taken for an empty store", run(env, "list-batches").returncode != 0)


def changed_documents():
    """A document that was changed, cut or taken away is named."""
    folder, env, store = full_store()
    documents = sorted(path for path in (store.parent / (store.name + "-documents")).rglob("*") if path.is_file())
    for number, path in enumerate(documents):
        content = path.read_bytes()
        os.chmod(path, 0o600)
        if number % 3 == 2:
            path.unlink()
        else:
            path.write_bytes(content[:-1] if number % 3 else content[:5] + b"X" + content[6:])
        told = run(env, "verify", "-o", "json")
        code = "store.document_missing" if number % 3 == 2 else "store.document_changed"
        check("a changed document is named", told.returncode == 1 and path.name in told.stdout and code in told.stdout, told.stdout)
        path.write_bytes(content)
    check("put back, it is sound", *is_sound(env))


def edited_audit():
    """Rows of the audit edited, taken out, swapped, put in or cut off by another program: the first is named."""
    random.seed(SEED)
    folder, env, store = full_store()
    whole = store.read_bytes()
    anchor = report_of(run(env, "verify", "-o", "json"))["anchor"]
    missed = misplaced = 0
    for _ in range(EDITS):
        store.write_bytes(whole)
        for end in ("-wal", "-shm"):
            (store.parent / (store.name + end)).unlink(missing_ok=True)
        database = sqlite3.connect(store, isolation_level=None)
        last = database.execute("select max(sequence) from audit").fetchone()[0]
        n = random.randint(1, last - 1)
        what = random.choice(("edit", "delete", "swap", "insert", "cut"))
        if what == "edit":
            column = random.choice(("actor", "command", "subject", "at", "clock", "hash", "previous"))
            value = "'x'" if column != "at" else "at + 1"
            database.execute(f"update audit set {column} = {value} where sequence = ?", (n,))
        elif what == "delete":
            database.execute("delete from audit where sequence = ?", (n,))
        elif what == "swap":
            database.execute("update audit set sequence = case sequence when ?1 then -1 else sequence end where sequence = ?1", (n,))
            database.execute("update audit set sequence = ? where sequence = ?", (n, n + 1))
            database.execute("update audit set sequence = ? where sequence = -1", (n + 1,))
        elif what == "insert":
            database.execute("insert into audit select ?, at, clock, actor, command, subject, before_change, after_change, previous, hash "
                             "from audit where sequence = ?", (last + 1, n))
            n = last + 1
        else:
            database.execute("delete from audit where sequence >= ?", (n,))
        database.close()
        told = run(env, "verify", "--anchor", anchor, "-o", "json")
        problems = {p["code"]: p["message"] for p in report_of(told).get("problems", [])}
        missed += told.returncode != 1 or "audit.broken" not in problems
        misplaced += not re.search(rf"\b{n}\b", problems.get("audit.broken", ""))
    check(f"edited audit: none of {EDITS} missed", missed == 0, missed)
    check(f"edited audit: every place named", misplaced == 0, misplaced)
    store.write_bytes(whole)
    for end in ("-wal", "-shm"):
        (store.parent / (store.name + end)).unlink(missing_ok=True)
    check("an anchor of the same store holds", run(env, "verify", "--anchor", anchor).returncode == 0)
    wrong = anchor[:-1] + ("0" if anchor[-1] != "0" else "1")
    told = run(env, "verify", "--anchor", wrong)
    check("another anchor does not", told.returncode == 1 and "audit.anchor" in told.stderr, told.stderr)


def not_ours():
    """What is not a store of ours, or of a newer program, empty, or linked, is refused and not one byte of it changes."""
    folder, env, store = full_store()
    strange = folder / "strange.db"

    def refused(name, code):
        before = strange.read_bytes() if strange.is_file() else None
        for command in (("verify",), ("list-batches",), ("import", "establishments", folder / "more.csv"), ("gc",), ("migrate",)):
            told = run(env, *command, "--store", strange)
            check(f"{name}: {command[0]} refuses", told.returncode != 0 and code in told.stderr, (told.returncode, told.stderr))
        check(f"{name}: not a byte changes", before is None or strange.read_bytes() == before)

    sqlite3.connect(strange).execute("create table t (a)").connection.close()
    refused("another program's database", "store.not_ours")
    strange.unlink()
    copy_store(store, strange)
    database = sqlite3.connect(strange)
    database.execute("pragma user_version = 999")
    database.close()
    refused("a newer store", "store.newer")
    remove_store(strange)
    strange.write_bytes(b"")
    refused("an empty file", "store.not_ours")
    strange.unlink()
    strange.symlink_to(store)
    refused("a symbolic link", "store.link")
    strange.unlink()
    os.link(store, strange)
    refused("a hard link", "store.hard_link")
    refused_too = run(env, "list-batches")
    check("the store under its own name is refused while it has another", "store.hard_link" in refused_too.stderr, refused_too.stderr)
    strange.unlink()
    check("and not after", run(env, "list-batches").returncode == 0)
    strange.mkdir()
    refused("a folder", "store.not_ours")
    strange.rmdir()
    os.mkfifo(strange)
    refused("a pipe", "store.not_ours")


READING = ("list-requests", "list-invoices", "list-contracts", "list-certificates", "list-declarations", "list-letters", "list-receipts",
           "list-deadlines", "list-batches", "list-news", "admin list-work", "admin list-accounts", "admin audit", "admin list-mail", "whoami",
           "show-request D2026000001", "show-invoice F-1", "export requests", "export invoices", "export employees", "find-opco --idcc 1486")


def garbled_values():
    """Values that no command writes, under checksums that hold, as an older store without them may have: damage is what is said of them."""
    folder, env, store = full_store()
    run(env, "add-employee", "--siret", next(sirets()), "--birth-name", "Martin", "--first-name", "Jeanne",
        "--birth-date", "1985-05-03")
    run(env, "declare-contribution", "--company", "732829320", "--year", "2025", "--headcount", "12", "--payroll", "500000", "--idcc", "1486", "--draft")
    whole = folder / "whole/s.db"
    copy_store(store, whole)
    change(whole, "update account set state = 'closed'",  # nobody is in use: who may write the file is its operator
           "update funding_request set state = 'TRANSMIS', starts = '2026-04-06', scheme = 'apprenticeship'")
    store = folder / "garbled/s.db"
    tables = [name for (name,) in ask(whole, "select name from sqlite_schema where type = 'table' and name not like 'sqlite%'")]
    said, wrong = 0, []
    for table in tables:
        rows = ask(whole, f"select count(*) from {table}")[0][0]
        for column in [name for _, name, kind, _, _, key in ask(whole, f"pragma table_info({table})") if rows and kind.lower() == "text" and not key]:
            shutil.rmtree(store.parent, ignore_errors=True)
            copy_store(whole, store)
            change(store, f"update or ignore {table} set {column} = 'x'")
            for command in READING:
                told = run(env, *command.split(), "--store", store)
                said += "store.corrupt" in told.stderr
                if told.returncode == 70:
                    wrong.append((table, column, command, told.stderr))
    check("a value that no command writes is never an internal error", not wrong, wrong[:5])
    check("it is told as damage where it is read", said >= 10, said)


FAULTS = (garbled_values, flipped_bits, flipped_journal, broken_inside, cut_files, changed_documents, edited_audit, not_ours)
if __name__ == "__main__":
    finish("damage", FAULTS)

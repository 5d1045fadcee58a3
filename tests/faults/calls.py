#!/usr/bin/python3
"""P4: the k-th write, sync, truncation, read or allocation fails, for every k, with ENOSPC and EIO, once and for ever, and half of
what was to be written may be. It is reported or harmless, never swallowed; the store is sound; run again, the command succeeds.
calls.py PROGRAM"""
import itertools
import os
import pathlib
import shutil

from common import *

LIBRARY = BUILD / "tests/libfail_calls.so"
REPORTED = {73, 74, 75}
NEW_STORE = int(os.environ.get("MYATLAS_ALLOCATIONS", "61"))  # each so many of the 76 000 that making a store takes; 1 takes two hours beside other work


def failing(env, folder, call, at, error, for_ever, half):
    more = {"LD_PRELOAD": str(LIBRARY), "MYATLAS_FAIL_CALL": call, "MYATLAS_FAIL_AT": str(at), "MYATLAS_FAIL_WITH": error,
            "MYATLAS_FAIL_DIR": str(folder), "MYATLAS_FAIL_SEEN": str(folder.parent / "seen")}
    if for_ever:
        more["MYATLAS_FAIL_FOR"] = "ever"
    if half:
        more["MYATLAS_FAIL_HALF"] = "1"
    return {**env, **more}


class Sweep:
    def __init__(self, name, prepare, command, is_done, allocations):
        self.name, self.prepare, self.command, self.is_done = name, prepare, command, is_done
        self.allocations = amount(4099, allocations)  # each so many of them fails
        self.faults, self.wrong = 0, []

    def run(self):
        folder, env, store = home()
        self.prepare(folder, env)
        clean = folder / "clean/myatlas.db"
        copy_store(store, clean) if store.exists() else clean.parent.mkdir(parents=True)
        self.clean = clean
        variants = [(call, error, for_ever, half) for call, error, for_ever, half in itertools.product(
            ("write", "sync", "truncate", "read"), ("ENOSPC", "EIO"), (False, True), (False, True))
            if (not half or call == "write") and (call != "read" or error == "EIO")]
        if not FULL:  # ENOSPC for ever and EIO once are the commonest of each
            variants = [v for v in variants if (v[1] == "ENOSPC") == v[2]]
        for variant in variants + [("malloc", "EIO", False, False)]:
            self.each_call(folder, env, store, clean, *variant)

    def each_call(self, folder, env, store, clean, call, error, for_ever, half):
        step = self.allocations if call == "malloc" else 1
        at = 1 + SEED % step
        while True:
            seen = store.parent.parent / "seen"
            seen.unlink(missing_ok=True)
            self.restore(store, clean)
            done = run(failing(env, store.parent, call, at, error, for_ever, half), *self.command(folder))
            if not seen.exists():
                return
            self.faults += 1
            self.judge(folder, env, store, done, f"{call} {at} {error} {'for ever' if for_ever else 'once'}{' half' if half else ''}")
            at += step if FULL or at < 25 else 9 * step if call != "malloc" else step  # the first, then some of the rest

    @staticmethod
    def restore(store, clean):
        shutil.rmtree(store.parent, ignore_errors=True)
        store.parent.mkdir(parents=True)
        for part in clean.parent.iterdir():
            (shutil.copytree if part.is_dir() else shutil.copy2)(part, store.parent / part.name)

    def untouched(self, store):
        """Whether every byte is as before the command; a lock, the index of the log and an empty log say nothing."""
        def kept(folder):
            return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*")
                    if p.is_file() and not p.name.endswith(("-lock", "-shm")) and not (p.name.endswith("-wal") and p.stat().st_size == 0)}
        return kept(store.parent) == kept(self.clean.parent)

    def judge(self, folder, env, store, done, fault):
        kept = store.exists() and store.stat().st_size > 0 and self.is_done(env, store)
        if done.returncode == 0 and not kept:
            self.wrong.append((fault, "success that is none"))
        elif done.returncode != 0 and done.returncode not in REPORTED:
            self.wrong.append((fault, f"ended with {done.returncode}: {done.stderr[-200:]}"))
        elif done.returncode != 0 and "[" not in done.stderr:
            self.wrong.append((fault, f"says nothing: {done.stderr[-200:]}"))
        if done.returncode != 0 and self.untouched(store):
            return  # what the same bytes answer is known
        again = run(env, *self.command(folder))
        already = kept and "Nothing needs to be done" in again.stderr  # it was done before, and says so
        if (again.returncode != 0 and not already) or not self.is_done(env, store):
            self.wrong.append((fault, f"run again: {again.returncode} {again.stderr[-200:]}"))
        sound, told = is_sound(env)
        if not sound:
            self.wrong.append((fault, f"not sound: {told[-300:]}"))


def sweep(name, prepare, command, is_done, allocations=1):
    def fault():
        if not LIBRARY.exists() or SANITIZED:
            print(f"faults: skipped the failing calls of {name}: this build cannot")
            return
        trial = Sweep(name, prepare, command, is_done, allocations)
        trial.run()
        check(f"{name}: every failing call is reported or harmless ({trial.faults} faults)", trial.faults > 0 and not trial.wrong, trial.wrong[:4])
        print(f"faults: {name}: {trial.faults} failing calls, {len(trial.wrong)} answered wrongly")
    return fault


def prepare_import(folder, env):
    establishments(folder / "in.csv", 300)


def prepare_second_import(folder, env):
    establishments(folder / "first.csv", 100)
    run(env, "import", "establishments", folder / "first.csv")
    establishments(folder / "in.csv", 300)


def prepare_document(folder, env):
    member(folder, env)
    run(env, "submit-request", "--draft", "--siret", next(sirets()), "--scheme", "pdc", "--title", "T")
    (folder / "d.pdf").write_bytes(b"%PDF-1.4\n" + b"x" * 20000)


def rows(count):
    return lambda env, store: count_of(store, "establishment") == count


def count_of(store, table):
    try:
        return ask(store, f"select count(*) from {table}")[0][0]
    except sqlite3.DatabaseError:
        return -1


FAULTS = (
    sweep("import into a new store", prepare_import, lambda f: ("import", "establishments", f / "in.csv"), rows(300), NEW_STORE),
    sweep("import into a store that is there", prepare_second_import, lambda f: ("import", "establishments", f / "in.csv"), rows(300)),
    sweep("attach-document", prepare_document, lambda f: ("attach-document", f / "d.pdf", "--request", "D20260000001", "--kind", "quote"),
          lambda env, store: count_of(store, "document") == 1),
)
if __name__ == "__main__":
    finish("calls", FAULTS)

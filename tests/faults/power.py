#!/usr/bin/python3
"""P3: power cuts. What a program does to its files is written down by record_writes.c and replayed: for every prefix of it, states a
disk may be in when the power goes, with what was not synced kept, dropped, reordered or torn. What was confirmed must be in each of
them. As a control the same with every sync left out, which must lose something. power.py PROGRAM"""
import hashlib
import os
import pathlib
import random
import shutil
import sqlite3

from common import *

LIBRARY = BUILD / "tests/librecord_writes.so"
STATES = amount(1200, 6000)
SECTOR = 512
SHARED_MEMORY = pathlib.Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else None


def record(folder, env, commands):
    """The entries of the journal, and with each command the number of entries when it was confirmed."""
    journal = folder / "journal"
    recorded = dict(env, LD_PRELOAD=str(LIBRARY), MYATLAS_RECORD=str(journal), MYATLAS_RECORD_DIR=str(folder / ".local/share"))
    confirmed = []
    for command in commands:
        done = run(recorded, *command)
        assert done.returncode == 0, done.stderr
        confirmed.append(len(entries(journal)))
    return entries(journal), confirmed


def entries(journal):
    found, data, at = [], journal.read_bytes() if journal.exists() else b"", 0
    while at < len(data):
        end = data.index(b"\n", at)
        operation, path, other, offset, size = data[at:end].decode().split("\t")
        size = int(size)
        found.append((operation, path, other, int(offset), data[end + 1:end + 1 + size]))
        at = end + 2 + size
    return found


class Disk:
    """Files by name; each has what is on the platter and what is only in memory. The shared-memory index of a WAL does not outlive
    the machine."""

    def __init__(self, start):
        self.files = {path: [bytearray(content), []] for path, content in start.items()}
        self.names = []  # creations, removals and renames that no sync has made sure of yet

    def apply(self, entry, syncs):
        operation, path, other, offset, data = entry
        if path.endswith("-shm"):
            return
        if operation == "write":
            self.files.setdefault(path, [bytearray(), []])[1].append((offset, data))
        elif operation == "truncate":
            self.files.setdefault(path, [bytearray(), []])[1].append((offset, None))
        elif operation == "sync" and syncs:
            if path in self.files:
                self.settle(self.files[path], self.files[path][1])
                self.files[path][1] = []
                self.names = [name for name in self.names if name[1] != path and name[2] != path]
            else:  # a folder
                self.names = [name for name in self.names if os.path.dirname(name[1]) != path]
        elif operation == "create":
            self.files[path] = [bytearray(), []]
            self.names.append(("create", path, ""))
        elif operation == "unlink" and path in self.files:
            self.names.append(("unlink", path, "", self.files.pop(path)))
        elif operation == "rename" and path in self.files:
            self.names.append(("rename", other, path, self.files.get(other), self.files[path]))
            self.files[other] = self.files.pop(path)

    @staticmethod
    def settle(file, writes):
        content = file[0]
        for offset, data in writes:
            if data is None:
                del content[offset:]
                content.extend(b"\0" * (offset - len(content)))
            else:
                content.extend(b"\0" * (offset - len(content)))
                content[offset:offset + len(data)] = data

    def cut(self, chance):
        """One state the disk may be found in."""
        kind = chance.randrange(5)
        found = {}
        undone = len(self.names) if kind == 1 else chance.randint(0, len(self.names)) if kind > 1 else 0
        files = {path: file for path, file in self.files.items()}
        for name in reversed(self.names[len(self.names) - undone:]):  # the latest did not reach the disk
            if name[0] == "create":
                files.pop(name[1], None)
            elif name[0] == "unlink":
                files[name[1]] = name[3]
            else:
                files.pop(name[1], None)
                if name[3] is not None:
                    files[name[1]] = name[3]
                files[name[2]] = name[4]
        for path, (content, pending) in files.items():
            state = [bytearray(content), []]
            if kind == 0:
                kept = pending
            elif kind == 1:
                kept = []
            elif kind == 2:
                kept = pending[:chance.randint(0, len(pending))]
            else:
                kept = [write for write in pending if chance.random() < 0.5]
                if kind == 4:
                    chance.shuffle(kept)
            self.settle(state, kept)
            if kept and kept[-1][1] is not None and chance.random() < 0.5:  # the last one torn
                offset, data = kept[-1]
                torn = chance.randrange(0, len(data) // SECTOR + 1) * SECTOR
                before = [bytearray(content), []]
                self.settle(before, kept[:-1])
                self.settle(before, [(offset, data[:torn])])
                state = before
            found[path] = bytes(state[0])
        return found


def states(start, journal, syncs, count):
    """So many states, spread over every prefix of the journal: (entries so far, files)."""
    chance = random.Random(SEED)
    each = max(1, round(count / max(1, len(journal))))
    disk = Disk(start)
    for number, entry in enumerate(journal, 1):
        disk.apply(entry, syncs)
        for _ in range(each):
            yield number, disk.cut(chance)


def loss_of(files, base, folder, wanted):
    """What is wrong with a state: nothing, or why. `wanted`: rows of the audit and documents that were confirmed."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in files.items():
        place = folder / os.path.relpath(path, base)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    store = next(folder.rglob("myatlas.db"), None)
    rows, documents = wanted
    if store is None or store.stat().st_size == 0:
        return "the store is gone" if rows else None
    try:
        database = sqlite3.connect(store)
        try:
            if database.execute("pragma integrity_check").fetchone()[0] != "ok":
                return "corrupt"
            if rows and database.execute("select count(*) from audit").fetchone()[0] < rows:
                return "rows lost"
            for digest, in database.execute("select digest from document"):
                kept = store.parent / (store.name + "-documents") / digest[:2] / digest
                if not kept.exists() or hashlib.sha256(kept.read_bytes()).hexdigest() != digest:
                    return "a row names a document that is not there"
            if database.execute("select count(*) from document").fetchone()[0] < documents:
                return "documents lost"
        finally:
            database.close()
    except sqlite3.DatabaseError as error:
        return f"corrupt: {error}"
    return None


def commands_of(folder, env):
    """Single commands and an import, each confirmed by itself."""
    numbers = list(sirets())
    for n in range(3):
        (folder / f"d{n}.pdf").write_bytes(b"%PDF-1.4\n" + bytes([65 + n]) * (700 * n + 100))
        (folder / f"i{n}.csv").write_text("siret;raison_sociale\n" + "".join(f"{s};N{n}\n" for s in numbers[10 + 40 * n:50 + 40 * n]))
    run(env, "submit-request", "--draft", "--siret", numbers[0], "--scheme", "pdc", "--title", "T")
    for n in range(3):
        yield ("import", "establishments", folder / f"i{n}.csv", "-q")
        yield ("submit-request", "--draft", "--siret", numbers[0], "--scheme", "pdc", "--title", f"T{n}", "-q")
        yield ("attach-document", folder / f"d{n}.pdf", "--request", "D20260000001", "--kind", "quote", "-q")


def power_cuts():
    if not LIBRARY.exists() or SANITIZED:
        print("faults: skipped the power cuts: nothing to record with in this build")
        return
    folder, env, store = home()
    member(folder, env)
    commands = list(commands_of(folder, env))
    base = str(store.parent)
    start = {str(path): path.read_bytes() for path in store.parent.rglob("*") if path.is_file() and not path.name.endswith("-shm")}
    before = ask(store, "select count(*) from audit")[0][0]
    start = {str(path): path.read_bytes() for path in store.parent.rglob("*") if path.is_file() and not path.name.endswith("-shm")}
    journal, confirmed = record(folder, env, commands)
    place = scratch.folder("power", SHARED_MEMORY)

    def wanted(entries_so_far):
        done = [command for command, end in zip(commands, confirmed) if end <= entries_so_far]
        return before + len(done), sum(command[0] == "attach-document" for command in done)

    def losses(syncs, count):
        lost, seen = {}, 0
        for entries_so_far, files in states(start, journal, syncs, count):
            seen += 1
            why = loss_of(files, base, place, wanted(entries_so_far))
            if why:
                lost.setdefault(why, []).append(entries_so_far)
        return lost, seen

    lost, seen = losses(True, STATES)
    check("power cuts: nothing confirmed is lost, nothing is corrupt", not lost, {why: len(at) for why, at in lost.items()})
    control, control_seen = losses(False, STATES // 3)
    check("power cuts: the control, without syncs, loses something", control, control_seen)
    print(f"faults: {seen} states after a power cut from {len(journal)} operations, {sum(map(len, lost.values()))} lost or corrupt; "
          f"control: {sum(map(len, control.values()))} of {control_seen}")


FAULTS = (power_cuts,)
if __name__ == "__main__":
    finish("power", FAULTS)

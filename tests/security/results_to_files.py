#!/usr/bin/python3
"""Files of results: what stands where one is written is kept beside it, whatever the command; the store, its key, its journals and its
documents are never such a place. results_to_files.py PROGRAM"""
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "faults"))
from common import *

SIMULATION = ("simulate-contribution", "--year", "2025", "--headcount", "20", "--payroll", "500000")


def full_home():
    """An account with something of everything that can be written to a file."""
    folder, env, store = home()
    member(folder, env)
    run(env, "submit-request", "--draft", "--siret", next(sirets()), "--scheme", "pdc", "--title", "T")
    (folder / "d.pdf").write_bytes(b"%PDF-1.4\nx")
    run(env, "attach-document", folder / "d.pdf", "--request", "D20260000001", "--kind", "quote")
    run(env, "admin", "send-letter", "D20260000001")
    run(env, "declare-contribution", "--company", "A1", "--year", "2025", "--headcount", "12", "--voluntary", "100")
    run(env, "admin", "record-payment", "C2025-0000001", "--amount", "100")
    run(env, "admin", "issue-receipt", "C2025-0000001")
    (folder / "bad.csv").write_text(f"siret;raison_sociale\n123;X\n{next(sirets())};Y\n")
    return folder, env, store


def commands(folder):
    """Each command that writes a file of results, but for the file."""
    return {
        "get-document": ("get-document", "D20260000001", "1", "--to"),
        "list-deadlines": ("list-deadlines", "--ics"),
        "export": ("export", "establishments", "--to"),
        "export xlsx": ("export", "establishments", "--format", "xlsx", "--to"),
        "template": ("template", "establishments", "--to"),
        "simulate-contribution": (*SIMULATION, "--pdf"),
        "get-receipt": ("get-receipt", "C2025-0000001", "--pdf"),
        "get-letter": ("get-letter", "L2026-0000001", "--pdf"),
        "import": ("import", "establishments", folder / "bad.csv", "--on-error", "reject", "--rejects"),
    }


def what_stands_there_is_kept():
    """One rule for all: another file at that place is kept as .bak, then .bak2, and a link is not written through."""
    folder, env, store = full_home()
    for name, words in commands(folder).items():
        place = folder / "out/result"
        place.parent.mkdir(exist_ok=True)
        for n, end in enumerate((".bak", ".bak2")):
            place.write_text(f"mine {n}")
            done = run(env, *words, place)
            check(f"{name} writes", done.returncode in (0, 3) and place.exists() and place.read_bytes() != b"mine %d" % n, (done.returncode, done.stderr))
            kept = pathlib.Path(f"{place}{end}")
            check(f"{name} keeps what stood there", kept.exists() and kept.read_text() == f"mine {n}", sorted(p.name for p in place.parent.iterdir()))
        for path in place.parent.iterdir():
            path.unlink()
        target = folder / "target"
        target.write_text("mine")
        place.symlink_to(target)
        run(env, *words, place)
        check(f"{name} does not write through a link", target.read_text() == "mine" and not place.is_symlink())
        for path in place.parent.iterdir():
            path.unlink()
        place.symlink_to(folder / "nowhere")
        run(env, *words, place)
        check(f"{name} does not write through a link to nothing", not (folder / "nowhere").exists() and not place.is_symlink())
        for path in place.parent.iterdir():
            path.unlink()
        long = place.parent / ("x" * 250)
        long.write_text("mine")
        done = run(env, *words, long)
        check(f"{name}: what cannot be kept is not written over", long.read_text() == "mine" and done.returncode != 0, done.stderr)
        long.unlink()


def the_store_is_no_place_for_results():
    """Neither by its path nor by another: through a folder that is a link, a second name, dots."""
    folder, env, store = full_home()
    document = next(p for p in pathlib.Path(f"{store}-documents").rglob("*") if p.is_file())
    (folder / "way").symlink_to(store.parent)
    (folder / "linked").symlink_to(f"{store}-key")
    (folder / "documents").symlink_to(document.parent.parent)
    os.link(f"{store}-key", folder / "second-key")
    places = [store, *(f"{store}{end}" for end in ("-key", "-wal", "-shm", "-journal", "-lock", "-documents", "-restoring", "-before-v15")), document,
              document.parent / "new", document.parent.parent / "new", folder / "way" / store.name, folder / "way" / f"{store.name}-wal", folder / "linked",
              folder / "second-key", store.parent / ".." / store.parent.name / f"{store.name}-key", folder / "documents/new"]
    files = lambda: {p: p.read_bytes() for p in store.parent.rglob("*") if p.is_file() and not p.name.endswith("-shm")}
    before = files()
    for name, words in {**commands(folder), "backup": ("backup",)}.items():
        for place in places:
            done = run(env, *words, place)
            refused = done.returncode == 73 and "[file.of_store]" in done.stderr
            check(f"{name} is not written to {pathlib.Path(place).name[:30]}", refused, (place, done.returncode, done.stderr))
        check(f"{name}: the store is as it was", files() == before, sorted(set(files()) ^ set(before)))
    (folder / "cwd").mkdir()
    done = run(env, "export", "establishments", "--store", "s.db", "--to", "./s.db-key", cwd=folder / "cwd")
    check("a store that is not there yet is kept apart too", done.returncode == 73 and "[file.of_store]" in done.stderr, done.stderr)
    check("a name that only begins like it is free", run(env, "template", "establishments", "--to", f"{store}.csv").returncode == 0)


FAULTS = (what_stands_there_is_kept, the_store_is_no_place_for_results)
if __name__ == "__main__":
    finish("results", FAULTS)

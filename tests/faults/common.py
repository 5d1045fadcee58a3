"""What the tests of faults share: a fresh home, the program, files to import, and how results are told."""
import ctypes
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
import scratch

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
BUILD = pathlib.Path(PROGRAM).parent.parent
SANITIZED = "/asan/" in PROGRAM or "/tsan/" in PROGRAM
FULL = os.environ.get("MYATLAS_FULL") == "1"  # the figures of a release, not the short form of CI
SEED = int(os.environ.get("MYATLAS_SEED", "7"))
results = []
STORES = pathlib.Path(__file__).parent / "stores"
FIRST_WITH_SUMS = 15


def amount(short, full):
    return full if FULL else short


def home():
    folder = scratch.folder("faults")
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "MYATLAS_CONFIG_SYSTEM": "/nowhere/config.toml", "MYATLAS_NOW": "2026-03-02T09:00:00Z", "MYATLAS_TEST_CLOCK": "1"}
    if "ASAN_OPTIONS" in os.environ:
        env["ASAN_OPTIONS"] = os.environ["ASAN_OPTIONS"]
    return folder, env, folder / ".local/share/myatlas/myatlas.db"


def run(env, *arguments, **more):
    return subprocess.run([PROGRAM, *map(str, arguments)], env=env, capture_output=True, text=True, **more)


def seconds_of(env, *arguments):
    """How long the command takes here when nobody kills it: kills are spread over that, be the machine or the build slow or fast."""
    begun = time.monotonic()
    run(env, *arguments)
    return time.monotonic() - begun


def luhn(digits):
    total = sum(d * 2 - (9 if d > 4 else 0) if i % 2 else d for i, d in enumerate(map(int, reversed(digits))))
    return total % 10 == 0


def sirets(siren="732829320"):
    return (s for s in (f"{siren}{n:05}" for n in range(1, 100000)) if luhn(s))


def establishments(path, count, width=1):
    numbers = sirets()
    path.write_text("siret;raison_sociale\n" + "".join(f"{next(numbers)};ALTÉA {n:0{width}}\n" for n in range(count)))


def register(folder, env):
    """A company and two establishments, in the store."""
    (folder / "c.csv").write_text("code_adherent;siren;raison_sociale;annee;masse_salariale\nA1;732829320;X;2025;5\n")
    establishments(folder / "e.csv", 2)
    run(env, "import", "companies", folder / "c.csv")
    run(env, "import", "establishments", folder / "e.csv")


def sign_up(env, email):
    return run(env, "register", "--profile", "member", "--email", email, "--title", "M", "--last-name", "A", "--first-name", "B",
               "--member-code", "A1", "--payroll", "5", "--all-establishments", "--certify", "--accept-terms")


def mailed_code(folder):
    """The code in the latest letter."""
    letters = sorted((folder / ".local/state/myatlas/mail").iterdir(), key=lambda p: p.stat().st_mtime_ns)
    lines = letters[-1].read_text().split("\n")
    return next(line.strip() for line in lines if line.startswith("    ") and len(line.strip()) == 17)


def member(folder, env, email="a@b.fr", password="Abcdefg1"):
    """An account that is active and logged in."""
    register(folder, env)
    sign_up(env, email)
    run(env, "activate", "--email", email, "--code", mailed_code(folder), "--password-stdin", input=password + "\n")
    return run(env, "login", "--email", email, "--password-stdin", input=password + "\n")


def ask(store, sql, *values):
    """Of a copy: SQLite alone would bring a journal home and leave pages without a checksum."""
    with tempfile.TemporaryDirectory(prefix="myatlas-ask.") as folder:
        for end in ("", "-wal", "-journal"):
            if os.path.exists(f"{store}{end}"):
                shutil.copy2(f"{store}{end}", f"{folder}/s.db{end}")
        database = sqlite3.connect(f"{folder}/s.db")
        try:
            return database.execute(sql, values).fetchall()
        finally:
            database.close()


def put_sums(path):
    """Makes the checksums of a store right that another program has written."""
    assert ctypes.CDLL(str(BUILD / "tests/libput_sums.so")).put_sums(os.fsencode(path)) == 0


def make_room_for_sums(store):
    """An empty database whose pages end with eight bytes that SQLite leaves alone: byte 20 of its header, and where its page ends."""
    sqlite3.connect(store, isolation_level=None).execute("pragma user_version = 1").connection.close()
    page = bytearray(store.read_bytes())
    page[20], page[105:107] = 8, (len(page) - 8).to_bytes(2, "big")
    store.write_bytes(page)


def old_store(sql, store):
    """The fixture as a file, with the key it was written under."""
    store.parent.mkdir(parents=True, exist_ok=True)
    has_sums = int(sql.stem[1:]) >= FIRST_WITH_SUMS
    if has_sums:
        make_room_for_sums(store)
    database = sqlite3.connect(store)
    database.executescript(sql.read_text())
    database.close()
    if has_sums:
        put_sums(store)
    os.chmod(store, 0o600)
    (store.parent / (store.name + "-key")).write_bytes(bytes(range(32)))
    (store.parent / (store.name + "-key")).chmod(0o600)


def change(path, *statements):
    """A store or a backup as somebody makes it who knows SQLite, and how its checksums are made."""
    database = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        database.execute(statement)
    database.close()
    put_sums(path)


def is_sound(env, store=None):
    """What verify says, and what it told."""
    told = run(env, "verify", "-o", "json", *(["--store", store] if store else []))
    return told.returncode == 0, told.stdout + told.stderr


def copy_store(store, to):
    """The store with all that lies beside it, under another name."""
    to.parent.mkdir(parents=True, exist_ok=True)
    for part in store.parent.glob(store.name + "*"):
        name = to.name + part.name[len(store.name):]
        (shutil.copytree if part.is_dir() else shutil.copy2)(part, to.parent / name)


def remove_store(store):
    for part in store.parent.glob(store.name + "*"):
        shutil.rmtree(part) if part.is_dir() else part.unlink()


def check(name, condition, told=""):
    results.append(bool(condition))
    if not condition:
        print(f"FAILED {name} {str(told)[:2000]}", flush=True)


def finish(title, faults):
    for fault in faults:
        fault()
    print(f"{title}: {sum(results)} passed, {len(results) - sum(results)} failed")
    sys.exit(0 if all(results) else 1)


def report_of(done):
    return json.loads(done.stdout) if done.stdout else {}

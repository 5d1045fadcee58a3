"""What is told to stop: a service that waits for the store, an import in the middle of its file. stops.py PROGRAM"""
import fcntl
import json
import random
import shutil
import signal
import subprocess
import time

from common import *
from operation import Watch


def a_watch_that_waits():
    """Told to stop while another program holds the store, it ends at once: not when its patience does."""
    folder, env, db = home()
    register(folder, env)
    with open(f"{db}-lock", "r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        watch = Watch(env)
        waits = watch.wait_for("Waiting for another program")
        watch.process.send_signal(signal.SIGTERM)
        try:
            ended = watch.process.wait(30)  # it would wait for a minute
        except subprocess.TimeoutExpired:
            ended = None
            watch.process.kill()
        check("a service that waits for the store ends when it is told to", waits and ended == 143, (waits, ended, watch.said))
    shutil.rmtree(folder)


def an_import_that_is_stopped():
    """Nothing half-made lies beside the file, whichever signal comes and wherever."""
    random.seed(SEED)
    folder, env, db = home()
    numbers = sirets()
    (folder / "in.csv").write_text("siret;raison_sociale\nbad;X\n" + "".join(f"{next(numbers)};ALTEA\nbad;Y\n" for _ in range(9000)))
    words = ("import", "establishments", folder / "in.csv", "--on-error", "reject", "-q")
    whole_run = seconds_of(env, *words)
    kept = {"in.csv", "in.rejected.csv"}
    check("an import told to be quiet is", run(env, *words, "-n").stdout == "")
    left = set()
    for i in range(amount(30, 200)):
        for path in folder.glob("in.rejected*"):
            path.unlink()
        shutil.rmtree(db.parent, ignore_errors=True)
        process = subprocess.Popen([PROGRAM, *map(str, words)], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.random() * whole_run)
        process.send_signal((signal.SIGTERM, signal.SIGINT, signal.SIGKILL)[i % 3])
        process.wait()
        left |= {path.name for path in folder.iterdir() if path.is_file()} - kept
    check("nothing half-made is left of an import that was stopped", not left, left)
    shutil.rmtree(folder)


FAULTS = (a_watch_that_waits, an_import_that_is_stopped)
if __name__ == "__main__":
    finish("stops", FAULTS)

"""Folders that tests put things in: each is gone when the suite ends."""
import atexit
import pathlib
import shutil
import subprocess
import tempfile


def folder(name, inside=None):
    """A new folder, in TMPDIR or in `inside`."""
    made = pathlib.Path(tempfile.mkdtemp(prefix=f"myatlas-{name}.", dir=inside)).resolve()
    atexit.register(remove, made)
    return made


def remove(made):
    """Also what a test made unreadable or unwritable."""
    if made.exists():
        subprocess.run(["chmod", "-R", "u+rwX", made], capture_output=True)
        shutil.rmtree(made, ignore_errors=True)

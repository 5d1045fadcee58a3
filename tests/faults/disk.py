"""P5 and what it is near: a full or read-only disk, a file that is wrong throughout. disk.py PROGRAM"""
import json
import subprocess
import sys

from common import *


def memory_is_bounded():
    """A file that is wrong throughout takes no more memory than one that is right."""
    if SANITIZED:
        return  # a sanitizer's memory is its own
    folder, env, _ = home()
    (folder / "in.csv").write_text("siret;raison_sociale\n" + "1;" + "x" * 100 + "\n" + ("1;" + "y" * 100 + "\n") * 400_000)
    # Measured by a small process of its own: what a large one starts begins with its size.
    measure = ("import os, sys\npid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)\n"
               "_, status, used = os.wait4(pid, 0)\nprint(used.ru_maxrss, os.waitstatus_to_exitcode(status), file=sys.stderr)")
    with open(folder / "out", "wb") as out:
        done = subprocess.run([sys.executable, "-c", measure, PROGRAM, "import", "establishments", folder / "in.csv", "-o", "json", "-q"],
                              env=env, stdout=out, stderr=subprocess.PIPE, text=True)
    peak, status = map(int, done.stderr.split()[-2:])
    report = json.loads((folder / "out").read_text())
    check("every problem is told", status == 65 and len(report["problems"]) == report["rejected"] == 400_001)
    check("memory is bounded", peak < 64 * 1024, peak)


MOUNTS = subprocess.run(["unshare", "-Urm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True).returncode == 0


def inside(script, env, *arguments):
    """Runs a shell script with mounts of its own; needs no root."""
    return subprocess.run(["unshare", "-Urm", "sh", "-c", script, "sh", PROGRAM, *map(str, arguments)], env=env, capture_output=True, text=True)


def disk_full():
    """A full disk is 74 and says so, for a file and for a single command; the store stays sound, and once there is room the same
    command succeeds."""
    if not MOUNTS:
        print("faults: skipped the full disk: this user may not mount one")
        return
    folder, env, _ = home()
    small = folder / "small"
    small.mkdir()
    establishments(folder / "in.csv", 2000)
    establishments(folder / "many.csv", 9000, width=200)
    done = inside("""
        mount -t tmpfs -o size=1600k tmpfs "$2" || exit 99
        "$1" import establishments "$3" --store "$2/x.db" -q > /dev/null || exit 98
        "$1" import establishments "$4" --store "$2/x.db" -q; echo "file $?" >&2
        "$1" list-batches --store "$2/x.db" -o jsonl | wc -l
        "$1" verify --store "$2/x.db" > /dev/null; echo "verify $?" >&2
        dd if=/dev/zero of="$2/filler" bs=1k 2> /dev/null
        "$1" doctor --store "$2/x.db" -o json | grep -o '"doctor.disk_full"' >&2
        i=0; while "$1" register --store "$2/x.db" --profile provider --email "p$i@b.fr" --title M --last-name A --first-name B \
          --provider-siret 88087814500015 --activity-number 11755555555 --certify --accept-terms -q > /dev/null 2> "$5"; do i=$((i+1)); [ $i -gt 50 ] && break; done
        cat "$5" >&2; echo "command $?" >&2
        "$1" verify --store "$2/x.db" > /dev/null; echo "verify $?" >&2
        rm "$2/filler"; mount -o remount,size=40m "$2"
        "$1" doctor --store "$2/x.db" -o json | grep -o '"doctor.disk"' >&2
        "$1" import establishments "$4" --store "$2/x.db" -q > /dev/null; echo "again $?" >&2
        "$1" verify --store "$2/x.db" > /dev/null; echo "verify $?" >&2
        """, env, small, folder / "in.csv", folder / "many.csv", folder / "said")
    check("a full disk: a file is refused with 74", "file 74" in done.stderr, done.stderr)
    check("a full disk is named", "disk.full" in done.stderr or "store.io" in done.stderr, done.stderr)
    check("a full disk: the first file is there", done.stdout.strip() == "1", done.stdout)
    check("a full disk: a single command is refused by name", "[disk.full]" in done.stderr.split("verify")[1] or "[store.io]" in done.stderr.split("verify")[1], done.stderr)
    check("the doctor tells of it", '"doctor.disk_full"' in done.stderr, done.stderr)
    check("and of one that has little room", '"doctor.disk"' in done.stderr, done.stderr)
    check("a full disk leaves a sound store", done.stderr.count("verify 0") == 3, done.stderr)
    check("with room again it succeeds", "again 0" in done.stderr, done.stderr)


def read_only():
    """A read-only disk is 73 for what writes, reads go on, nothing is changed."""
    if not MOUNTS:
        print("faults: skipped the read-only disk: this user may not mount one")
        return
    folder, env, _ = home()
    there = folder / "there"
    there.mkdir()
    establishments(folder / "in.csv", 20)
    establishments(folder / "more.csv", 40)
    done = inside("""
        mount -t tmpfs -o size=8m tmpfs "$2" || exit 99
        "$1" import establishments "$3" --store "$2/x.db" -q > /dev/null || exit 98
        before=$(sha256sum "$2/x.db")
        mount -o remount,ro "$2"
        "$1" import establishments "$4" --store "$2/x.db" -q; echo "write $?" >&2
        "$1" export establishments --store "$2/x.db" -q | wc -l; echo "read $?" >&2
        "$1" verify --store "$2/x.db" > /dev/null; echo "verify $?" >&2
        "$1" import establishments "$4" --store "$2/new.db" -q; echo "new $?" >&2
        [ "$before" = "$(sha256sum "$2/x.db")" ] && echo same >&2
        mount -o remount,rw "$2"
        "$1" import establishments "$4" --store "$2/x.db" -q > /dev/null; echo "again $?" >&2
        """, env, there, folder / "in.csv", folder / "more.csv")
    check("a read-only disk: what writes is refused with 73", "write 73" in done.stderr and "new 73" in done.stderr, done.stderr)
    check("a read-only disk: reads go on", done.stdout.strip() == "21" and "read 0" in done.stderr and "verify 0" in done.stderr, done.stderr + done.stdout)
    check("a read-only disk: nothing is changed", "same" in done.stderr, done.stderr)
    check("writable again it succeeds", "again 0" in done.stderr, done.stderr)


def backups_when_they_are_needed():
    """From a disk that is full or read-only a backup is made, kept and streamed all the same; it says that the audit could not tell of it."""
    if not MOUNTS:
        print("faults: skipped backups of a full disk: this user may not mount one")
        return
    folder, env, _ = home()
    establishments(folder / "in.csv", 20)
    for name, command in (("full", 'dd if=/dev/zero of="$2/filler" bs=1k 2> /dev/null'), ("read-only", 'mount -o remount,ro "$2"')):
        at, out = folder / name, folder / f"{name}-out"
        at.mkdir()
        out.mkdir()
        done = inside(f"""
            mount -t tmpfs -o size=1600k tmpfs "$2" || exit 99
            "$1" import establishments "$4" --store "$2/x.db" -q > /dev/null || exit 98
            {command}
            "$1" backup "$3/one" --store "$2/x.db"; echo "backup $?" >&2
            "$1" --now 2026-03-02T09:00:01Z backup "$3" --keep daily=1 --without-key --store "$2/x.db"; echo "first $?" >&2
            "$1" --now 2026-03-02T09:00:02Z backup "$3" --keep daily=1 --without-key --store "$2/x.db"; echo "second $?" >&2
            "$1" backup - --store "$2/x.db" > "$3/stream"; echo "stream $?" >&2
            """, env, at, out, folder / "in.csv")
        check(f"of a {name} disk backups are made", all(f"{step} 0" in done.stderr for step in ("backup", "first", "second", "stream")), done.stderr)
        check(f"it is said that the audit does not tell ({name})", done.stderr.count("The audit does not tell of this backup") == 4, done.stderr)
        dated = [path.name for path in out.glob("myatlas-*.backup")]
        check(f"the older one goes ({name})", dated == ["myatlas-20260302T090002Z.backup"], dated)
        for path in (out / "one", out / "stream"):
            whole = run(env, "verify", "--backup", path, "--key-file", out / "one-key")
            check(f"{path.name} is whole ({name})", whole.returncode == 0, whole.stderr)


FAULTS = (memory_is_bounded, disk_full, read_only, backups_when_they_are_needed)
if __name__ == "__main__":
    finish("disk", FAULTS)

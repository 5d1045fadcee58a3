"""What the tests of the network share: a fresh home, the program run in it, certificates, and a list of what was checked."""
import json
import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
import scratch

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
SANITIZERS = {name: os.environ[name] for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS") if name in os.environ}
results = []


def check(name, condition, told=""):
    results.append(bool(condition))
    if not condition:
        print(f"FAILED {name} {told}")


def finish(suite):
    print(f"{suite}: {sum(results)} passed, {len(results) - sum(results)} failed")
    sys.exit(0 if all(results) else 1)


class Home:
    """A home of its own with its own store. Settings go in as environment variables."""

    def __init__(self, **settings):
        self.folder = scratch.folder("network")
        self.env = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "MYATLAS_CONFIG_SYSTEM": "/nowhere/config.toml", "MYATLAS_NOW": "2026-03-02T09:00:00Z", "MYATLAS_TEST_CLOCK": "1",
                    **SANITIZERS}
        self.set(**settings)

    def set(self, **settings):
        self.env.update({"MYATLAS_" + name.upper(): str(value) for name, value in settings.items()})

    def start(self, *arguments, **more):
        return subprocess.Popen([PROGRAM, *arguments], env=self.env, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                **more)

    def run(self, *arguments, stdin=""):
        return subprocess.run([PROGRAM, *arguments], env=self.env, cwd=self.folder, input=stdin, capture_output=True, text=True)

    def json(self, *arguments, stdin=""):
        return json.loads(self.run(*arguments, "-o", "json", stdin=stdin).stdout)

    def private(self, name, text):
        path = self.folder / name
        path.write_text(text)
        path.chmod(0o600)
        return path

    def activate(self, address):
        """By the code of the latest letter in the folder; then logged in."""
        letter = max((self.folder / ".local/state/myatlas/mail").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns).read_text()
        code = next(line.strip() for line in letter.splitlines() if line.startswith("    ") and len(line.strip()) == 17)
        self.run("activate", "--email", address, "--code", code, "--password-stdin", stdin="Abcdefg1\n")
        self.run("login", "--email", address, "--password-stdin", stdin="Abcdefg1\n")

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def code_of(done):
    """The code of the last error of a run with -o json."""
    lines = done.stderr.strip().splitlines()
    return json.loads(lines[-1])["code"] if lines and lines[-1].startswith("{") else None


def certificate(folder, name, host="localhost", days=2, start=None):
    """A certificate that signs itself, and its key: (certificate, key)."""
    key, cert = folder / f"{name}.key", folder / f"{name}.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", str(days), "-subj", f"/CN={host}",
               "-addext", f"subjectAltName=DNS:{host}"]
    subprocess.run(command, check=True, capture_output=True)
    if start:  # in the past altogether
        request = folder / f"{name}.csr"
        subprocess.run(["openssl", "req", "-new", "-key", key, "-subj", f"/CN={host}", "-out", request], check=True, capture_output=True)
        extensions = folder / f"{name}.ext"
        extensions.write_text(f"subjectAltName=DNS:{host}\n")
        database = folder / "index.txt"
        database.write_text("")
        config = folder / "ca.cnf"
        config.write_text(f"[ca]\ndefault_ca=d\n[d]\ndatabase={database}\nnew_certs_dir={folder}\nserial={folder}/serial\ndefault_md=sha256\n"
                          "policy=p\nrand_serial=yes\n[p]\ncommonName=supplied\n")
        subprocess.run(["openssl", "ca", "-config", config, "-selfsign", "-keyfile", key, "-in", request, "-out", cert, "-startdate", start,
                        "-enddate", start[:2] + str(int(start[2:4]) + 1).zfill(2) + start[4:], "-extfile", extensions, "-batch", "-notext"],
                       check=True, capture_output=True)
    return cert, key

"""A PostgreSQL cluster of the tests' own: in a temporary folder, as an ordinary user, on a socket alone."""
import glob
import os
import pathlib
import pwd
import secrets
import shutil
import subprocess
import tempfile

TEMPLATE = "myatlas_made"


def programs():
    """The folder of the newest server's programs, or None."""
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda f: int(f.split("/")[4]))
    return pathlib.Path(folders[-1]) if folders and shutil.which("psql") else None


class Cluster:
    def __init__(self, settings=("fsync = off",)):
        self.programs = programs()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="myatlas-pg.", dir="/tmp"))
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        self.folder.chmod(0o755)
        self.data = self.folder / "data"
        self.run("initdb", "-D", self.data, "-E", "UTF8", "--locale=C.UTF-8", "-U", self.user, "-A", "trust", "-k")
        with (self.data / "postgresql.conf").open("a") as file:
            file.write("\n".join(("listen_addresses = ''", f"unix_socket_directories = '{self.folder}'", *settings)) + "\n")
        self.start()

    def command(self, name, *arguments):
        ordinary = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
        return [*ordinary, str(self.programs / name), *map(str, arguments)]

    def run(self, name, *arguments):
        done = subprocess.run(self.command(name, *arguments), capture_output=True, text=True, cwd=self.folder)
        if done.returncode != 0:
            raise RuntimeError(f"{name}: {done.stderr}{done.stdout}")

    def start(self):
        self.run("pg_ctl", "-D", self.data, "-l", self.folder / "log", "-w", "start")

    def stop(self, how="fast"):
        self.run("pg_ctl", "-D", self.data, "-m", how, "-w", "stop")

    def end(self):
        try:
            self.stop("immediate")
        except RuntimeError:
            pass  # it has ended
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def sql(self, text, database="postgres"):
        done = subprocess.run(["psql", "-h", self.folder, "-U", self.user, "-d", database, "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", text],
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{text}: {done.stderr}")
        return done.stdout.strip()

    def url(self, database, user=None):
        return f"postgresql://{user or self.user}@/{database}?host={self.folder}"

    def create(self, database, template="template0"):
        self.sql(f'create database "{database}" template "{template}" encoding \'UTF8\'')

    def drop(self, database):
        self.sql(f'drop database "{database}" with (force)')

    def make_store(self, program, database, key, **variables):
        """A store in a new database; its key in the file `key`."""
        self.create(database)
        env = dict(os.environ, MYATLAS_STORE=self.url(database), MYATLAS_KEY_FILE=str(key), **variables)
        subprocess.run([program, "migrate"], env=env, check=True, capture_output=True)


class CaseStores:
    """A store a case, each a copy of one that was made once."""

    def __init__(self, program):
        self.cluster = Cluster()
        self.key = self.cluster.folder.parent / (self.cluster.folder.name + ".key")
        self.cluster.make_store(program, TEMPLATE, self.key, MYATLAS_TEST_CLOCK="1", MYATLAS_NOW="2026-03-02T09:00:00Z")

    def end(self):
        self.cluster.end()
        self.key.unlink(missing_ok=True)

    def begin(self, home):
        """A store for the case at `home`: its name, and the variables by which commands find it."""
        name = "c" + secrets.token_hex(6)
        self.cluster.create(name, TEMPLATE)
        folder = home / "data/myatlas"
        folder.mkdir(parents=True, mode=0o700)
        shutil.copy(self.key, folder / "server-key")
        (folder / "server-key").chmod(0o600)
        return name, {"MYATLAS_STORE": self.cluster.url(name), "MYATLAS_STORE_AS": str(pathlib.Path(__file__).parent / "on_server")}

    def normal(self, text, name):
        """As if the store were the file of other runs."""
        shown = self.cluster.url(name)
        text = text.replace(shown, "~/data/myatlas/myatlas.db").replace(shown.split("?")[0], "~/data/myatlas/myatlas.db")
        return text.replace("~/data/myatlas/server-key", "~/data/myatlas/myatlas.db-key")

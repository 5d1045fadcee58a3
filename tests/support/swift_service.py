"""OpenStack Swift with its s3api and its own accounts (tempauth), as Debian packages it: five processes on loopback, as the user who runs
the tests, in a folder of its own."""
import importlib.util
import os
import pathlib
import shutil
import socket
import subprocess
import time
import urllib.request

PROGRAMS = ("swift-proxy-server", "swift-account-server", "swift-container-server", "swift-object-server", "memcached")
ID, KEY = "test:tester", "testing"
PROXY = """[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
swift_dir = {folder}
user = {user}
workers = 0
[pipeline:main]
pipeline = catch_errors cache s3api tempauth copy slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:{memcached}
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
"""
SERVER = """[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
swift_dir = {folder}
devices = {folder}/disks
mount_check = false
user = {user}
workers = 0
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
"""


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def lacking():
    """The program, or the module of this Python, that is not on this machine; None where all are."""
    if importlib.util.find_spec("swift") is None:
        return "python3-swift"
    return next((name for name in PROGRAMS if shutil.which(name) is None), None)


class Swift:
    def __init__(self, folder):
        self.folder, self.processes = folder, []

    def begin(self):
        folder = self.folder
        names = dict(folder=folder, user=subprocess.run(["id", "-un"], capture_output=True, text=True).stdout.strip(), memcached=free_port())
        (folder / "disks/d1").mkdir(parents=True)
        (folder / "swift.conf").write_text("[swift-hash]\nswift_hash_path_suffix = tests\n[storage-policy:0]\nname = one\ndefault = yes\n")
        self.start("memcached", "-u", names["user"], "-l", "127.0.0.1", "-p", str(names["memcached"]), "-m", "16")
        for kind in ("account", "container", "object"):
            port = free_port()
            self.make_ring(kind, port)
            self.serve(kind, SERVER.format(kind=kind, port=port, **names))
        self.port = free_port()
        self.serve("proxy", PROXY.format(port=self.port, **names))
        self.url = f"http://localhost:{self.port}"
        self.wait()

    def make_ring(self, kind, port):
        """One copy, on one disk."""
        from swift.common.ring import RingBuilder
        builder = RingBuilder(4, 1, 0)
        builder.add_dev({"id": 0, "region": 1, "zone": 1, "ip": "127.0.0.1", "port": port, "device": "d1", "weight": 1, "meta": ""})
        builder.rebalance()
        builder.get_ring().save(str(self.folder / f"{kind}.ring.gz"))

    def serve(self, kind, text):
        path = self.folder / f"{kind}.conf"
        path.write_text(text)
        self.start(f"swift-{kind}-server", str(path), "-v")

    def start(self, *command):
        log = (self.folder / f"{command[0]}.log").open("w")
        self.processes.append(subprocess.Popen(command, stdout=log, stderr=log, env=dict(os.environ, SWIFT_DIR=str(self.folder)), cwd=self.folder))

    def wait(self):
        for _ in range(150):
            try:
                self.make_bucket("documents")
                return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("Swift does not answer:\n" + "".join(log.read_text()[-2000:] for log in self.folder.glob("*.log")))

    def ask(self, method, path, **headers):
        request = urllib.request.Request(self.url + path, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.headers, answer.read().decode()

    def make_bucket(self, name):
        self.token, _ = self.ask("GET", "/auth/v1.0", **{"X-Auth-User": ID, "X-Auth-Key": KEY})
        self.ask("PUT", f"/v1/AUTH_test/{name}", **{"X-Auth-Token": self.token["X-Auth-Token"]})

    def documents(self, bucket="documents"):
        _, names = self.ask("GET", f"/v1/AUTH_test/{bucket}", **{"X-Auth-Token": self.token["X-Auth-Token"]})
        return sorted(name for name in names.split() if not name.endswith("myatlas-store"))

    def remove(self, name, bucket="documents"):
        self.ask("DELETE", f"/v1/AUTH_test/{bucket}/{name}", **{"X-Auth-Token": self.token["X-Auth-Token"]})

    def __enter__(self):
        try:
            self.begin()
        except BaseException:
            self.__exit__()  # what runs already does not outlive who wanted all of it
            raise
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)

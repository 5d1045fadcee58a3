"""Documents of a store on a server that lie apart: in a folder, and in an object store. documents.py PROGRAM

A PostgreSQL of its own; an object store that checks signatures itself and misbehaves (object_server.py), and OpenStack Swift with its s3api
where Debian's packages are installed. Skipped, with a word, where PostgreSQL is not."""
import hashlib
import random
import signal
import sys
import time

sys.path.insert(0, __file__.rsplit("/", 2)[0] + "/faults")
sys.path.insert(0, __file__.rsplit("/", 2)[0] + "/network")
sys.path.insert(0, __file__.rsplit("/", 2)[0] + "/support")
import object_server
import postgres
import swift_service
from common import *
from object_server import Fault, ObjectServer

CLUSTER = None
CHANCE = random.Random(SEED)


def private(path, text):
    path.write_text(text)
    path.chmod(0o600)
    return path


def pdf(path, size=1000):
    path.write_bytes(b"%PDF-1.4\n" + CHANCE.randbytes(size))
    return path


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def env_of(name, documents, **more):
    """A database and who uses it; nothing is made yet."""
    folder, env, _ = home()
    CLUSTER.create(name)
    env.update(MYATLAS_STORE=CLUSTER.url(name), MYATLAS_KEY_FILE=str(folder / "server-key"), MYATLAS_DOCUMENTS=documents, **more)
    return folder, env


def in_bucket(name, server, prefix=None, **more):
    folder, env = env_of(name, f"s3://{object_server.BUCKET}/{prefix or name}", MYATLAS_S3_ENDPOINT=server.url, MYATLAS_S3_REGION=object_server.REGION,
                         **more)
    env["MYATLAS_S3_KEY_FILE"] = str(private(folder / "s3-key", f"{object_server.ID}\n{object_server.KEY}\n"))
    return folder, env


def made(folder, env):
    done = run(env, "migrate")
    check("the store is made", done.returncode == 0, done.stderr)


def dossier(folder, env):
    """A dossier of an account that is logged in."""
    member(folder, env)
    run(env, "submit-request", "--siret", next(sirets()), "--scheme", "pdc", "--title", "Excel", "--provider-siret", "88087814500015", "--start",
        "2026-04-06", "--end", "2026-04-07", "--hours", "14", "--mode", "presentiel", "--employee", "Jeanne Martin", "--teaching-cost", "1200")


def attach(env, path, *more):
    return run(env, "attach-document", path, "--request", "D20260000001", "--kind", "quote", *more)


def got(folder, env, position=1):
    """The document as it is fetched, or what was said instead."""
    (folder / "got.pdf").unlink(missing_ok=True)
    done = run(env, "get-document", "D20260000001", str(position), "--to", folder / "got.pdf")
    return (folder / "got.pdf").read_bytes() if done.returncode == 0 else done.stderr


def refused(name, done, code, status):
    check(name, done.returncode == status and f"[{code}]" in done.stderr, f"{done.returncode} {done.stdout} {done.stderr}")
    check(f"{name}: no secret", object_server.KEY not in done.stdout + done.stderr and object_server.ID not in done.stdout + done.stderr)
    return done


def doctor(env):
    checks = json.loads(run(dict(env, MYATLAS_NOW=""), "doctor", "-o", "json").stdout)["checks"]
    return next(one for one in checks if one["code"] == "documents")


def cycle(folder, env, there, remove):
    """What a place has to do, whichever it is. `there` gives the digests in it; `remove` takes one away behind the store's back."""
    made(folder, env)
    check("made again it is the same", run(env, "migrate").returncode == 0)
    dossier(folder, env)
    first, big = pdf(folder / "quote.pdf"), pdf(folder / "big.pdf", 3 << 20)
    for path in (first, big):
        done = attach(env, path)
        check("a document is kept", done.returncode == 0, done.stderr)
    check("in its place", there() == sorted(map(digest, (first, big))), there())
    parts = CLUSTER.sql("select count(*) from myatlas.document_part", env["MYATLAS_STORE"].split("@/")[1].split("?")[0])
    check("and not in the database", parts == "0", parts)
    check("it comes back", got(folder, env) == first.read_bytes() and got(folder, env, 2) == big.read_bytes())
    again = attach(env, first)
    check("the same again is told", again.returncode != 0, again.stdout)
    (folder / "rejected.csv").write_text("siret;raison_sociale\n73282932000074;ALTÉA\n12345;X\n")
    done = run(env, "import", "establishments", folder / "rejected.csv", "--on-error", "reject")
    check("refused rows are kept", done.returncode == 3 and len(there()) == 3, (done.stderr, there()))
    check("doctor reaches it", doctor(env)["result"] == "ok" and doctor(env)["detail"] == env["MYATLAS_DOCUMENTS"], doctor(env))
    check("it is sound", *is_sound(env))
    check("nothing is garbage", json.loads(run(env, "gc", "-o", "json").stdout)["file_count"] == 0)
    table = dict(env, MYATLAS_DOCUMENTS="server")
    for command in (("list-batches",), ("verify",), ("migrate",), ("attach-document", first, "--request", "D20260000001", "--kind", "other")):
        refused("another setting", run(table, *command), "store.documents_other", 78)
    backup = run(env, "backup", folder / "1.backup")
    check("a backup takes them in", backup.returncode == 0 and json.loads(run(env, "verify", "--backup", folder / "1.backup", "-o", "json").stdout)
          ["documents"] == 3, backup.stderr)
    moved = run(table, "restore", folder / "1.backup", "--yes")
    check("restore moves them into the database", moved.returncode == 0 and got(folder, table, 2) == big.read_bytes(), moved.stderr)
    check("sound there", *is_sound(table))
    moved = run(env, "restore", folder / "1.backup", "--yes")
    check("and back", moved.returncode == 0 and got(folder, env, 2) == big.read_bytes(), moved.stderr)
    file = dict(env, MYATLAS_STORE=str(folder / "look.db"))
    refused("a file with the setting", run(file, "restore", folder / "1.backup"), "store.documents_of_file", 78)
    refused("also for others", run(file, "list-batches"), "store.documents_of_file", 78)
    check("and without", run(dict(file, MYATLAS_DOCUMENTS="server"), "restore", folder / "1.backup").returncode == 0)
    CLUSTER.create("drill")
    drill = dict(env, MYATLAS_STORE=CLUSTER.url("drill"))
    refused("a restore elsewhere into the same place", run(drill, "restore", folder / "1.backup"), "documents.taken", 78)
    refused("a store elsewhere in the same place", run(dict(drill, MYATLAS_KEY_FILE=str(folder / "other-key")), "migrate"), "documents.taken", 78)
    CLUSTER.drop("drill")
    remove(digest(first))
    lost = run(env, "verify")
    check("verify names what is lost", lost.returncode != 0 and "[store.document_missing]" in lost.stderr, lost.stderr)
    check("no backup without it", "[store.document_missing]" in run(env, "backup", folder / "2.backup").stderr)
    back = run(env, "restore", folder / "1.backup", "--yes")
    check("a restore puts it back", back.returncode == 0 and is_sound(env)[0], back.stderr)


def in_a_folder():
    folder, env = env_of("folder", "")
    place = folder / "place"
    env["MYATLAS_DOCUMENTS"] = f"dir:{place}"
    refused("a folder that is not there", run(env, "migrate"), "documents.no_folder", 69)
    place.mkdir(0o700)
    there = lambda: sorted(p.name for p in place.glob("??/*"))
    cycle(folder, env, there, lambda name: (place / name[:2] / name).unlink())
    first = place / there()[0][:2] / there()[0]
    kept = first.read_bytes()
    first.write_bytes(kept[:-1] + b"!")
    changed = run(env, "verify")
    check("a changed byte is named", "[store.document_changed]" in changed.stderr, changed.stderr)
    again = run(env, "restore", folder / "1.backup", "--yes")
    check("a restore puts it right", again.returncode == 0 and first.read_bytes() == kept, again.stderr)
    stray = pdf(folder / "stray.pdf")
    (place / digest(stray)[:2]).mkdir(exist_ok=True)
    orphan = place / digest(stray)[:2] / digest(stray)
    orphan.write_bytes(stray.read_bytes())
    collected = lambda: json.loads(run(env, "gc", "-o", "json").stdout)["file_count"]
    check("a young orphan stays", collected() == 0 and orphan.exists())
    os.utime(orphan, (time.time() - 90000,) * 2)
    check("one that is a day old goes", collected() == 1 and not orphan.exists())
    for path in place.glob("??/*"):
        os.utime(path, (time.time() - 900000,) * 2)
    check("what rows name stays", collected() == 0 and is_sound(env)[0])
    place.rename(folder / "unmounted")
    refused("what is not mounted", attach(env, pdf(folder / "more.pdf")), "documents.no_folder", 69)
    check("doctor says so", doctor(env)["result"] == "failed", doctor(env))
    place.mkdir()
    refused("an empty mount point", attach(env, folder / "more.pdf"), "documents.not_ours", 78)
    check("nothing was written", not list(place.iterdir()))
    shared_folder(folder)


def by_roles():
    """The owner makes and restores, a user does the rest, and neither is a superuser."""
    folder, env = env_of("by_roles", "")
    (folder / "place").mkdir()
    env["MYATLAS_DOCUMENTS"] = f"dir:{folder / 'place'}"
    (folder / "roles.sql").write_text(run(env, "schema", "postgres-roles").stdout)
    subprocess.run(["psql", "-h", CLUSTER.folder, "-U", CLUSTER.user, "-d", "by_roles", "-qv", "ON_ERROR_STOP=1", "-f", folder / "roles.sql"], check=True)
    CLUSTER.sql("create role chef login; grant myatlas_owner to chef; create role anne login; grant myatlas_app to anne")
    chef, anne = (dict(env, MYATLAS_STORE=CLUSTER.url("by_roles", user)) for user in ("chef", "anne"))
    made(folder, chef)
    dossier(folder, anne)
    check("a user keeps a document", attach(anne, pdf(folder / "quote.pdf")).returncode == 0)
    run(anne, "backup", folder / "1.backup")
    again = run(chef, "restore", folder / "1.backup", "--yes")
    check("the owner restores", again.returncode == 0, again.stderr)
    done = run(anne, "gc")
    check("a user cleans, with a store put aside", done.returncode == 0 and is_sound(anne)[0], done.stderr)


def shared_folder(folder):
    """A folder of a group: what is put there is the group's."""
    place = folder / "shared"
    place.mkdir()
    place.chmod(0o2770)
    other, env = env_of("shared", f"dir:{place}")
    made(other, env)
    dossier(other, env)
    attach(env, pdf(other / "quote.pdf"))
    file = next(place.glob("??/*"))
    check("of the group", file.stat().st_mode & 0o7777 == 0o660 and file.parent.stat().st_mode & 0o7777 == 0o2770, oct(file.stat().st_mode))


def in_a_bucket():
    with ObjectServer(page=2) as server:
        folder, env = in_bucket("bucket", server)
        of = lambda: [name.removeprefix("bucket/") for name in server.documents()]
        cycle(folder, env, of, lambda name: server.objects.pop(f"bucket/{name}"))
        puts = [headers for method, path, headers in server.requests if method == "PUT"]
        check("put if absent", all(headers.get("If-None-Match") == "*" for headers in puts), puts[:1])
        orphans(folder, env, server)
        requests_of_an_import(folder, env, server)
        _, left = erased(folder, env, server)
        check("an erasure takes the refused rows too", not left, left)
        check("sound after it", *is_sound(env))


def orphans(folder, env, server):
    collected = lambda *more: json.loads(run(env, "gc", "-o", "json", *more).stdout)
    stray = pdf(folder / "stray.pdf")
    server.objects["bucket/" + digest(stray)] = (stray.read_bytes(), server.now())
    server.objects["bucket/not-ours.txt"] = (b"x", server.now())
    server.objects["elsewhere/" + digest(stray)] = (stray.read_bytes(), server.now())
    check("a young orphan stays", collected()["file_count"] == 0)
    server.age(2)
    check("a trial names it", collected("--dry-run")["files"] == [f"s3://documents/bucket/{digest(stray)}"])
    check("an old one goes", collected()["file_count"] == 1 and "bucket/" + digest(stray) not in server.objects)
    check("what is not ours stays", {"bucket/not-ours.txt", "elsewhere/" + digest(stray)} < set(server.objects))
    check("what rows name stays", *is_sound(env))
    name = env["MYATLAS_STORE"].split("@/")[1].split("?")[0]
    run(env, "backup", folder / "before.backup")
    more = pdf(folder / "aside.pdf")
    attach(env, more)
    run(env, "restore", folder / "before.backup", "--yes")
    server.age(2)
    check("what a store put aside names stays", collected()["file_count"] == 0 and f"bucket/{digest(more)}" in server.objects)
    for schema in CLUSTER.sql("select nspname from pg_namespace where nspname like 'myatlas\\_replaced%'", name).split():
        CLUSTER.sql(f"drop schema {schema} cascade", name)
    check("until its schema is dropped", collected()["file_count"] == 1)
    for path in (folder / "stray.pdf", folder / "aside.pdf"):
        old = digest(path)
        server.objects[f"bucket/{old}"] = (path.read_bytes(), server.now())
    server.age(2)
    attach(env, folder / "stray.pdf")
    check("an old orphan that is named anew stays", collected()["file_count"] == 1 and f"bucket/{digest(folder / 'stray.pdf')}" in server.objects)


def holds_lock(name):
    """Whether somebody writes to the store of this database."""
    return CLUSTER.sql(f"select count(*) from pg_locks l join pg_database d on d.oid = l.database where locktype = 'advisory' and granted "
                       f"and datname = '{name}'") != "0"


def requests_of_an_import(folder, env, server):
    """Files that rows name are put before the store is locked."""
    held = []
    def watch(method, path):
        if method == "PUT":
            held.append(holds_lock("bucket"))
        return False
    server.faults = [Fault(watch)]
    pdf(folder / "a.pdf"), pdf(folder / "b.pdf"), pdf(folder / "c.pdf")
    (folder / "requests.csv").write_text(
        "reference;siret;dispositif;intitule;siret_organisme;date_debut;date_fin;heures;modalite;stagiaires;cout_pedagogique;documents\n" +
        "".join(f"R{n};{next(sirets())};pdc;Excel;88087814500015;06/04/2026;07/04/2026;14;presentiel;Jeanne Martin;1200;quote:{n}.pdf\n" for n in "ab"))
    done = run(env, "import", "requests", folder / "requests.csv")
    check("a file of requests", done.returncode == 0, done.stdout + done.stderr)
    attach(env, folder / "c.pdf")
    check("is put before the lock", held == [False] * 3, held)
    again = run(env, "attach-document", pdf(folder / "d.pdf"), "--request", "D20260000001", "--kind", "quote", "--idempotency-key", "k1")
    check("with a key of its own under it", again.returncode == 0 and held == [False] * 3 + [True], (held, again.stderr))
    check("all are there", *is_sound(env))
    server.faults = []


def erased(folder, env, server):
    """What an erasure says after refused rows of an import named the person; whether one of those files is left."""
    (folder / "erased.csv").write_text("reference;siret;dispositif;intitule;brouillon;contact_email\n"
                                       f"E1;{next(sirets())};pdc;T;oui;x@y.fr\nE2;123;pdc;T;oui;a@b.fr\n")
    done = run(env, "import", "requests", folder / "erased.csv", "--on-error", "reject")
    naming = lambda: [name for name, (body, _) in server.objects.items() if b"a@b.fr" in body]
    check("refused rows that name a person are kept", done.returncode == 3 and len(naming()) == 1, (done.stderr, naming()))
    (folder / "erased.rejects.csv").unlink(missing_ok=True)
    told = run(env, "admin", "erase-account", "a@b.fr", "--yes", "-o", "json")
    return json.loads(told.stdout)["found_in"], naming()


def misbehaviour():
    """What goes wrong at the far end, or on the way."""
    with ObjectServer() as server:
        folder, env = in_bucket("wrong", server)
        private(folder / "no-key", "one line\n")
        refused("no key is named", run(dict(env, MYATLAS_S3_KEY_FILE=""), "migrate"), "objects.no_keys", 78)
        refused("a file without a key", run(dict(env, MYATLAS_S3_KEY_FILE=str(folder / "no-key")), "migrate"), "objects.keys", 78)
        refused("no such file", run(dict(env, MYATLAS_S3_KEY_FILE=str(folder / "nowhere")), "migrate"), "file.missing", 66)
        (folder / "s3-key").chmod(0o640)
        refused("a file that others may read", run(env, "migrate"), "password.file_open", 78)
        (folder / "s3-key").chmod(0o600)
        private(folder / "wrong-key", f"{object_server.ID}\nwrong\n")
        told = refused("a wrong key", run(dict(env, MYATLAS_S3_KEY_FILE=str(folder / "wrong-key")), "migrate"), "objects.refused", 78)
        check("with the service's word", "SignatureDoesNotMatch" in told.stderr, told.stderr)
        refused("another region", run(dict(env, MYATLAS_S3_REGION="us-east-1"), "migrate"), "objects.refused", 78)
        refused("no bucket", run(dict(env, MYATLAS_DOCUMENTS="s3://nowhere/x"), "migrate"), "objects.no_bucket", 78)
        refused("nobody there", run(dict(env, MYATLAS_S3_ENDPOINT="http://localhost:1"), "migrate"), "network.down", 69)
        refused("http elsewhere", run(dict(env, MYATLAS_S3_ENDPOINT="http://s3.example"), "migrate"), "network.url", 78)
        refused("a setting that is none", run(dict(env, MYATLAS_DOCUMENTS="s3://Documents"), "migrate"), "settings.value", 78)
        refused("nor is this", run(dict(env, MYATLAS_DOCUMENTS="dir:documents"), "migrate"), "settings.value", 78)
        server.ahead = -object_server.datetime.timedelta(hours=1)
        check("a clock that is wrong", "RequestTimeTooSkewed" in refused("a clock", run(env, "migrate"), "objects.refused", 78).stderr)
        server.ahead = object_server.datetime.timedelta()
        server.faults = [Fault(lambda *_: True, 1, status=301, code="PermanentRedirect")]
        refused("sent elsewhere", run(env, "migrate"), "objects.elsewhere", 78)
        server.faults = [Fault(lambda *_: True, 1, status=405, code="MethodNotAllowed")]
        refused("another service", run(env, "migrate"), "objects.answer", 69)
        check("nothing was made meanwhile", not server.objects and run(env, "list-batches").returncode == 66, server.objects)
        made(folder, env)
        dossier(folder, env)
        on_the_way(folder, env, server)


def on_the_way(folder, env, server):
    put = lambda method, path: method == "PUT"
    get = lambda method, path: method == "GET" and not path.endswith("myatlas-store")
    for name, fault in (("a 500 and then not", Fault(put, 2, status=500)), ("a connection that is dropped", Fault(put, 1, drop=True)),
                        ("a 503", Fault(put, 1, status=503, code="SlowDown")), ("a server that hangs", Fault(put, 1, wait=17))):
        server.faults = [fault]
        done = attach(env, pdf(folder / "way.pdf"))
        check(name, done.returncode == 0 and fault.times == 0, done.stderr)
    server.faults = [Fault(put, 9, status=500)]
    lost = pdf(folder / "lost.pdf")
    refused("500 again and again", attach(env, lost), "network.busy", 75)
    server.faults = [Fault(put, 9, status=403, code="AccessDenied")]
    refused("no right to put", attach(env, lost), "objects.refused", 78)
    refused_doctor = doctor(env)
    check("doctor asks for it", refused_doctor["result"] == "failed", refused_doctor)
    server.faults = []
    rows = CLUSTER.sql(f"select count(*) from myatlas.document where digest = '{digest(lost)}'", "wrong")
    check("no row names it", rows == "0" and f"wrong/{digest(lost)}" not in server.objects, rows)
    server.faults = [Fault(get, 1, cut=True)]
    check("half an answer is asked for again", isinstance(got(folder, env), bytes))
    server.faults = [Fault(get, 1, change=True)]
    told = got(folder, env)
    check("other bytes on the way back", "[store.document_changed]" in told, told)
    server.faults = [Fault(get, 1, change=True)]
    check("verify meets them", "[store.document_changed]" in run(env, "verify").stderr)
    server.faults = [Fault(lambda method, path: True, 99, status=403, code="AccessDenied")]
    verified = run(env, "verify")
    check("verify tells a shut place once", verified.stderr.count("[objects.refused]") == 1, verified.stderr)
    server.faults = []
    server.knows_conditions = False
    done = attach(env, pdf(folder / "old.pdf"))
    check("a service without conditions", done.returncode == 0 and f"wrong/{digest(folder / 'old.pdf')}" in server.objects, done.stderr)
    server.knows_conditions = True
    mark = server.objects.pop("wrong/myatlas-store")
    refused("a place without its mark", attach(env, pdf(folder / "unmarked.pdf")), "documents.not_ours", 78)
    server.objects["wrong/myatlas-store"] = (b"another\n", server.now())
    refused("or with another's", run(env, "gc"), "documents.not_ours", 78)
    server.objects["wrong/myatlas-store"] = mark
    check("sound afterwards", *is_sound(env))
    server.faults = [Fault(lambda method, path: method == "DELETE", 9, status=403, code="AccessDenied")]
    found, left = erased(folder, env, server)
    check("what an erasure cannot take away is told", [name.removeprefix("wrong/") for name in left] == [name for name in found if len(name) == 64],
          (found, left))
    server.faults = []
    told = run(env, "list-batches", "-v")
    check("no secret in what is told at length", object_server.KEY not in told.stdout + told.stderr)


def by_tls():
    """A service by https: its certificate is checked."""
    from loopback import certificate
    folder = scratch.folder("certificates")
    cert, key = certificate(folder, "s3")
    with ObjectServer((cert, key)) as server:
        where, env = in_bucket("tls", server)
        refused("a certificate nobody knows", run(env, "migrate"), "network.tls", 69)
        check("nothing was sent", not server.requests)
        made(where, dict(env, MYATLAS_CA_FILE=str(cert)))


def kills():
    """A program that is killed while it puts leaves at most an object that nothing names."""
    with ObjectServer() as server:
        folder, env = in_bucket("kills", server)
        made(folder, env)
        dossier(folder, env)
        whole = seconds_of_attach(folder, env)
        for n in range(amount(8, 100)):
            path = pdf(folder / f"k{n}.pdf", 200_000)
            process = subprocess.Popen([PROGRAM, "attach-document", path, "--request", "D20260000001", "--kind", "quote"], env=env,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            time.sleep(CHANCE.uniform(0, whole))
            process.send_signal(signal.SIGKILL)
            process.communicate()
        check("sound after kills", *is_sound(env))
        named = set(CLUSTER.sql("select digest from myatlas.document", "kills").split())
        there = {name.removeprefix("kills/") for name in server.documents()}
        check("what is named is there", named <= there, (named, there))
        server.age(2)
        gone = json.loads(run(env, "gc", "-o", "json").stdout)["file_count"]
        there = {name.removeprefix("kills/") for name in server.documents()}
        check("the rest goes", there == named, (gone, named, there))


def seconds_of_attach(folder, env):
    path = pdf(folder / "timed.pdf", 200_000)
    begun = time.monotonic()
    attach(env, path)
    return time.monotonic() - begun


def in_swift():
    """The same against a service that others wrote."""
    lacking = swift_service.lacking()
    if lacking:
        print(f"documents: Swift is skipped, {lacking} is not installed here")
        return
    with swift_service.Swift(scratch.folder("swift")) as swift:
        folder, env = env_of("swift", "s3://documents/there", MYATLAS_S3_ENDPOINT=swift.url)
        key = private(folder / "s3-key", f"{swift_service.ID}\n{swift_service.KEY}\n")
        wrong = private(folder / "wrong-key", f"{swift_service.ID}\nwrong\n")
        refused("Swift refuses a wrong key", run(dict(env, MYATLAS_S3_KEY_FILE=str(wrong)), "migrate"), "objects.refused", 78)
        env["MYATLAS_S3_KEY_FILE"] = str(key)
        refused("Swift has no such bucket", run(dict(env, MYATLAS_DOCUMENTS="s3://nowhere/x"), "migrate"), "objects.no_bucket", 78)
        cycle(folder, env, lambda: [name.removeprefix("there/") for name in swift.documents()], lambda name: swift.remove("there/" + name))


def main():
    global CLUSTER
    if postgres.programs() is None:
        print("documents: skipped, PostgreSQL is not installed here\ndocuments: 0 passed, 0 failed")
        return
    with postgres.Cluster() as CLUSTER:
        finish("documents", [in_a_folder, in_a_bucket, misbehaviour, by_tls, kills, in_swift, by_roles])


main()

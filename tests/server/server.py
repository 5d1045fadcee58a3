"""Stores on a PostgreSQL server: what a user meets, and what must survive. server.py PROGRAM

A cluster of its own in a temporary folder, on a socket alone; skipped, with a word, where PostgreSQL is not installed."""
import concurrent.futures
import pathlib
import random
import signal
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "faults"))
sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
import postgres
from common import *

CLUSTER = None


def database(name, **more):
    """A made store of its own: its folder and the environment of commands in it."""
    folder, env, _ = home()
    CLUSTER.create(name)
    env.update(MYATLAS_STORE=CLUSTER.url(name), MYATLAS_KEY_FILE=str(folder / "key"), **more)
    made = run(env, "migrate")
    check(f"{name} is made", made.returncode == 0, made.stderr)
    return folder, env


def refused(name, env, code, status, *arguments):
    done = run(env, *(arguments or ("list-batches",)))
    check(name, done.returncode == status and f"[{code}]" in done.stderr, f"{done.returncode} {done.stderr}")
    return done


def where_there_is_none():
    """A server, a database, a store that is not there or not ours."""
    _, env, _ = home()
    def at(url):
        return dict(env, MYATLAS_STORE=url, PGCONNECT_TIMEOUT="2")
    secret = refused("a password in the URL", at("postgresql://anne:s3cret@db.example/atlas"), "store.url_password", 78)
    check("it is not shown", "s3cret" not in secret.stdout + secret.stderr)
    refused("no URL", at("postgresql://db.example/atlas?nonsense=1"), "store.url_form", 78)
    refused("an unreachable host", at("postgresql://127.0.0.1:1/atlas"), "store.unreachable", 69)
    refused("an unreachable socket", at("postgresql:///atlas?host=/nonexistent"), "store.unreachable", 69)
    refused("no such database", at(CLUSTER.url("nowhere")), "store.no_database", 66)
    CLUSTER.create("bare")
    refused("no store in it", at(CLUSTER.url("bare")), "store.not_made", 66)
    CLUSTER.sql("create schema myatlas; create table myatlas.company (siren int)", "bare")
    refused("another's schema", at(CLUSTER.url("bare")), "store.not_ours", 74)
    refused("which is not migrated", at(CLUSTER.url("bare")), "store.not_ours", 74, "migrate")
    CLUSTER.sql("create database latin template template0 encoding 'LATIN1' locale 'C'")
    refused("LATIN1", at(CLUSTER.url("latin")), "store.encoding", 78)


def without_the_library():
    folder, env, _ = home()
    (folder / "lib").mkdir()
    (folder / "lib/libpq.so.5").write_text("no library")
    env.update(LD_LIBRARY_PATH=str(folder / "lib"), MYATLAS_STORE=CLUSTER.url("bare"))
    refused("a machine without libpq", env, "store.no_libpq", 69)
    check("which other stores do without", run(env, "list-batches", "--store", folder / "s.db", "--create").returncode == 0)


def who_is_let_in():
    """A wrong password, no more connections, no rights, and what the role of users may do."""
    CLUSTER.create("roles")
    folder, env, _ = home()
    chef = dict(env, MYATLAS_STORE=CLUSTER.url("roles", "chef"), MYATLAS_KEY_FILE=str(folder / "key"))
    roles = run(env, "schema", "postgres-roles")
    (folder / "roles.sql").write_text(roles.stdout)
    subprocess.run(["psql", "-h", CLUSTER.folder, "-U", CLUSTER.user, "-d", "roles", "-qv", "ON_ERROR_STOP=1", "-f", folder / "roles.sql"], check=True)
    CLUSTER.sql("create role chef login; grant myatlas_owner to chef; create role anne login; grant myatlas_app to anne; create role nobody2 login; "
                "create role locked login password 'right'; create role none_left login connection limit 0")
    check("the owner makes the store", run(chef, "migrate").returncode == 0)
    owners = CLUSTER.sql("select distinct tableowner from pg_tables where schemaname = 'myatlas'", "roles")
    check("whose tables are the owner's role's", owners == "myatlas_owner", owners)
    anne = dict(chef, MYATLAS_STORE=CLUSTER.url("roles", "anne"))
    register(folder, anne)
    check("a user imports", run(anne, "list-batches", "-o", "json").stdout.count('"batch"') >= 2)
    try:
        CLUSTER.sql("set role myatlas_app; update myatlas.audit set actor = 'x'", "roles")
        check("the audit is not changed", False)
    except RuntimeError as error:
        check("the audit is not changed", "permission denied" in str(error), error)
    refused("a user does not migrate", dict(anne, MYATLAS_STORE=CLUSTER.url("roles", "nobody2")), "store.no_right", 77)
    told = run(dict(anne, MYATLAS_NOW=""), "doctor", "-o", "json")
    server = next(one for one in json.loads(told.stdout)["checks"] if one["code"] == "server")
    check("doctor looks at the server", server["result"] == "ok" and server["detail"].startswith("PostgreSQL 1"), server)
    told = run(dict(anne, MYATLAS_STORE=CLUSTER.url("roles")), "doctor", "-o", "json")
    check("and warns of a superuser", '"doctor.superuser"' in told.stdout, told.stdout)
    locked = dict(chef, MYATLAS_STORE=CLUSTER.url("roles", "locked"), PGPASSWORD="wrong")
    refused("a wrong password", locked, "store.not_let_in", 77)
    refused("no connection left", dict(chef, MYATLAS_STORE=CLUSTER.url("roles", "none_left")), "store.server_busy", 75)


def keys_and_versions():
    folder, env = database("keys")
    (folder / "other").write_bytes(bytes(32))
    (folder / "other").chmod(0o600)
    refused("another key", dict(env, MYATLAS_KEY_FILE=str(folder / "other")), "store.key_other", 78)
    refused("no key", dict(env, MYATLAS_KEY_FILE=str(folder / "none")), "store.key_missing", 74)
    (folder / "key").chmod(0o644)
    refused("a key that others may read", env, "store.key_open", 78)
    (folder / "key").chmod(0o600)
    CLUSTER.sql("update myatlas.server_fact set value = '9999' where name = 'version'", "keys")
    refused("a newer store", env, "store.newer", 78)
    refused("which is not migrated", env, "store.newer", 78, "migrate")
    CLUSTER.sql("update myatlas.server_fact set value = '3' where name = 'version'", "keys")
    refused("an older store", env, "store.older_there", 78)


def what_goes_wrong_meanwhile():
    """Read-only servers, changed tables, time-outs, dropped connections, texts that cannot be kept."""
    folder, env = database("wrong")
    register(folder, env)
    CLUSTER.sql("alter database wrong set default_transaction_read_only = on")
    refused("a server that takes no writes", env, "store.replica", 69)
    reads = run(dict(env, MYATLAS_STORE=CLUSTER.url("wrong") + "&target_session_attrs=any"), "list-batches")
    check("is read when the URL says so", reads.returncode == 0, reads.stderr)
    establishments(folder / "more.csv", 5)
    refused("and not written", dict(env, MYATLAS_STORE=CLUSTER.url("wrong") + "&target_session_attrs=any"), "store.replica", 69, "import",
            "establishments", folder / "more.csv")
    CLUSTER.sql("alter database wrong reset default_transaction_read_only")
    with holding_the_lock("wrong"):
        CLUSTER.sql("alter role \"%s\" set statement_timeout = '700ms'" % CLUSTER.user)
        refused("statement_timeout", env, "store.server_timeout", 75, "import", "establishments", folder / "more.csv")
        CLUSTER.sql("alter role \"%s\" reset statement_timeout" % CLUSTER.user)
        waiting = begin_import(env, folder)
        end_session("advisory")
    told = waiting.communicate()[1]
    check("a connection that goes before anything was begun is made again", waiting.returncode == 0, told)
    establishments(folder / "more.csv", 7)
    with holding_the_lock("wrong", "lock table myatlas.establishment in access exclusive mode"):
        waiting = begin_import(env, folder)
        end_session("relation")
        told = waiting.communicate()[1]
    check("one that goes later is told", waiting.returncode == 75 and "[store.connection]" in told, told)
    counts = CLUSTER.sql("select (select count(*) from myatlas.batch), (select count(*) from myatlas.establishment)", "wrong")
    check("and nothing was half done", counts == "3|5", counts)
    CLUSTER.sql("alter table myatlas.batch add column mine text", "wrong")
    seen = run(env, "verify")
    check("verify names what somebody added", seen.returncode == 65 and "column batch.mine" in seen.stderr, seen.stderr)
    CLUSTER.sql("alter table myatlas.batch drop column mine; alter table myatlas.batch rename column warnings to hints", "wrong")
    refused("a table that was changed", env, "store.changed_schema", 65)


def begin_import(env, folder):
    return subprocess.Popen([PROGRAM, "import", "establishments", folder / "more.csv"], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            text=True)


def end_session(waits_for):
    """As an administrator does, once it waits."""
    ended = "0"
    while ended == "0":
        ended = CLUSTER.sql(f"select count(pg_terminate_backend(pid)) from pg_stat_activity where wait_event = '{waits_for}'")


class holding_the_lock:
    """A session that does not go on: by default a writer."""

    def __init__(self, name, what=f"select pg_advisory_xact_lock({0x4D594154_4C415301})"):
        self.psql = subprocess.Popen(["psql", "-h", CLUSTER.folder, "-U", CLUSTER.user, "-d", name, "-XAtq"], stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE, text=True)
        self.psql.stdin.write(f"begin; {what}; select 'held';\n")
        self.psql.stdin.flush()
        while self.psql.stdout.readline().strip() != "held":
            pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.psql.communicate("rollback;\n")


def there_and_back():
    """S10, small: a file, the server, and a file again."""
    folder, env, store = home()
    member(folder, env)
    (folder / "quote.pdf").write_bytes(b"%PDF-1.4\n" + random.Random(SEED).randbytes(3 << 20))
    run(env, "submit-request", "--siret", next(sirets()), "--scheme", "pdc", "--title", "Excel", "--provider-siret", "88087814500015", "--start", "2026-04-06", "--end", "2026-04-07",
        "--hours", "14", "--mode", "presentiel", "--employee", "Jeanne Martin", "--teaching-cost", "1200")
    run(env, "attach-document", folder / "quote.pdf", "--request", "D20260000001", "--kind", "quote")
    CLUSTER.create("there")
    there = dict(env, MYATLAS_STORE=CLUSTER.url("there"), MYATLAS_KEY_FILE=str(folder / "server-key"))
    run(env, "backup", folder / "1.backup")
    moved = run(there, "restore", folder / "1.backup")
    check("a backup of a file goes into a database", moved.returncode == 0, moved.stderr)
    back = run(there, "backup", folder / "2.backup")
    check("and comes out of it", back.returncode == 0, back.stderr)
    again = run(env, "restore", folder / "2.backup", "--yes", "--store", folder / "again.db")
    check("into a file", again.returncode == 0, again.stderr)
    places = (env, there, dict(env, MYATLAS_STORE=str(folder / "again.db")))
    for name in (("export", "establishments"), ("export", "requests"), ("list-requests", "-o", "json"), ("list-documents", "D20260000001", "-o", "json")):
        told = [run(place, *name).stdout for place in places]
        check(f"the same {name}", told[0] == told[1] == told[2] and told[0], told)
    for place in places:
        run(place, "get-document", "D20260000001", "1", "--to", folder / "got.pdf", "--yes")
        check("the document", (folder / "got.pdf").read_bytes() == (folder / "quote.pdf").read_bytes())
        (folder / "got.pdf").unlink()
        check("it is sound", is_sound(place)[0], is_sound(place)[1])
    again = run(there, "restore", folder / "1.backup", "--yes")
    check("what stood there is kept", "myatlas_replaced_20260302" in again.stdout, again.stdout + again.stderr)
    old_store(STORES / "v19.sql", folder / "old.db")
    run(dict(env, MYATLAS_STORE=str(folder / "old.db")), "backup", folder / "old.backup")
    refused("an older backup", there, "backup.older", 65, "restore", folder / "old.backup", "--yes")


def contract():
    """What every engine must do, by this one, and how it carries the statements out: the unit tests' own."""
    CLUSTER.create("contract")
    unit = BUILD / "tests/unit_tests"
    if not unit.exists():
        print("server: the contract of the engines is skipped, the unit tests are not built")
        return
    done = subprocess.run([unit, "-nv", "-tc=every engine keeps the contract*,a server too reads no whole table*"], env=dict(os.environ, MYATLAS_TEST_SERVER=CLUSTER.url("contract")),
                          capture_output=True, text=True)
    check("the contract of the engines", done.returncode == 0, done.stdout[-4000:])
    check("both were looked at", "4 passed | 0 failed" in done.stdout, done.stdout[-400:])


def writers():
    """S2: eight at once, each with commands of its own."""
    folder, env = database("writers")
    each = amount(6, 500)
    def publish(writer):
        return [run(env, "admin", "publish", "--kind", "news", "--title", f"{writer}.{n}").returncode for n in range(each)]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        codes = sum(pool.map(publish, range(8)), [])
    check("eight writers", codes == [0] * (8 * each), codes)
    numbers = CLUSTER.sql("select count(*), count(distinct number), max(substring(number from '[0-9]+$')::int) from myatlas.publication", "writers")
    check("every number once, without a gap", numbers == "|".join([str(8 * each)] * 3), numbers)
    check("one chain of all", is_sound(env)[0], is_sound(env)[1])


def invoices_at_once():
    """Fifty at once invoice a tenth of what was accepted: ten are taken."""
    folder, env = database("invoices")
    member(folder, env)
    run(env, "submit-request", "--siret", next(sirets()), "--scheme", "pdc", "--title", "Excel", "--provider-siret", "88087814500015", "--start",
        "2026-04-06", "--end", "2026-04-07", "--hours", "14", "--mode", "presentiel", "--employee", "Jeanne Martin", "--teaching-cost", "1200")
    run(env, "admin", "open-request", "D20260000001")
    taken = run(env, "admin", "accept-request", "D20260000001", "--amount", "1000", "--although", "documents on paper")
    check("a thousand euros are accepted", taken.returncode == 0, taken.stderr)
    def invoice(n):
        return run(env, "upload-invoice", "--request", "D20260000001", "--number", f"F{n}", "--date", "2026-04-08", "--amount-without-tax", "100",
                   "--now", "2026-04-09T09:00:00Z")
    run(env, "login", "--email", "a@b.fr", "--password-stdin", "--now", "2026-04-09T09:00:00Z", input="Abcdefg1\n")
    with concurrent.futures.ThreadPoolExecutor(50) as pool:
        told = list(pool.map(invoice, range(50)))
    kept = CLUSTER.sql("select count(*), sum(without_tax) from myatlas.invoice", "invoices")
    check("ten of fifty", sum(one.returncode == 0 for one in told) == 10 and kept == "10|100000", (kept, told[0].stderr))
    check("the others are told why", all("invoice.over" in one.stderr for one in told if one.returncode != 0),
          next((one.stderr for one in told if one.returncode and "invoice.over" not in one.stderr), ""))


def kills():
    """S5: a killed import, or a killed server, has done all or nothing; run again it is done once."""
    folder, env = database("kills")
    establishments(folder / "in.csv", 3000)
    chance, rounds = random.Random(SEED), amount(12, 1000)
    whole = seconds_of(env, "import", "establishments", folder / "in.csv")
    count = lambda: int(CLUSTER.sql("select count(*) from myatlas.establishment", "kills"))
    check("a whole file", count() == 3000)
    for n in range(rounds):
        CLUSTER.sql("truncate myatlas.establishment cascade; delete from myatlas.batch", "kills")
        process = subprocess.Popen([PROGRAM, "import", "establishments", folder / "in.csv"], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(chance.uniform(0, whole))
        if n % 6 == 5:
            server = int((CLUSTER.data / "postmaster.pid").read_text().split()[0])
            os.kill(server, signal.SIGKILL)
            process.wait()
            wait_until_gone(server)
            CLUSTER.start()
        else:
            process.kill()
        told = process.communicate()[0]
        rows, batches = count(), int(CLUSTER.sql("select count(*) from myatlas.batch", "kills"))
        check("all or nothing", (rows, batches) in ((0, 0), (3000, 1)), (n, rows, batches))
        check("what was confirmed is there", process.returncode != 0 or rows == 3000, (n, told))
        run(env, "import", "establishments", folder / "in.csv")
        check("and done once", count() == 3000, n)
    check("sound afterwards", is_sound(env)[0], is_sound(env)[1])


def wait_until_gone(server):
    """Its children have seen that it is dead, and the memory they shared is free."""
    for _ in range(200):
        if subprocess.run(["pgrep", "-g", str(os.getpgid(server)) if os.path.exists(f"/proc/{server}") else "0"], capture_output=True).returncode:
            break
        time.sleep(0.05)
    time.sleep(0.5)


def damage():
    """S12: a flipped bit of a page is met by verify, and told by the server afterwards; a document that was changed is named."""
    folder, env = database("damage")
    establishments(folder / "in.csv", 400)
    run(env, "import", "establishments", folder / "in.csv")
    path = CLUSTER.data / CLUSTER.sql("select pg_relation_filepath('myatlas.audit')", "damage")
    CLUSTER.stop()
    page = bytearray(path.read_bytes())
    page[len(page) // 2 + 4000] ^= 1
    path.write_bytes(page)
    CLUSTER.start()
    met = run(env, "verify")
    check("a flipped bit is met", met.returncode != 0 and "[store.corrupt]" in met.stderr, met.stderr)
    time.sleep(0.5)  # statistics of a session are written when it ends
    again = run(env, "verify")
    check("and told", "[store.server_pages]" in again.stderr, again.stderr)


def misleading_index():
    """An index that does not say what its table does is named by verify, where the database has amcheck."""
    folder, env = database("misled")
    establishments(folder / "in.csv", 400)
    run(env, "import", "establishments", folder / "in.csv")
    check("sound before", is_sound(env)[0], is_sound(env)[1])
    CLUSTER.sql("create extension amcheck schema public", "misled")
    check("sound by amcheck", is_sound(env)[0], is_sound(env)[1])
    # The order of a type's values is changed under the index: as when a system's collations are.
    CLUSTER.sql("""set search_path = myatlas;
        create function backwards(bigint, bigint) returns int language sql immutable as 'select btint8cmp($2, $1)';
        create operator class backwards_ops for type bigint using btree as operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >,
          function 1 backwards(bigint, bigint);
        create index establishment_misled on establishment (siret backwards_ops);
        create or replace function backwards(bigint, bigint) returns int language sql immutable as 'select btint8cmp($1, $2)'""", "misled")
    met = run(env, "verify")
    check("the index is named", met.returncode != 0 and "[store.server_index]" in met.stderr and "establishment_misled" in met.stderr, met.stderr)
    CLUSTER.sql("reindex index myatlas.establishment_misled", "misled")
    check("made anew it is sound", "[store.server_index]" not in run(env, "verify").stderr)


def mail_workers():
    """Several that send mails at once: each mail goes once."""
    folder, env = database("workers")
    register(folder, env)
    count = amount(16, 200)
    closed = dict(env, MYATLAS_MAIL_DIR="/dev/null/mail")
    for n in range(count):
        sign_up(closed, f"a{n}@b.fr")
    mails = folder / "mails"
    sending = dict(env, MYATLAS_MAIL_DIR=str(mails))
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: run(sending, "admin", "send-mail", "-o", "json"), range(4)))
    sent = [json.loads(one.stdout)["delivered"] for one in done]
    check("each mail went once", sum(sent) == count == len(list(mails.iterdir())), (sent, [one.stderr for one in done]))
    check("and was written down", CLUSTER.sql("select count(*) from myatlas.outbox where delivered is not null", "workers") == str(count))


def main():
    global CLUSTER
    if postgres.programs() is None:
        print("server: skipped, PostgreSQL is not installed here\nserver: 0 passed, 0 failed")
        return
    with postgres.Cluster(("max_connections = 60",)) as CLUSTER:
        configure = CLUSTER.data / "pg_hba.conf"
        configure.write_text("local all locked scram-sha-256\n" + configure.read_text())
        CLUSTER.stop()
        CLUSTER.start()
        finish("server", [where_there_is_none, without_the_library, who_is_let_in, keys_and_versions, what_goes_wrong_meanwhile,
                          there_and_back, contract, writers, invoices_at_once, mail_workers, kills, damage,
                          misleading_index])


main()

"""A time that is given (--now, MYATLAS_NOW) dates what is done; it gives nothing that has ended a second life, nor takes a try back. Only a
store that was made for tests (MYATLAS_TEST_CLOCK=1) heeds it alone, and says so."""
import datetime

from common import *


def at(**difference):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(**difference)).strftime("%Y-%m-%dT%H:%M:%SZ")


def real_home():
    """A home whose store was not made for tests."""
    folder, env, store = home()
    env = {name: value for name, value in env.items() if name not in ("MYATLAS_NOW", "MYATLAS_TEST_CLOCK")}
    return folder, env, store


def aged(store, table, columns, hours):
    database = sqlite3.connect(store, isolation_level=None)
    database.execute(f"update {table} set " + ", ".join(f"{name} = {name} - {hours * 3_600_000_000}" for name in columns))
    database.execute("pragma wal_checkpoint(truncate)")
    database.close()
    put_sums(store)


def log_in(env, password, *more):
    return run(env, *more, "login", "--email", "a@b.fr", "--password-stdin", input=password + "\n")


def tries_are_counted_by_the_machine():
    """P16: five wrong passwords lock, whatever time each says it is, and no time that is given unlocks."""
    for name, moments in (("past", [at(hours=-3 * n) for n in range(6)]), ("future", [at(hours=3 * n) for n in range(6)])):
        folder, env, store = real_home()
        member(folder, env)
        for moment in moments[:5]:
            log_in(env, "Wrong123", "--now", moment)
        for moment in (moments[5], at(hours=-5), at(hours=5), at(days=400)):
            done = log_in(env, "Abcdefg1", "--now", moment)
            check(f"P16: five tries in the {name} lock at {moment}", "login.locked" in done.stderr, done.stderr)
        run(env, "gc", "--now", at(days=30))
        check(f"P16: nor does gc in a time to come unlock ({name})", "login.locked" in log_in(env, "Abcdefg1").stderr)
        aged(store, "attempt", ["at"], 2)
        check(f"P16: an hour of the machine does ({name})", log_in(env, "Abcdefg1").returncode == 0)


def codes_and_sessions_end():
    """P18: a code and a session that have ended by the machine's clock stay ended in a time that is given, and end in one to come."""
    folder, env, store = real_home()
    register(folder, env)
    sign_up(env, "a@b.fr")
    code = mailed_code(folder)

    def activated(*more):
        return run(env, *more, "activate", "--email", "a@b.fr", "--code", code, "--password-stdin", input="Abcdefg1\n")

    kept = ask(store, "select * from one_time_code")
    check("P18: a code ends in a time to come", "code.expired" in activated("--now", at(minutes=11)).stderr)
    aged(store, "one_time_code", ["issued", "expires"], 1)
    for more in ((), ("--now", at(hours=-1)), ("--now", at(minutes=-55))):
        check(f"P18: an old code is old {more}", "code.expired" in activated(*more).stderr)
    run(env, "resend-activation", "--email", "a@b.fr", "--now", at(days=300))
    code = mailed_code(folder)
    aged(store, "one_time_code", ["issued"], 1)
    check("P18: one that was asked for in a time to come lives ten minutes", "code.expired" in activated().stderr, kept)
    run(env, "resend-activation", "--email", "a@b.fr")
    code = mailed_code(folder)
    check("P18: a fresh one works", activated().returncode == 0)
    log_in(env, "Abcdefg1")
    check("P18: a session is one", run(env, "whoami").returncode == 0)
    check("P18: also in a time that is given", run(env, "whoami", "--now", at(days=-200)).returncode == 0)
    check("P18: it ends in a time to come", "session.expired" in run(env, "whoami", "--now", at(hours=13)).stderr)
    aged(store, "session", ["created", "expires"], 13)
    for more in ((), ("--now", at(hours=-13)), ("--now", at(days=-300))):
        check(f"P18: an ended session stays ended {more}", "session.expired" in run(env, "whoami", *more).stderr)
    log_in(env, "Abcdefg1", "--now", at(days=365 * 100))
    aged(store, "session", ["created"], 13)
    check("P18: a session of a time to come lives twelve hours", "session.expired" in run(env, "whoami").stderr)


def access_ends():
    """Access up to a day has ended after it, whatever day is given."""
    folder, env, store = real_home()
    member(folder, env)
    sign_up(env, "z@b.fr")
    run(env, "activate", "--email", "z@b.fr", "--code", mailed_code(folder), "--password-stdin", input="Abcdefg1\n")
    run(env, "login", "--email", "z@b.fr", "--password-stdin", input="Abcdefg1\n")
    database = sqlite3.connect(store, isolation_level=None)
    database.execute("delete from account_establishment where account = (select id from account where email = 'z@b.fr')")
    database.execute("delete from account_company where account = (select id from account where email = 'z@b.fr')")
    database.close()
    granted = run(env, "--account", "a@b.fr", "grant-access", "z@b.fr", "--company", "732829320", "--role", "manager")
    seen = lambda *more: "73282932000" in run(env, "--account", "z@b.fr", "list-establishments", "-o", "json", *more).stdout
    check("access is given", granted.returncode == 0 and seen(), granted.stderr)
    database = sqlite3.connect(store, isolation_level=None)
    database.execute("update access_grant set until = ?", (at(days=-1)[:10],))
    database.close()
    check("access has ended", not seen())
    check("and has for who says that it is last week", not seen("--now", at(days=-7)))


def a_store_for_tests_says_so():
    """Only a store that was made with MYATLAS_TEST_CLOCK=1 heeds the given time alone; doctor and every row of its audit say it."""
    folder, env, store = home()
    member(folder, env)
    clocks = {row["clock"] for row in json.loads(run(env, "admin", "audit", "-o", "json").stdout)["rows"]}
    told = json.loads(run(env, "doctor", "-o", "json").stdout)["checks"]
    check("each row of its audit says so", clocks == {"test"}, clocks)
    check("and doctor", any(c["code"] == "clock" and c["problem"] == "doctor.test_clock" for c in told), told)
    without = {name: value for name, value in env.items() if name != "MYATLAS_TEST_CLOCK"}
    check("it stays one without the variable", run(without, "whoami").returncode == 0)
    folder, env, store = real_home()
    register(folder, env)
    later = dict(env, MYATLAS_TEST_CLOCK="1", MYATLAS_NOW="2026-03-02T09:00:00Z")
    member(folder, later)
    clocks = {row["clock"] for row in json.loads(run(later, "admin", "audit", "-o", "json").stdout)["rows"]}
    check("a store that was not made for tests never becomes one", "test" not in clocks, clocks)


def years_are_those_of_people():
    """Years outside of 1900 to 2199, and zones that are none, are refused wherever a time or a day is told: nothing is made of them."""
    folder, env, store = home()
    member(folder, env)
    for now in ("9999-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "1899-12-31T23:59:59Z", "1000-01-01T00:00:00Z", "0000-01-01", "2199-12-31T23:59:59-01:00",
                "1900-01-01T00:30:00+01:00", "-999-01-01T00:00:00Z", "+199-01-01T00:00:00Z", " 202-01-01T00:00:00Z", "2026-01-01T00:00:00+99:99",
                "2026-01-01T00:00:00+-1:30", "2026-01-01T+1:00:00Z", "99999-01-01T00:00:00Z"):
        for command in (("submit-request", "--draft", "--siret", next(sirets()), "--scheme", "pdc", "--title", "T"), ("list-deadlines",), ("doctor",),
                        ("grant-access", "z@b.fr", "--company", "732829320", "--role", "reader")):
            done = run(env, *command, "--now", now)
            check(f"{now!r} is refused by {command[0]}", done.returncode == 64 and "instant." in done.stderr, (done.returncode, done.stderr))
    done = run(env, "list-deadlines", "--now", "9999-12-31T23:59:59Z", "-o", "json")
    check("and told so", '"instant.year"' in done.stderr, done.stderr)
    check("no dossier was numbered by it", ask(store, "select count(*) from funding_request") == [(0,)])
    for now in ("1900-01-01T00:00:00Z", "2199-12-31T23:59:59Z"):
        for command in (("submit-request", "--draft", "--siret", next(sirets()), "--scheme", "pdc", "--title", "T", "--start", now[:10], "--end", now[:10]),
                        ("list-deadlines",), ("doctor",), ("simulate-contribution", "--payroll", "5", "--headcount", "3", "--month", now[:7]),
                        ("grant-access", "z@b.fr", "--company", "732829320", "--role", "reader")):
            done = run(dict(env, MYATLAS_TOKEN=""), *command, "--now", now)
            check(f"{now} makes {command[0]} end as a command does", done.returncode in (0, 1, 65, 77), (done.returncode, done.stderr))
    for day in ("2200-01-01", "1899-12-31", "9999-12-31", "0001-01-01"):
        for command in (("submit-request", "--draft", "--siret", next(sirets()), "--scheme", "pdc", "--title", "T", "--start", day, "--end", day),
                        ("list-requests", "--since", day), ("list-deadlines", "--until", day),
                        ("grant-access", "z@b.fr", "--company", "732829320", "--role", "reader", "--until", day)):
            done = run(env, *command)
            check(f"the day {day} is refused by {command[0]}", done.returncode in (64, 65) and "date." in done.stderr, (done.returncode, done.stderr))
    (folder / "d.csv").write_text("siren;code_adherent;raison_sociale;date_creation\n732829320;A1;X;01/01/2200\n880878145;A2;Y;1899-12-31\n")
    done = run(env, "import", "companies", folder / "d.csv", "-o", "json")
    check("and in a file", done.returncode == 65 and '"date.year": 2' in done.stdout, done.stdout)


def settings_do_not_nest():
    """A small file of settings that nests tables a hundred thousand deep is refused, not followed down."""
    folder, env, store = home()
    config = folder / ".config/myatlas/config.toml"
    config.parent.mkdir(parents=True)
    for name, text in (("one dotted key", "a" + ".a" * 200_000 + " = 1\n"), ("a short one", "a" + ".a" * 25_000 + " = 1\n"),
                       ("a header", "[a" + ".a" * 25_000 + "]\nb = 1\n"), ("inline tables", "a = " + "{a = " * 5_000 + "1" + "}" * 5_000 + "\n"),
                       ("arrays", "a = " + "[" * 20_000 + "]" * 20_000 + "\n"), ("many headers", "".join(f"[{'a.' * 30}a{n}]\n" for n in range(800))),
                       ("lines within lines", "a = [\n" + "{" + "a." * 30 + "a = [\n" * 1 + "]}\n" + "]\n")):
        config.write_text(text)
        done = run(env, "config", "show")
        deep = "[settings.deep]"
        check(f"{name} by its line", deep in done.stderr or name in ("inline tables", "arrays", "many headers", "lines within lines", "one dotted key"), done.stderr[:300])
        check(f"settings of {name}", done.returncode == 78 and "settings." in done.stderr, (done.returncode, done.stderr[:300]))


CLOCK_FAULTS = (tries_are_counted_by_the_machine, codes_and_sessions_end, access_ends, a_store_for_tests_says_so, years_are_those_of_people,
                settings_do_not_nest)

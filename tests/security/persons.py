"""What is held about a person, and what is told of one: erasing takes out whole values of that account and nothing of others, and the chain
of the audit holds without being made anew; mails carry no words of strangers; giving access says nothing of who has an account."""
import re

from common import *


def signed_up(folder, env, email, first="Anne", last="Durand", phone="0612345678"):
    run(env, "register", "--profile", "member", "--email", email, "--title", "MME", "--last-name", last, "--first-name", first, "--phone", phone,
        "--member-code", "A1", "--payroll", "5", "--all-establishments", "--certify", "--accept-terms")
    run(env, "activate", "--email", email, "--code", mailed_code(folder), "--password-stdin", input="Abcdefg1\n")
    return run(env, "login", "--email", email, "--password-stdin", input="Abcdefg1\n")


def draft(env, email, *more):
    return run(env, "--account", email, "submit-request", "--draft", "--siret", next(sirets()), "--scheme", "pdc", "--title", "T", *more)


def erasing_takes_whole_values():
    """ne@x.fr leaves, anne@x.fr and ne@x.fr.example stay as they are; the chain holds and its hashes are those of before."""
    folder, env, store = home()
    register(folder, env)
    others = ("anne@x.fr", "ne@x.fr.example", "marianne@x.fr")
    for n, email in enumerate(("ne@x.fr", *others)):
        signed_up(folder, env, email, first=("Zoé", "Anne", "Jean", "Marianne")[n], last=("Zabulon", "Durand", "Petit", "Roux")[n], phone=f"061234567{n}")
        draft(env, email, "--contact-name", "Quelqu’un", "--contact-email", email)
    before = ask(store, "select sequence, previous, hash from audit order by sequence")
    texts = ask(store, "select email, phone, last_name from account where email <> 'ne@x.fr' order by email")
    done = run(env, "admin", "erase-account", "ne@x.fr", "--yes", "-o", "json")
    check("it is erased", done.returncode == 0, done.stdout + done.stderr)
    check("others are as they were", ask(store, "select email, phone, last_name from account order by email") == texts)
    for email in others:
        actors = ask(store, "select count(*) from audit_text where actor = ?", email)[0][0]
        check(f"the audit still tells what {email} did", actors >= 1 and email in run(env, "admin", "audit", "-o", "json", "--actor", email).stdout, actors)
        check(f"{email} is still logged in", run(env, "--account", email, "whoami").returncode == 0)
    whole = [row for table, column in (("audit_text", "actor"), ("audit_text", "before_change"), ("audit_text", "after_change"), ("funding_request", "contact_email"))
             for row in ask(store, f"select {column} from {table}") if row[0] and re.search(r'(^|")ne@x\.fr($|")', row[0])]
    check("nothing of ne@x.fr is left", not whole, whole)
    after = ask(store, "select sequence, previous, hash from audit order by sequence")
    check("the chain is that of before", after[:len(before)] == before)
    check("and holds", is_sound(env)[0] and run(env, "admin", "audit", "--verify").returncode == 0, is_sound(env)[1])


def erasing_leaves_others_who_share():
    """Somebody with the same telephone, somebody of the same name: their dossiers and their rows of the audit are theirs."""
    folder, env, store = home()
    register(folder, env)
    signed_up(folder, env, "ne@x.fr", "Anne", "Durand", "0612345678")
    run(env, "--account", "ne@x.fr", "close-account", "--yes")
    signed_up(folder, env, "ne@x.fr", "Anne", "Durand", "0612345678")
    signed_up(folder, env, "luc@x.fr", "Anne", "Durand", "0612345678")
    draft(env, "luc@x.fr", "--contact-name", "Anne Durand", "--contact-email", "luc@x.fr", "--contact-phone", "0612345678")
    done = run(env, "admin", "erase-account", "ne@x.fr", "--yes", "-o", "json")
    check("erasing leaves the contact of another", ask(store, "select contact_name, contact_email from funding_request") == [("Anne Durand", "luc@x.fr")],
          done.stdout + done.stderr)
    check("and its own row of the audit", any("Anne Durand" in (row[0] or "") for row in ask(store, "select after_change from audit_text")))
    check("both accounts of the address are gone", ask(store, "select email from account") == [("luc@x.fr",)])


def erasing_takes_the_person():
    """Names, telephone, an address of an accented domain as mails encode it, what it was called before, contacts, reject files, the session
    of this home: all gone, and looked for."""
    folder, env, store = home()
    register(folder, env)
    email = "zoe@élan.fr"
    signed_up(folder, env, email, first="Zoé", last="Zabulon", phone="0698765432")
    run(env, "--account", email, "edit-account", "--last-name", "Nouveau-Nom", "--phone", "0711223344")
    draft(env, email, "--contact-name", "Zoé Zabulon", "--contact-email", "zoe.perso@ailleurs.fr", "--contact-phone", "0698765432")
    (folder / "r.csv").write_text(f"reference;siret;dispositif;intitule;brouillon;contact_email\nR1;123;pdc;T;oui;{email}\n")
    run(env, "--account", email, "import", "requests", folder / "r.csv", "--on-error", "reject", "--rejects", folder / ".local/r.rejects.csv")
    kept = ask(store, "select count(*) from batch where rejects is not null")[0][0]
    (folder / ".local/r.rejects.csv").unlink(missing_ok=True)
    done = run(env, "admin", "erase-account", email, "--yes", "-o", "json")
    check("it is erased, and nothing is found", done.returncode == 0 and json.loads(done.stdout)["found_in"] == [], done.stdout + done.stderr)
    needles = [text.encode() for text in ("zoe@élan.fr", "zoe@=C3=A9lan", "=C3=A9lan", "xn--lan-9la", "Zabulon", "Nouveau-Nom", "33698765432", "33711223344", "0698765432", "zoe.perso")]
    left = [(str(path), needle) for path in (folder / ".local").rglob("*") if path.is_file() for needle in needles if needle in path.read_bytes()]
    check(f"nothing of her is in any file ({kept} reject files were kept)", not left, left)
    check("no session is left in this home", email not in (folder / ".local/state/myatlas/session.json").read_text())
    check("the chain holds", is_sound(env)[0], is_sound(env)[1])


def what_is_left_is_told():
    """A value that was theirs in a place that stays, a document or a column, is named."""
    folder, env, store = home()
    register(folder, env)
    signed_up(folder, env, "b@x.fr")
    signed_up(folder, env, "zoe@x.fr", first="Zoé", last="Zabulon", phone="0698765432")
    run(env, "--account", "b@x.fr", "submit-request", "--draft", "--siret", next(sirets()), "--scheme", "pdc", "--title", "vu avec zoe@x.fr, 06 98 76 54 32")
    done = run(env, "admin", "erase-account", "zoe@x.fr", "--yes", "-o", "json")
    check("a column that still names them is told", done.returncode == 1 and "funding_request.title" in done.stdout, done.stdout)


def the_audit_sees_every_edit():
    """Texts beside the audit are as safe as its rows: an edit, a missing text, a false erasure are seen; older rows hold too."""
    folder, env, store = home()
    member(folder, env)
    signed_up(folder, env, "z@b.fr")
    run(env, "admin", "erase-account", "z@b.fr", "--yes")
    check("it holds", is_sound(env)[0], is_sound(env)[1])
    rows = ask(store, "select sequence from audit_text where actor_salt <> '' or after_salt <> ''")
    erased = ask(store, "select sequence from audit_text where seal <> ''")
    check("some are whole and some erased", rows and erased, (rows, erased))
    edits = [("update audit_text set actor = 'nobody@x.fr' where sequence = ?", rows[0][0]), ("delete from audit_text where sequence = ?", rows[0][0]),
             ("update audit_text set actor = 'x', actor_salt = '' where sequence = ?", rows[0][0]), ("update audit_text set seal = 'x' where sequence = ?", rows[0][0]),
             ("update audit_text set after_change = '{}' where sequence = ?", erased[0][0]), ("update audit_text set actor = 'nobody' where sequence = ?", erased[0][0]),
             ("update audit_text set seal = '' where sequence = ?", erased[0][0]), ("delete from audit_text where sequence = ?", erased[0][0]),
             ("update audit set subject = 'x' where sequence = ?", erased[0][0]), ("update audit set command = 'x' where sequence = ?", erased[0][0])]
    for number, (sql, row) in enumerate(edits):
        copy = folder / f"copy{number}/myatlas.db"
        copy_store(store, copy)
        database = sqlite3.connect(copy, isolation_level=None)
        database.execute(sql, (row,))
        database.close()
        told = run(env, "verify", "--store", copy, "-o", "json")
        check(f"seen: {sql}", told.returncode == 1 and "audit.broken" in told.stdout + told.stderr, told.stdout + told.stderr)


def erasing_does_not_grow_with_what_follows():
    """The rows after the first that names a person are not written anew: the bytes that change stay those of the person."""
    folder, env, store = home()
    register(folder, env)
    signed_up(folder, env, "ne@x.fr")
    signed_up(folder, env, "b@x.fr")
    for _ in range(30):
        draft(env, "b@x.fr")
    before = dict(ask(store, "select sequence, hash || previous || actor || coalesce(after_change, '') from audit"))
    run(env, "admin", "erase-account", "ne@x.fr", "--yes")
    after = dict(ask(store, "select sequence, hash || previous || actor || coalesce(after_change, '') from audit"))
    check("no row of the chain was written anew", all(after[n] == text for n, text in before.items()))


MAIL_NAMES = ("evil.example", "www.evil.fr", "a" * 60)  # letters and dots: taken as names, and greeted by none of them
NO_NAMES = ("http://evil.example/x", "Gagnez 1000 euros", "ring@evil.fr", "click here: now", "<a href=x>")


def letters_carry_no_words_of_strangers():
    """A registration sends a mail to whatever address: it greets by a name, or by none when that is an address, a link or a text."""
    for first, last, greeted in [("Anne-Marie", "d’Été", True), ("J.-P.", "St. John", True), *((name, "Durand", False) for name in MAIL_NAMES),
                                 *(("Anne", name, False) for name in MAIL_NAMES)]:
        folder, env, store = home()
        register(folder, env)
        done = run(env, "register", "--profile", "member", "--email", "victim@x.fr", "--title", "MME", "--last-name", last, "--first-name", first,
                   "--member-code", "A1", "--payroll", "5", "--all-establishments", "--certify", "--accept-terms")
        letters = list((folder / ".local/state/myatlas/mail").glob("*.eml"))
        check(f"{first} {last}: a mail goes out", done.returncode == 0 and len(letters) == 1, done.stderr)
        if letters:
            import email, email.policy
            text = email.message_from_bytes(letters[0].read_bytes(), policy=email.policy.default)
            body = text.get_content() + str(text["Subject"])
            said = [name for name in (first, last) if name in body]
            check(f"{first} {last}: it is {'greeted' if greeted else 'not repeated'}", (len(said) == 2) if greeted else not said, body)
            check(f"{first} {last}: the greeting reads well", " ," not in body.split("\n")[0], body.split("\n")[0])


def no_name_is_a_text():
    """What no name holds is refused, and no mail goes out."""
    folder, env, store = home()
    register(folder, env)
    for first, last in [*((name, "Durand") for name in NO_NAMES), *(("Anne", name) for name in NO_NAMES)]:
        done = run(env, "register", "--profile", "member", "--email", "victim@x.fr", "--title", "MME", "--last-name", last, "--first-name", first,
                   "--member-code", "A1", "--payroll", "5", "--all-establishments", "--certify", "--accept-terms")
        letters = list((folder / ".local/state/myatlas/mail").glob("*.eml"))
        check(f"{first} {last}: refused", done.returncode == 65 and "[name.letters]" in done.stderr and not letters, done.stderr)


def giving_access_tells_nothing():
    """An address that has an account, one that has none, one that is locked, one that waits: the same words, status and list."""
    folder, env, store = home()
    member(folder, env)
    for email in ("active@x.fr", "locked@x.fr"):
        signed_up(folder, env, email)
    run(env, "admin", "lock-account", "locked@x.fr")
    sign_up(env, "waits@x.fr")
    addresses = ("active@x.fr", "locked@x.fr", "waits@x.fr", "nobody@x.fr")
    for language in ("en", "fr"):
        for form in ("table", "json"):

            def said(command, *more):
                answers = set()
                for email in addresses:
                    done = run(env, "--account", "a@b.fr", command, email, "--company", "732829320", *more, "-o", form, "--lang", language)
                    answers.add((done.returncode, re.sub(f"{email} *", "… ", done.stdout), done.stderr.replace(email, "…")))
                check(f"{command} says the same of each ({form}, {language})", len(answers) == 1, answers)

            said("grant-access", "--role", "reader")
            rows = json.loads(run(env, "--account", "a@b.fr", "list-access", "-o", "json").stdout)["accesses"]
            check("list-access too", len({str({k: v for k, v in row.items() if k not in ("account", "granted")}) for row in rows}) == 1, rows)
            check("in the order of addresses", [row["account"] for row in rows] == sorted(addresses), rows)
            said("revoke-access")
            said("revoke-access")
    run(env, "--account", "a@b.fr", "grant-access", "nobody@x.fr", "--company", "732829320", "--role", "reader")
    run(env, "--account", "a@b.fr", "grant-access", "locked@x.fr", "--company", "732829320", "--role", "reader")
    run(env, "admin", "unlock-account", "locked@x.fr")
    signed_up(folder, env, "nobody@x.fr")
    granted = {row[0] for row in ask(store, "select a.email from access_grant g join account a on a.id = g.account where g.revoked is null")}
    check("it is taken up by whoever becomes active", {"nobody@x.fr", "locked@x.fr"} <= granted and ask(store, "select count(*) from access_invitation") == [(0,)], granted)


PERSON_FAULTS = (erasing_takes_whole_values, erasing_leaves_others_who_share, erasing_takes_the_person, what_is_left_is_told, the_audit_sees_every_edit, erasing_does_not_grow_with_what_follows,
                 letters_carry_no_words_of_strangers, no_name_is_a_text, giving_access_tells_nothing)

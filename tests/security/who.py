#!/usr/bin/python3
"""P25: who somebody is has to be shown, not said. A provider's name, a company's SIRET, an address that was another's, a reader's access, a
batch number: none of them opens what is not one's own. who.py PROGRAM"""
import os
import pathlib
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "faults"))
from backups import old_store
from common import *

PASSWORD = "Abcdefg1\n"
PARIS, LYON, OTHER, PROVIDER = "73282932000074", "73282932000082", "88087814500015", "35600000049837"
IBAN = "FR7630006000011234567890189"
ANNE, PAUL, EVE, LUC, MALLORY = "anne@cabinet.fr", "paul@cabinet.fr", "eve@cabinet.fr", "luc@formation.fr", "mallory@example.fr"


def code(done):
    """The code of a refusal, empty for none."""
    return json.loads(done.stderr.strip().splitlines()[-1])["code"] if done.returncode else ""


def register_and_login(folder, env, email, *more):
    done = run(env, "register", "--email", email, "--title", "M", "--last-name", "Nom", "--first-name", "Prenom", *more, "--certify", "--accept-terms")
    assert done.returncode == 0, done.stderr
    done = run(env, "activate", "--email", email, "--code", mailed_code(folder), "--password-stdin", input=PASSWORD)
    assert done.returncode == 0, done.stderr
    run(env, "login", "--email", email, "--password-stdin", input=PASSWORD)


def member_of(folder, env, email, member_code="A1", payroll="5", *sirets):
    which = [word for siret in sirets for word in ("--siret", siret)] or ["--all-establishments"]
    register_and_login(folder, env, email, "--profile", "member", "--member-code", member_code, "--payroll", payroll, *which)


def provider_of(folder, env, email, *more, number="11755555555"):
    register_and_login(folder, env, email, "--profile", "provider", "--provider-siret", PROVIDER, "--activity-number", number, *more)


def office_home():
    """A register of two companies, a member of the first, and its dossier with the provider, funded and invoiced with an IBAN."""
    folder, env, store = home()
    (folder / "c.csv").write_text("code_adherent;siren;raison_sociale;annee;masse_salariale\nA1;732829320;X;2025;5\nA2;880878145;Y;2025;7\n")
    (folder / "e.csv").write_text(f"siret;raison_sociale;masse_salariale\n{PARIS};X;3\n{LYON};X;2\n{OTHER};Y;7\n")
    run(env, "import", "companies", folder / "c.csv")
    run(env, "import", "establishments", folder / "e.csv")
    member_of(folder, env, ANNE, "A1", "5", PARIS)
    as_anne = lambda *arguments: run(env, "--account", ANNE, *arguments)
    as_anne("submit-request", "--siret", PARIS, "--scheme", "pdc", "--title", "T", "--provider-siret", PROVIDER, "--start", "2026-04-06", "--end", "2026-04-07",
            "--hours", "14", "--mode", "mixte", "--employee", "X", "--teaching-cost", "1000", "--subrogation", "yes")
    run(env, "admin", "open-request", "D20260000001")
    run(env, "admin", "accept-request", "D20260000001", "--amount", "1000", "--although", "paper")
    done = as_anne("upload-invoice", "--request", "D20260000001", "--number", "F1", "--date", "2026-03-02", "--amount-without-tax", "100", "--iban", IBAN)
    assert done.returncode == 0, done.stderr
    return folder, env, store


READING = (["list-requests"], ["list-invoices"], ["list-certificates"], ["list-letters"], ["list-deadlines"], ["show-request", "D20260000001"],
           ["show-invoice", "F1"], ["list-documents", "D20260000001"], ["export", "invoices"], ["export", "requests"], ["list-employees"],
           ["list-declarations"], ["list-establishments"], ["list-companies"], ["__complete", "--", "show-request", ""])


def gives_away(env, email):
    """Which reading commands tell the account of the dossier, its invoice or its IBAN."""
    told = []
    for command in READING:
        done = run(env, "--account", email, *command, "-o", "json") if command[0] not in ("export", "__complete") else run(env, "--account", email, *command)
        if any(word in done.stdout for word in ("D20260000001\"", "D20260000001;", "F1\"", "F1;", IBAN)):
            told.append(command)
    return told


def a_provider_is_no_provider_by_its_word():
    folder, env, store = office_home()
    provider_of(folder, env, MALLORY)
    as_mallory = lambda *arguments, **more: run(env, "--account", MALLORY, *arguments, **more)
    check("a provider that only says so sees nothing", gives_away(env, MALLORY) == [], gives_away(env, MALLORY))
    check("and is told why", "[provider.pending]" in as_mallory("list-requests").stderr)
    check("cancels nothing", code(as_mallory("cancel-invoice", "F1", "-o", "json")) == "invoice.unknown")
    sends = ["upload-invoice", "--request", "D20260000001", "--number", "F2", "--date", "2026-03-02", "--amount-without-tax", "10", "--iban", IBAN, "-o", "json"]
    check("sends nothing", code(as_mallory(*sends)) == "request.unknown")
    check("certifies nothing", code(as_mallory("upload-certificate", "--request", "D20260000001", "--hours", "7", "--representative", "A", "--role", "B", "--place",
                                               "C", "--date", "2026-04-08", "-o", "json")) == "request.unknown")
    check("issues nothing", code(as_mallory("export", "invoice", "F1", "-o", "json")) == "provider.pending")
    as_mallory("set-alert", "invoice-paid", "immediate")
    run(env, "admin", "accept-invoice", "F1", "--although", "paper")
    run(env, "admin", "pay-invoice", "F1", "--reference", "V1")
    check("is mailed nothing", all("To: <" + MALLORY not in mail.read_text() or "F1" not in mail.read_text()
                                   for mail in (folder / ".local/state/myatlas/mail").glob("*.eml")))
    check("stands among the work", "approve_provider" in run(env, "admin", "list-work", "-o", "json").stdout)
    run(env, "admin", "refuse-provider", MALLORY)
    check("a refused one sees nothing", gives_away(env, MALLORY) == [] and "[provider.refused]" in as_mallory("list-requests").stderr)
    as_mallory("edit-account", "--provider-siret", OTHER)
    as_mallory("edit-account", "--provider-siret", PROVIDER)
    check("a refusal stays, whatever it then says of itself", "[provider.refused]" in as_mallory("list-requests").stderr)
    check("an approved one sees what is its own", run(env, "admin", "approve-provider", MALLORY).returncode == 0 and
          "D20260000001" in as_mallory("list-requests").stdout and as_mallory(*sends).returncode == 0)
    as_mallory("edit-account", "--provider-siret", OTHER)
    as_mallory("edit-account", "--provider-siret", PROVIDER)
    check("whoever changes the identity waits again", gives_away(env, MALLORY) == [], gives_away(env, MALLORY))
    run(env, "admin", "approve-provider", MALLORY)
    as_mallory("edit-account", "--uai", "0561910X")
    check("a UAI makes no CFA by itself", code(as_mallory("configure-opco", "--base-url", "https://a/", "-o", "json")) == "provider.pending")
    member_of(folder, env, PAUL, "A2", "7")
    check("a member is no provider to approve", code(run(env, "admin", "approve-provider", PAUL, "-o", "json")) == "provider.none")
    check("nor is nobody", code(run(env, "admin", "approve-provider", "no@body.fr", "-o", "json")) == "account.unknown")
    shutil.rmtree(folder)


def an_activity_number_is_looked_up():
    folder, env, store = office_home()
    (folder / "of.csv").write_text(f"numeroDeclarationActivite;denomination;siren;siretEtablissementDeclarant\n11755555575;P;{PROVIDER[:9]};{PROVIDER}\n")
    check("the list of training bodies is imported", run(env, "import", "establishments", folder / "of.csv").returncode == 0)
    signs = ["register", "--profile", "provider", "--email", LUC, "--title", "M", "--last-name", "A", "--first-name", "B", "--provider-siret", PROVIDER,
             "--certify", "--accept-terms", "-o", "json", "--activity-number"]
    done = run(env, *signs, "11755555555")
    check("another activity number than the list's is refused", code(done) == "provider.activity_number" and done.returncode == 65, done.stderr)
    provider_of(folder, env, LUC, number="11755555575")
    check("also later", code(run(env, "--account", LUC, "edit-account", "--activity-number", "11755555555", "-o", "json")) == "provider.activity_number")
    shutil.rmtree(folder)


def a_provider_lets_its_own_in():
    folder, env, store = office_home()
    provider_of(folder, env, LUC)
    provider_of(folder, env, EVE)
    gives = lambda giver, email, role: run(env, "--account", giver, "grant-access", email, "--company", PROVIDER[:9], "--role", role, "-o", "json")
    check("who waits gives no access", code(gives(LUC, EVE, "manager")) == "provider.pending")
    run(env, "admin", "approve-provider", LUC)
    check("a reader of the provider", gives(LUC, EVE, "reader").returncode == 0 and "D20260000001" in run(env, "--account", EVE, "list-requests").stdout)
    check("only looks", code(run(env, "--account", EVE, "cancel-invoice", "F1", "-o", "json")) == "access.reader")
    check("a manager of the provider", gives(LUC, EVE, "manager").returncode == 0 and
          run(env, "--account", EVE, "cancel-invoice", "F1", "-o", "json").returncode == 0)
    check("gives no access itself", run(env, "--account", EVE, "grant-access", ANNE, "--company", PROVIDER[:9], "--role", "reader").returncode != 0)
    gives(LUC, ANNE, "manager")  # an invitation, which tells nothing of who has an account
    check("a member that does not name it is let in nowhere", json.loads(run(env, "--account", ANNE, "list-access", "-o", "json").stdout)["accesses"] == [])
    run(env, "--account", LUC, "revoke-access", EVE, "--company", PROVIDER[:9])
    check("until it is taken back", gives_away(env, EVE) == [])
    gives(LUC, EVE, "manager")
    run(env, "admin", "lock-account", LUC)
    run(env, "admin", "unlock-account", LUC)
    check("or the giver was locked", gives_away(env, EVE) == [])
    shutil.rmtree(folder)


def secrets_stay_where_they_were_given():
    folder, env, store = office_home()
    provider_of(folder, env, LUC, "--uai", "0561910X")
    run(env, "admin", "approve-provider", LUC)
    for name in ("secret", "key"):
        (folder / name).write_text(name + "\n")
        (folder / name).chmod(0o600)
    configure = lambda *arguments: run(env, "--account", LUC, "configure-opco", *arguments, "-o", "json")
    files = ["--client-secret-file", folder / "secret", "--cfa-key-file", folder / "key"]
    check("a connection is kept", configure("--base-url", "https://opco.fr/api", "--token-url", "https://opco.fr/token", "--client-id", "c", *files).returncode == 0)
    for option, url in (("--token-url", "https://evil.fr/token"), ("--base-url", "https://evil.fr/api"), ("--token-url", "https://opco.fr.evil.fr/token"),
                        ("--token-url", "https://opco.fr:8443/token"), ("--token-url", "http://localhost/token")):
        check(f"secrets do not follow to {url}", code(configure(option, url)) == "field.required", configure(option, url).stderr)
    check("another path of the same place keeps them", configure("--token-url", "https://opco.fr/oauth/token").returncode == 0)
    check("another place is told them anew", configure("--token-url", "https://new.fr/token", *files).returncode == 0)
    shutil.rmtree(folder)


def a_siret_is_no_proof():
    folder, env, store = office_home()
    member_of(folder, env, PAUL, "A2", "7")
    paul = lambda *arguments: run(env, "--account", PAUL, *arguments, "-o", "json")
    done = paul("add-siret", PARIS)
    check("another's establishment is not attached", done.returncode == 77 and code(done) == "establishment.unproved" and
          json.loads(done.stdout)["results"][0]["result"] == "withheld", done.stderr)
    check("nor by a file", code(paul("import", "establishments", folder / "e.csv", "--attach")) == "import.refused")
    check("nor with another company's proof", code(paul("add-siret", PARIS, "--member-code", "A2", "--payroll", "7")) == "establishment.unproved")
    check("nor with a wrong one", code(paul("add-siret", PARIS, "--member-code", "A1", "--payroll", "6")) == "member.mismatch")
    check("one of a proved company is", paul("add-siret", OTHER).returncode == 0)
    run(env, "--account", ANNE, "grant-access", PAUL, "--company", "732829320", "--role", "reader")
    check("a reader makes itself no manager", paul("add-siret", PARIS).returncode == 77 and paul("add-siret", LYON).returncode == 77 and
          code(paul("add-siret", LYON)) == "access.reader")
    check("a reader is not told the proof", json.loads(paul("show-company", "732829320").stdout)["payrolls"] == [] and
          "732829320" not in run(env, "--account", PAUL, "export", "payrolls").stdout + run(env, "--account", PAUL, "export", "companies").stdout)
    check("nor by what it reads", code(paul("add-company", "--member-code", "A1", "--payroll", "5", "--all-establishments")) == "access.reader_proves")
    run(env, "--account", ANNE, "grant-access", PAUL, "--company", "732829320", "--role", "manager")
    check("a manager attaches more of the company", paul("add-siret", LYON).returncode == 0 and LYON in paul("list-establishments").stdout)
    mine = ("add-company", "--member-code", "A1", "--payroll", "5", "--all-establishments")
    check("nor does what a manager reads prove anything", code(paul(*mine)) == "access.given_proves")
    run(env, "--account", ANNE, "revoke-access", PAUL, "--company", "732829320")
    check("nor when the access is over", code(paul(*mine)) == "access.given_proves")
    check("which ends with the access", PARIS not in paul("list-establishments").stdout and LYON not in paul("list-establishments").stdout)
    run(env, "--account", ANNE, "grant-access", PAUL, "--company", "732829320", "--role", "manager")
    check("and does not come back with another", LYON not in paul("list-establishments").stdout and PARIS in paul("list-establishments").stdout)
    paul("add-siret", LYON)
    for role in ("reader", "manager"):
        run(env, "--account", ANNE, "grant-access", PAUL, "--company", "732829320", "--role", role)
    check("nor after it was less for a while", LYON not in paul("list-establishments").stdout)
    run(env, "admin", "lock-account", ANNE)
    run(env, "admin", "unlock-account", ANNE)
    check("access ends when its giver is locked", PARIS not in paul("list-establishments").stdout)
    check("with its own proof it is attached", paul("add-siret", PARIS, "--member-code", "A1", "--payroll", "5").returncode == 0 and
          PARIS in paul("list-establishments").stdout)
    run(env, "--account", ANNE, "close-account", "--yes")
    check("and stays, whoever leaves", PARIS in paul("list-establishments").stdout)
    shutil.rmtree(folder)


def an_address_that_was_anothers_inherits_nothing():
    folder, env, store = office_home()
    member_of(folder, env, PAUL, "A2", "7")
    run(env, "--account", PAUL, "grant-access", ANNE, "--company", "880878145", "--role", "manager")
    run(env, "--account", ANNE, "grant-access", PAUL, "--company", "732829320", "--role", "manager")
    run(env, "--account", PAUL, "set-alert", "invoice-paid", "daily")
    rows = folder / "i.csv"
    rows.write_text(f"numero_facture;date_facture;siret_emetteur;numero_dossier;montant_ht;iban\nF8;2026-03-02;{PROVIDER};D20260000001;10;{IBAN}\n")
    check("a file by access", run(env, "--account", PAUL, "import", "invoices", rows).returncode == 0)
    run(env, "--account", PAUL, "close-account", "--yes")
    check("what a closed account gave ends", "880878145" not in run(env, "--account", ANNE, "list-companies", "-o", "json").stdout)
    provider_of(folder, env, PAUL)
    check("the address anew sees nothing of before", gives_away(env, PAUL) == [], gives_away(env, PAUL))
    check("no batch, no alert, no deed", json.loads(run(env, "--account", PAUL, "list-batches", "-o", "json").stdout)["batches"] == [] and
          "daily" not in run(env, "--account", PAUL, "list-alerts", "-o", "json").stdout and
          all(deed["at"] >= "2026-03-02T09:00:00Z" for deed in json.loads(run(env, "--account", PAUL, "export-account").stdout)["deeds"]))
    check("and is another account", len(ask(store, "select id from account where email = ?", PAUL)) == 2)
    shutil.rmtree(folder)


def a_batch_is_whose_it_is():
    folder, env, store = office_home()
    member_of(folder, env, PAUL, "A2", "7")
    rows = folder / "i.csv"
    rows.write_text("numero_facture;date_facture;siret_emetteur;numero_dossier;montant_ht;iban\n"
                    f"F8;2026-03-02;{PROVIDER};D20260000001;10;{IBAN}\nF9;2026-03-02;{PROVIDER};D20260000009;10;{IBAN}\n")
    run(env, "--account", ANNE, "import", "invoices", rows, "--on-error", "reject")
    batch = json.loads(run(env, "--account", ANNE, "list-batches", "-o", "json").stdout)["batches"][-1]["batch"]
    check("its owner has the refused rows", IBAN in run(env, "--account", ANNE, "get-rejects", batch).stdout)
    for command in ("show-batch", "get-rejects", "resume-batch"):
        there, absent = (run(env, "--account", PAUL, command, number) for number in (batch, "B-999"))
        check(f"another account is told nothing by {command}", IBAN not in there.stdout and there.stdout == absent.stdout and
              there.stderr.replace(batch, "B") == absent.stderr.replace("B-999", "B") and there.returncode == absent.returncode != 0, there.stderr)
    check("nor by the list", batch not in run(env, "--account", PAUL, "list-batches", "-o", "json").stdout)
    check("nor by the shell", batch not in run(env, "__complete", "--", "--account", PAUL, "show-batch", "B").stdout)
    (folder / ".local/state/myatlas/session.json").unlink()
    done = run(env, "get-rejects", batch)
    check("the operator has them, and is told who they are", IBAN in done.stdout and "as the operator of this store" in done.stderr, done.stderr)
    shutil.rmtree(folder)


def nobody_is_not_the_operator():
    folder, env, store = office_home()
    (folder / ".local/state/myatlas/session.json").unlink()
    told = "as the operator of this store"
    for command in (*READING[:-1], ["export", "employees"], ["show-company", "732829320"], ["list-access"], ["list-batches"]):
        done = run(env, *command)
        check(f"whoever may write the file reads by {command[0]}, and is told", done.returncode == 0 and told in done.stderr, done.stderr)
    done = run(env, "declare-contribution", "--company", "732829320", "--year", "2025", "--headcount", "12")
    check("and declares, and is told", told in done.stderr, done.stderr)
    check("not by what is everybody's", told not in run(env, "list-publications").stderr + run(env, "check", "siret", PARIS).stderr)
    check("a Tab is answered with words alone", run(env, "__complete", "--", "show-request", "").stderr == "")
    for path in (store.parent, *store.parent.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o400 if path.name.endswith("-key") else 0o444)
        if os.geteuid() == 0:
            os.chown(path, 65534, 65534)  # its key may be read by its owner alone
    for path in (folder, folder / ".local", folder / ".local/share", store.parent):
        path.chmod(0o755)
    stranger = home()[0]
    stranger.chmod(0o777)
    as_another = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    elsewhere = {**env, "HOME": str(stranger), "MYATLAS_STORE": str(store)}
    for command in (*READING[:-1], ["show-company", "732829320"], ["list-access"], ["list-batches"], ["get-rejects", "B-1"]):
        done = run(elsewhere, *command, "-o", "json", **as_another) if command[0] != "export" else run(elsewhere, *command, **as_another)
        check(f"who may only read the file is nobody to {command[0]}", done.returncode == 77 and done.stdout == "" and "session.required" in done.stderr,
              (done.returncode, done.stdout, done.stderr))
    shutil.rmtree(stranger, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


def an_office_has_its_name():
    folder, env, store = office_home()
    member_of(folder, env, PAUL, "A2", "7")
    paul = lambda *arguments: run(env, "--account", PAUL, *arguments, "-o", "json")
    check("an account of the OPCO sees all", run(env, "admin", "appoint-office", PAUL).returncode == 0 and "D20260000001" in paul("list-requests").stdout)
    check("acts for no company", code(paul("cancel-request", "D20260000001")) == "establishment.not_managed")
    paul("admin", "accept-invoice", "F1", "--although", "paper")
    audit = json.loads(run(env, "admin", "audit", "-o", "json").stdout)["rows"]
    check("and does the back office's work under its name", audit[-1]["actor"] == PAUL and audit[-1]["command"] == "admin accept-invoice", audit[-1:])
    run(env, "admin", "dismiss-office", PAUL)
    check("until it is one no longer", "D20260000001" not in paul("list-requests").stdout)
    shutil.rmtree(folder)


def an_older_store_keeps_what_was_proved():
    folder, env, store = home()
    old_store(pathlib.Path(__file__).parents[1] / "faults/stores/v15.sql", store)
    database = sqlite3.connect(store)
    for name, email in (("a", ANNE), ("p", PAUL), ("l", LUC)):
        provider = int(PROVIDER) if name == "l" else None
        database.execute("insert into account (id, email, email_key, title, last_name, first_name, language, state, provider_siret, activity_number, created) "
                         "values (?, ?, ?, 'M', 'Nom', 'Prenom', 'fr', 'active', ?, ?, 1)", (name, email, email, provider, "11755555555" if provider else None))
    database.execute("insert into account_company (account, siren) values ('a', 732829320)")
    database.executemany("insert into account_establishment (account, siret) values (?, ?)", [("a", int(PARIS)), ("p", int(PARIS))])
    database.commit()
    database.close()
    put_sums(store)
    done = run(env, "migrate")
    check("a store of before is migrated", done.returncode == 0, done.stderr)
    check("what was proved is kept, what was not is not", ask(store, "select account from account_establishment") == [("a",)],
          ask(store, "select account, siret from account_establishment"))
    work = json.loads(run(env, "admin", "list-work", "-o", "json").stdout)["work"]
    check("and is listed for the operator", [(w["number"], w["label"]) for w in work if w["kind"] == "ask_for_proof"] == [(PAUL, PARIS)] and
          [w["number"] for w in work if w["kind"] == "approve_provider"] == [LUC], work)


FAULTS = (a_provider_is_no_provider_by_its_word, an_activity_number_is_looked_up, a_provider_lets_its_own_in, secrets_stay_where_they_were_given, a_siret_is_no_proof,
          an_address_that_was_anothers_inherits_nothing, a_batch_is_whose_it_is, nobody_is_not_the_operator, an_office_has_its_name,
          an_older_store_keeps_what_was_proved)
if __name__ == "__main__":
    finish("who", FAULTS)

#!/usr/bin/python3
"""The inter-OPCO API against a server that behaves as doc/sources/inter-opco-api.md says, with the faults such servers have. opco.py PROGRAM"""
import json
import re
import time

from http_server import Answer
from loopback import Home, check, code_of, finish
from opco_server import CLIENT, KEY, SECRET, Opco

DOSSIER = "D20260000001"


def at(h, now):
    h.set(now=now)
    h.run("login", "--email", "cfa@formation.fr", "--password-stdin", stdin="Abcdefg1\n")


def cfa(opco, version="1", configured=True):
    """A home with a CFA whose contract is a dossier, and its connection."""
    h = Home()
    (h.folder / "e.csv").write_text("siret;raison_sociale;code_postal\n73282932000074;ALTÉA;75008\n")
    h.run("import", "establishments", "e.csv")
    h.run("register", "--profile", "provider", "--email", "cfa@formation.fr", "--title", "M", "--last-name", "Petit", "--first-name", "Luc", "--provider-siret",
          "88087814500015", "--activity-number", "11755555555", "--uai", "0561910X", "--certify", "--accept-terms")
    h.activate("cfa@formation.fr")
    h.run("admin", "approve-provider", "cfa@formation.fr")
    contract = json.loads(h.run("template", "contract").stdout)
    (h.folder / "c.json").write_text(json.dumps(contract))
    done = h.run("submit-contract", "c.json")
    assert done.returncode == 0, done.stderr
    h.private("secret", SECRET + "\n")
    h.private("key", KEY + "\n")
    if configured:
        done = configure(h, opco, version)
        assert done.returncode == 0, done.stderr
    return h


def configure(h, opco, version="1", **changes):
    options = {"--base-url": opco.url + "/SorApiEchangeCFA/v1/", "--token-url": opco.url + "/oauth/token", "--scope": "api.read api.write", "--client-id": CLIENT,
               "--client-secret-file": "secret", "--cfa-key-file": "key", "--api-version": version, **changes}
    return h.run("configure-opco", *(word for pair in options.items() for word in pair), "-o", "json")


def with_api_days(value):
    """The days of a document as the API has them."""
    if isinstance(value, dict):
        return {name: with_api_days(member) for name, member in value.items()}
    if isinstance(value, list):
        return [with_api_days(member) for member in value]
    return value + "T00:00:00+00:00" if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) else value


def pdf(h, name):
    path = h.folder / name
    path.write_bytes(b"%PDF-1.4\n" + name.encode())
    return name


def contract_to_payment():
    """Everything a CFA does, from the contract to the transfer of the money."""
    with Opco() as opco:
        h = cfa(opco)
        done = h.run("transmit-contract", DOSSIER, "-o", "json")
        sent = json.loads(done.stdout) if done.stdout else {}
        check("a contract is transmitted", (sent.get("state"), sent.get("internal"), sent.get("external")) == ("sent", "INT-1", "9001"), done.stderr)
        there = opco.dossiers[0]["cerfa"]
        here = json.loads((h.folder / "c.json").read_text())["cerfa"]
        check("as it is, NIR and all, with days as the API has them", there == with_api_days(here), there)
        again = h.json("transmit-contract", DOSSIER)
        check("once", again["internal"] == "INT-1" and len(opco.dossiers) == 1 and opco.problems == [], opco.problems)
        check("nothing else of it yet", code_of(h.run("transmit-invoice", "F1", "-o", "json")) == "invoice.unknown" and
              code_of(h.run("transmit-certificate", "A2026-0000009", "-o", "json")) == "certificate.unknown")

        convention = ["transmit-convention", DOSSIER, "--teaching-cost", "16000", "--first-equipment", "500", "--meals", "120", "--signed-on", "2026-03-01", "-o", "json"]
        check("a convention is certified", code_of(h.run(*convention)) == "opco.not_certified")
        check("and has its document", code_of(h.run(*convention, "--certify")) == "opco.no_file")
        h.run("attach-document", pdf(h, "convention.pdf"), "--request", DOSSIER, "--kind", "convention")
        done = h.run(*convention, "--certify")
        check("then it goes", done.returncode == 0 and opco.conventions and opco.conventions[0]["couts"] ==
              {"coutTotalPedagogieCFA": 16000.0, "montantPremierEquipement": 500.0, "nombreRepasTotaux": 120} and
              opco.conventions[0]["apprenti"]["nom"] == here["apprenti"]["nom"] and opco.conventions[0]["dateSignature"] == "2026-03-01T00:00:00+00:00" and
              opco.conventions[0]["contrat"]["dateFinContrat"] == here["contrat"]["dateFinContrat"] + "T00:00:00+00:00", done.stderr)

        dossier = opco.dossiers[0]
        dossier.update(etat="EN_COURS_INSTRUCTION")
        report = h.json("sync-opco")
        check("a state comes home", report["changes"] == [{"number": DOSSIER, "from": "TRANSMIS", "to": "EN_COURS_INSTRUCTION"}] and
              h.json("show-request", DOSSIER)["state"] == "EN_COURS_INSTRUCTION", report)
        check("once", h.json("sync-opco")["changes"] == [])
        dossier.update(etat="ENGAGE", numeroDeca="075202603NC0001", comment="accord", echeances=[
            {"numero": 1, "codification": "E1", "dateOuverture": "2026-03-02", "dateDebut": "2026-03-02", "dateFin": "2027-03-01", "montantTotal": 3243.84},
            {"numero": "2", "codification": "E2", "dateOuverture": "2026-09-02T00:00:00", "dateDebut": "2026-03-02", "dateFin": "2027-03-01", "montantTotal": "2432.88"},
            {"numero": 3, "codification": "99", "dateOuverture": "2027-03-02", "dateDebut": "2027-03-02", "dateFin": "2028-03-01", "montantTotal": 2432.87}])
        h.run("sync-opco")
        shown = h.json("show-request", DOSSIER)
        check("and the schedule with it, to the cent", shown["state"] == "ENGAGE" and shown["accepted_amount"] == "8109.59" and
              [i["amount"] for i in h.json("list-instalments", DOSSIER)["instalments"]] == ["3243.84", "2432.88", "2432.87"], shown)
        check("the history says who", shown["history"][-1]["event"] == "sync" and shown["history"][-1]["comment"] == "atlas: ENGAGE, accord", shown["history"][-1])

        done = h.run("upload-invoice", pdf(h, "f1.pdf"), "--request", DOSSIER, "--number", "F1", "--date", "2026-03-02", "--amount-without-tax", "3243.84", "--iban",
                     "FR7630006000011234567890189", "--instalment", "1")
        assert done.returncode == 0, done.stderr
        done = h.run("transmit-invoice", "F1", "-o", "json")
        check("an invoice is transmitted", done.returncode == 0 and json.loads(done.stdout)["internal"] == "FAC-1", done.stderr)
        check("by its lines", opco.invoices and opco.invoices[0]["lignes"] == [
            {"montant": 3243.84, "natureLigne": "PEDAGOGIE", "quantite": 1, "numeroEcheance": 1, "codificationEcheance": "E1", "numeroDeca": "075202603NC0001",
             "numeroDossier": "9001"}] and opco.invoices[0]["ibanEmetteur"] == "FR7630006000011234567890189" and opco.invoices[0]["dateEmission"] == "2026-03-02T00:00:00+00:00", opco.invoices)
        check("once", h.json("transmit-invoice", "F1")["internal"] == "FAC-1" and len(opco.invoices) == 1)

        opco.invoices[0]["etat"] = "EN_TRAITEMENT_PARTICULIER"
        report = h.json("sync-opco")
        check("a state nobody knows is kept word for word", report["changes"] == [{"number": "F1", "from": None, "to": "EN_TRAITEMENT_PARTICULIER"}] and
              h.json("show-invoice", "F1")["state"] == "DEPOSEE", report)
        opco.invoices[0].update(etat="REGLE", virement="VIR-77", le="2026-03-20")
        h.run("sync-opco")
        invoice = h.json("show-invoice", "F1")
        check("a payment comes home", (invoice["state"], invoice["payment_reference"], invoice["paid_on"]) == ("REGLEE", "VIR-77", "2026-03-20"), invoice)

        at(h, "2026-10-02T09:00:00Z")
        h.run("upload-certificate", "--request", DOSSIER, "--from", "2026-03-02", "--to", "2026-09-30", "--hours", "300", "--kind", "intermediate", "--representative",
              "Luc Petit", "--role", "Directeur", "--place", "Lyon", "--date", "2026-10-01")
        done = h.run("transmit-certificate", "A2026-0000001", "-o", "json")
        check("a certificate, for the instalment it covers", done.returncode == 0 and opco.certificates and opco.certificates[0]["echeance"]["numero"] == 2 and
              opco.certificates[0]["typeCertificat"] == "Intermediaire", done.stderr)
        check("signed by somebody with a first and a last name", opco.certificates[0]["representantLegal"] == {"nom": "Petit", "prenom": "Luc", "qualite": "Directeur"} and
              opco.certificates[0]["echeance"]["dateFin"] == "2026-09-30T00:00:00+00:00" and opco.certificates[0]["dateSignature"] == "2026-10-01T00:00:00+00:00", opco.certificates)
        h.run("upload-certificate", "--request", DOSSIER, "--from", "2026-10-01", "--to", "2026-10-01", "--hours", "7", "--kind", "intermediate", "--representative",
              "Anne Marie Petit", "--role", "Directrice", "--place", "Lyon", "--date", "2026-10-02")
        check("of three words, which is asked", code_of(h.run("transmit-certificate", "A2026-0000002", "-o", "json")) == "opco.name_parts")
        h.run("transmit-certificate", "A2026-0000002", "--last-name", "petit")
        check("and told", opco.certificates[-1]["representantLegal"]["prenom"] == "Anne Marie", opco.certificates[-1])
        h.run("upload-certificate", "--request", DOSSIER, "--from", "2026-10-01", "--to", "2026-10-01", "--hours", "6", "--replaces", "A2026-0000002", "--representative",
              "Luc Petit", "--role", "Directeur", "--place", "Lyon", "--date", "2026-10-02")
        check("one that another took the place of is not", code_of(h.run("transmit-certificate", "A2026-0000002", "-o", "json")) == "certificate.superseded")
        dossier.update(etat="RUPTU")
        h.run("sync-opco")
        check("AKTO's spelling of a state", h.json("show-request", DOSSIER)["state"] == "RUPTURE")
        everything = b"".join(p.read_bytes() for p in h.folder.rglob("*") if p.is_file() and p.name not in ("secret", "key"))
        check("no secret lies readable", SECRET.encode() not in everything and KEY.encode() not in everything and b"token-" not in everything)
        check("nor in what is shown", "canary" not in h.run("configure-opco").stdout + h.run("admin", "audit", "-o", "json").stdout)
        check("nor in an address", all("canary" not in r.raw_path for r in opco.requests))
        check("the audit is whole", h.run("admin", "audit", "--verify").returncode == 0)
        h.remove()


def second_version():
    with Opco() as opco:
        h = cfa(opco, "2")
        done = h.run("transmit-contract", DOSSIER, "-o", "json")
        check("version 2 calls the employer so", done.returncode == 0 and opco.dossiers[0]["version"] == "v2" and "employeurV2" in opco.dossiers[0]["cerfa"], done.stderr)
        h.remove()


def tokens():
    with Opco() as opco:
        h = cfa(opco)
        turned = []
        opco.fault = lambda r: Answer(401, "{}") if r.path.endswith("/dossiers") and not turned and not turned.append(1) else None
        done = h.run("transmit-contract", DOSSIER, "-o", "json")
        check("a token that is refused is asked for once more", done.returncode == 0 and len(opco.tokens) == 2 and len(opco.dossiers) == 1, done.stderr)
        h.remove()
        h = cfa(opco)
        opco.fault = lambda r: Answer(401, "{}") if "/dossiers" in r.path else None
        count = len(opco.tokens)
        done = h.run("transmit-contract", DOSSIER, "-o", "json")
        check("but not for ever", code_of(done) == "opco.login" and done.returncode == 78 and len(opco.tokens) == count + 2, done.stderr)
        h.private("secret", "wrong\n")
        opco.fault = None
        configure(h, opco)
        done = h.run("transmit-contract", DOSSIER, "-o", "json")
        check("a wrong secret", code_of(done) == "opco.login" and "wrong" not in done.stderr, done.stderr)
        h.private("secret", SECRET)
        h.private("key", "another")
        configure(h, opco)
        before = len(opco.requests)
        done = h.run("transmit-contract", DOSSIER, "-o", "json")
        check("a key that may not is not tried again", code_of(done) == "opco.forbidden" and done.returncode == 77 and "Clé CFA inconnue" in done.stderr and
              len(opco.requests) == before + 2, done.stderr)
        (h.folder / "key").chmod(0o644)
        check("a key others can read", code_of(configure(h, opco)) == "password.file_open")
        h.remove()


def refusals():
    with Opco() as opco:
        h = cfa(opco)
        for name, answer, told in (("a list", '{"errors":[{"code":"E12","description":"SIRET inconnu"},{"code":"E13","description":"NIR absent"}]}',
                                    "E12: SIRET inconnu; E13: NIR absent"),
                                   ("a description", '{"description":"Dossier refusé"}', "Dossier refusé"), ("a comment", '{"comment":"Rejet"}', "Rejet"),
                                   ("nothing", "", "HTTP 400"), ("HTML", "<html>", "HTTP 400")):
            opco.fault = lambda r: Answer(400, answer) if r.path.endswith("/dossiers") else None
            done = h.run("transmit-contract", DOSSIER, "-o", "json")
            check(f"a refusal that is {name}", code_of(done) == "opco.refused" and told in done.stderr and done.returncode == 65, done.stderr)
        opco.fault = None
        check("what was refused may be sent again", h.json("transmit-contract", DOSSIER)["internal"] == "INT-1")
        for name, answer, code, status in (("busy", Answer(429, "{}", headers={"Retry-After": "3600"}), "network.busy", 75), ("ill", Answer(500, "{}"), "network.busy", 75),
                                           ("wrong JSON", Answer(200, "{\"EtatDossierResult\": 7}"), "opco.answer", 69), ("no JSON", Answer(200, "<html>"), "opco.answer", 69),
                                           ("without it", Answer(501, '{"code":"NOT_SUPPORTED"}'), "opco.unsupported", 69),
                                           ("elsewhere", Answer(302, "", headers={"Location": "http://localhost:1/"}), "opco.answer", 69)):
            opco.fault = lambda r: answer if "etats" in r.path else None
            done = h.run("sync-opco", "-o", "json")
            check(f"a server that is {name}", code_of(done) == code and done.returncode == status, (done.returncode, done.stderr))
        opco.fault = None
        h.remove()


def not_twice():
    for name, fault in (("silent", "taken and silent"), ("cut off", "taken and cut"), ("dropped", "taken and dropped"), ("ill", Answer(500, '{"errors":[]}'))):
        with Opco(page=1) as opco:
            h = cfa(opco)
            # somebody else's dossiers stand before it
            stranger = json.loads((h.folder / "c.json").read_text())["cerfa"]
            stranger["apprenti"]["nom"] = "AUTRE"
            for n in (1, 2):
                opco.dossiers.append({"numeroInterne": f"INT-{n}", "numeroExterne": f"{9000 + n}", "numeroDeca": None, "etat": "ENGAGE", "cerfa": stranger, "echeances": []})
            opco.fault = lambda r: fault if r.method == "POST" and r.path.endswith("/dossiers") else None
            begun = time.monotonic()
            done = h.run("transmit-contract", DOSSIER, "-o", "json")
            arrived = len(opco.dossiers) == 3
            check(f"{name}: sent once", sum(r.method == "POST" and r.path.endswith("/dossiers") for r in opco.requests) == 1, opco.requests)
            check(f"an answer that is {name}", done.returncode in (69, 75) and time.monotonic() - begun < 300, (done.returncode, done.stderr))
            opco.fault = None
            posts = sum(r.method == "POST" and r.path.endswith("/dossiers") for r in opco.requests)
            done = h.run("transmit-contract", DOSSIER, "-o", "json")
            sent = json.loads(done.stdout) if done.stdout else {}
            now = sum(r.method == "POST" and r.path.endswith("/dossiers") for r in opco.requests)
            check(f"{name}: looked for before it is sent again", sent.get("internal") == "INT-3" and len(opco.dossiers) == 3 and
                  now == posts + (0 if arrived else 1), (sent, posts, now, done.stderr))
            h.remove()
    with Opco() as opco:  # killed while it waits
        h = cfa(opco)
        opco.fault = lambda r: "taken and silent" if r.method == "POST" and r.path.endswith("/dossiers") else None
        process = h.start("transmit-contract", DOSSIER)
        until = time.monotonic() + 120
        while not opco.dossiers and time.monotonic() < until:
            time.sleep(0.05)
        process.kill()
        process.wait()
        opco.fault = None
        check("killed meanwhile, it is found", h.json("transmit-contract", DOSSIER)["internal"] == "INT-1" and len(opco.dossiers) == 1)
        check("the key of a thing is always the same", len(opco.keys) == 1)
        h.remove()


def an_invoice_not_twice():
    """An invoice whose sending got no answer is looked for among the OPCO's invoices before it is sent again."""
    for told in (True, False):
        with Opco() as opco:
            h = cfa(opco)
            h.run("transmit-contract", DOSSIER)
            h.run("admin", "open-request", DOSSIER)
            h.run("admin", "accept-request", DOSSIER, "--npec", "8000", "--although", "paper")
            done = h.run("upload-invoice", pdf(h, "f1.pdf"), "--request", DOSSIER, "--number", "F1", "--date", "2026-03-02", "--amount-without-tax", "3200", "--instalment", "1")
            assert done.returncode == 0, done.stderr

            def posts():
                return sum(r.method == "POST" and r.path.endswith("/factures") for r in opco.requests)

            opco.fault = lambda r: "taken and dropped" if r.method == "POST" and r.path.endswith("/factures") else None
            done = h.run("transmit-invoice", "F1", "-o", "json")
            check("an invoice is sent once", code_of(done) == "network.down" and posts() == 1 and len(opco.invoices) == 1, (posts(), done.stderr))
            opco.fault = None if told else lambda r: Answer(501, "{}") if r.path.endswith("factures/etats") else None
            done = h.run("transmit-invoice", "F1", "-o", "json")
            if told:
                check("and found", json.loads(done.stdout)["internal"] == "FAC-1" and posts() == 1, done.stderr)
            else:
                check("or the OPCO is to be asked", code_of(done) == "opco.unverified" and posts() == 1, done.stderr)
                opco.invoices.clear()
                check("who may say that it has none", h.json("transmit-invoice", "F1", "--again")["internal"] == "FAC-1" and posts() == 2)
            h.remove()


def a_corrected_invoice():
    """The OPCO keeps the invoice it refused beside the corrected one of the same number: only the corrected one is the one looked for."""
    with Opco() as opco:
        h = cfa(opco)
        h.run("transmit-contract", DOSSIER)
        h.run("admin", "open-request", DOSSIER)
        h.run("admin", "accept-request", DOSSIER, "--npec", "8000", "--although", "paper")

        def upload(amount, *more):
            return h.run("upload-invoice", pdf(h, f"f{amount}.pdf"), "--request", DOSSIER, "--number", "F1", "--date", "2026-03-02", "--amount-without-tax", amount,
                         "--instalment", "1", *more)

        def there():
            return [(i["numero"], i["montantTotal"], i["etat"]) for i in opco.invoices]

        upload("1000")
        h.run("transmit-invoice", "F1")
        opco.invoices[0]["etat"] = "REJETE"
        h.run("sync-opco")
        h.run("admin", "reject-invoice", "F1", "--reason", "amount")
        done = upload("900", "--replaces", "F1")
        assert done.returncode == 0, done.stderr
        opco.fault = lambda r: Answer(drop=True) if r.method == "POST" and r.path.endswith("/factures") else None
        check("the corrected one is dropped before it was taken", code_of(h.run("transmit-invoice", "F1", "-o", "json")) == "network.down" and len(opco.invoices) == 1)
        opco.fault = None
        sent = h.json("transmit-invoice", "F1")
        check("and is sent, not taken for the refused one", sent["internal"] == "FAC-2" and there() == [("F1", 1000, "REJETE"), ("F1", 900, "RECUE")], (sent, there()))
        opco.invoices[1].update(etat="REGLE", virement="VIR-9", le="2026-03-02")
        h.run("sync-opco")
        check("the sync follows it", h.json("show-invoice", "F1")["payment_reference"] == "VIR-9")

        def begun_and_lost(amount):
            h.run("upload-invoice", pdf(h, f"g{amount}.pdf"), "--request", DOSSIER, "--number", "F2", "--date", "2026-03-02", "--amount-without-tax", amount, "--instalment", "1")
            opco.fault = lambda r: Answer(drop=True) if r.method == "POST" and r.path.endswith("/factures") else None
            h.run("transmit-invoice", "F2")
            opco.fault = None

        begun_and_lost("100")
        opco.invoices.append({"numero": "F2", "montantTotal": 250, "etat": "RECUE"})
        done = h.run("transmit-invoice", "F2", "-o", "json")
        check("one of another amount is another", code_of(done) == "opco.refused" and len(opco.invoices) == 3, (done.stdout, done.stderr))
        begun_and_lost("100")
        opco.invoices[2]["montantTotal"] = 100.0
        check("one of the same is this one", h.json("transmit-invoice", "F2")["internal"] == "FAC-3" and len(opco.invoices) == 3)
        h.remove()


def taken_to_be_worked_on():
    with Opco() as opco:
        h = cfa(opco)
        opco.fault = lambda r: Answer(202, '{"jobId":"J-1","status":"pending","statusUrl":"/jobs/J-1"}') if r.method == "POST" and r.path.endswith("/dossiers") else None
        done = h.run("transmit-contract", DOSSIER, "-o", "json")
        check("202 is neither sent nor lost", done.returncode == 0 and json.loads(done.stdout)["state"] == "pending", done.stderr)
        cerfa = json.loads((h.folder / "c.json").read_text())["cerfa"]
        opco.dossiers.append({"numeroInterne": "INT-1", "numeroExterne": "9001", "numeroDeca": None, "etat": "EN_COURS_INSTRUCTION", "cerfa": cerfa, "echeances": []})
        h.run("sync-opco")
        sent = h.json("transmit-contract", DOSSIER)
        check("the sync finds it", (sent["state"], sent["internal"], sent["remote"]) == ("sent", "INT-1", "EN_COURS_INSTRUCTION") and
              h.json("show-request", DOSSIER)["state"] == "EN_COURS_INSTRUCTION", sent)
        h.remove()


def rights_and_settings():
    with Opco() as opco:
        h = cfa(opco, configured=False)
        check("no connection", code_of(h.run("transmit-contract", DOSSIER, "-o", "json")) == "opco.not_configured")
        done = h.run("configure-opco", "--base-url", "http://example.org/", "--api-version", "3", "-o", "json")
        check("all that is wrong with one at once", done.returncode in (65, 78) and all(code in done.stderr for code in ("network.url", "opco.version", "field.required")), done.stderr)
        configure(h, opco)
        check("nothing of a contract that was not transmitted", code_of(h.run("transmit-convention", DOSSIER, "--teaching-cost", "1", "--signed-on", "2026-03-01", "--certify",
                                                                              "-o", "json")) == "opco.no_dossier")
        check("nor of a dossier that is none", code_of(h.run("transmit-contract", "D20269999999", "-o", "json")) == "request.unknown")
        h.run("logout")
        check("nobody who is not logged in", code_of(h.run("sync-opco", "-o", "json")) == "session.required")
        h.run("register", "--profile", "provider", "--email", "of@formation.fr", "--title", "M", "--last-name", "Roux", "--first-name", "Paul", "--provider-siret",
              "35600000049837", "--activity-number", "11755555555", "--certify", "--accept-terms")
        h.activate("of@formation.fr")
        h.run("admin", "approve-provider", "of@formation.fr")
        check("nobody who is no CFA", code_of(configure(h, opco)) == "contract.cfa_only" and code_of(h.run("sync-opco", "-o", "json")) == "contract.cfa_only")
        check("all that without a word to the OPCO", opco.requests == [])
        h.remove()


def an_end_without_end():
    """Pages that never end, and answers that are large again and again: a bound, and nothing is taken over."""
    with Opco() as opco:
        h = cfa(opco)
        h.run("transmit-contract", DOSSIER)
        one = {"numeroInterne": "INT-1", "numeroExterne": "9001", "numeroDeca": "X", "etat": "ENGAGE"}

        def page(size):
            return Answer(body=json.dumps({"total": 10**6, "count": 1, "EtatDossierResult": [one], "blank": " " * size}))

        for size, code, most in ((0, "opco.too_many_pages", 510), (8_000_000, "opco.too_many_bytes", 12)):
            opco.fault = lambda r: page(size) if "etats" in r.path and "factures" not in r.path else None
            before = len(opco.requests)
            done = h.run("sync-opco", "-o", "json")
            check(f"{code}", code_of(done) == code and len(opco.requests) - before <= most, (done.stderr, len(opco.requests) - before))
            check("nothing of it is taken over", h.json("show-request", DOSSIER)["state"] != "ENGAGE")
        h.remove()


def an_amendment_after_a_refused_one():
    """What the OPCO refused keeps its number: the amendment that follows is sent, not taken for it."""
    with Opco() as opco:
        h = cfa(opco)
        h.run("transmit-contract", DOSSIER)
        h.run("admin", "open-request", DOSSIER)
        h.run("admin", "accept-request", DOSSIER, "--npec", "8000", "--although", "paper")

        def amended(hours):
            contract = json.loads((h.folder / "c.json").read_text())
            contract["cerfa"]["contrat"].update(typeContratApp=36, numeroContratPrecedent="075202603000123", dateEffetAvenant="2026-03-02", dureeTravailHebdoHeures=hours)
            (h.folder / "a.json").write_text(json.dumps(contract))
            done = h.run("submit-contract", "a.json", "--request", DOSSIER)
            assert done.returncode == 0, done.stderr
            return h.json("transmit-contract", DOSSIER)["subject"]

        names = [amended(36)]
        h.run("admin", "refuse-amendment", DOSSIER, "--reason", "hours")
        names.append(amended(37))
        h.run("admin", "accept-amendment", DOSSIER, "--although", "paper")
        names.append(h.json("transmit-contract", DOSSIER)["subject"])
        there = [d["cerfa"]["contrat"]["dureeTravailHebdoHeures"] for d in opco.dossiers]
        check("each is sent once, under a number of its own", names == [f"{DOSSIER}/2", f"{DOSSIER}/3", f"{DOSSIER}/3"] and there == [35, 36, 37], (names, there))
        h.remove()


for case in (contract_to_payment, an_amendment_after_a_refused_one, an_end_without_end, second_version, tokens, refusals, not_twice, an_invoice_not_twice, a_corrected_invoice, taken_to_be_worked_on, rights_and_settings):
    try:
        case()
    except Exception as problem:  # a case that stumbles is a case that failed
        check(f"{case.__name__} runs to its end", False, repr(problem))
finish("opco")

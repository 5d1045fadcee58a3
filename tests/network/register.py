#!/usr/bin/python3
"""The public register of companies against a server on loopback that answers as its two services do (doc/sources/public-register.md).
register.py PROGRAM"""
import json
import pathlib
import time

from http_server import Answer, HttpServer
from loopback import Home, certificate, check, code_of, finish, scratch

CERTIFICATES = scratch.folder("certificates")
OPEN, CLOSED, MASKED, ABSENT = "73282932000074", "73282932000082", "88087814500015", "53589896900212"
FRESH = "73282932000090"  # of a company that is known, and not known itself
SHAPES = pathlib.Path(__file__).resolve().parents[3] / "shared/conformance/register"


def luhn(digits):
    return sum(d * 2 - (9 if d > 4 else 0) if i % 2 else d for i, d in enumerate(map(int, reversed(digits)))) % 10 == 0


FRESH = next(s for s in (f"732829320{n:05}" for n in range(90, 200)) if luhn(s) and s not in (OPEN, CLOSED))


def establishment(siret, **more):
    return {"siret": siret, "etat_administratif": "A", "date_creation": "2001-05-14", "date_fermeture": None, "adresse": "10 RUE DE LA PAIX 75002 PARIS",
            "code_postal": "75002", "libelle_commune": "PARIS 2", "activite_principale": "62.02A", "liste_enseignes": None, "liste_idcc": ["1486"], **more}


def company(entry, **more):
    head = establishment(entry["siret"][:9] + "00009")
    return {"siren": entry["siret"][:9], "nom_complet": "ALTÉA CONSEIL (ALTÉA)", "nom_raison_sociale": "ALTÉA CONSEIL", "siege": head,
            "statut_diffusion": "O", "matching_etablissements": [entry], "dirigeants": [{"nom": "SECRET-CANARY"}],
            "complements": {"est_qualiopi": True, "est_organisme_formation": True, "liste_id_organisme_formation": ["11755555555"]}, **more}


KNOWN = {
    OPEN: company(establishment(OPEN)),
    CLOSED: company(establishment(CLOSED, etat_administratif="F", date_fermeture="2024-12-31")),
    FRESH: company(establishment(FRESH)),
    MASKED: company(establishment(MASKED, adresse="[NON-DIFFUSIBLE]"), statut_diffusion="P", nom_raison_sociale="[NON-DIFFUSIBLE]",
                    nom_complet="[NON-DIFFUSIBLE]", complements={"est_qualiopi": False}),
}


def recherche(request):
    if request.path != "/search" or len(request.query.get("q", "")) != 14:
        return Answer(400, json.dumps({"erreur": "Veuillez indiquer au moins un paramètre de recherche."}))
    found = KNOWN.get(request.query["q"])
    return Answer(body=json.dumps({"results": [found] if found else [], "total_results": int(bool(found)), "page": 1, "per_page": 10}))


def insee(request):
    siret = request.path.removeprefix("/siret/")
    if request.headers.get("X-INSEE-Api-Key-Integration") != "clef-canary":
        return Answer(401, '{"message":"Unauthorized"}')
    if siret not in (OPEN, CLOSED):
        return Answer(404, json.dumps({"header": {"statut": 404, "message": f"Aucun élément trouvé pour le siret {siret}"}}))
    state = "A" if siret == OPEN else "F"
    return Answer(body=json.dumps({"header": {"statut": 200, "message": "ok"}, "etablissement": {
        "siren": siret[:9], "siret": siret, "statutDiffusionEtablissement": "O", "dateCreationEtablissement": "2001-05-14",
        "uniteLegale": {"etatAdministratifUniteLegale": "A", "nomUniteLegale": "DURAND", "prenomUsuelUniteLegale": "ANNE",
                        "activitePrincipaleUniteLegale": "62.02A"},
        "adresseEtablissement": {"numeroVoieEtablissement": "10", "typeVoieEtablissement": "RUE", "libelleVoieEtablissement": "DE LA PAIX",
                                 "codePostalEtablissement": "75002", "libelleCommuneEtablissement": "PARIS 2"},
        "periodesEtablissement": [{"dateFin": "2024-12-31", "dateDebut": "2001-05-14", "etatAdministratifEtablissement": "A"},
                                  {"dateFin": None, "dateDebut": "2025-01-01", "etatAdministratifEtablissement": state,
                                   "activitePrincipaleEtablissement": "62.02A"}]}}))


def both_services():
    with HttpServer(recherche) as server:
        h = Home(register_url=server.url)
        done = h.run("check", "siret", OPEN, CLOSED, ABSENT, MASKED, "123", "--online", "-o", "json")
        rows = json.loads(done.stdout)["results"]
        check("open, closed, not there, masked, wrong", [r.get("register", {}).get("outcome") for r in rows] ==
              ["open", "closed", "not_found", "open", None] and done.returncode == 1, done.stdout)
        e = rows[0]["register"]["establishment"]
        check("name, address, activity, agreement, training body", (e["name"], e["postcode"], e["naf"], e["idccs"], e["activity_numbers"], e["qualiopi"]) ==
              ("ALTÉA CONSEIL", "75002", "6202A", ["1486"], ["11755555555"], True), e)
        check("when it closed", rows[1]["register"]["establishment"]["closed"] == "2024-12-31")
        masked = rows[3]["register"]["establishment"]
        check("what is masked is not a name", masked["masked"] and masked["name"] is None and masked["address"] is None and masked["town"] == "PARIS 2")
        check("bare digits, a program that names itself, no call for a wrong number",
              [r.query["q"] for r in server.requests] == [OPEN, CLOSED, ABSENT, MASKED] and
              all(r.headers["User-Agent"].startswith("myatlas/") for r in server.requests))
        took = server.requests[-1].at - server.requests[0].at
        check("seven calls a second at most", took >= (len(server.requests) - 1) / 7, took)
        again = h.json("check", "siret", OPEN, ABSENT, "--online")["results"]
        check("answers are kept with their day", len(server.requests) == 4 and again[0]["register"]["asked"] == "2026-03-02T09:00:00Z", again)
        h.set(now="2026-03-04T09:00:00Z")
        h.run("check", "siret", OPEN, ABSENT, "--online")
        check("a missing one is asked for again the next day, another within a week not", [r.query["q"] for r in server.requests[4:]] == [ABSENT])
        everything = b"".join(p.read_bytes() for p in h.folder.rglob("*") if p.is_file())
        check("directors are not kept", b"SECRET-CANARY" not in everything)
        h.remove()
    with HttpServer(insee) as server:
        h = Home(insee_url=server.url, register_url="http://localhost:1")
        h.set(insee_key_file=h.private("key", "clef-canary\n"))
        done = h.run("check", "siret", OPEN, CLOSED, ABSENT, "--online", "-o", "json")
        rows = json.loads(done.stdout)["results"]
        check("INSEE: by the period that has no end", [r["register"]["outcome"] for r in rows] == ["open", "closed", "not_found"], done.stdout + done.stderr)
        e = rows[0]["register"]["establishment"]
        check("INSEE: a sole trader's name, the address in parts", (e["name"], e["address"], e["town"]) == ("ANNE DURAND", "10 RUE DE LA PAIX", "PARIS 2"), e)
        check("INSEE: closed since", rows[1]["register"]["establishment"]["closed"] == "2025-01-01")
        took = server.requests[-1].at - server.requests[0].at
        check("INSEE: one call in two seconds", took >= (len(server.requests) - 1) * 2, took)
        everything = done.stdout + done.stderr + "".join(p.read_bytes().decode(errors="replace") for p in h.folder.rglob("*")
                                                         if p.is_file() and p.name != "key")
        check("the key shows nowhere", "clef-canary" not in everything and all("clef-canary" not in r.raw_path for r in server.requests))
        server.answer = lambda r: Answer(301, "", headers={"Location": "/siret/13002526500013"})
        row = json.loads(h.run("check", "siret", MASKED, "--online", "-o", "json").stdout)["results"][0]["register"]
        count = len(server.requests)
        check("one that was merged is not followed", row["code"] == "register.merged" and row["outcome"] == "unavailable" and count == 4, row)
        server.answer = insee
        h.private("key", "another\n")
        done = h.run("check", "siret", MASKED, "--online", "-o", "json")
        check("a key it does not take", json.loads(done.stdout)["results"][0]["register"]["code"] == "register.key" and done.returncode == 78, done.stderr)
        (h.folder / "key").chmod(0o644)
        check("a key others can read", code_of(h.run("check", "siret", MASKED, "--online", "-o", "json")) == "password.file_open")
        h.remove()


def stored_answers():
    if not SHAPES.is_dir():
        print("register: skipped the stored answers, ../shared is not there")
        return
    stored = {"35600000053210": ("recherche", "mock_recherche_search_35600000053210.json", "open"),
              "35600000099999": ("recherche", "mock_recherche_search_not_found.json", "not_found"),
              "13002526500013": ("insee", "insee_3.11_siret_13002526500013.json", "open"),
              "26570134200148": ("insee", "insee_siret_26570134200148_nulls_hidden.json", "open"),
              "21920023500022": ("insee", "insee_3.11_siret_21920023500022.json", None),
              "22690001700014": ("insee", "insee_3.11_siret_22690001700014.json", None)}
    names = {"35600000053210": "LA POSTE", "13002526500013": "DIRECTION INTERMINISTERIELLE DU NUMERIQUE", "26570134200148": "CENTRE COMMUNAL D'ACTION SOCIALE"}
    for service in ("recherche", "insee"):
        with HttpServer(lambda r: Answer(body=(SHAPES / stored[r.query.get("q") or r.path[-14:]][1]).read_bytes())) as server:
            h = Home(register_url=server.url, insee_url=server.url)
            if service == "insee":
                h.set(insee_key_file=h.private("key", "k"))
            for siret, (of, name, outcome) in stored.items():
                if of == service:
                    done = h.json("check", "siret", siret, "--online")["results"][0]
                    if not done["valid"]:
                        continue  # a number that was made up
                    answer = done["register"]
                    check(f"stored answer {name}", answer["outcome"] == (outcome or answer["outcome"]) and answer["code"] is None, answer)
                    if siret in names:
                        check(f"the name in {name}", answer["establishment"]["name"] == names[siret], answer["establishment"]["name"])
            h.remove()
    for name, siret, outcome, masked in (("mock_insee_closed.json", "13002526500013", "closed", False),
                                         ("mock_insee_partial_diffusion.json", "13002526500013", "open", True)):
        with HttpServer(lambda r: Answer(body=(SHAPES / name).read_bytes())) as server:
            h = Home(insee_url=server.url)
            h.set(insee_key_file=h.private("key", "k"))
            answer = h.json("check", "siret", siret, "--online")["results"][0]["register"]
            check(f"derived answer {name}", answer["outcome"] == outcome and answer["establishment"]["masked"] == masked, answer)
            h.remove()


def when_it_does_not_answer():
    cases = (("refuses the connection", None, "network.down", 69), ("is busy", lambda r: Answer(429, "{}", headers={"Retry-After": "1"}), "network.busy", 75),
             ("is ill", lambda r: Answer(503, "{}", headers={"Retry-After": "0"}), "network.busy", 75),
             ("asks to wait for an hour", lambda r: Answer(429, "{}", headers={"Retry-After": "3600"}), "network.busy", 75),
             ("shows a page of maintenance", lambda r: Answer(200, "<html>maintenance", "text/html"), "register.answer", 69),
             ("says nonsense", lambda r: Answer(200, "{\"results\": 7}"), "register.answer", 69),
             ("says half a word", lambda r: Answer(200, "{\"results\": []" + " " * 1000, cut=True), "network.down", 69),
             ("talks too much", lambda r: Answer(200, b" " * (3 << 20)), "network.too_large", 69),
             ("sends elsewhere", lambda r: Answer(302, "", headers={"Location": "http://localhost:1/x"}), "register.answer", 69),
             ("says 400", lambda r: Answer(400, "{\"erreur\":\"x\"}"), "register.answer", 69))
    for name, answer, code, status in cases:
        server = HttpServer(answer) if answer else None
        h = Home(register_url=server.url if server else "http://localhost:1")
        begun = time.monotonic()
        done = h.run("check", "siret", OPEN, "--online", "-o", "json")
        row = json.loads(done.stdout)["results"][0]["register"]
        check(f"who {name} is not one that found nothing", row["outcome"] == "unavailable" and row["code"] == code and done.returncode == status,
              (row, done.returncode, done.stderr))
        check(f"who {name} is not waited for long", time.monotonic() - begun < 300)  # not the hour it asked for
        if code == "network.busy" and answer(None).headers.get("Retry-After") != "3600":
            check(f"who {name} is asked three times at most", len(server.requests) in (2, 3), len(server.requests))
        h.run("import", "establishments", "x.csv")
        if server:
            server.__exit__()
        h.remove()
    with HttpServer(lambda r: Answer(429, "{}", headers={"Retry-After": "1"})) as server:
        h = Home(register_url=server.url)
        h.run("check", "siret", OPEN, "--online")
        count = len(server.requests)
        done = h.run("check", "siret", CLOSED, "--online", "-o", "json")
        check("who refused twice is left alone", json.loads(done.stdout)["results"][0]["register"]["code"] == "register.resting" and
              len(server.requests) == count and done.returncode == 75, done.stdout)
        server.answer = recherche
        h.set(now="2026-03-02T09:11:00Z")
        check("for ten minutes", h.json("check", "siret", CLOSED, "--online")["results"][0]["register"]["outcome"] == "closed")
        server.answer = lambda r: Answer(503, "{}", headers={"Retry-After": "0"})
        h.set(now="2026-04-02T09:11:00Z")
        row = h.json("check", "siret", CLOSED, "--online")["results"][0]["register"]
        check("an older answer stands in, with its day", row["outcome"] == "closed" and row["asked"][:10] == "2026-03-02" and row["code"] == "network.busy", row)
        h.remove()


def over_tls():
    other = certificate(CERTIFICATES, "other", host="register.example")
    good = certificate(CERTIFICATES, "good")
    for name, cert, ca, code in (("trusted", good, good[0], None), ("nobody's", good, "", "network.tls"), ("another host's", other, other[0], "network.tls")):
        with HttpServer(recherche, cert) as server:
            h = Home(register_url=server.url, ca_file=ca)
            row = h.json("check", "siret", OPEN, "--online")["results"][0]["register"]
            check(f"a certificate that is {name}", row["code"] == code and (code is None) == bool(server.requests), row)
            h.remove()
    h = Home(register_url="http://register.example")
    check("no plain HTTP but to this machine", code_of(h.run("check", "siret", OPEN, "--online", "-o", "json")) == "network.url")
    h.remove()


def no_network_without_the_word():
    with HttpServer(recherche) as server:
        h = Home(register_url=server.url)
        h.run("check", "siret", OPEN)
        h.run("find-opco", OPEN)
        check("nothing is asked without --online", server.requests == [])
        h.remove()


def member(h):
    (h.folder / "companies.csv").write_text("code_adherent;siren;raison_sociale;idcc;annee;masse_salariale;date_creation\n"
                                            "A1;732829320;ALTÉA CONSEIL;1486;2025;500000,00;2001-05-14\n")
    (h.folder / "establishments.csv").write_text(f"siret;code_adherent;code_postal\n{OPEN};A1;75008\n{CLOSED};A1;69003\n")
    h.run("import", "companies", "companies.csv")
    h.run("import", "establishments", "establishments.csv")
    h.run("register", "--profile", "member", "--email", "anne@cabinet.fr", "--title", "MME", "--last-name", "Durand", "--first-name", "Anne", "--member-code",
          "A1", "--payroll", "500000", "--siret", OPEN, "--certify", "--accept-terms")
    h.activate("anne@cabinet.fr")


def attaching():
    with HttpServer(recherche) as server:
        h = Home(register_url=server.url)
        member(h)
        done = h.run("add-siret", CLOSED, "--online", "-o", "json")
        check("a closed establishment is not attached", code_of(done) == "register.closed" and done.returncode == 65 and
              h.json("list-establishments")["establishments"][-1]["siret"] == OPEN, done.stderr)
        check("nor one that is nowhere", code_of(h.run("add-siret", ABSENT, "--online", "-o", "json")) == "register.not_found")
        check("nor, without the word, one that is new", code_of(h.run("add-siret", FRESH, "-o", "json")) == "establishment.unknown")
        done = h.run("add-siret", FRESH, FRESH, "--online", "-o", "json")
        check("a new one of a member is entered", [r["result"] for r in json.loads(done.stdout)["results"]] == ["added", "already"], done.stdout + done.stderr)
        entered = [e for e in h.json("list-establishments")["establishments"] if e["siret"] == FRESH]
        check("with what the register says", entered and (entered[0]["name"], entered[0]["town"], entered[0]["idcc"]) == ("ALTÉA CONSEIL", "PARIS 2", "1486"),
              entered)
        check("of another company not", code_of(h.run("add-siret", MASKED, "--online", "-o", "json")) == "establishment.unknown")
        server.answer = lambda r: Answer(503, "{}", headers={"Retry-After": "0"})
        h.set(now="2026-05-02T09:00:00Z")
        h.run("login", "--email", "anne@cabinet.fr", "--password-stdin", stdin="Abcdefg1\n")
        done = h.run("add-siret", ABSENT, "--online", "-o", "json")
        check("an older answer still speaks when nobody can be asked", code_of(done) == "register.not_found", done.stderr)
        another = next(s for s in (f"732829320{n:05}" for n in range(200, 300)) if luhn(s))
        done = h.run("add-siret", another, "--online", "-o", "json")
        check("without one nothing is written", code_of(done) == "network.busy" and done.returncode == 75 and
              [e["siret"] for e in h.json("list-establishments")["establishments"]] == sorted([OPEN, FRESH]), done.stderr)
        h.remove()


def importing():
    with HttpServer(recherche) as server:
        h = Home(register_url=server.url)
        (h.folder / "e.csv").write_text(f"siret;raison_sociale\n{OPEN};ALTÉA\n{CLOSED};ALTÉA LYON\n{ABSENT};NULLE PART\n")
        done = h.run("import", "establishments", "e.csv", "--online", "-o", "json")
        report = json.loads(done.stdout)
        check("each row is asked for, and nothing written", [p["code"] for p in report["problems"]] == ["register.closed", "register.not_found"] and
              [p["line"] for p in report["problems"]] == [3, 4] and done.returncode == 65 and report["written"] == 0, report)
        count = len(server.requests)
        done = h.run("import", "establishments", "e.csv", "--online", "--on-error", "reject", "-o", "json")
        report = json.loads(done.stdout)
        check("or the good ones kept, from the answers that are there", (report["accepted"], report["rejected"]) == (1, 2) and done.returncode == 3 and
              len(server.requests) == count, report)
        check("the others in the reject file", "register.closed" in (h.folder / "e.rejected.csv").read_text())
        h.remove()
        server.answer = lambda r: Answer(503, "{}", headers={"Retry-After": "0"})
        h = Home(register_url=server.url)
        (h.folder / "e.csv").write_text(f"siret;raison_sociale\n{OPEN};ALTÉA\n")
        done = h.run("import", "establishments", "e.csv", "--online", "-o", "json")
        check("nothing is imported unasked", code_of(done) == "network.busy" and done.returncode == 75 and h.run("export", "establishments").stdout.count("\n") <= 1,
              done.stderr)
        check("nor from a pipe", code_of(h.run("import", "establishments", "-", "--online", "-o", "json", stdin="siret\n")) == "usage.both")
        check("nor of another kind", code_of(h.run("import", "invoices", "e.csv", "--online", "-o", "json")) == "usage.both")
        h.remove()


def doctor():
    def of(h, *more):
        done = h.run("doctor", *more, "-o", "json")
        return done, next(row for row in json.loads(done.stdout)["checks"] if row["code"] == "register")
    with HttpServer(lambda r: Answer(body=json.dumps({"results": [], "total_results": 0, "page": 1, "per_page": 10}))) as server:
        h = Home(register_url=server.url)
        check("doctor asks nobody unasked", of(h)[1]["result"] == "skipped" and server.requests == [])
        done, row = of(h, "--online")
        check("doctor --online: a register that answers is fine", row["result"] == "ok" and len(server.requests) == 1, (row, done.stderr))
        server.answer = lambda r: Answer(200, "<html>maintenance", "text/html")
        done, row = of(h, "--online")
        check("one that shows a page of maintenance is not", (row["result"], row["problem"], done.returncode) == ("failed", "register.answer", 1) and row["remedy"], row)
        h.set(register_url="http://localhost:1")
        check("nor one that is not there", of(h, "--online")[1]["problem"] == "network.down")
        h.remove()


def requests_and_contracts():
    with HttpServer(recherche) as server:
        h = Home(register_url=server.url)
        member(h)
        send = ["submit-request", "--siret", OPEN, "--scheme", "pdc", "--title", "T", "--start", "2026-04-06", "--end", "2026-04-07", "--hours", "14", "--mode",
                "mixte", "--employee", "Jeanne Martin", "--teaching-cost", "1000", "--online", "-o", "json", "--provider-siret"]
        done = h.run(*send, MASKED)
        check("a provider without Qualiopi is a warning", done.returncode == 0 and "request.not_certified" in done.stdout + done.stderr, done.stdout + done.stderr)
        done = h.run(*send, CLOSED)
        check("a closed one is refused", code_of(done) == "request.closed", done.stderr)
        done = h.run("admin", "check-request", "D20260000001", "--online", "-o", "json")
        check("the back office sees it too", "request.not_certified" in done.stdout, done.stdout)
        h.run("register", "--profile", "provider", "--email", "cfa@formation.fr", "--title", "M", "--last-name", "Petit", "--first-name", "Luc",
              "--provider-siret", MASKED, "--activity-number", "11755555555", "--uai", "0561910X", "--certify", "--accept-terms")
        h.activate("cfa@formation.fr")
        h.run("admin", "approve-provider", "cfa@formation.fr")
        (h.folder / "c.json").write_text(h.run("template", "contract").stdout)
        done = h.run("submit-contract", "c.json", "--online", "-o", "json")
        check("a CFA without Qualiopi sends no contract", code_of(done) == "contract.not_certified" and done.returncode == 65, done.stderr)
        done = h.run("submit-contract", "c.json", "--dry-run", "-o", "json")
        check("nor is it said to be one afterwards", "contract.not_certified" in done.stdout and done.returncode == 1, done.stdout)
        h.remove()


for case in (both_services, stored_answers, when_it_does_not_answer, over_tls, no_network_without_the_word, attaching, importing, doctor, requests_and_contracts):
    try:
        case()
    except Exception as problem:  # a case that stumbles is a case that failed
        check(f"{case.__name__} runs to its end", False, repr(problem))
finish("register")

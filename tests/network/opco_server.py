"""A server that behaves as the inter-OPCO API does (doc/sources/inter-opco-api.md): tokens, keys, dossiers, conventions, invoices,
certificates. Written from that page, apart from the client. It keeps what it takes; `fault` may answer in its place."""
import json
import re
import urllib.parse

from http_server import Answer, HttpServer

CLIENT, SECRET, KEY = "cfa-client", "secret-canary", "cle-cfa-canary"


def parts_of(request):
    """The parts of a multipart form: {name: (media type, file name, bytes)}."""
    boundary = re.search(r'boundary="?([^";]+)"?', request.headers["Content-Type"]).group(1).encode()
    parts = {}
    for piece in request.body.split(b"--" + boundary)[1:-1]:
        head, _, content = piece.strip(b"\r\n").partition(b"\r\n\r\n")
        head = head.decode()
        name = re.search(r'name="([^"]+)"', head).group(1)
        media = re.search(r"Content-Type: ([^\r\n]+)", head)
        file_name = re.search(r'filename="([^"]+)"', head)
        parts[name] = (media and media.group(1), file_name and file_name.group(1), content)
    return parts


class Opco:
    def __init__(self, page=2):
        self.tokens, self.dossiers, self.invoices, self.conventions, self.certificates = [], [], [], [], []
        self.keys = {}
        self.page, self.fault, self.problems = page, None, []
        self.server = HttpServer(self.answer)
        self.url = self.server.url

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.__exit__()

    @property
    def requests(self):
        return self.server.requests

    def answer(self, request):
        fault = self.fault(request) if self.fault else None
        if isinstance(fault, Answer):
            return fault
        answer = self.token(request) if request.path == "/oauth/token" else self.api(request)
        if fault == "taken and silent":
            answer.before = 25
        elif fault == "taken and dropped":
            answer.drop = True
        elif fault == "taken and cut":
            answer.body, answer.cut = answer.body + b" " * 5000, True
        return answer

    def token(self, request):
        form = dict(urllib.parse.parse_qsl(request.body.decode()))
        if (request.method != "POST" or form.get("grant_type") != "client_credentials" or (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET) or
                form.get("scope") != "api.read api.write"):
            return Answer(401, '{"error":"invalid_client"}')
        self.tokens.append(f"token-{len(self.tokens)}")
        return Answer(body=json.dumps({"access_token": self.tokens[-1], "token_type": "Bearer", "expires_in": 3600}))

    def api(self, request):
        if not self.tokens or request.headers.get("Authorization") != f"Bearer {self.tokens[-1]}":
            return Answer(401, '{"errors":[{"code":"401","description":"Jeton expiré"}]}')
        if request.headers.get("X-API-KEY") != KEY:
            return Answer(403, '{"errors":[{"code":"403","description":"Clé CFA inconnue"}]}')
        for header in ("EDITEUR", "LOGICIEL", "VERSION"):
            if not request.headers.get(header):
                self.problems.append(f"{header} is missing")
        version, _, rest = request.path.removeprefix("/SorApiEchangeCFA/").partition("/")
        handler = {("POST", "dossiers"): self.new_dossier, ("GET", "dossiers"): self.one_dossier, ("GET", "dossiers/etats"): self.states,
                   ("POST", "conventions"): self.convention, ("POST", "factures"): self.invoice, ("GET", "factures/etats"): self.invoice_states,
                   ("POST", "certificats"): self.certificate}.get((request.method, rest))
        return handler(request, version) if handler else Answer(404, '{"description":"Ressource inconnue"}')

    def new_dossier(self, request, version):
        cerfa = json.loads(request.body).get("cerfa")
        employer = "employeurV2" if version == "v2" else "employeur"
        if not cerfa or not all(member in cerfa for member in (employer, "apprenti", "maitre1", "formation", "contrat", "organismeFormation")):
            return Answer(400, json.dumps({"errors": [{"code": "CERFA-01", "description": f"Bloc manquant pour {version}"}]}))
        if cerfa["etat"] != "TRANSMIS":
            return Answer(400, '{"comment":"etat"}')
        number = len(self.dossiers) + 1
        self.keys.setdefault(request.headers.get("Idempotency-Key"), []).append(number)
        self.dossiers.append({"numeroInterne": f"INT-{number}", "numeroExterne": f"{9000 + number}", "numeroDeca": None, "etat": "TRANSMIS", "cerfa": cerfa,
                              "echeances": [], "version": version})
        return Answer(201, json.dumps({"numeroInterne": f"INT-{number}", "numeroExterne": f"{9000 + number}"}))

    def one_dossier(self, request, _):
        found = next((d for d in self.dossiers if d["numeroInterne"] == request.query.get("numeroInterne")), None)
        if not found:
            return Answer(404, '{"errors":[{"code":"404","description":"Dossier inconnu"}]}')
        return Answer(body=json.dumps({"cerfa": found["cerfa"], "engagement": {}, "comment": found.get("comment"), "echeances": found["echeances"]}))

    def states(self, request, _):
        first = (int(request.query["numeroPage"]) - 1) * self.page
        rows = [{k: d[k] for k in ("numeroInterne", "numeroExterne", "numeroDeca", "etat")} for d in self.dossiers[first:first + self.page]]
        return Answer(body=json.dumps({"total": len(self.dossiers), "count": len(rows), "page": int(request.query["numeroPage"]), "EtatDossierResult": rows}))

    def known(self, internal):
        return any(d["numeroInterne"] == internal for d in self.dossiers)

    def convention(self, request, _):
        parts = parts_of(request)
        body = json.loads(parts["convention"][2])
        if not self.known(body["numeroInterneDossier"]) or "coutTotalPedagogieCFA" not in body["couts"] or not parts["fichier"][2].startswith(b"%PDF"):
            return Answer(400, '{"errors":[{"code":"CONV","description":"Convention refusée"}]}')
        self.conventions.append(body)
        return Answer(201, json.dumps({"numeroInterneDocument": f"CONV-{len(self.conventions)}"}))

    def invoice(self, request, _):
        parts = parts_of(request)
        body = json.loads(parts["facture"][2])
        lines = body["lignes"]
        dossier = next((d for d in self.dossiers if d["numeroExterne"] == lines[0].get("numeroDossier")), None)
        wrong = (not dossier and "numeroDossier" or round(sum(line["montant"] for line in lines), 2) != body["montantTotal"] and "somme" or
                 body["estCertificatRealisation"] != any(line["numeroEcheance"] != 1 for line in lines) and "estCertificatRealisation" or
                 (parts["fichier"][0] != "application/pdf" or not parts["fichier"][2].startswith(b"%PDF")) and "fichier" or
                 any(i["numero"] == body["numero"] and i["etat"] != "REJETE" for i in self.invoices) and "doublon")
        if wrong:
            return Answer(400, json.dumps({"description": f"Facture refusée : {wrong}"}))
        self.invoices.append({**body, "etat": "RECUE"})
        return Answer(201, json.dumps({"numeroInterneFacture": f"FAC-{len(self.invoices)}", "numeroInterneDocument": "DOC-1"}))

    def invoice_states(self, _, __):
        return Answer(body=json.dumps({"factures": [
            {"numeroInterneFacture": f"FAC-{n}", "referenceFactureCFA": i["numero"], "montantFacture": i["montantTotal"], "etatFacture": i["etat"],
             "referenceVirement": i.get("virement"), "dateReglement": i.get("le"), "commentaire": None} for n, i in enumerate(self.invoices, 1)]}))

    def certificate(self, request, version):
        body = json.loads(request.body)
        needed = {"typeCertificat": body.get("typeCertificat") in ("Intermediaire", "Final"), "dossier": self.known(body.get("numeroInterneDossier")),
                  "employeur": body.get("employeur", {}).get("siret"), "apprenti": body.get("apprenti", {}).get("nom") and body["apprenti"].get("prenom"),
                  "organismeFormation": body.get("organismeFormation", {}).get("siret"), "echeance": body.get("echeance", {}).get("numero")}
        wrong = [name for name, good in needed.items() if not good]
        if version != "v2" or wrong:
            return Answer(400, json.dumps({"errors": [{"code": "CERT", "description": ", ".join(wrong)}]}))
        self.certificates.append(body)
        return Answer(201, "{}")

"""How commands and imports grow: see scale.sh. scale.py commands|imports PROGRAM SIZE."""
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[2])
NOW = "2026-03-02T09:00:00Z"
PROVIDER = "88087814500015"
REQUESTS = "reference;siret;dispositif;intitule;siret_organisme;date_debut;date_fin;heures;modalite;stagiaires;cout_pedagogique"


def luhn(body):
    total = sum(sum(divmod(int(d) * 2, 10)) if i % 2 == 0 else int(d) for i, d in enumerate(reversed(body)))
    return body + str(-total % 10)


def surname(k):
    """No name has figures."""
    return "MARTIN" + "".join(chr(ord("A") + int(digit)) for digit in str(k))


class Home:
    """A store with companies of one establishment each, an accountant of three hundred of them and a member of one."""

    def __init__(self, companies):
        self.path = tempfile.mkdtemp(prefix="scale.", dir="/var/tmp")
        self.env = {"PATH": os.environ["PATH"], "HOME": self.path, "LC_ALL": "C.UTF-8", "MYATLAS_CONFIG_SYSTEM": "/nowhere/config.toml", "TZ": "UTC", "MYATLAS_NOW": NOW, "MYATLAS_TEST_CLOCK": "1",
                    "XDG_DATA_HOME": self.path + "/d", "XDG_STATE_HOME": self.path + "/s", "XDG_CONFIG_HOME": self.path + "/c"}
        self.sirens = [luhn(f"{30000000 + 7 * i:08}") for i in range(max(companies, 310))]
        self.sirets = [luhn(siren + "0001") for siren in self.sirens]

    def file(self, name, head, rows):
        with open(os.path.join(self.path, name), "w") as out:
            out.write(head + "\n")
            out.writelines(row + "\n" for row in rows)
        return os.path.join(self.path, name)

    def run(self, *words, stdin=b"", statuses=(0, 1)):
        """Seconds by the clock, seconds of the processor, and MiB at the most."""
        begun = time.perf_counter()
        process = subprocess.Popen([PROGRAM, *words], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=self.env)
        process.stdin.write(stdin)
        process.stdin.close()
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        if os.waitstatus_to_exitcode(status) not in statuses:
            sys.exit(f"{words}: {status} {said.decode()[:600]}")
        return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024

    def load_register(self):
        companies = self.file("companies.csv", "code_adherent;siren;raison_sociale;idcc;naf;effectif;annee;masse_salariale;date_creation",
                              (f"A{i:07};{s};SOCIETE {i};1486;6202A;12;2025;500000,00;2001-05-14" for i, s in enumerate(self.sirens)))
        establishments = self.file("establishments.csv", "code_adherent;siret;raison_sociale;code_postal;commune;idcc;effectif",
                                   (f"A{i:07};{s};SOCIETE {i};75008;PARIS;1486;12" for i, s in enumerate(self.sirets)))
        return [("companies", companies, len(self.sirens), self.run("import", "companies", companies, "-q")),
                ("establishments", establishments, len(self.sirets), self.run("import", "establishments", establishments, "-q"))]

    def register(self, mail, company):
        self.run("register", "--profile", "member", "--email", mail, "--title", "MME", "--last-name", "Durand", "--first-name", "Anne",
                 "--member-code", f"A{company:07}", "--payroll", "500000", "--siret", self.sirets[company], "--certify", "--accept-terms")
        mails = os.path.join(self.path, "s/myatlas/mail")
        latest = max((os.path.join(mails, name) for name in os.listdir(mails)), key=os.path.getmtime)
        code = next(line.strip() for line in open(latest) if line.startswith("    ") and len(line.strip()) == 17)
        self.run("activate", "--email", mail, "--code-stdin", "--password-file", self.secret(), stdin=code.encode())
        self.run("login", "--email", mail, "--password-stdin", stdin=b"Abcdefg1")

    def secret(self):
        path = self.file("password", "Abcdefg1", [])
        os.chmod(path, 0o600)
        return path

    def manage(self, mail, first, end):
        """Companies the account proved, as with their codes and payrolls one after the other."""
        with sqlite3.connect(self.path + "/d/myatlas/myatlas.db") as store:
            account, = store.execute("select id from account where email = ?", (mail,)).fetchone()
            store.executemany("insert into account_company (account, siren) values (?, ?)", ((account, int(s)) for s in self.sirens[first:end]))
            store.executemany("insert into account_establishment (account, siret) values (?, ?)", ((account, int(s)) for s in self.sirets[first:end]))
        store.close()

    def prove(self, mail, first, end):
        """Companies the account proved and of which it has no establishment yet."""
        with sqlite3.connect(self.path + "/d/myatlas/myatlas.db") as store:
            account, = store.execute("select id from account where email = ?", (mail,)).fetchone()
            store.executemany("insert into account_company (account, siren) values (?, ?)", ((account, int(s)) for s in self.sirens[first:end]))
        store.close()

    def add_accounts(self, count):
        with sqlite3.connect(self.path + "/d/myatlas/myatlas.db") as store:
            store.executemany("insert into account (id, email, email_key, title, last_name, first_name, language, state, created) "
                              "values (?, ?, ?, 'MME', 'Durand', 'Anne', 'fr', 'active', 1)",
                              ((f"a{k}", f"a{k}@x.fr", f"a{k}@x.fr") for k in range(count)))
            store.executemany("insert into account_profile (account, profile) values (?, 'member')", ((f"a{k}",) for k in range(count)))
        store.close()

    def accept_all(self):
        """Every dossier, as the office would one by one."""
        with sqlite3.connect(self.path + "/d/myatlas/myatlas.db") as store:
            store.execute("update funding_request set state = 'ENGAGE', accepted = 120000 where id > 3 and id % 2 = 0")
        store.close()

    def requests(self, name, count, sirets):
        return self.file(name, REQUESTS, (f"R-{k};{sirets[k % len(sirets)]};pdc;Tableur {k};{PROVIDER};06/04/2026;07/04/2026;14;presentiel;Anne Durand;1200,00"
                                          for k in range(count)))


def iban(account):
    key = 97 - (89 * 30006 + 15 * 1 + 3 * account) % 97
    bban = f"3000600001{account:011}{key:02}"
    return f"FR{98 - int(bban + '152700') % 97:02}{bban}"


def filled(dossiers):
    """As many invoices as dossiers, a tenth as many companies, a fiftieth as many accounts."""
    home = Home(dossiers // 10)
    home.load_register()
    home.register("small@x.fr", 309)
    home.register("big@x.fr", 0)
    home.manage("big@x.fr", 1, 300)
    home.prove("small@x.fr", 301, 309)
    home.add_accounts(dossiers // 50)
    home.run("import", "requests", home.requests("small.csv", 3, [home.sirets[309]]), "-q", "--account", "small@x.fr")
    seconds, _, mib = home.run("import", "requests", home.requests("big.csv", dossiers, home.sirets[:300]), "-q", "--account", "big@x.fr")
    print(f"{dossiers} dossiers: imported at {dossiers / seconds:.0f} rows/s, {mib:.0f} MiB", flush=True)
    home.accept_all()
    invoices = home.file("invoices.csv", "numero_facture;date_facture;siret_emetteur;numero_dossier;montant_ht;iban",
                         (f"F-{k};15/02/2026;{PROVIDER};D2026{2 * (k % min(dossiers // 2, 2000)) + 4:07};0,01;{iban(1189)}" for k in range(dossiers)))
    seconds, _, mib = home.run("import", "invoices", invoices, "-q", "--account", "big@x.fr")
    print(f"{dossiers} invoices: imported at {dossiers / seconds:.0f} rows/s, {mib:.0f} MiB", flush=True)
    return home


def commands_of(home, dossiers):
    small, big = ("--account", "small@x.fr"), ("--account", "big@x.fr")
    lists = ["whoami", "list-requests", "list-invoices", "list-establishments", "list-companies", "list-employees", "list-certificates",
             "list-letters", "list-declarations", "list-deadlines"]
    cases = {f"{name} (3 dossiers)": [name, *small] for name in lists}
    cases |= {f"{name} (300 companies)": [name, *big] for name in ("whoami", "list-establishments", "list-companies")}
    cases["list-requests --limit 20 (300 companies)"] = ["list-requests", "--limit", "20", *big]
    cases["show-request (300 companies)"] = ["show-request", f"D2026{dossiers // 2:07}", *big]
    cases["submit-request"] = ["submit-request", "--siret", home.sirets[309], "--scheme", "pdc", "--title", "Excel", "--provider-siret", PROVIDER,
                               "--start", "2026-04-06", "--end", "2026-04-07", "--hours", "14", "--mode", "presentiel", "--employee", "Jeanne Martin",
                               "--teaching-cost", "1200", *small]
    cases["upload-invoice"] = ["upload-invoice", "--request", f"D2026{dossiers:07}", "--date", "2026-03-02", "--amount-without-tax", "0.01", "--iban", iban(1189), *big]
    cases["add-siret"] = ["add-siret", *small]
    cases["show-invoice (300 companies)"] = ["show-invoice", "F-7", *big]
    cases["import of one row"] = None
    for name in ("list-work", "list-accounts", "audit"):
        cases[f"admin {name} --limit 20"] = ["admin", name, "--limit", "20"]
    cases["doctor"] = ["doctor"]
    return cases


def commands(dossiers, rounds=7):
    homes = {1000: filled(1000), dossiers: filled(dossiers)}
    cases = {size: commands_of(home, size) for size, home in homes.items()}
    print(f"| what | ms in a store of 1 000 | ms in one of {dossiers} | ratio | of the processor's time | MiB |\n|---|---|---|---|---|---|")
    for name in cases[1000]:
        taken, used, most = {size: [] for size in homes}, {size: [] for size in homes}, 0
        for turn in range(rounds):
            for size, home in homes.items():
                words = cases[size][name]
                if words is None:
                    one = home.file("one.csv", REQUESTS, [f"N-{turn};{home.sirets[309]};pdc;Tableur;{PROVIDER};06/04/2026;07/04/2026;14;presentiel;Anne Durand;1200,00"])
                    words = ["import", "requests", one, "-q", "--account", "small@x.fr"]
                if name == "upload-invoice":
                    words = [*words, "--number", f"N-{turn}"]
                elif name == "add-siret":
                    words = [*words, home.sirets[301 + turn]]
                seconds, processor, mib = home.run(*words)
                taken[size].append(1000 * seconds)
                used[size].append(processor)
                most = max(most, mib)
        before, after = (statistics.median(taken[size]) for size in homes)
        work = [statistics.median(used[size]) for size in homes]
        print(f"| {name} | {before:.1f} | {after:.1f} | {after / before:.2f} | {work[1] / work[0]:.2f} | {most:.0f} |", flush=True)
    for home in homes.values():
        shutil.rmtree(home.path)


def shell_import(path):
    """Rows of the file into one typed table, by the sqlite3 shell: seconds by the clock and of the processor."""
    head = open(path).readline().strip().split(";")
    database = path + ".db"
    columns = ", ".join(f"{name} text" for name in head)
    script = f"pragma journal_mode = wal;\npragma synchronous = normal;\ncreate table t ({columns}, unique ({head[0]}, {head[1]}));\n.mode csv\n.separator ;\n.import --skip 1 {path} t\n"
    begun = time.perf_counter()
    shell = subprocess.Popen(["sqlite3", database], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    shell.stdin.write(script.encode())
    shell.stdin.close()
    _, _, used = os.wait4(shell.pid, 0)
    seconds = time.perf_counter() - begun
    for suffix in ("", "-wal", "-shm"):
        if os.path.exists(database + suffix):
            os.unlink(database + suffix)
    return seconds, used.ru_utime + used.ru_stime


def shell_select(database, select):
    begun = time.perf_counter()
    shell = subprocess.Popen(["sqlite3", "-csv", "-separator", ";", database, select], stdout=subprocess.DEVNULL)
    _, _, used = os.wait4(shell.pid, 0)
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime


def measured(rows):
    home = Home(rows)
    found = [(kind, path, count, run) for kind, path, count, run in home.load_register()]

    def add(kind, path, count=rows):
        found.append((kind, path, count, home.run("import", kind.split(" ")[0], path, "-q")))

    add("payrolls", home.file("payrolls.csv", "siren;annee;masse_salariale;masse_cdd;effectif", (f"{s};2024;500000,00;20000,00;12,5" for s in home.sirens[:rows])))
    add("certifications", home.file("certifications.csv", "code;intitule;actif", (f"{'RNCP' if k % 2 else 'RS'}{k // 2 % 99000 + 1000};Titre {k};oui" for k in range(min(rows, 190_000)))), min(rows, 190_000))
    home.register("big@x.fr", 0)
    home.manage("big@x.fr", 1, 300)
    add("employees", home.file("employees.csv", "siret;matricule;nom_naissance;prenom;sexe;date_naissance;nir;email;type_contrat;emploi;statut",
                               (f"{home.sirets[k % 300]};{k:06};{surname(k)};Jean;M;14/05/1985;;m{k}@x.fr;CDI;Consultant;Cadre" for k in range(rows))))
    requests = home.file("requests.csv", REQUESTS, (f"R-{k};{home.sirets[k % 300]};pdc;Tableur {k};{PROVIDER};06/04/2026;07/04/2026;14;presentiel;Jean {surname(k)};1200,00"
                                                    for k in range(rows)))
    add("requests (trainees are employees)", requests)
    add("requests (the same file again)", requests)
    exports = {}
    for kind, table, seen in (("employees", "employee", rows), ("requests", "funding_request", rows), ("establishments", "establishment", 300)):
        seconds, processor, mib = home.run("export", kind, "-o", "csv", "-q", "--account", "big@x.fr")
        by_clock, by_processor = shell_select(home.path + "/d/myatlas/myatlas.db", f"select * from {table} limit {seen}")
        exports[kind] = (seen / seconds, by_clock / seconds, by_processor / processor, mib)
    rates = {}
    for kind, path, count, (seconds, processor, mib) in found:
        by_clock, by_processor = shell_import(path)
        rates[kind] = (count / seconds, by_clock / seconds, by_processor / processor, mib)
    shutil.rmtree(home.path)
    return rates, exports


def imports(rows):
    (small, _), (large, exports) = measured(rows // 10), measured(rows)
    print(f"| import of | rows/s at {rows // 10} | rows/s at {rows} | growth | x `.import` at {rows} | by the processor's time | MiB |\n|---|---|---|---|---|---|---|")
    for kind, (rate, ratio, by_processor, mib) in large.items():
        print(f"| {kind} | {small[kind][0]:.0f} | {rate:.0f} | {small[kind][0] / rate:.2f} | {ratio:.2f} | {by_processor:.2f} | {mib:.0f} |", flush=True)
    print(f"\n| export of | rows/s | x the shell's `.mode csv` | by the processor's time | MiB |\n|---|---|---|---|---|")
    for kind, (rate, ratio, by_processor, mib) in exports.items():
        print(f"| {kind} | {rate:.0f} | {ratio:.2f} | {by_processor:.2f} | {mib:.0f} |", flush=True)


{"commands": commands, "imports": imports}[sys.argv[1]](int(sys.argv[3]))

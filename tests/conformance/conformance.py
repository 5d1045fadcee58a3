#!/usr/bin/python3
"""Real cases with answers computed by other programs, through the command line: conformance.py PROGRAM

Identifiers (python3-stdnum and others), schedules, side costs and least pay of apprenticeship (by hand, with their articles), contributions of 2014 on (Urssaf's modele-social, OpenFisca), the statute where they
are silent, DSN files and French CSV files. The CSV files are not in this repository: where ../shared lacks them they are skipped.
"""
import datetime
import json
import math
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
import scratch

HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE.parents[2] / "shared" / "conformance"
PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
KINDS = {"tva_fr": "vat", "phone_fr": "phone"}
NOT_OURS = ("code_postal", "commune_insee")  # checked inside files, not by `check`
passed, failed = 0, []


def verdict(name, problems):
    global passed
    if problems:
        failed.append(f"{name}: {problems}")
    else:
        passed += 1


def run(*arguments, stdin=None, env=None):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, input=stdin, env=env or {**os.environ, "MYATLAS_LANG": "en"})


def identifiers():
    cases = json.loads((HERE / "data/identifiers.json").read_text())
    for kind in sorted({c["kind"] for c in cases} - set(NOT_OURS)):
        mine = [c for c in cases if c["kind"] == kind]
        for case in mine:
            name = KINDS.get(kind, kind)
            # NUL cannot be an argument; a pipe takes it
            if "\0" in case["value"]:
                done = run("check", name, "-", "-o", "json", "-q", stdin=case["value"].encode())
            else:
                done = run("check", name, "-o", "json", "-q", "--", case["value"])
            answer = json.loads(done.stdout)["results"][0]
            right = answer["valid"] == case["valid"] and (not case["valid"] or answer["normalized"] == case["normalized"])
            verdict(f"{name} {case['value']!r}", [] if right else answer)


def money(value):
    return f"{value:.2f}"


def pay_arguments(i):
    yield from ("--headcount", str(i["headcount"]), "--payroll", money(i["payroll_total"]))
    for member, option in (("payroll_cdd", "cdd"), ("payroll_cdd_exempt", "cdd-exempt"), ("payroll_apprentices", "apprentice"),
                           ("payroll_alsace_moselle", "alsace-moselle")):
        yield from (f"--{option}-payroll", money(i[member]))
    yield from ("--alternants-ratio", str(i["alternants_pct"]))
    if i["association"]:
        yield "--association"


def compare(expected, lines, disputed=()):
    lines = dict(lines, ta_total=lines.get("ta", 0) + lines.get("ta_principal", 0) + lines.get("ta_solde", 0))
    return [f"{code} {lines[code]} for {amount}" for code, amount in expected.items()
            if amount is not None and code != "total" and code not in disputed
            and abs(lines[code] - amount) > (0.021 if code == "ta_total" else 0.011)]


def simulate(*arguments):
    done = run("simulate-contribution", "-o", "json", *arguments)
    if done.returncode != 0:
        return None, done.stderr.decode()[-200:]
    return {line["code"]: float(line["amount"]) for line in json.loads(done.stdout)["lines"]}, ""


def contributions():
    for case in json.loads((HERE / "data/contributions.json").read_text()):
        i = case["inputs"]
        disputed = ("csa",) if any("LAW_CONFLICT" in c for c in case.get("caveats", [])) else ()
        periods = [("--month", i["period"])] + ([("--year", str(i["year"]))] if not i["association"] else [])
        for period in periods:
            for rounding, key in (("cent", "expected"), ("euro", "expected_euro_L133_10")):
                if key in case:
                    lines, trouble = simulate(*pay_arguments(i), *period, "--rounding", rounding)
                    verdict(f"{case['id']} {period[0]} {rounding}",
                            compare(case[key], lines, disputed) if lines else trouble)


def law_arguments(i):
    yield from ("--month", i["month"]) if "month" in i else ("--year", str(i["year"]))
    yield from ("--payroll", money(i.get("payroll_total", i.get("month_payroll"))))
    if "headcount" in i:
        yield from ("--headcount", str(i["headcount"]))
    for year, count in i.get("headcount_by_year", {}).items():
        yield from ("--headcount-history", f"{year}={count}")
    for member, option in (("alternants_pct", "--alternants-ratio"), ("alternants", "--alternants"),
                           ("alternants_previous_year", "--alternants-last-year"),
                           ("previous_month_apprentices", "--previous-month-apprentices")):
        if member in i:
            yield from (option, str(i[member]))
    if "previous_month_payroll" in i:
        yield from ("--previous-month-payroll", money(i["previous_month_payroll"]))
    if "idcc" in i:
        yield from ("--idcc", f"{i['idcc']:04}")
    if i.get("temporary_work"):
        yield "--temporary-work"


def law():
    names = {"branch": "conventional"}
    for case in json.loads((HERE / "data/contribution-law.json").read_text()):
        i = case["inputs"]
        if "alternants_pct" not in i and i.get("headcount", 0) >= 250:
            i["alternants_pct"] = 9  # beside the point of the case, but the question is asked
        lines, trouble = simulate(*law_arguments(i))
        if lines is not None:
            lines["ta_total"] = lines.get("ta", 0) + lines.get("ta_principal", 0) + lines.get("ta_solde", 0)
        problems = trouble if lines is None else [
            f"{code} {lines[names.get(code, code)]}" for code, amount in case["expected"].items()
            if isinstance(amount, dict) and abs(lines[names.get(code, code)] - amount["cents"]) > 0.011]
        verdict(case["id"], problems)


def dsn_files():
    folder = SHARED / "dsn"
    if not folder.exists():
        print("conformance: skipped the DSN files: ../shared/conformance/dsn is not here")
        return
    expected = json.loads((folder / "expect.json").read_text())
    files = sorted({month["file"] for month in expected["months"]})
    dsn = [word for name in files for word in ("--dsn", str(folder / name))]
    done = run("simulate-contribution", *dsn, "--headcount", "5", "-o", "json")
    declared = json.loads(done.stdout)["declared"]
    told = {(month["month"], month["siret"]): month for month in declared["months"]}
    for month in expected["months"]:
        mine = told[month["month"], month["siret"]]
        verdict(f"{month['file']} {month['siret']}", {k: mine[k] for k in month if k != "file" and mine[k] != month[k]})
    solde = [other for other in declared["others"] if other["code"] == "076"]
    verdict("076", [] if [o["amount"] for o in solde] == [expected["april_solde_ta"]["value_each_establishment"]] * 2 else solde)
    for case in json.loads((folder / "bad/expect.json").read_text())["files"]:
        alone = run("simulate-contribution", "--dsn", str(folder / "bad" / case["file"]), "--headcount", "5", "-o", "json")
        beside = run("simulate-contribution", *dsn[:2], "--dsn", str(folder / "bad" / case["file"]), "--headcount", "5", "-o", "json")
        right = {"reject": alone.returncode == 65 and beside.returncode == 65,
                 "ignore": alone.returncode == 65 and beside.returncode == 0 and len(json.loads(beside.stdout or "{}")["declared"]["months"]) == 2,
                 "flag": alone.returncode == 0 and b"dsn.contract_unknown" in alone.stdout}[case["expect"]]
        verdict(case["file"], [] if right else [alone.returncode, beside.returncode, beside.stderr[-200:]])


def dsn_text(declaration):
    """A monthly declaration of one person of 732829320, as data/dsn-parts.json tells it."""
    year, month = declaration["month"].split("-")
    rubrics = [("S10.G00.00.005", "02"), ("S10.G00.00.006", "P26V01"), ("S20.G00.05.001", "01"), ("S20.G00.05.002", "01"),
               ("S20.G00.05.003", declaration["fraction"]), ("S20.G00.05.004", declaration["order"]),
               ("S20.G00.05.005", f"01{month}{year}"), ("S20.G00.05.008", declaration["scope"]),
               ("S20.G00.05.010", declaration["currency"]), ("S21.G00.06.001", "732829320"), ("S21.G00.11.001", "00074"),
               ("S21.G00.11.004", "75008"), ("S21.G00.11.022", "1486"), ("S21.G00.30.001", declaration["person"]),
               ("S21.G00.40.001", "01092019"), ("S21.G00.40.007", "01"), ("S21.G00.40.008", "99"), ("S21.G00.40.009", "00001"),
               ("S21.G00.50.001", f"28{month}{year}"), ("S21.G00.51.001", f"01{month}{year}"), ("S21.G00.51.010", "00001"),
               ("S21.G00.51.011", "001"), ("S21.G00.51.013", declaration["gross"]), ("S21.G00.81.001", "128"),
               ("S21.G00.81.003", declaration["gross"]), ("S21.G00.81.004", declaration["cfp"])]
    rubrics += [("S90.G00.90.001", str(len(rubrics) + 2)), ("S90.G00.90.002", "1")]
    return "".join(f"{name},'{value}'\n" for name, value in rubrics)


def dsn_parts():
    """Fractions of a month, the parts of the two schemes, another currency: what adds up, what is told, what is refused."""
    for case in json.loads((HERE / "data/dsn-parts.json").read_text()):
        folder = scratch.folder("dsn-parts")
        options = []
        for number, declaration in enumerate(case["declarations"]):
            path = pathlib.Path(folder) / f"{number}.dsn"
            path.write_text(dsn_text(declaration))
            options += ["--dsn", str(path)]
        done = run("simulate-contribution", *options, *case["options"], "-o", "json")
        problems = [] if done.returncode == case["status"] else [done.returncode, done.stderr[-300:]]
        if not problems and case["status"] == 0:
            told = json.loads(done.stdout)
            lines = {line["code"]: line["amount"] for line in told["lines"]}
            mine = {"gross": f"{sum(float(month['gross']) for month in told['declared']['months']):.2f}", "months": told["months"],
                    "headcount_year": told["headcount"]["year"], "cfp": lines["cfp"], "conventional": lines["conventional"],
                    "difference_141": [r["difference"] for r in told["declared"]["comparison"] if r["code"] == "141"][0],
                    "warnings": sorted(w["code"] for w in told["declared"]["warnings"])}
            problems = [f"{name}: {mine[name]} for {value}" for name, value in case["expected"].items() if mine[name] != value]
        verdict(case["id"], problems)


def csv_files():
    folder = SHARED / "csv"
    if not folder.exists():
        print("conformance: skipped the CSV files: ../shared/conformance/csv is not here")
        return
    for path in sorted(folder.glob("*.expect.json")):
        expected = json.loads(path.read_text())
        home = str(scratch.folder("conformance"))
        env = {**os.environ, "HOME": home, "MYATLAS_NOW": "2026-11-23T10:00:00Z", "MYATLAS_TEST_CLOCK": "1", "MYATLAS_LANG": "en"}
        for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
            env.pop(name, None)
        done = run("import", expected["kind"], str(folder / expected["file"]), "--dry-run", "-o", "json", env=env)
        either = expected["rows"] and all(row["status"] == "either" for row in expected["rows"])
        if expected["fatal"] or (either and not done.stdout):
            verdict(expected["file"], [] if done.returncode == 65 and not done.stdout else done.returncode)
            continue
        verdict(expected["file"], compare_rows(expected, json.loads(done.stdout)))


def compare_rows(expected, report):
    told = {}
    for problem in report["problems"]:
        told.setdefault(problem["line"], set()).add(problem["column"] or "")
    problems = []
    for row in expected["rows"]:
        fields = told.pop(row["line"], set())
        if row["status"] == "accepted" and fields:
            problems.append(f"line {row['line']} refused for {fields}")
        if row["status"] == "rejected" and fields != {e["field"] for e in row["errors"]}:
            problems.append(f"line {row['line']}: {fields} for {row['errors']}")
    if report["read"] != report["accepted"] + report["unchanged"] + report["rejected"]:
        problems.append("the counts do not add up")
    return problems + ([f"more lines refused: {told}"] if told else [])


class Cfa:
    """A store with a CFA that is approved, and what it and the OPCO do there on a day."""

    def __init__(self, day):
        self.home = scratch.folder("cfa")
        self.env = {**os.environ, "HOME": str(self.home), "XDG_DATA_HOME": f"{self.home}/data", "XDG_STATE_HOME": f"{self.home}/state",
                    "XDG_CONFIG_HOME": f"{self.home}/config", "MYATLAS_CONFIG_SYSTEM": "/nowhere", "MYATLAS_TEST_CLOCK": "1", "MYATLAS_LANG": "en",
                    "MYATLAS_NOW": f"{day}T09:00:00Z", "PATH": f"{pathlib.Path(PROGRAM).parent}:{os.environ['PATH']}"}
        self.shell(f". {HERE.parent}/support/prelude.sh; cfa")
        self.contract = json.loads((self.home / "c.json").read_text())

    def shell(self, script):
        return subprocess.run(["bash", "-c", script], cwd=self.home, env=self.env, capture_output=True, text=True)

    def json(self, *arguments):
        done = subprocess.run([PROGRAM, *arguments, "-o", "json"], cwd=self.home, env=self.env, capture_output=True, text=True)
        return json.loads(done.stdout) if done.stdout else {"refused": done.stderr}

    def submit(self, *arguments):
        (self.home / "c.json").write_text(json.dumps(self.contract))
        return self.json("submit-contract", "c.json", *arguments)

    def agree(self, *options):
        """The contract sent and accepted: what the OPCO commits to."""
        self.submit()
        self.json("admin", "open-request", "D20260000001")
        return self.json("admin", "accept-request", "D20260000001", *options, "--although", "documents on paper")


def dated(contract, concluded, first, last):
    """The contract from a day to another, its pay by years."""
    members = contract["cerfa"]["contrat"]
    members.update(dateConclusion=concluded, dateDebutContrat=first, dateFormationPratiqueEmployeur=first, dateFinContrat=last)
    contract["cerfa"]["formation"].update(dateDebutFormation=first, dateFinFormation=last)
    years, day, end = [], datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    while day <= end:
        following = day.replace(year=day.year + 1)
        years.append({**members["remunerationsAnnuelles"][0], "dateDebut": str(day), "dateFin": str(min(end, following - datetime.timedelta(1))),
                      "ordre": f"{len(years) + 1}.1", "taux": 100.0})
        day = following
    members.update(remunerationsAnnuelles=years, salaireEmbauche=2000)


def schedules(cases):
    for case in cases:
        cfa = Cfa(case["concluded"])
        dated(cfa.contract, case["concluded"], case["from"], case["to"])
        number = f"D{case['concluded'][:4]}0000001"
        cfa.submit()
        cfa.json("admin", "open-request", number)
        accepted = cfa.json("admin", "accept-request", number, "--npec", case["level"], "--although", "documents on paper")
        told = {"accepted": accepted.get("accepted_amount", accepted)}
        if "parts" in case:
            told["parts"] = [part["amount"] for part in cfa.json("list-instalments", number)["instalments"]]
        if "break_off" in case:
            cfa.env["MYATLAS_NOW"] = case["break_off"] + "T09:00:00Z"
            told["then"] = cfa.json("admin", "break-off-request", number, "--date", case["break_off"], "--reason", "accord").get("accepted_amount")
        verdict(case["name"], {k: (v, case[k]) for k, v in told.items() if v != case[k]})


def side_costs(figures):
    cfa = Cfa("2026-03-02")
    cfa.agree("--npec", "8000", *[word for cost in figures["agreed"].split(",") for word in ("--side-cost", cost)])
    invoice = ["upload-invoice", "--request", "D20260000001", "--date", "2026-03-02", "--number"]
    for line in figures["refused"]:
        factors = [float(factor) for factor in line.split(":")[1].split("x")]
        product = math.prod(factors)
        answer = cfa.json(*invoice, "X", "--amount-without-tax", f"{product:.2f}", "--line", line)
        verdict(f"side cost {line} is refused", [] if "refused" in answer else answer)
    for number, (line, worth) in enumerate(figures["lines"]):
        answer = cfa.json(*invoice, f"F{number}", "--amount-without-tax", worth, "--line", line)
        told = [one["amount"] for one in answer.get("lines", [])]
        verdict(f"side cost {line}", [] if told == [worth] else answer)


def least_pay(figures):
    for case in figures["cases"]:
        cfa = Cfa("2026-03-02")
        cfa.contract["cerfa"]["employeur"]["adresse"]["codePostal"] = case["postcode"]
        cfa.contract["cerfa"]["contrat"]["salaireEmbauche"] = float(case["pay"])
        answer = cfa.submit("--dry-run")
        enough = "contract.pay_amount" not in [finding["code"] for finding in answer.get("findings", [])]
        verdict(f"{case['pay']} euros in {case['postcode']}", [] if "findings" in answer and enough == case["enough"] else answer)


def apprenticeship():
    figures = json.loads((HERE / "data/apprenticeship.json").read_text())
    schedules(figures["schedules"])
    side_costs(figures["side_costs"])
    least_pay(figures["least_pay"])


identifiers()
contributions()
law()
apprenticeship()
dsn_files()
dsn_parts()
csv_files()
print("\n".join(f"FAILED {line}" for line in failed))
print(f"conformance: {passed} passed, {len(failed)} failed")
sys.exit(1 if failed else 0)

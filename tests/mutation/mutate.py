#!/usr/bin/python3
"""Whether the tests would notice: changes one thing at a time in the sources of money, rates, states and rights, rebuilds, and runs the
unit tests, the conformance figures and the cases that touch it. A change nobody notices is told. Works in a clone of its own.
mutate.py [MUTANTS [SEED]]"""
import pathlib
import random
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
MUTANTS = int(sys.argv[1]) if len(sys.argv) > 1 else 60
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 7

# A source, and the folders of cases that promise what it does.
SOURCES = {
    "lib/domain/values/money.cpp": ["simulate-contribution", "submit-request", "upload-invoice"],
    "lib/util/decimal.cpp": ["simulate-contribution", "upload-invoice"],
    "lib/domain/contributions/contribution.cpp": ["simulate-contribution"],
    "lib/domain/contributions/contribution_basis.cpp": ["simulate-contribution"],
    "lib/domain/contributions/headcount.cpp": ["simulate-contribution"],
    "lib/domain/contributions/simulation.cpp": ["simulate-contribution"],
    "lib/domain/contributions/rates.cpp": ["simulate-contribution", "rates"],
    "lib/domain/dossiers/instalments.cpp": ["list-instalments", "submit-contract"],
    "lib/domain/dossiers/request_life.cpp": ["admin-open-request", "admin-accept-request", "cancel-request", "admin-settle-request", "edit-request"],
    "lib/domain/invoices/invoice.cpp": ["admin-accept-invoice", "admin-reject-invoice", "admin-pay-invoice", "cancel-invoice", "upload-invoice"],
    "lib/domain/contributions/declaration.cpp": ["declare-contribution", "admin-record-payment"],
    "lib/domain/account/access.cpp": ["grant-access", "revoke-access"],
    "lib/services/rights.cpp": ["grant-access", "show-request", "attach-document"],
    "lib/services/companies/access.cpp": ["grant-access", "revoke-access", "list-access"],
}

CHANGES = [(r" < ", " <= "), (r" <= ", " < "), (r" > ", " >= "), (r" >= ", " > "), (r" == ", " != "), (r" != ", " == "), (r" && ", " || "), (r" \|\| ", " && "),
           (r" \+ ", " - "), (r" - ", " + "), (r" \* ", " / "), (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"\b1\b", "2"), (r"!(?=[a-z])", "")]


def mutants():
    found = []
    for source in SOURCES:
        for number, line in enumerate((TOP / source).read_text().split("\n")):
            code = line.split("//")[0]
            if re.match(r"\s*(#|template|static_assert|return \{\};)", code) or not code.strip():
                continue
            for pattern, instead in CHANGES:
                for match in re.finditer(pattern, re.sub(r'"[^"]*"', lambda text: "~" * len(text[0]), code)):
                    found.append((source, number, match.start(), match.end(), instead))
    random.Random(SEED).shuffle(found)
    return found[:MUTANTS]


def quiet(*command, folder, seconds=3600):
    return subprocess.run([str(word) for word in command], cwd=folder, capture_output=True, text=True, timeout=seconds)


def build(clone):
    return quiet("cmake", "--build", clone / "build/mutation", "--target", "myatlas", "unit_tests", folder=clone).returncode


def is_noticed(clone, source):
    """None when it does not compile, which is no mutant."""
    if build(clone) != 0:
        return None
    program = clone / "build/mutation/cli/myatlas"
    cases = [clone / "tests/cli" / name for name in SOURCES[source]]
    for tests in (["/usr/bin/python3", clone / "tests/support/cases.py", program, *cases], ["/usr/bin/python3", clone / "tests/conformance/conformance.py", program],
                  [clone / "build/mutation/tests/unit_tests"], ["/usr/bin/python3", clone / "tests/support/rights.py", program]):
        try:
            if quiet(*tests, folder=clone, seconds=300).returncode != 0:
                return True
        except subprocess.TimeoutExpired:
            return True
    return False


def fresh_clone():
    """Of what is committed, built; kept for the next time."""
    clone = TOP / "build/mutation/clone"
    if not clone.exists():
        clone.parent.mkdir(parents=True, exist_ok=True)
        quiet("git", "clone", "-q", TOP, clone, folder=TOP)
    quiet("git", "fetch", "-q", folder=clone)
    quiet("git", "reset", "-q", "--hard", "origin/HEAD", folder=clone)
    quiet("cmake", "-G", "Ninja", "-S", clone, "-B", clone / "build/mutation", "-D", "CMAKE_BUILD_TYPE=Debug", folder=clone)
    if build(clone) != 0:
        sys.exit("it does not build")
    return clone


def main():
    clone = fresh_clone()
    noticed, missed = 0, []
    for source, number, begin, end, instead in mutants():
        path = clone / source
        whole = path.read_text()
        lines = whole.split("\n")
        lines[number] = lines[number][:begin] + instead + lines[number][end:]
        path.write_text("\n".join(lines))
        answer = is_noticed(clone, source)
        path.write_text(whole)
        if answer is None:
            continue
        noticed += answer
        if not answer:
            missed.append(source)
        print("noticed:" if answer else "NOT noticed:", f"{source}:{number + 1}: {lines[number].strip()}", flush=True)
    total = noticed + len(missed)
    print(f"mutation: {noticed} of {total} noticed ({100 * noticed / max(1, total):.0f} %)")


main()

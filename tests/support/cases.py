#!/usr/bin/python3
"""Runs the cases of tests/cli: a folder a case, with cmd, the files it needs, and what must come out.

  cases.py PROGRAM [FOLDER…]       ACCEPT=1 rewrites what differs; an expectation that becomes empty is removed.

cmd is a bash script; the last command's status is the case's. out, err and code hold what is expected (absent: empty,
0); out.fr and err.fr the same in French. Every case runs once more with -o json in an English and a French locale:
standard output must be the same bytes, and every document in it, and the last line of standard error when something
failed, must be what its schema says. A file `plain` says that the case's output is no document, `per-language` that it
holds what is written for a person (a letter, the messages of a reject file).

  cases.py --store-as postgres PROGRAM [FOLDER…]

runs each once, in English, with a store in a database of a cluster of its own: the same bytes must come out. Those of
postgres_exceptions.txt may differ, each for its reason, and have to: the list only shrinks.
"""
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import warnings

import jsonschema

import postgres

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEEP = ("PATH",)  # of the environment; the rest is ours
NORMAL = [
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"), "<uuid>"),
    (re.compile(r'"hash": "[0-9a-f]{64}"'), '"hash": "' + "0" * 64 + '"'),
    (re.compile(r"operator:\d+"), "operator:<uid>"),
    (re.compile(r"\S+ (brings it up to date|la met à jour)"), r"<owner> \1"),
]
OPERATOR = re.compile(r"operator:<uid> [^\s@]+@[^\s\",]+( \(by sudo of [^)]+\))?")


def schemas():
    """A validator of each document by the name of its schema; what schemas share is found by its address."""
    paths = (ROOT / "schemas").glob("*.v1.json")
    documents = {path.name: document for path in paths if "$schema" in (document := json.loads(path.read_text()))}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Debian 12 has no other resolver
        resolver = jsonschema.RefResolver("", {}, store={document["$id"]: document for document in documents.values()})
    found = {}
    for name, document in documents.items():
        jsonschema.Draft202012Validator.check_schema(document)
        found["myatlas/" + name.removesuffix(".v1.json") + "/1"] = jsonschema.Draft202012Validator(document, resolver=resolver)
    return found


class Case:
    def __init__(self, folder, program, validators, stores=None):
        self.folder, self.program, self.validators, self.stores = folder, program, validators, stores
        self.problems = []

    def run(self, variables):
        # Of one length wherever it runs: a table is as wide as the paths in it.
        home = pathlib.Path(tempfile.mkdtemp(prefix="myatlas-case.", dir="/tmp"))
        work = home / "work"
        shutil.copytree(self.folder, work)
        env = {name: os.environ[name] for name in KEEP}
        env["PATH"] = f"{self.program.parent}:{env['PATH']}"
        env.update(HOME=str(home), XDG_DATA_HOME=str(home / "data"), XDG_STATE_HOME=str(home / "state"),
                   XDG_CONFIG_HOME=str(home / "config"), TZ="UTC", LC_ALL="C.UTF-8", MYATLAS_CONFIG_SYSTEM=str(home / "etc/config.toml"), COLUMNS="100",
                   MYATLAS_NOW="2026-03-02T09:00:00Z", MYATLAS_TEST_CLOCK="1")
        if sanitized := os.environ.get("ASAN_OPTIONS"):
            env["ASAN_OPTIONS"] = sanitized
        store = None
        if self.stores:
            store, place = self.stores.begin(home)
            env["PATH"] = f"{place.pop('MYATLAS_STORE_AS')}:{env['PATH']}"
            env.update(place)
        env.update(variables)
        script = f". {ROOT}/tests/support/prelude.sh\n. ./cmd"
        done = subprocess.run(["bash", "-c", script], cwd=work, env=env, capture_output=True, stdin=subprocess.DEVNULL,
                              timeout=600)
        shutil.rmtree(home, ignore_errors=True)
        out, err = self.normal(done.stdout, home), self.normal(done.stderr, home)
        if store:
            self.stores.cluster.drop(store)
            out, err = self.stores.normal(out, store), self.stores.normal(err, store)
        return out, err, done.returncode

    @staticmethod
    def normal(raw, home):
        text = raw.decode(errors="backslashreplace").replace(str(home / "work"), ".").replace(str(home), "~")
        for pattern, shown in NORMAL:
            text = pattern.sub(shown, text)
        if OPERATOR.search(text):  # whose name and machine decide how wide a column is
            text = re.sub(r"(\S)  +", r"\1  ", OPERATOR.sub("operator:<uid> <who>", text))
        return text

    def expected(self, name):
        path = self.folder / name
        return path.read_bytes().decode() if path.exists() else ""

    def compare(self, name, got):
        if got == self.expected(name):
            return
        if os.environ.get("ACCEPT") and not self.stores:
            path = self.folder / name
            path.write_bytes(got.encode()) if got else path.unlink(missing_ok=True)
        else:
            self.problems.append(f"{name} differs\n--- expected\n{self.expected(name)}--- got\n{got}---")

    def check_language(self, suffix, variables):
        out, err, code = self.run(variables)
        self.compare("out" + suffix, out)
        self.compare("err" + suffix, err)
        if not suffix:
            self.compare("code", "" if code == 0 else f"{code}\n")

    def check_machine(self):
        english = self.run({"MYATLAS_OUTPUT": "json"})
        french = self.run({"MYATLAS_OUTPUT": "json", "LC_ALL": "fr_FR.UTF-8"})
        per_language = (self.folder / "per-language").exists()
        if not per_language and (english[0] != french[0] or english[2] != french[2]):
            self.problems.append(f"JSON differs by language\n--- en\n{english[0]}--- fr\n{french[0]}---")
        if not (self.folder / "plain").exists():
            self.validate(english[0])
        last = english[1].rstrip("\n").split("\n")[-1]
        if english[2] in (64, 65, 66, 69, 70, 73, 74, 75, 77, 78) and not (self.folder / "plain").exists():
            self.validate(last)

    def validate(self, text):
        decoder, at = json.JSONDecoder(), 0
        text = text.strip()
        while at < len(text):
            try:
                document, at = decoder.raw_decode(text, at)
            except ValueError:
                self.problems.append(f"not JSON: {text[at:at + 200]!r}")
                return
            validator = self.validators.get(document.get("schema") if isinstance(document, dict) else None)
            if validator is None:
                self.problems.append(f"no schema for {str(document)[:100]}")
            else:
                self.problems += [f"{document['schema']}: {e.json_path}: {e.message}" for e in validator.iter_errors(document)]
            while at < len(text) and text[at].isspace():
                at += 1

    def check(self):
        self.check_language("", {})
        if self.stores:
            return self.problems
        if (self.folder / "out.fr").exists() or (self.folder / "err.fr").exists():
            self.check_language(".fr", {"MYATLAS_LANG": "fr"})
        self.check_machine()
        return self.problems


def exceptions():
    lines = (ROOT / "tests/support/postgres_exceptions.txt").read_text().splitlines()
    return {line.split(": ")[0] for line in lines if line and not line.startswith("#")}


def check_on_server(cases, program):
    if postgres.programs() is None:
        print("postgres: skipped, PostgreSQL is not installed here\npostgres: 0 passed, 0 failed")
        return 0
    stores, excepted, failed = postgres.CaseStores(program), exceptions(), []
    try:
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            found = list(pool.map(lambda folder: Case(folder, program, {}, stores).check(), cases))
    finally:
        stores.end()
    for folder, problems in zip(cases, found):
        name = str(folder.relative_to(ROOT / "tests/cli"))
        if problems and name not in excepted:
            failed.append((name, problems))
        elif not problems and name in excepted:
            failed.append((name, ["it passes: take it off tests/support/postgres_exceptions.txt"]))
    for name, problems in failed:
        print(f"FAILED {name}")
        print("\n".join("  " + line for problem in problems for line in problem.split("\n")))
    skipped = sum(str(folder.relative_to(ROOT / "tests/cli")) in excepted for folder in cases)
    print(f"excepted, each with its reason in postgres_exceptions.txt: {skipped}")
    print(f"postgres: {len(cases) - skipped - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


def main():
    on_server = sys.argv[1:3] == ["--store-as", "postgres"]
    arguments = sys.argv[3:] if on_server else sys.argv[1:]
    program = pathlib.Path(arguments[0]).resolve()
    folders = [pathlib.Path(f).resolve() for f in arguments[1:]] or [ROOT / "tests/cli"]
    if on_server:
        return check_on_server(sorted(p.parent for folder in folders for p in folder.rglob("cmd")), program)
    validators = schemas()
    cases = sorted(p.parent for folder in folders for p in folder.rglob("cmd"))
    failed = 0
    for folder in cases:
        problems = Case(folder, program, validators).check()
        if problems:
            failed += 1
            print(f"FAILED {folder.relative_to(ROOT) if folder.is_relative_to(ROOT) else folder}")
            print("\n".join("  " + line for problem in problems for line in problem.split("\n")))
    print(f"cli: {len(cases) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

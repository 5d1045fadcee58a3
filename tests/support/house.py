#!/usr/bin/python3
"""Holds the documents to the code and the code to the house. house.py PROGRAM

Layers, wings and rings of #include, none for nothing; SQL and network headers in their place; file lengths; every error code with its sentence, its
arguments, its French and a test that provokes it; the catalogue complete and its fields right; the pages of the manual as the program writes
them; every command with its page, its cases and its line in the README's world; every schema listed; a unit test where the file it
tests stands.
"""
import ast
import os
import pathlib
import re
import shutil
import string
import subprocess
import sys
import tempfile

import arguments
import includes
import measures

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
LAYERS = ["util", "domain", "formats", "store", "gateway", "services", "texts", "operations"]
FLOORS_WITH_WINGS = ["domain", "formats", "store", "services", "operations"]
CUT = {("formats", "store"), ("gateway", "store")}
LONGEST = 400  # lines of a file
MEDIAN_TOKENS, P90_TOKENS, MOST_TOKENS = 45, 200, 450  # of functions
LONGEST_ARCHITECTURE = 60
LOWER = re.compile(r'^\s*#include "(services|store|gateway)/|\b(services|store|gateway)::', re.M)
# Where cli writes a document itself, and why. It only shrinks.
DOCUMENTS_IN_CLI = {"cli/session_file.cpp"}  # the file logins are kept in: no operation makes or reads it
results = []


def rule(name, problems):
    problems = list(problems)
    results.append(not problems)
    if problems:
        print(f"FAILED {name}\n  " + "\n  ".join(map(str, problems)))


def sources(*folders):
    return sorted(p for f in folders for p in (ROOT / f).rglob("*.[ch]pp"))


def include_graph(top):
    """Which file of a top folder includes which, a header and its source as one."""
    graph = {}
    for path in sources(top):
        here = path.relative_to(ROOT / top)
        for target in re.findall(r'^\s*#include "([^"]+\.hpp)"', path.read_text(), re.M):
            graph.setdefault(str(here.with_suffix("")), set()).add(target.removesuffix(".hpp"))
    return graph


def wings(graph, floor):
    """The wings of a floor and which needs which; a file that stands in the floor's hall is one by itself."""
    def wing(path):
        return "/".join(path.split("/")[:2]) if path.startswith(floor + "/") else None

    needs = {}
    for here, targets in graph.items():
        for target in targets:
            if wing(here) and wing(target) and wing(here) != wing(target):
                needs.setdefault(wing(here), set()).add(wing(target))
    return needs


def layers(graph):
    for here, targets in graph.items():
        mine = here.split("/")[0]
        for target in targets:
            theirs = target.split("/")[0]
            if theirs not in LAYERS or LAYERS.index(theirs) > LAYERS.index(mine) or (mine, theirs) in CUT:
                yield f"lib/{here} includes {target}"
    for path in sources("lib"):
        if re.search(r'#include "(cli/|session\.hpp)', path.read_text()):
            yield f"{path} includes cli"


def words_of_code(text):
    """Without comments and what stands between quotes; includes stay."""
    return re.sub(r'//.*|(?<!include )"(?:[^"\\\n]|\\.)*"', "", text)


def thin_commands():
    """A command asks operations and what shows its answer knows these alone: neither includes nor names services, store or gateway."""
    yield from (f"{p.relative_to(ROOT)} looks below the operations" for p in sources("cli/commands", "cli/output")
                if LOWER.search(words_of_code(p.read_text())))


def dead_includes():
    folders = [ROOT / "lib", ROOT / "cli", ROOT / "tests"]
    for path, include in includes.unused(sources("lib", "cli", "tests/unit"), folders):
        yield f"{path.relative_to(ROOT)} includes {include}, and names nothing of it"


def documents():
    """A document is made in lib/operations; cli shows it. What begins a schema's name is said nowhere else there."""
    making = {str(p.relative_to(ROOT)) for p in sources("cli") if '"myatlas/' in p.read_text()}
    yield from (f"{name} makes a document: it has its place in lib/operations" for name in sorted(making - DOCUMENTS_IN_CLI))
    yield from (f"{name} makes no document: take it off DOCUMENTS_IN_CLI" for name in sorted(DOCUMENTS_IN_CLI - making))


def rings(graph):
    state = {}

    def walk(node, trail):
        if state.get(node) == "done":
            return
        if node in trail:
            yield " -> ".join(trail[trail.index(node):] + [node])
            return
        for target in sorted(graph.get(node, ())):
            if target != node:
                yield from walk(target, trail + [node])
        state[node] = "done"

    for node in sorted(graph):
        yield from walk(node, [])


def places():
    for path in sources("lib", "cli"):
        text, here = path.read_text(), str(path.relative_to(ROOT))
        if re.search(r"#include [<\"](sqlite3|SQLiteCpp)", text) and not here.startswith("lib/store/sqlite/"):
            yield f"{here}: SQLite outside lib/store/sqlite"
        if re.search(r"#include [<\"](curl|sys/socket|netdb)", text) and not here.startswith("lib/gateway/"):
            yield f"{here}: the network outside lib/gateway"
        if re.search(r'::(socket|socketpair|connect|sendto|recvfrom)\s*\(|\b(getaddrinfo|gethostbyname)\s*\(|"libcurl\.so', text) and not here.startswith("lib/gateway/"):
            yield f"{here}: a socket outside lib/gateway"
        if re.search(r"\b(getenv|std::cout|std::cerr|printf)\b", text) and here.startswith("lib/"):
            yield f"{here}: the environment or a stream below cli"
        if "getenv" in text and here not in ("cli/env.cpp",):
            yield f"{here}: getenv outside cli/env.cpp"
        if re.search(r"\b(double|float)\b", re.sub(r"//.*|\"[^\"]*\"", "", text)) and here.startswith("lib/domain"):
            yield f"{here}: a double in domain"
        if ".at(\"-" in text and here.startswith("lib/"):
            yield f"{here}: an option of the command line below cli: places are members"
        if re.search(r'^\s*"?(select|insert|update|delete) ', text, re.M) and not here.startswith("lib/store/"):
            yield f"{here}: SQL outside lib/store"


MUTABLE = re.compile(r"^\s*(?:static|thread_local)\s+(?!const\b|constexpr\b|constinit const\b)[^()]*?[=;{]|"  # in a function or a class
                     r"^(?!//|using|namespace|class|struct|enum|union|return|extern|template|concept|typedef|friend|public|private)"
                     r"(?!.*\b(?:const|constexpr)\b)[\w:]+(?:<.*>)?[ *&]+\w+(?: = .*|\{.*|\[.*)?;$", re.M)


def globals_there_are():
    """The language is handed on, and so is all else: no state of the process in what people are told and in the terminal."""
    for path in sources("lib/texts", "cli"):
        yield from (f"{path.relative_to(ROOT)}: {found[0].strip()[:80]} is state of the process" for found in MUTABLE.finditer(path.read_text()))


def lengths():
    for path in sources("lib", "cli"):
        lines = path.read_text().count("\n")
        if lines > LONGEST:
            yield f"{path.relative_to(ROOT)}: {lines} lines"


def formatting():
    if not shutil.which("clang-format"):
        print("house: format is skipped, clang-format is not installed")
        return
    told = subprocess.run(["clang-format", "--dry-run", *map(str, sources("lib", "cli", "tests"))], capture_output=True, text=True, cwd=ROOT).stderr
    for place in sorted({":".join(line.split(":")[:1]) for line in told.splitlines() if "warning:" in line}):
        yield f"{place} is not as .clang-format says: clang-format -i"


def density():
    """What CONTRIBUTING promises of functions, in tokens, and of ternaries."""
    found = measures.functions(sources("lib", "cli"))
    if not found:
        print("house: density is skipped, universal-ctags is not installed")
        return
    tokens = [count for count, _, _, _ in found]
    median, p90, most = tokens[len(tokens) // 2], tokens[len(tokens) * 9 // 10], tokens[-1]
    crowded = [f"{path.relative_to(ROOT)}:{line}: {text[:100]}" for path in sources("lib", "cli")
               for line, text in measures.crowded_statements(path.read_text())]
    print(f"house: {len(found)} functions, in tokens: {median} at the median, {p90} at the 90th percentile, {most} at most; "
          f"{len(crowded)} statements with several ternaries or one that has an effect")
    yield from (f"{path}:{line}: {name} has {count} tokens" for count, path, name, line in found if count > MOST_TOKENS)
    if median > MEDIAN_TOKENS or p90 > P90_TOKENS:
        yield f"functions have {median} tokens at the median and {p90} at the 90th percentile: {MEDIAN_TOKENS} and {P90_TOKENS} are promised"
    yield from crowded


def named_members():
    """A brace of more than five members names them; tables, lists and what is bound to a statement have no names to give."""
    for path in sources("lib", "cli"):
        for line, members in measures.nameless_braces(path.read_text(), path.is_relative_to(ROOT / "lib/store")):
            yield f"{path.relative_to(ROOT)}:{line}: {{{members[:100]}}} has more than {measures.WIDE} members without names"


def units():
    """A unit test stands where the file it tests stands, and is among those that are built."""
    unit = ROOT / "tests/unit"
    listed = re.findall(r"^  unit/(\S+\.cpp)\)?$", (ROOT / "tests/CMakeLists.txt").read_text(), re.M)
    there = [str(p.relative_to(unit)) for p in sources("tests/unit") if p.suffix == ".cpp"]
    for name in sorted(set(there) - {"main.cpp"}):
        if not any((ROOT / top / name).with_suffix(end).exists() for top in ("lib", "cli") for end in (".cpp", ".hpp")):
            yield f"tests/unit/{name}: there is no such file in lib or cli"
    yield from (f"tests/CMakeLists.txt: unit/{name} is listed or there, not both" for name in sorted(set(listed) ^ set(there)))
    if listed != sorted(listed):
        yield "tests/CMakeLists.txt: the unit tests are not in order"


def codes():
    return [code for path in sorted((ROOT / "lib/texts").glob("*_messages.cpp"))
            for code in re.findall(r'^  \{"([a-z_0-9.]+)", Status', path.read_text(), re.M)]


def used_codes():
    known = {}
    for path in sources("lib", "cli"):
        if path.name.endswith("_messages.cpp"):
            continue
        text = path.read_text()
        for code in re.findall(r'"([a-z_]+\.[a-z_0-9]+)"', text):
            known.setdefault(code, path)
        for tail in re.findall(r'"\{\}\.([a-z_]+)"', text):
            for kind in ("siren", "siret"):
                known.setdefault(f"{kind}.{tail}", path)
    return known


def error_codes():
    listed = codes()
    yield from (f"{code} stands twice" for code in set(listed) if listed.count(code) > 1)
    used = used_codes()
    yield from (f"{code} has a sentence and is never used" for code in listed if code not in used and code != "bug")
    looks = re.compile(r"^(" + "|".join(sorted({c.split(".")[0] for c in listed})) + r")\.[a-z_0-9]+$")
    yield from (f"{code} ({path.relative_to(ROOT)}) has no sentence" for code, path in sorted(used.items())
                if looks.match(code) and code not in listed and not re.search(r"\.(db|csv|eml|json|toml|hpp|inc)$", code))


def arguments_of_errors():
    """A sentence has as many fields as its code has kinds of arguments, and each error is made with as many."""
    kinds = {}
    for path in sorted((ROOT / "lib/texts").glob("*_messages.cpp")):
        for code, of_code, fields_told in arguments.messages(path.read_text()):
            kinds[code] = of_code
            if len(of_code) != fields_told:
                yield f"{code} takes {len(of_code)} arguments and has fields for {fields_told}"
            if "words" in of_code and "typed" not in of_code:
                yield f"{code} names the words that are expected and not what was typed instead"
    yield from (f"{code}: its row tells no kinds of arguments" for code in codes() if code not in kinds)
    for path in sources("lib", "cli"):
        for code, given, line in arguments.uses(path.read_text()):
            if code in kinds and given != len(kinds[code]):
                yield f"{path.relative_to(ROOT)}:{line}: {code} is given {given} arguments and takes {len(kinds[code])}"


def provoked():
    text = "".join(p.read_text(errors="replace") for p in (ROOT / "tests").rglob("*")
                   if p.is_file() and (p.name.startswith(("out", "err")) or p.suffix in (".cpp", ".py")))
    # What only a broken machine or a store changed by another program can bring about.
    unreachable = set((ROOT / "tests/support/unprovoked.txt").read_text().split("\n"))
    reasons = {line.split(" ")[0] for line in unreachable if line and not line.startswith("#")}
    for code in codes():
        seen = f"[{code}]" in text or f'"{code}"' in text
        if not seen and code not in reasons:
            yield f"{code}: no test provokes it"
        if seen and code in reasons:
            yield f"{code}: provoked, and still listed in unprovoked.txt"


def po_texts(entry):
    """Of a sentence: [English, French]; of one with two numbers: [one, many, French of one, French of many]."""
    parts = re.split(r"^(?:msgid|msgid_plural|msgstr(?:\[\d\])?) ", entry, flags=re.M)[1:]
    return ["".join(ast.literal_eval(line) for line in re.findall(r'"(?:[^"\\]|\\.)*"', part)) for part in parts]


def po_entries(text):
    for entry in text.split("\n\n")[1:]:
        texts = po_texts(entry)
        half = len(texts) // 2
        if half:
            yield tuple(texts[:half]), tuple(texts[half:])


def fields(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def catalogue():
    with tempfile.NamedTemporaryFile(suffix=".pot") as pot:
        subprocess.run(["xgettext", "-C", "-ktr:1", "-ktrf:1", "-ktrn:1,2", "-kN_", "--from-code=UTF-8", "-o", pot.name,
                        *map(str, sources("lib/texts", "lib/operations", "cli"))], check=True)
        wanted = {english for english, _ in po_entries(pathlib.Path(pot.name).read_text())}
    french = dict(po_entries((ROOT / "lib/texts/po/fr.po").read_text()))
    yield from (f"no French: {text!r}" for text in sorted(wanted - set(french)))
    yield from (f"no longer said: {text!r}" for text in sorted(set(french) - wanted))
    for english, translated in ((one, other) for texts in french.items() for one, other in zip(*texts)):
        if not translated:
            yield f"empty: {english!r}"
        if "" in fields(english):
            yield f"unnumbered field: {english!r}"
        if fields(english) != fields(translated):
            yield f"fields differ: {english!r} -> {translated!r}"


def manual():
    with tempfile.TemporaryDirectory() as fresh:
        subprocess.run([ROOT / "man/generate.sh", PROGRAM, fresh], check=True)
        made = {p.relative_to(fresh): p.read_text() for p in pathlib.Path(fresh).rglob("*.[157]")}
    for path, text in made.items():
        kept = ROOT / "man" / path
        if not kept.exists() or kept.read_text() != text:
            yield f"man/{path} is not what the program says: run man/generate.sh"
    pages = {p.relative_to(ROOT / "man") for p in (ROOT / "man").rglob("*.[157]")}
    english = {p for p in pages if p.parts[0] != "fr"}
    yield from (f"man/fr/{p} is missing" for p in english if pathlib.Path("fr") / p not in pages)
    yield from (f"man/{p} has no command" for p in english if p.parts[0] == "man1" and p.name != "myatlas.1" and p not in made)
    for page in sorted(pages):
        for checker in (["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z"], ["mandoc", "-Tlint", "-W", "warning"]):
            if shutil.which(checker[0]):
                told = subprocess.run([*checker, ROOT / "man" / page], capture_output=True, text=True)
                said = told.stderr if checker[0] == "man" else told.stdout
                if said.strip():
                    yield f"man/{page}: {checker[0]} warns: {said.strip().splitlines()[0]}"
        title = (ROOT / "man" / page).read_text().split("\n")[0].replace("\\", "").split(" ")[1:3]
        if title != [page.name.rsplit(".", 1)[0], page.name.rsplit(".", 1)[1]]:
            yield f"man/{page} is headed {title}"
        warned = subprocess.run(["man", "--warnings=w", "-E", "UTF-8", "-l", ROOT / "man" / page], capture_output=True, text=True,
                                env={**os.environ, "MANWIDTH": "100", "LC_ALL": "C.UTF-8"}).stderr
        if warned:
            yield f"man/{page}: {warned.strip()[:200]}"


def commands():
    names = subprocess.run([PROGRAM, "__manual", "--list"], capture_output=True, text=True).stdout.split("\n")[:-1]
    told = subprocess.run([PROGRAM, "--help"], capture_output=True, text=True).stdout
    yield from (f"{name} is not in the general help" for name in names if not re.search(rf"^  {re.escape(name)} ", told, re.M))
    for name in names:
        if not list((ROOT / "tests/cli" / name.replace(" ", "-")).glob("*/cmd")):
            yield f"{name} has no case under tests/cli"
        for language in ("en", "fr"):
            text = subprocess.run([PROGRAM, *name.split(), "--help"], capture_output=True, text=True,
                                  env={**os.environ, "MYATLAS_LANG": language}).stdout
            if not text or "  myatlas " not in text:
                yield f"{name} has no help in {language}"


def exit_statuses():
    listed = set(re.findall(r"= (\d+),", (ROOT / "lib/texts/errors.hpp").read_text()))
    for page in ("man7", "fr/man7"):
        told = set(re.findall(r"\\fB([\d, ]+)\\fR", (ROOT / f"man/{page}/myatlas-exit-status.7").read_text()))
        yield from (f"{page}: status {s} is not told" for s in listed - told)


def schemas():
    listed = re.findall(r"[a-z-]+", re.search(r"set\(schema_names(.*?)\)", (ROOT / "schemas/CMakeLists.txt").read_text(), re.S)[1])
    there = {p.name.removesuffix(".v1.json") for p in (ROOT / "schemas").glob("*.v1.json")} - {"rates"}
    yield from (f"schemas/{n}.v1.json: listed or there, not both" for n in set(listed) ^ there)
    for path in sources("lib", "cli"):
        for name in re.findall(r'"myatlas/([a-z-]+)/1"', path.read_text()):
            if name not in there and name != "rates":
                yield f"{path.relative_to(ROOT)}: no schema for {name}"
    import json
    import jsonschema
    rates = json.loads((ROOT / "schemas/rates.v1.json").read_text())
    checker = jsonschema.Draft202012Validator(json.loads((ROOT / "schemas/rates.v1.schema.json").read_text()))
    yield from (f"rates: {e.message}" for e in checker.iter_errors(rates))


def word_tables():
    """The words of states, events and work, by the table of lib/domain that has them."""
    table = re.compile(r"constexpr \w+(?:<\w+>)? (k_\w+_(?:states|event_names|work_names))\[\] = \{(.*?)\};", re.S)
    for path in sources("lib/domain"):
        for name, rows in table.findall(path.read_text()):
            words = re.findall(r'\.word = "([^"]+)"', rows) or re.findall(r'\{"([^"]+)"', rows)
            yield path.relative_to(ROOT), name, set(words) - {"none"}


def domain_words():
    """Every word of a table of lib/domain that is longer than a letter: of states, roles, kinds, events. "yes" and "no" are anybody's."""
    table = re.compile(r"constexpr (?:NamedValue<(?!bool>)\w+>|\w+Facts) k_\w+\[\] = \{(.*?)\};", re.S)
    for path in sources("lib/domain"):
        for rows in table.findall(path.read_text()):
            yield from (word for word in re.findall(r'(?:\{|\.word = )"([^"]{2,})"', rows))


def words_in_sql():
    """SQL of the store has the words of the domain from its tables (store/state_lists.hpp), never typed again."""
    words = set(domain_words())
    for path in sources("lib/store"):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if re.search(r"\b(pg_has_role|has_\w+_privilege)\(", line):  # its words are PostgreSQL's
                continue
            for word in re.findall(r"'([^' ]+)'", line.split("//")[0]):
                if word in words:
                    yield f"{path.relative_to(ROOT)}:{number}: '{word}' is a word of lib/domain: quoted() or words_of_states()"


def lists(document):
    """The enumerations of a schema."""
    if isinstance(document, dict):
        yield from [set(map(str, document["enum"]))] if isinstance(document.get("enum"), list) else []
        document = list(document.values())
    for member in document if isinstance(document, list) else []:
        yield from lists(member)


def words_of_states():
    """Each has words for people, and stands in every schema that lists most of its table."""
    import json
    people = next(p for top in ("lib", "cli") for p in (ROOT / top).rglob("states.cpp"))
    known = set(re.findall(r'\{"([^"]+)",\s*N_', people.read_text()))
    schemas = {p.name: list(lists(json.loads(p.read_text()))) for p in (ROOT / "schemas").glob("*.json")}
    for path, table, words in word_tables():
        yield from (f"{people.relative_to(ROOT)}: no words for {word} of {table} ({path})" for word in sorted(words - known))
        for name, enumerations in schemas.items():
            for listed in enumerations:
                if 2 * len(listed & words) > max(len(words), len(listed)) and words - listed:
                    yield f"schemas/{name}: an enumeration lacks {', '.join(sorted(words - listed))} of {table} ({path})"


def links(page):
    """What a page names: the files its links lead to, and paths from the root between backticks."""
    text = page.read_text()
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in target:
            yield target, page.parent / target
    for path in re.findall(r"`((?:lib|cli|tests|schemas|man|doc|examples)/[^`\s]*|[\w-]+\.(?:txt|json|md))`", text):
        yield path, ROOT / path


def pages_on_the_house():
    architecture = ROOT / "ARCHITECTURE.md"
    lines = architecture.read_text().count("\n")
    if lines > LONGEST_ARCHITECTURE:
        yield f"ARCHITECTURE.md: {lines} lines; a decision has its place in doc/decisions"
    decisions = sorted((ROOT / "doc/decisions").glob("[0-9]*.md"))
    dates = []
    for number, page in enumerate(decisions, 1):
        here = page.relative_to(ROOT)
        dated = re.match(r"# .+\n\nDate: (\d{4}-\d\d-\d\d)\n\n", page.read_text())
        if not re.fullmatch(rf"{number:04}-[a-z0-9-]+\.md", page.name):
            yield f"{here}: number {number:04} is expected, and a short name"
        if not dated:
            yield f"{here}: has no title and date"
        elif dates and dated[1] < dates[-1]:
            yield f"{here}: is older than the one before it"
        dates += [dated[1]] if dated else []
        yield from (f"{here}: has no part {part!r}" for part in ("## Why", "## Not chosen") if part not in page.read_text())
    for folder in ("decisions", "sources"):
        listed = re.findall(r"\]\(([^)/:]+\.md)\)", (ROOT / "doc" / folder / "README.md").read_text())
        there = {p.name for p in (ROOT / "doc" / folder).glob("*.md")} - {"README.md"}
        yield from (f"doc/{folder}/{name}: listed in README.md or there, not both" for name in sorted(set(listed) ^ there))
    for page in [architecture, *sorted((ROOT / "doc").rglob("*.md"))]:
        yield from (f"{page.relative_to(ROOT)}: {named} is not there" for named, path in links(page) if not path.exists())
    for path in sources("lib", "cli") + sorted((ROOT / "tests").rglob("*.py")):
        for named in re.findall(r"doc/(?:sources|decisions)[\w./-]*\w", path.read_text()):
            if path != pathlib.Path(__file__).resolve() and not (ROOT / named).exists():
                yield f"{path.relative_to(ROOT)}: {named} is not there"


def words_of_the_interface():
    """The last column of the table in CONTRIBUTING: words that no text people read has."""
    table = (ROOT / "CONTRIBUTING.md").read_text().split("Words of the interface", 1)[1]
    refused = [word for row in re.findall(r"^\|[^|\n]+\|[^|\n]+\|([^|\n]*)\|$", table, re.M)[2:] for word in map(str.strip, row.split(",")) if word]
    of_servers = (ROOT / "lib/texts/server_messages.cpp").read_text()
    of_servers = re.sub(r'"\s*\n\s*"', "", of_servers).replace('\\"', '"')  # there a database is PostgreSQL's
    for english, french in po_entries((ROOT / "lib/texts/po/fr.po").read_text()):
        for text in [] if english[0] in of_servers else english + french:
            for word in refused:
                if re.search(rf"(?<![\w-]){re.escape(word)}(?!\w)", text, re.I):
                    yield f"{word!r} in {text[:80]!r}"


graph, graph_of_cli = include_graph("lib"), include_graph("cli")
rule("layers", layers(graph))
rule("dead includes", dead_includes())
rule("thin commands", thin_commands())
rule("documents", documents())
rule("rings", [*rings(graph), *rings(graph_of_cli)])
rule("wings", [ring for floor in FLOORS_WITH_WINGS for ring in rings(wings(graph, floor))] + list(rings(wings(graph_of_cli, "commands"))))
rule("places", places())
rule("globals", globals_there_are())
rule("lengths", lengths())
rule("format", formatting())
rule("density", density())
rule("members by name", named_members())
rule("units", units())
rule("error codes", error_codes())
rule("arguments of errors", arguments_of_errors())
rule("every code is provoked", provoked())
rule("catalogue", catalogue())
rule("words of the interface", words_of_the_interface())
rule("manual", manual())
rule("commands", commands())
rule("exit statuses", exit_statuses())
rule("schemas", schemas())
rule("words of states", words_of_states())
rule("words in SQL", words_in_sql())
rule("pages on the house", pages_on_the_house())
print(f"house: {sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(0 if all(results) else 1)

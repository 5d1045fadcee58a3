"""Which of the house's own headers a file includes without naming anything that they declare."""
import json
import pathlib
import re
import shutil
import subprocess

from measures import STRING, without_comments

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
WITHIN = {"class", "struct", "union", "function"}  # what they hold is named through them
NO_NAME = {"namespace", "member", "local", "parameter", "tparam"}
# Headers that hand another on, because who includes them always needs it.
HANDED_ON = {"lib/util/try.hpp": "util/result.hpp", "cli/words.hpp": "texts/texts.hpp"}


def tags(headers):
    told = subprocess.run(["ctags", "--languages=C++", "--c++-kinds=+pxLdeugfstvcnAUN-m", "--extras=-F", "--fields=+sKZe",
                           "--output-format=json", "-f", "-", "-L", "-"], input="\n".join(map(str, headers)), capture_output=True, text=True,
                          check=True).stdout
    for tag in map(json.loads, told.splitlines()):
        if tag.get("kind") not in NO_NAME and tag.get("scopeKind") not in WITHIN:
            yield tag["path"], tag["name"]


def named_by_hand(text):
    """What ctags does not tell of a header: whom a template is specialized for, other names of things, macros."""
    for arguments in re.findall(r"template <>\s*[\w ]+?[\w:]+<([^>{]*)>", text):
        yield from re.findall(r"\w+", arguments)
    for names in re.findall(r"\busing\s+([^;=]+)[;=]", text):
        yield from (name.split("::")[-1].strip() for name in names.split(","))
    yield from re.findall(r"#\s*define\s+(\w+)", text)
    yield from re.findall(r"template <[^>]*>\s*(?:struct|class) (\w+);", text)


def declared(headers):
    """By header, the names it declares; only those told by hand where universal-ctags is not installed."""
    texts = {header: without_comments(header.read_text()) for header in headers}
    names = {header: set(named_by_hand(text)) for header, text in texts.items()}
    for path, name in tags(headers) if shutil.which("ctags") else ():
        names[pathlib.Path(path)].add(name)
    for header, known in names.items():  # a type that is only announced is somebody else's
        known -= {name for name in re.findall(r"(?<!>)\n\s*(?:struct|class|enum class) (\w+);", texts[header])
                  if not re.search(rf"\b(?:struct|class|enum class) {name}\b[^;]*{{", texts[header])}
    return names


def brings_all(header):
    """Whether it hands on the names of a whole namespace, whose use cannot be told."""
    return "using namespace" in header.read_text()


def words_of(text):
    text = re.sub(STRING, '""', re.sub(r"^\s*#\s*include[^\n]*", "", without_comments(text), flags=re.MULTILINE))
    return set(re.findall(r"[A-Za-z_]\w*", text))


def unused(files, folders):
    """(file, include) of those that nothing is named of. The header of a source's own is never one."""
    names = declared([path for path in files if path.suffix == ".hpp"])
    for path in files:
        text = path.read_text()
        words = words_of(text)
        for include in INCLUDE.findall(text):
            header = next((at for at in (folder / include for folder in (path.parent, *folders)) if at.exists()), None)
            is_own = path.suffix == ".cpp" and header is not None and header.stem == path.stem
            is_handed_on = any(str(path).endswith("/" + name) and include == on for name, on in HANDED_ON.items())
            if header in names and names[header] and not brings_all(header) and not is_own and not is_handed_on and not names[header] & words:
                yield path, include

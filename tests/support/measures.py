"""How dense the text of the house is: its functions counted in tokens, its ternaries, its braces. house.py prints and holds these figures."""
import json
import re
import shutil
import subprocess

STRING = r'"(?:[^"\\\n]|\\.)*"'
CHARACTER = r"(?<![0-9A-Fa-f])'(?:[^'\\\n]|\\.)+'"
TOKEN = re.compile(STRING + r"|'(?:[^'\\\n]|\\.)+'|[A-Za-z_]\w*|\d[\w.']*|::|->\*?|\.\*|<<=|>>=|<=>|\+\+|--|&&|\|\||[-+*/%&|^=!<>]="
                   r"|<<|>>|\.\.\.|[^\s\w]")


def without_comments(text):
    """The text with its comments and raw strings taken out, line by line as it was."""
    text = re.sub(r'R"(\w*)\((?:.|\n)*?\)\1"', lambda m: '""' + "\n" * m[0].count("\n"), text)
    return re.sub(rf"//[^\n]*|/\*(?:.|\n)*?\*/|({STRING}|{CHARACTER})", lambda m: m[1] or "\n" * m[0].count("\n"), text)


def functions(paths):
    """(tokens, path, name, line) of every function that universal-ctags finds; none where it is not installed."""
    if not shutil.which("ctags"):
        return []
    told = subprocess.run(["ctags", "--languages=C++", "--c++-kinds=f", "--fields=+ne", "--output-format=json", "-f", "-", "-L", "-"],
                          input="\n".join(map(str, paths)), capture_output=True, text=True, check=True).stdout
    lines, found = {}, []
    for tag in map(json.loads, told.splitlines()):
        path = tag["path"]
        if path not in lines:
            lines[path] = [len(TOKEN.findall(line)) for line in without_comments(open(path).read()).split("\n")]
        if "end" in tag:
            found.append((sum(lines[path][tag["line"] - 1:tag["end"]]), path, tag["name"], tag["line"]))
    return sorted(found)


def statements(text):
    """(line, statement) of a source, a statement as it stands between semicolons and braces of blocks."""
    text = without_comments(text)
    text = re.sub(STRING, '""', text)
    start, line, begun = 0, 1, 1
    for at, char in enumerate(text):
        if char in ";{}":
            yield begun, text[start:at]
            start, begun = at + 1, line
        line += char == "\n"


def crowded_statements(text):
    """Statements with more than one ternary: (line, statement)."""
    for line, statement in statements(text):
        if statement.count("?") > 1:
            yield line, " ".join(statement.split())


WIDE = 5  # members of a brace that stand without their names
LIST = re.compile(r"\[ (\w+ )?\] =?$|\b(vector|array|initializer_list|set) < .* > \w* ?=?$|: $|:$|\bframed \($")


def braces(text):
    """(line, what stands before, members) of every brace that holds values and stands in no constexpr table; all as tokens."""
    text = re.sub(r"^\s*#(?:[^\n]*\\\n)*[^\n]*", lambda m: "\n" * m[0].count("\n"), without_comments(text), flags=re.MULTILINE)
    tokens, line, at = [], 1, 0
    for found in TOKEN.finditer(text):
        line, at = line + text.count("\n", at, found.start()), found.start()
        tokens.append(('""' if found[0][0] == '"' else found[0], line))
    words = [word for word, _ in tokens]
    open_ones, statement = [], 0
    for place, word in enumerate(words):
        if word in "([{":
            is_table = "constexpr" in words[statement:place] or bool(open_ones) and open_ones[-1]["is_table"]
            open_ones.append({"at": place, "member": place + 1, "members": [], "is_block": False, "is_table": is_table, "statement": statement})
        elif word in ")]}" and open_ones:
            one = open_ones.pop()
            if place > one["member"]:
                one["members"].append(words[one["member"]:place])
            if word == "}" and one["is_block"]:
                statement = place + 1
            elif word == "}" and not one["is_table"]:
                yield tokens[one["at"]][1], words[one["statement"]:one["at"]], one["members"]
        elif word == "," and open_ones:
            open_ones[-1]["members"].append(words[open_ones[-1]["member"]:place])
            open_ones[-1]["member"] = place + 1
        elif word == ";":
            statement = place + 1
            for one in open_ones:
                one["is_block"], one["is_table"] = True, False


def is_list(before, members):
    """Whether they are values of one kind: told by what stands before them, or all records, literals or of one enumeration."""
    heads = {"literal" if len(member) == 1 and not re.match("[A-Za-z_]", member[0]) else " ".join(member[:2]) if member[0] != "{" else "{"
             for member in members}
    return bool(LIST.search(" ".join(before))) or heads in ({"literal"}, {"{"}) or (len(heads) == 1 and all(len(m) > 2 for m in members))


def nameless_braces(text, in_store=False):
    """Braces of more than five members that do not name them: (line, members). In the store, what is bound to a statement has no names."""
    for line, before, members in braces(text):
        is_bound = in_store and before[-1:] == [","]
        if len(members) > WIDE and members[0][0] != "." and "enum" not in before and not is_bound and not is_list(before, members):
            yield line, ", ".join(" ".join(member) for member in members)

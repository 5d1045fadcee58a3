"""How dense the text of the house is: its functions counted in tokens, its ternaries, its braces. house.py prints and holds these figures."""
import json
import re
import shutil
import subprocess

STRING = r'"(?:[^"\\\n]|\\.)*"'
TOKEN = re.compile(STRING + r"|'(?:[^'\\\n]|\\.)+'|[A-Za-z_]\w*|\d[\w.']*|::|->\*?|\.\*|<<=|>>=|<=>|\+\+|--|&&|\|\||[-+*/%&|^=!<>]="
                   r"|<<|>>|\.\.\.|[^\s\w]")


def without_comments(text):
    """The text with its comments and raw strings taken out, line by line as it was."""
    text = re.sub(r'R"(\w*)\((?:.|\n)*?\)\1"', lambda m: '""' + "\n" * m[0].count("\n"), text)
    return re.sub(rf"//[^\n]*|/\*(?:.|\n)*?\*/|({STRING})", lambda m: m[1] or "\n" * m[0].count("\n"), text)


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

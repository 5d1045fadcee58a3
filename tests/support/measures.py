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


def tokens_of(text):
    """(token, line) of a source, without its comments and what is for the preprocessor; a string is two quotes."""
    text = re.sub(r"^\s*#(?:[^\n]*\\\n)*[^\n]*", lambda m: "\n" * m[0].count("\n"), without_comments(text), flags=re.MULTILINE)
    tokens, line, at = [], 1, 0
    for found in TOKEN.finditer(text):
        line, at = line + text.count("\n", at, found.start()), found.start()
        tokens.append(('""' if found[0][0] == '"' else found[0], line))
    return tokens


LAMBDA = re.compile(r"\] (\( [^;{}]*\) )?((mutable|noexcept) )*(-> [\w:<>*&, ]+ )?$")  # what stands before its body
FAR = 60  # tokens of a lambda's head


def kinds_of_braces(words):
    """What each brace holds, by where it opens: the statements of a block or of a lambda, or values."""
    kinds, open_ones = {}, []
    for place, word in enumerate(words):
        if word in "([{":
            open_ones.append({"at": place, "is_block": False})
        elif word in ")]}" and open_ones:
            one = open_ones.pop()
            before = " ".join(words[max(0, one["at"] - FAR):one["at"]]) + " "
            if word == "}" and (one["is_block"] or before.endswith(") ")):
                kinds[one["at"]] = "lambda" if LAMBDA.search(before) else "block"
                if open_ones and kinds[one["at"]] == "block":
                    open_ones[-1]["is_block"] = True
            elif word == "}":
                kinds[one["at"]] = "values"
        elif word == ";" and open_ones:
            open_ones[-1]["is_block"] = True
    return kinds


def statements(text):
    """(line, tokens) of every statement of a source: braces of values belong to it, what a lambda in it does are statements of their own."""
    tokens = tokens_of(text)
    kinds = kinds_of_braces([word for word, _ in tokens])
    open_ones, begun = [], [[]]
    for place, (word, line) in enumerate(tokens):
        kind = kinds.get(place, "values")
        if word == "{":
            open_ones.append(kind)
        elif word == "}" and open_ones:
            kind = open_ones.pop()
        elif word != ";":
            begun[-1].append((word, line))
            continue
        if word != ";" and kind == "values":
            begun[-1].append((word, line))
            continue
        if begun[-1] and not (word == "{" and kind == "lambda"):
            yield begun[-1][0][1], [one for one, _ in begun[-1]]
            begun[-1] = []
        if word == "{":
            begun.append([])
        elif word == "}":
            begun.pop()


ASSIGNS = re.compile(r"\+\+|--|(?:[-+*/%&|^]|<<|>>)?=")
CHANGES = set("add append assign clear emplace emplace_back emplace_front erase insert insert_or_assign merge pop_back pop_front push push_back put "
              "record release remove reset resize swap try_emplace write".split())


def branches(words, place):
    """What stands after a question mark, both ways, as far as the expression goes."""
    depth = 0
    for end in range(place + 1, len(words)):
        depth += (words[end] in "([{") - (words[end] in ")]}")
        if depth < 0 or depth == 0 and words[end] == ",":
            return words[place + 1:end]
    return words[place + 1:]


def has_effect(words):
    """Whether a ternary of a statement does something, where its text tells: its value is nobody's, or a way changes a value."""
    if "?" not in words:
        return False
    depth = 0
    for word in words[2 if words[:2] == ["TRY", "("] else 0:]:
        depth += (word in "([{") - (word in ")]}")
        if depth == 0 and (word in ("return", "case", "using", "<<", ":") or ASSIGNS.fullmatch(word)):
            break
        if depth == 0 and word == "?":
            return True
    for place in (at for at, word in enumerate(words) if word == "?"):
        ways = branches(words, place)
        for at, word in enumerate(ways):
            is_name = at > 1 and ways[at - 2] == "." and ways[at - 3:at - 2] in ([], ["{"], [","])
            if ASSIGNS.fullmatch(word) and not is_name or word == "(" and at > 1 and ways[at - 1] in CHANGES and ways[at - 2] in (".", "->", "::"):
                return True
    return False


def crowded_statements(text):
    """Statements with more than one ternary, or with one that has an effect: (line, statement)."""
    for line, words in statements(text):
        if words.count("?") > 1 or has_effect(words):
            yield line, " ".join(words)


WIDE = 5  # members of a brace that stand without their names
LIST = re.compile(r"\[ (\w+ )?\] =?$|\b(vector|array|initializer_list|set) < .* > \w* ?=?$|: $|:$|\bframed \($")


def braces(text):
    """(line, what stands before, members) of every brace that holds values and stands in no constexpr table; all as tokens."""
    tokens = tokens_of(text)
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

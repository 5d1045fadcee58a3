"""What the errors of the program are made with, counted from its source: for house.py."""
import ast
import re


def matching(text, start):
    """Where the brace or parenthesis closes that was opened before `start`; strings and characters are passed over."""
    depth, at = 1, start
    while depth:
        if text[at] in "\"'" and not (text[at] == "'" and text[at - 1].isdigit()):
            quote, at = text[at], at + 1
            while text[at] != quote:
                at += 2 if text[at] == "\\" else 1
        depth += (text[at] in "({[") - (text[at] in ")}]")
        at += 1
    return at - 1


def parts(text):
    """How many there are between commas; commas inside braces and strings part nothing."""
    text = re.sub(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)\'', "s", text)
    depth, count = 0, 1
    for at, sign in enumerate(text):
        opens_template = sign == "<" and re.search(r"(?:cast|optional|vector|string|pair|array|get|min|max|Result)$", text[:at])
        depth += (sign in "({[") + bool(opens_template) - (sign in ")}]") - (sign == ">" and text[at - 1] != "-" and "<" in text[:at])
        count += sign == "," and depth == 0
    return count if text.strip() else 0


def messages(text):
    """Of each row of a message table: the code, the kinds of its arguments, and how many fields its texts have."""
    for row in re.finditer(r'^  \{"([a-z_0-9.]+)", Status::\w+,\s*takes\(([^)]*)\),', text, re.M):
        told = "".join(ast.literal_eval(part) for part in re.findall(r'"(?:[^"\\]|\\.)*"', text[row.end():matching(text, row.end())]))
        yield row[1], re.findall(r"Arg::(\w+)", row[2]), max([int(n) + 1 for n in re.findall(r"\{(\d)\}", told)], default=0)


def uses(text):
    """Of each error that is made in so many words, {"code", {…}}: its code, how many arguments it is given, and its line."""
    text = re.sub(r"(?m)^\s*//.*$", lambda comment: " " * len(comment[0]), text)
    for use in re.finditer(r'\{\s*"([a-z_]+\.[a-z_0-9]+)",\s*\{', text):
        yield use[1], parts(text[use.end():matching(text, use.end())]), text.count("\n", 0, use.start()) + 1

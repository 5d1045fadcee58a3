#!/usr/bin/python3
"""Runs what README and the examples promise: the console blocks answer as printed, the quickstart ends well, and every example
of a command's help is a line its command understands. examples.py PROGRAM"""
import os
import pathlib
import re
import shlex
import subprocess
import sys

import picture
import scratch

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
results = []


def environment():
    home = str(scratch.folder("examples"))
    env = {"PATH": f"{PROGRAM.parent}:{os.environ['PATH']}", "HOME": home, "LC_ALL": "C.UTF-8", "MYATLAS_CONFIG_SYSTEM": f"{home}/etc/config.toml", "TMPDIR": os.environ.get("TMPDIR", "/tmp")}
    # What says --online finds nobody: a test goes nowhere but to this machine.
    env.update({"MYATLAS_REGISTER_URL": "http://localhost:1", "MYATLAS_INSEE_URL": "http://localhost:1"})
    if "ASAN_OPTIONS" in os.environ:
        env["ASAN_OPTIONS"] = os.environ["ASAN_OPTIONS"]
    return home, env


def check(name, problem):
    results.append(not problem)
    if problem:
        print(f"FAILED {name}\n{problem}")


def readme(name, language):
    """Each command of the console blocks, one after the other in one folder; a variable that is exported stays. ACCEPT=1 writes what they answer."""
    home, env = environment()
    env["MYATLAS_LANG"] = language
    text = (ROOT / name).read_text()
    for block in re.findall(r"```console\n(.*?)```", text, re.S):
        told = block
        for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.M):
            done = subprocess.run(["bash", "-c", command], env=env, cwd=home, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True)
            if exported := re.fullmatch(r"export (\w+)=(\S+)", command):
                env[exported[1]] = exported[2]
            check(f"{name}: {command}", "" if done.stdout == expected else f"expected\n{expected}got\n{done.stdout}")
            told = told.replace(f"$ {command}\n{expected}", f"$ {command}\n{done.stdout}", 1)
        text = text.replace(block, told, 1)
    if os.environ.get("ACCEPT") == "1":
        (ROOT / name).write_text(text)


def drawing(name, language, target):
    """The picture beside README: its commands on a terminal. ACCEPT=1 draws it anew."""
    home, env = environment()
    env["MYATLAS_LANG"] = language
    runs = []
    for command in re.findall(r"^\$ (.*)$", re.search(r"```console\n(.*?)```", (ROOT / name).read_text(), re.S)[1], re.M):
        if exported := re.fullmatch(r"export (\w+)=(\S+)", command):
            env[exported[1]] = exported[2]
        runs.append((command, picture.on_terminal(command, env, home)))
    drawn, path = picture.picture(runs), ROOT / target
    if os.environ.get("ACCEPT") == "1":
        path.write_text(drawn)
    check(f"{target} is what {name} shows", "" if path.exists() and path.read_text() == drawn else "draw it anew: ACCEPT=1")


def quickstart():
    for language, end in (("en", "the chain holds. The end."), ("fr", "la chaîne tient. Fin.")):
        _, env = environment()
        done = subprocess.run([ROOT / "examples/quickstart/job.sh"], env={**env, "MYATLAS_LANG": language},
                              capture_output=True, text=True)
        good = done.returncode == 0 and end in done.stdout
        check(f"quickstart in {language}", "" if good else done.stdout[-1500:] + done.stderr[-1500:])


def cabinet():
    """Three hundred clients in one evening: the same files in both languages, all of them declared, and quick."""
    made = {}
    for language in ("en", "fr"):
        home, env = environment()
        out = pathlib.Path(home) / "out"
        done = subprocess.run([ROOT / "examples/cabinet/walk.sh", out], env={**env, "MYATLAS_LANG": language}, capture_output=True, text=True)
        check(f"three hundred clients in {language}", "" if done.returncode == 0 else done.stdout[-1500:] + done.stderr[-1500:])
        if done.returncode != 0:
            return
        rows = (out / "declarations.csv").read_bytes().decode("utf-8-sig").split("\r\n")
        check("all are declared, as Excel opens them", "" if len(rows) == 302 and rows[0].startswith("client_reference;siren;") and rows[1].startswith("CL-") and "," in rows[1] else "\n".join(rows[:3]))
        check("a statement a client", "" if len(list((out / "statements").glob("*.pdf"))) == 5 else str(sorted(out.rglob("*"))))
        title = {"en": "Client’s reference", "fr": "Dossier client"}[language]
        check("the page has a title for each column", "" if f">{title}</th>" in (out / "portfolio.html").read_text() else title)
        made[language] = [(out / name).read_bytes() for name in ("declarations.csv", "clients.toml", "contributions.xlsx")]
    check("the same files in both languages", "" if made["en"] == made["fr"] else "they differ")
    commands = (ROOT / "examples/cabinet/walk.sh").read_text().count("\nstep myatlas")
    check("fewer than fifteen commands", "" if commands < 15 else str(commands))


def smoke():
    _, env = environment()
    done = subprocess.run([ROOT / "examples/ci/smoke.sh", PROGRAM], env=env, capture_output=True, text=True)
    check("smoke test of a project", "" if done.returncode == 0 and done.stdout == "smoke test passed\n" else done.stdout + done.stderr)


def told_by(words, env, home):
    """What a call says on standard error. One that goes on until it is stopped is stopped."""
    process = subprocess.Popen([PROGRAM, *words], env=env, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL)
    try:
        return process.communicate(timeout=2 if "--watch" in words else 300)[1]
    except subprocess.TimeoutExpired:
        process.terminate()
        return process.communicate(timeout=120)[1]


def help_examples():
    """Each example is parsed by its command: whatever it then answers, it is no usage error of a word it does not know."""
    home, env = environment()
    names = subprocess.run([PROGRAM, "__manual", "--list"], env=env, capture_output=True, text=True).stdout.split("\n")[:-1]
    for name in names:
        text = subprocess.run([PROGRAM, *name.split(), "--help"], env=env, capture_output=True, text=True).stdout
        shown = re.sub(r" \\\n +", " ", text.split("\nUsage:")[0])
        lines = re.findall(r"^    (.*)$", shown, re.M)
        check(f"{name}: two examples", "" if len(lines) >= 2 else text)
        for line in lines:
            call = line[line.index("myatlas"):].split("|")[0].split(">")[0].split("<")[0].rstrip(")( ")
            words = shlex.split(call)[1:]
            said = told_by(words, env, home)
            unknown = re.search(r"\[usage\.(option|option_nearest|command|command_nearest|argument|form|value_missing)\]", said)
            check(f"{name}: {line}", said if unknown else "")


readme("README.md", "en")
readme("README.fr.md", "fr")
drawing("README.md", "en", "examples/demo.svg")
drawing("README.fr.md", "fr", "examples/demo.fr.svg")
quickstart()
cabinet()
smoke()
help_examples()
print(f"examples: {sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(0 if all(results) else 1)

#!/usr/bin/python3
"""The runner of cases has its own: a right case passes, each way of being wrong is seen, ACCEPT mends it."""
import os
import pathlib
import subprocess
import sys

import scratch

RUNNER = pathlib.Path(__file__).with_name("cases.py")
PROGRAM = sys.argv[1]
CASES = {
    "right": ({"cmd": "echo hello\n", "out": "hello\n", "plain": ""}, True),
    "wrong_out": ({"cmd": "echo hello\n", "out": "bye\n", "plain": ""}, False),
    "wrong_err": ({"cmd": "echo hello >&2\n", "plain": ""}, False),
    "wrong_code": ({"cmd": "exit 3\n", "plain": ""}, False),
    "not_json": ({"cmd": "echo hello\n", "out": "hello\n"}, False),
    "against_its_schema": ({"cmd": "echo '{\"schema\":\"myatlas/session/1\"}'\n", "out": "{\"schema\":\"myatlas/session/1\"}\n"}, False),
    "by_language": ({"cmd": "echo $LC_ALL\n", "out": "C.UTF-8\n", "plain": ""}, False),
    "right_document": ({"cmd": "myatlas check siret 73282932000074 -o json\n",
                        "out": subprocess.run([PROGRAM, "check", "siret", "73282932000074", "-o", "json"],
                                              capture_output=True, text=True).stdout}, True),
}
failed = 0


def passes(files, **environment):
    folder = scratch.folder("runner")
    for name, text in files.items():
        (folder / name).write_text(text)
    def once():
        return subprocess.run([sys.executable, RUNNER, PROGRAM, folder], capture_output=True,
                              env={**os.environ, **environment}).returncode == 0
    once() if environment else None
    environment.clear()
    return once()


for name, (files, right) in CASES.items():
    if passes(files) != right:
        failed += 1
        print(f"FAILED {name}")
if not passes(CASES["wrong_out"][0], ACCEPT="1"):
    failed += 1
    print("FAILED accept")
print(f"runner: {len(CASES) + 1 - failed} passed, {failed} failed")
sys.exit(1 if failed else 0)

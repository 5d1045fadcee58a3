#!/usr/bin/python3
"""The binary has what its compiler can give against being broken into: position-independent, full RELRO, no executable stack, stack
canaries, fortified calls, checked iterators; and clash protection among the flags. hardening.py PROGRAM"""
import json
import pathlib
import re
import subprocess
import sys

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
results = []


def check(name, condition, told=""):
    results.append(bool(condition))
    if not condition:
        print(f"FAILED {name} {told}")


def readelf(*flags):
    return subprocess.run(["readelf", "-W", *flags, PROGRAM], capture_output=True, text=True).stdout


headers, dynamic, symbols = readelf("-l", "-h"), readelf("-d"), readelf("-s", "--dyn-syms")
check("position-independent", re.search(r"Type:\s+DYN", headers) and re.search(r"FLAGS_1.*PIE", dynamic))
check("read-only after relocation", "GNU_RELRO" in headers)
check("bound at start", "BIND_NOW" in dynamic or re.search(r"FLAGS_1.*NOW", dynamic))
stack = re.search(r"GNU_STACK.*", headers)
check("no executable stack", stack and " E " not in stack[0].replace("RWE", " E "), stack)
check("no run path", "RPATH" not in dynamic and "RUNPATH" not in dynamic)
check("stack canaries", "__stack_chk_fail" in symbols)
SANITIZED = "/asan/" in str(PROGRAM) or "/tsan/" in str(PROGRAM)  # whose own checks stand for some of these flags
if not SANITIZED:
    check("fortified calls", re.search(r"__\w+_chk@", symbols.replace("__stack_chk_fail", "")))
check("checked iterators", "__glibcxx_assert_fail" in symbols or "_GLIBCXX_ASSERTIONS" in (PROGRAM.parents[1] / "compile_commands.json").read_text())
own = [entry["command"] for entry in json.loads((PROGRAM.parents[1] / "compile_commands.json").read_text())
       if re.search(r"/(lib|cli)/", entry["file"]) and "cmake_pch" not in entry["file"]]
for flag in ("-fstack-clash-protection", "-fcf-protection=full", "-D_GLIBCXX_ASSERTIONS", "-fstack-protector-strong",
             *(() if SANITIZED else ("-ftrivial-auto-var-init=zero",))):
    check(f"every source is compiled with {flag}", own and all(flag in command for command in own))
print(f"hardening: {sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(0 if all(results) else 1)

"""A picture (SVG) of commands as they run on a terminal, colours included."""
import fcntl
import html
import os
import pty
import re
import select
import struct
import subprocess
import termios

COLUMNS, LINE, CHARACTER = 104, 18, 8.0  # a screen's columns; pixels
COLOURS = {"1": "font-weight='bold'", "2": "fill='#8b949e'", "31": "fill='#ff7b72'", "32": "fill='#7ee787'", "33": "fill='#e3b341'", "36": "fill='#79c0ff'"}


def on_terminal(command, env, folder):
    """What a command prints on a terminal of so many columns."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    process = subprocess.Popen(["bash", "-c", command], env={**env, "TERM": "xterm-256color"}, cwd=folder, stdin=subprocess.DEVNULL, stdout=slave, stderr=slave)
    os.close(slave)
    printed = b""
    while True:
        try:
            if select.select([master], [], [], 60)[0]:
                part = os.read(master, 65536)
                if part:
                    printed += part
                    continue
        except OSError:  # the terminal is closed
            pass
        break
    process.wait()
    os.close(master)
    return printed.decode().replace("\r\n", "\n")


def drawn(line, y):
    """One line as text of SVG: a new span where the colour changes. What only moves the cursor is left out."""
    spans, style = "", ""
    for part in re.split(r"(\x1b\[[0-9;?]*[A-Za-z])", line):
        if part.startswith("\x1b["):
            if part.endswith("m"):
                codes = part[2:-1].split(";")
                style = "" if codes in (["0"], [""]) else " ".join([style] + [COLOURS[code] for code in codes if code in COLOURS]).strip()
        elif part:
            spans += f"<tspan {style}>{html.escape(part)}</tspan>" if style else html.escape(part)
    return f"<text xml:space='preserve' x='12' y='{y}'>{spans}</text>\n" if spans else ""


def folded(line):
    """What is too long for the screen goes on in its next line, in the same colours."""
    lines, length, style = [""], 0, ""
    for part in re.findall(r"\x1b\[[0-9;?]*[A-Za-z]|.", line):
        if part.startswith("\x1b["):
            style = "" if part in ("\x1b[0m", "\x1b[m") else style + part
        elif length == COLUMNS:
            lines.append(style)
            length = 0
        length += not part.startswith("\x1b[")
        lines[-1] += part
    return lines


def picture(runs):
    """SVG of [(command, what it printed)]."""
    lines = []
    for command, printed in runs:
        screen = [line.split("\r")[-1].removeprefix("\x1b[K") for line in printed.split("\n")]
        for line in [f"\x1b[32m$\x1b[0m \x1b[1m{command}\x1b[0m"] + (screen[:-1] if screen[-1] == "" else screen):
            lines += folded(line)
    width, height = int(COLUMNS * CHARACTER) + 24, len(lines) * LINE + 24
    body = "".join(drawn(line, 24 + LINE * number) for number, line in enumerate(lines))
    return (f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='0 0 {width} {height}'>\n"
            f"<rect width='100%' height='100%' rx='8' fill='#0d1117'/>\n"
            f"<g font-family='DejaVu Sans Mono, Menlo, Consolas, monospace' font-size='13.3' fill='#e6edf3'>\n{body}</g>\n</svg>\n")

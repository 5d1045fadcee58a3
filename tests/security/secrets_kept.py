"""Secrets on their way in: codes and passwords by standard input, file and prompt; frequent passwords; a prompt that is interrupted; files
that others may read or write; copies in memory."""
import ctypes
import os
import pty
import re
import select
import signal
import termios
import time

from common import *

FREQUENT = ("Password1", "Passw0rd", "P@ssw0rd", "Azerty123", "Qwerty123", "Welcome1", "Bonjour1", "Soleil123", "pASSword1")
FREQUENT_LONG = ("passwordpassword", "1qaz2wsx3edc4rfv", "123456789qwerty")


def codes_come_in_secret():
    """A code by --code-stdin, before the password, or by --code-file that nobody else may read or write; two ways at once are refused."""
    folder, env, store = home()
    register(folder, env)

    def signed_up(email):
        sign_up(env, email)
        return mailed_code(folder)

    code = signed_up("a@b.fr")
    done = run(env, "activate", "--email", "a@b.fr", "--code-stdin", "--password-stdin", input=f"  {code} \nAbcdefg1\n")
    check("P14: a code and a password by standard input", done.returncode == 0, done.stderr)
    (folder / "code").write_text(signed_up("b@b.fr") + "\n")
    (folder / "code").chmod(0o620)
    arguments = ("activate", "--email", "b@b.fr", "--code-file", folder / "code", "--password-stdin")
    done = run(env, *arguments, input="Abcdefg1\n")
    check("P15: a code file that others may write is refused", done.returncode == 78 and "password.file_open" in done.stderr, done.stderr)
    (folder / "code").chmod(0o600)
    done = run(env, *arguments, "--code-stdin", input="Abcdefg1\n")
    check("P14: two ways at once are refused", done.returncode == 64 and "usage.both" in done.stderr, done.stderr)
    check("P14: a code by file", run(env, *arguments, input="Abcdefg1\n").returncode == 0)
    run(env, "reset-password", "--email", "b@b.fr")
    done = run(env, "reset-password", "--email", "b@b.fr", "--code-stdin", "--password-stdin", input=f"{mailed_code(folder)}\nZyxwvut9\n")
    check("P14: a new password with a code by standard input", done.returncode == 0, done.stderr)
    done = run(env, "reset-password", "--email", "b@b.fr", "--ask-code", "--password-stdin", input="Zyxwvut9\n")
    check("P14: nobody is asked where there is no terminal", done.returncode == 64 and "usage.prompt" in done.stderr, done.stderr)
    done = run(env, "login", "--email", "b@b.fr", "--password-stdin", "-o", "json", input="x" * 5000)
    check("P23: a secret has an end", done.returncode == 65 and '"secret.long"' in done.stderr, done.stderr)
    letters = "".join(path.read_text() for path in (folder / ".local/state/myatlas/mail").iterdir())
    check("P14: no letter puts a code on a command line", "--code " not in letters and "--code=20" not in letters, letters)


def frequent_passwords_are_refused():
    """P16: the most frequent passwords, whatever their capitals, by both policies."""
    folder, env, store = home()
    member(folder, env)
    for policy, passwords in (("portal", FREQUENT), ("strong", FREQUENT_LONG)):
        for password in passwords:
            done = run(dict(env, MYATLAS_PASSWORD_POLICY=policy), "change-password", "--password-stdin", input=f"Abcdefg1\n{password}\n")
            check(f"P16: {password} is refused ({policy})", done.returncode == 65 and "password.common" in done.stderr and password not in done.stderr, done.stderr)
    binary = pathlib.Path(PROGRAM).read_bytes().lower()
    check("P16: the program holds no list of words", not [word for word in ("letmein1", "trustno1", "azerty123") if word.encode() in binary])


def on_a_terminal(env, arguments):
    child, terminal = pty.fork()
    if child == 0:
        for ends in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM, signal.SIGTSTP):  # a shell may start tests with some of them ignored
            signal.signal(ends, signal.SIG_DFL)
        os.execve(PROGRAM, [PROGRAM, *map(str, arguments)], {**env, "TERM": "xterm"})
    said = ""
    while not re.search(r"[:)] $", said) and select.select([terminal], [], [], 10)[0]:
        said += os.read(terminal, 4096).decode(errors="replace")
    return child, terminal, said


def echoes(terminal):
    return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)


def a_prompt_gives_the_echo_back():
    """P14: a question for a secret that is interrupted, ended or stopped leaves the terminal with its echo."""
    folder, env, store = home()
    member(folder, env)
    for name, number in (("Ctrl-C", None), ("SIGTERM", signal.SIGTERM), ("SIGHUP", signal.SIGHUP), ("SIGQUIT", signal.SIGQUIT)):
        child, terminal, said = on_a_terminal(env, ("login", "--email", "a@b.fr"))
        check(f"P14: the question is asked without echo ({name})", not echoes(terminal), said)
        os.write(terminal, b"\x03") if number is None else os.kill(child, number)
        status = os.waitpid(child, 0)[1]
        check(f"P14: {name} ends it as it ends others", os.WIFSIGNALED(status) and os.WTERMSIG(status) == (number or signal.SIGINT), status)
        check(f"P14: {name} gives the echo back", echoes(terminal))
        os.close(terminal)
    child, terminal, said = on_a_terminal(env, ("login", "--email", "a@b.fr"))
    os.kill(child, signal.SIGTSTP)  # which stops nobody in a terminal without a shell: it comes and goes
    ended, status, silent = 0, 0, False
    while not ended:  # what was typed before it asks again is dropped, as a terminal's question for a secret does: typed again until it is taken
        time.sleep(0.5)
        silent = silent or not echoes(terminal)
        os.write(terminal, b"Abcdefg1\n")
        ended, status = os.waitpid(child, os.WNOHANG)
    check("P14: after a signal that it outlives, it asks on without echo", silent)
    check("P14: and then logs in", os.waitstatus_to_exitcode(status) == 0, status)
    os.close(terminal)


def files_others_may_touch_are_refused():
    """P15: session and key that group or others may read or write are refused by every command, not only told by doctor."""
    folder, env, store = home()
    member(folder, env)
    key, session = store.parent / "myatlas.db-key", folder / ".local/state/myatlas/session.json"
    for path, code in ((key, "store.key_open"), (session, "session.file_open")):
        for mode in (0o640, 0o620, 0o604, 0o602):
            path.chmod(mode)
            for command in (("whoami",), ("list-requests",), ("edit-account", "--phone", "0612345678")):
                done = run(env, *command)
                check(f"P15: {path.name} {mode:o}: {command[0]}", done.returncode == 78 and code in done.stderr, done.stderr)
            told = run(env, "doctor", "-o", "json").stdout
            check(f"P15: doctor tells of {path.name} {mode:o}", path.name in told and '"healthy": false' in told, told)
        path.chmod(0o600)
    check("P15: closed again, they are taken", run(env, "whoami").returncode == 0)


def memory_of(pid):
    """What of a process's own memory can be read."""
    with open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in open(f"/proc/{pid}/maps"):
            fields = line.split()
            begin, end = (int(n, 16) for n in fields[0].split("-"))
            if "rw" in fields[1] and "[v" not in line:
                try:
                    memory.seek(begin)
                    yield memory.read(end - begin)
                except OSError:
                    pass


def no_copy_of_a_secret_stays():
    """P14: the first of two lines of standard input, once it was read: the program waits for the second and holds the first once."""
    if os.getuid() != 0 or SANITIZED:
        print("security: skipped the memory of a prompt: not root")
        return
    folder, env, store = home()
    member(folder, env)
    secret = "Canary7xQz"
    process = subprocess.Popen([PROGRAM, "change-password", "--password-stdin"], env=env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    process.stdin.write(secret.encode() + b"\n")
    process.stdin.flush()
    time.sleep(1)
    copies = sum(block.count(secret.encode()) for block in memory_of(process.pid))
    process.kill()
    process.wait()
    check(f"P14: a password that was read stands in memory once ({copies})", copies <= 1)


SECRET_FAULTS = (codes_come_in_secret, frequent_passwords_are_refused, a_prompt_gives_the_echo_back, files_others_may_touch_are_refused,
                 no_copy_of_a_secret_stays)

#!/usr/bin/python3
"""Mail by SMTP against a real server on loopback, with the faults servers have. mail.py PROGRAM
MYATLAS_MAILS says how many mails the longer case promises (default 60)."""
import asyncio
import email
import email.policy
import json
import logging
import os
import pathlib
import random
import re
import signal
import socket
import ssl
import threading
import time
import warnings

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from loopback import Home, certificate, check, code_of, finish, scratch

logging.disable()
warnings.simplefilter("ignore")
CERTIFICATES = scratch.folder("certificates")
GOOD = certificate(CERTIFICATES, "good")
OTHER_HOST = certificate(CERTIFICATES, "other", host="mail.example")
EXPIRED = certificate(CERTIFICATES, "expired", start="20200101000000Z")
COUNT = int(os.environ.get("MYATLAS_MAILS", "60"))


class Sink:
    """Keeps what it is given. What goes wrong is told by `fault`, asked for each letter."""

    def __init__(self, fault=None):
        self.letters, self.envelopes, self.commands = [], [], 0
        self.fault = fault or (lambda envelope: None)
        self.arrived = threading.Event()

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.commands += 1
        envelope.rcpt_tos.append(address)
        fault = self.fault(envelope)
        return fault if isinstance(fault, str) else "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        self.envelopes.append(envelope)
        self.arrived.set()
        fault = self.fault(envelope)
        if fault == ("cut",):
            server.transport.abort()
            return "250 never said"
        if fault == ("wait",):
            await asyncio.sleep(5)
        return "250 taken"


def authenticator(server, session, envelope, mechanism, data):
    good = data.login == b"myatlas" and data.password == b"s3cret-canary"
    return AuthResult(success=good, handled=good or False, message=None if good else "535 5.7.8 no")


class Server:
    def __init__(self, sink, certificate=GOOD, tls="starttls", login=False):
        context = None
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
        kind = {"auth_required": login, "authenticator": authenticator if login else None}
        if tls == "starttls":
            kind.update(tls_context=context, require_starttls=True)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.controller = Controller(sink, hostname="127.0.0.1", port=port, ssl_context=context if tls == "smtps" else None, **kind)
        self.controller.start()
        self.url = f"{'smtps' if tls == 'smtps' else 'smtp'}://localhost:{port}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.controller.stop()


def home(url, ca=GOOD[0], **more):
    return Home(mail_url=url, mail_from="portail@opco.example", ca_file=ca, **more)


def register(h, address="zoe@cabinet.fr", lang="fr"):
    return h.run("register", "--profile", "provider", "--email", address, "--title", "MME", "--last-name", "Lefèvre", "--first-name", "Zoé",
                 "--provider-siret", "73282932000074", "--activity-number", "11755555555", "--certify", "--accept-terms", "--lang", lang, "-o", "json")


def later(h, minutes):
    hour, minute = divmod(9 * 60 + minutes, 60)
    h.set(now=f"2026-03-{2 + hour // 24:02}T{hour % 24:02}:{minute:02}:00Z")


def mails(h, *more):
    return h.json("admin", "list-mail", *more)["mails"]


def delivered_as_it_should_be():
    sink = Sink()
    with Server(sink, login=True) as server:
        h = home(server.url, mail_user="myatlas")
        h.set(mail_password_file=h.private("password", "s3cret-canary\n"))
        done = register(h)
        check("register over STARTTLS with a login", done.returncode == 0 and len(sink.letters) == 1, done.stderr)
        letter, envelope = sink.letters[0], sink.envelopes[0]
        check("one recipient, ours as sender", envelope.rcpt_tos == ["zoe@cabinet.fr"] and envelope.mail_from == "portail@opco.example")
        check("the subject is read back", letter["Subject"] == "Activez votre compte MyAtlas", letter["Subject"])
        check("headers are ASCII", all(c < 128 for c in envelope.content.split(b"\r\n\r\n")[0]))
        check("the Message-ID is the outbox's", letter["Message-ID"] == f"<{mails(h)[0]['id']}@myatlas>", letter["Message-ID"])
        kinds = [part.get_content_type() for part in letter.walk()]
        check("text and HTML", kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html"] or
              kinds == ["multipart/alternative", "text/plain", "text/html"], kinds)
        text, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
        check("both in French, accents whole", "Bonjour Zoé Lefèvre" in text and "Bonjour Zoé Lefèvre" in html)
        code = re.search(r"^    (\w{17})$", text.replace("\r", ""), re.M).group(1)
        check("the code works", code in html and h.run("activate", "--email", "zoe@cabinet.fr", "--code", code, "--password-stdin",
                                                       stdin="Abcdefg1\n").returncode == 0)
        everything = b"".join(p.read_bytes() for p in h.folder.rglob("*") if p.is_file() and p.name != "password")
        check("no secret is left anywhere", b"s3cret-canary" not in everything and code.encode() not in everything)
        check("lines end as they must", b"\n" not in envelope.original_content.replace(b"\r\n", b""))
        h.remove()


def over_smtps():
    sink = Sink()
    with Server(sink, tls="smtps") as server:
        h = home(server.url)
        done = register(h, lang="en")
        check("register over smtps", done.returncode == 0 and sink.letters[0]["Subject"] == "Activate your MyAtlas account", done.stderr)
        h.remove()


def not_trusted():
    """Nothing is sent, and no name or password, to who cannot be trusted."""
    for name, cert, tls, ca in (("a certificate nobody signed", GOOD, "starttls", ""), ("another host's", OTHER_HOST, "starttls", OTHER_HOST[0]),
                                ("an expired one", EXPIRED, "starttls", EXPIRED[0]), ("no STARTTLS", None, "none", GOOD[0]),
                                ("smtps to a plain port", None, "plain-smtps", GOOD[0]), ("another host's by smtps", OTHER_HOST, "smtps", OTHER_HOST[0])):
        sink = Sink()
        with Server(sink, cert, tls="none" if tls == "plain-smtps" else tls) as server:
            url = server.url.replace("smtp:", "smtps:") if tls == "plain-smtps" else server.url
            h = home(url, ca, mail_user="myatlas")
            h.set(mail_password_file=h.private("password", "s3cret-canary\n"))
            done = register(h)
            check(f"{name} is refused", code_of(done) == "network.tls" and done.returncode == 69, (done.returncode, done.stderr))
            check(f"{name} sees nothing", not sink.letters and sink.commands == 0)
            check(f"{name}: the mail waits", [m["state"] for m in mails(h)] == ["waiting"])
            h.remove()


def wrong_password():
    sink = Sink()
    with Server(sink, login=True) as server:
        h = home(server.url, mail_user="myatlas")
        h.set(mail_password_file=h.private("password", "wrong\n"))
        done = register(h)
        check("a wrong password is the settings' fault", code_of(done) == "mail.login" and done.returncode == 78, done.stderr)
        (h.folder / "password").chmod(0o644)
        done = h.run("admin", "send-mail", "-o", "json")
        check("a password others can read is refused", code_of(done) == "password.file_open", done.stderr)
        h.remove()


def faults_of_letters():
    answers = {"later@x.example": "451 4.7.1 greylisted", "never@x.example": "550 5.1.1 no such user"}
    sink = Sink(lambda envelope: answers.get(envelope.rcpt_tos[-1]))
    with Server(sink) as server:
        h = home(server.url)
        done = register(h, "later@x.example")
        check("it is told by its number, without an address", "@x.example" not in done.stderr and mails(h)[0]["id"] in done.stderr, done.stderr)
        check("451 is tried again", code_of(done) == "mail.deferred" and done.returncode == 75, done.stderr)
        waiting = mails(h)[0]
        check("after a minute, more or less", "09:00:48" <= waiting["next_try"][11:19] <= "09:01:12" and waiting["tries"] == 1, waiting)
        check("the answer is shown", "greylisted" in waiting["answer"] and waiting["reason"] == "mail.deferred", waiting)
        done = h.run("admin", "send-mail", "-o", "json")
        check("not before", json.loads(done.stdout)["delivered"] == 0 and len(sink.letters) == 0)
        answers.clear()
        later(h, 2)
        done = h.run("admin", "send-mail", "-o", "json")
        check("then it goes", json.loads(done.stdout)["delivered"] == 1 and done.returncode == 0, done.stderr)

        answers["never@x.example"] = "550 5.1.1 <never@x.example>: no such user"
        done = register(h, "never@x.example")
        check("550 is for good", code_of(done) == "mail.refused" and done.returncode == 65, done.stderr)
        failed = mails(h, "--state", "failed")
        check("what the server said is told without the address", "x.example" not in done.stderr and "no such user" in done.stderr, done.stderr)
        check("and seen", len(failed) == 1 and "no such user" in failed[0]["answer"] and failed[0]["next_try"] is None, failed)
        later(h, 4)
        check("and not tried again", json.loads(h.run("admin", "send-mail", "-o", "json").stdout)["delivered"] == 0)
        answers.clear()
        done = h.run("admin", "send-mail", "--retry-failed", "-o", "json")
        check("unless asked to", json.loads(done.stdout)["delivered"] == 1, done.stderr)

        answers["later@x.example"] = "451 4.7.1 greylisted"
        h.run("reset-password", "--email", "later@x.example")
        later(h, 200)
        done = h.run("admin", "send-mail", "-o", "json")
        check("a code nobody can use any more is not sent", code_of(done) is None or mails(h, "--state", "failed")[-1]["reason"] == "mail.expired",
              done.stderr)
        h.remove()


def cut_after_the_letter():
    cuts = [("cut",)]
    sink = Sink(lambda envelope: cuts[0] if cuts else None)
    with Server(sink) as server:
        h = home(server.url)
        done = register(h)
        check("cut after DATA may have gone", code_of(done) == "mail.outcome" and done.returncode == 75, done.stderr)
        cuts.clear()
        later(h, 2)
        h.run("admin", "send-mail")
        check("and goes again under the same Message-ID", len(sink.letters) == 2 and sink.letters[0]["Message-ID"] == sink.letters[1]["Message-ID"])
        h.remove()


def killed_before_it_is_written_down():
    waits = [("wait",)]
    sink = Sink(lambda envelope: waits[0] if waits else None)
    dead = home("smtp://localhost:1")
    register(dead)
    with Server(sink) as server:
        dead.set(mail_url=server.url)
        later(dead, 2)
        process = dead.start("admin", "send-mail")
        check("the letter arrives", sink.arrived.wait(120))
        process.kill()
        process.wait()
        waits.clear()
        check("who took it has it for a while", json.loads(dead.run("admin", "send-mail", "-o", "json").stdout)["delivered"] == 0)
        later(dead, 9)
        done = dead.run("admin", "send-mail", "-o", "json")
        check("then it goes again, the same", json.loads(done.stdout)["delivered"] == 1 and len(sink.letters) == 2 and
              sink.letters[0]["Message-ID"] == sink.letters[1]["Message-ID"], done.stderr)
        check("its audit is whole", dead.run("admin", "audit", "--verify").returncode == 0)
    dead.remove()


def silence():
    listener = socket.create_server(("127.0.0.1", 0))
    h = home(f"smtp://localhost:{listener.getsockname()[1]}")
    begun = time.monotonic()
    done = register(h)
    took = time.monotonic() - begun
    check("a silent server is not waited for", code_of(done) == "network.timeout" and done.returncode == 75 and took < 300, (took, done.stderr))
    listener.close()
    done = h.run("admin", "send-mail", "-o", "json")
    later(h, 2)
    done = h.run("admin", "send-mail", "-o", "json")
    check("nor one that is gone", code_of(done) == "network.down" and done.returncode in (69, 75), done.stderr)
    h.remove()


def none_is_lost():
    """Faults at random: every letter arrives, twice at most where it was cut off."""
    random.seed(11)
    cuts, faults = 0, True

    def fault(envelope):
        nonlocal cuts
        if not faults or random.random() > 0.3:
            return None
        kind = random.choice(["451 try later", ("cut",)])
        return kind

    sink = Sink()
    with Server(sink) as server:
        h = home("smtp://localhost:1")
        register(h, "zoe@cabinet.fr", "en")
        h.set(mail_url=server.url)
        later(h, 2)
        h.run("admin", "send-mail")
        code = re.search(r"^    (\w{17})$", sink.letters[0].get_body(("plain",)).get_content().replace("\r", ""), re.M).group(1)
        h.run("activate", "--email", "zoe@cabinet.fr", "--code", code, "--password-stdin", stdin="Abcdefg1\n")
        h.run("login", "--email", "zoe@cabinet.fr", "--password-stdin", stdin="Abcdefg1\n")
        h.run("set-alert", "tender-published", "immediate")
        h.set(mail_url="smtp://localhost:1")
        for n in range(COUNT):
            h.run("admin", "publish", "--kind", "tender", "--title", f"Marché numéro {n}", "--buyer", "OPCO", "--reference", f"AO-{n}", "--deadline",
                  "2026-05-02T12:00:00+02:00", "-q")
        sink.letters.clear()
        sink.fault = fault
        h.set(mail_url=server.url)
        for round_number in range(1, 40):
            if round_number == 12:
                faults = False
            later(h, 10 + round_number * 45)
            if json.loads(h.run("admin", "send-mail", "-o", "json").stdout)["deferred"] == 0:
                break
        seen = {}
        for letter in sink.letters:
            title = re.search(r"num=C3=A9ro (\d+)|numéro (\d+)", letter.get_body(("plain",)).get_content())
            if title:
                seen.setdefault(int(title.group(1) or title.group(2)), set()).add(letter["Message-ID"])
        check(f"{COUNT} promised, {COUNT} arrived", sorted(seen) == list(range(COUNT)), sorted(set(range(COUNT)) - set(seen)))
        check("a letter that came twice is the same", all(len(ids) == 1 for ids in seen.values()))
        check("nothing waits", mails(h, "--state", "waiting") == [] and mails(h, "--state", "failed") == [])
        h.remove()


def as_a_service():
    sink = Sink()
    with Server(sink) as server:
        h = home("smtp://localhost:1")
        register(h)
        h.set(mail_url=server.url)
        later(h, 2)
        process = h.start("admin", "send-mail", "--watch", "-o", "json")
        check("--watch sends what waits", sink.arrived.wait(120))
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=120)
        check("and ends when told to, with its sums", process.returncode == 143 and json.loads(out)["delivered"] == 1, (process.returncode, out, err))
        h.remove()


def doctor():
    """`doctor --online` knocks, logs in, and sends nothing."""
    def of(h, *more):
        done = h.run("doctor", *more, "-o", "json")
        return done, next(row for row in json.loads(done.stdout)["checks"] if row["code"] == "mail")
    sink = Sink()
    with Server(sink, login=True) as server:
        h = home(server.url, mail_user="myatlas", register_url="http://localhost:1")
        h.set(mail_password_file=h.private("password", "s3cret-canary\n"))
        _, row = of(h)
        check("without --online nobody knocks", row["result"] == "skipped", row)
        done, row = of(h, "--online")
        check("a server that takes the login is fine, and gets no letter", row["result"] == "ok" and not sink.letters and sink.commands == 0, row)
        h.private("password", "wrong-canary\n")
        done, row = of(h, "--online")
        check("a login it does not take is told with its remedy", (row["result"], row["problem"], done.returncode) == ("failed", "mail.login", 1) and row["remedy"] and
              "canary" not in done.stdout + done.stderr, (done.stdout, done.stderr))
        h.private("password", "s3cret-canary\n")
        h.set(ca_file="")
        check("nor one whose certificate nobody signed", of(h, "--online")[1]["problem"] == "network.tls")
        h.set(mail_url="smtp://localhost:1", ca_file=GOOD[0])
        check("nor one that is not there", of(h, "--online")[1]["problem"] == "network.down")
        h.remove()


def settings_that_are_wrong():
    h = Home(mail_url="smtp://user:pw-canary@localhost:25", mail_from="a@b.example")
    done = register(h)
    check("no password in a URL, nor in what is said of it", code_of(done) == "network.url" and done.returncode == 78 and "pw-canary" not in done.stderr,
          done.stderr)
    h.set(mail_url="smtp://localhost:25", mail_from="nobody")
    done = h.run("admin", "send-mail", "-o", "json")
    check("an address to send from", code_of(done) == "settings.mail_from" and done.returncode in (75, 78), done.stderr)
    h.remove()


for case in (delivered_as_it_should_be, over_smtps, not_trusted, wrong_password, faults_of_letters, cut_after_the_letter,
             killed_before_it_is_written_down, silence, none_is_lost, as_a_service, doctor, settings_that_are_wrong):
    try:
        case()
    except Exception as problem:  # a case that stumbles is a case that failed
        check(f"{case.__name__} runs to its end", False, repr(problem))
finish("mail")

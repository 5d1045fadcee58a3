"""What is set before a word leaves: certificates of one's own instead of the system's, nothing sent when a setting was refused, no key log."""
from common import *

CAINFO, CAPATH, PROXY_CAINFO, PROXY_CAPATH = 10065, 10097, 10246, 10247


def doctor(env, folder, **more):
    """`doctor --online` on a libcurl that writes down what it is told: its settings, and its transfers."""
    log = folder / "curl.log"
    log.unlink(missing_ok=True)
    run({**env, "LD_LIBRARY_PATH": str(BUILD / "tests/fake"), "FAKE_CURL_LOG": str(log), "MYATLAS_MAIL_URL": "smtps://mail.example:465",
         "MYATLAS_MAIL_FROM": "a@b.fr", "MYATLAS_REGISTER_URL": "https://register.example", **more}, "doctor", "--online")
    lines = log.read_text().split("\n")[:-1] if log.exists() else []
    return [line.split(" ", 2)[1:] for line in lines if line.startswith("set")], [line.split(" ", 2)[2] for line in lines if line.startswith("perform")]


def transfers_are_bound():
    folder, env, store = home()
    settings, transfers = doctor(env, folder, SSLKEYLOGFILE=str(folder / "keys"))
    check("P11: two transfers", len(transfers) == 2, (settings, transfers))
    check("P11: no key log is left in the environment", transfers == ["no key log"] * 2, transfers)
    check("P11: without ca_file the system's certificates stay", not [s for s in settings if int(s[0]) in (CAINFO, CAPATH)], settings)
    settings, transfers = doctor(env, folder, MYATLAS_CA_FILE="/own.pem")
    for option, wanted in ((CAINFO, "/own.pem"), (CAPATH, "(null)"), (PROXY_CAINFO, "/own.pem"), (PROXY_CAPATH, "(null)")):
        check(f"P11: ca_file stands instead of the system's ({option})", [s[1] for s in settings if s[0] == str(option)] == [wanted] * 2, settings)
    for n in range(1, len(settings) + 1):
        _, made = doctor(env, folder, MYATLAS_CA_FILE="/own.pem", FAKE_CURL_REFUSE=str(n))
        check(f"P11: setting {n} refused, that transfer is not made", len(made) == 1, (settings[n - 1], made))


TRANSFER_FAULTS = (transfers_are_bound,)

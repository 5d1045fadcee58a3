"""An object store of the tests' own, on loopback: it answers as Amazon's S3 does where myatlas asks it something, and holds every request
to its signature, which it makes itself (Signature Version 4: doc/sources/object-store.md). It can misbehave."""
import datetime
import hashlib
import hmac
import socket
import time
import urllib.parse
from xml.sax.saxutils import escape

from listening import Listening, Quiet

ID, KEY, REGION, BUCKET = "AKIA-canary:1", "s3-secret-canary/+=", "eu-west-3", "documents"


def mac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def signature(handler, signed, date, scope, payload):
    """What the request's signature is, of what came in."""
    url = urllib.parse.urlsplit(handler.path)
    query = sorted(tuple(part.partition("=")[::2]) for part in url.query.split("&") if part)
    canonical = "\n".join([
        handler.command, url.path, "&".join(f"{name}={value}" for name, value in query),
        *(f"{name}:{' '.join(handler.headers[name].split())}" for name in signed), "", ";".join(signed), payload])
    to_sign = "\n".join(["AWS4-HMAC-SHA256", date, "/".join(scope), hashlib.sha256(canonical.encode()).hexdigest()])
    key = ("AWS4" + KEY).encode()
    for part in scope:
        key = mac(key, part)
    return mac(key, to_sign).hex()


class Refused(Exception):
    def __init__(self, status, code):
        self.status, self.code = status, code


class Fault:
    """What goes wrong with the requests that `of` chooses, so many times."""

    def __init__(self, of, times=1, status=None, code="InternalError", cut=False, drop=False, wait=0.0, change=False):
        self.of, self.times = of, times
        self.status, self.code, self.cut, self.drop, self.wait, self.change = status, code, cut, drop, wait, change


class ObjectServer(Listening):
    def __init__(self, certificate=None, knows_conditions=True, page=1000):
        self.objects, self.requests, self.faults = {}, [], []  # name: (bytes, when it was put)
        self.knows_conditions, self.page = knows_conditions, page
        self.ahead = datetime.timedelta()  # of its clock
        outer = self

        class Handler(Quiet):
            def handle_one(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                outer.requests.append((self.command, self.path, dict(self.headers)))
                fault = outer.fault_of(self.command, self.path)
                time.sleep(fault.wait if fault else 0)
                if fault and fault.drop:
                    self.close_connection = True
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                try:
                    if fault and fault.status:
                        raise Refused(fault.status, fault.code)
                    outer.check(self, body)
                    status, answer, headers = outer.answer(self, body)
                except Refused as refused:
                    status, headers = refused.status, {"Content-Type": "application/xml"}
                    answer = f"<?xml version='1.0'?><Error><Code>{refused.code}</Code></Error>".encode()
                if fault and fault.change and answer:
                    answer = bytes([answer[0] ^ 1]) + answer[1:]
                self.send_response(status)
                self.send_header("Content-Length", str(len(answer)))
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if self.command == "HEAD":
                    return
                if fault and fault.cut:
                    self.wfile.write(answer[:len(answer) // 2])
                    self.wfile.flush()
                    self.close_connection = True
                    self.connection.shutdown(socket.SHUT_RDWR)
                else:
                    self.wfile.write(answer)

            do_GET = do_PUT = do_HEAD = do_DELETE = handle_one

        self.listen(Handler, certificate)

    def fault_of(self, method, path):
        for fault in self.faults:
            if fault.times > 0 and fault.of(method, path):
                fault.times -= 1
                return fault
        return None

    def now(self):
        return datetime.datetime.now(datetime.timezone.utc) + self.ahead

    def check(self, handler, body):
        """Refuses as S3 does: who is unknown, what is signed otherwise, at another time or of other bytes."""
        told = handler.headers.get("Authorization", "")
        if not told.startswith("AWS4-HMAC-SHA256 "):
            raise Refused(403, "AccessDenied")
        parts = dict(part.strip().split("=", 1) for part in told.removeprefix("AWS4-HMAC-SHA256 ").split(","))
        who, *scope = parts["Credential"].split("/")
        signed, date = parts["SignedHeaders"].split(";"), handler.headers["X-Amz-Date"]
        payload = handler.headers.get("x-amz-content-sha256", "")
        if who != ID:
            raise Refused(403, "InvalidAccessKeyId")
        if scope[1:] != [REGION, "s3", "aws4_request"]:
            raise Refused(400, "AuthorizationHeaderMalformed")
        at = datetime.datetime.strptime(date, "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.timezone.utc)
        if abs(self.now() - at) > datetime.timedelta(minutes=15):
            raise Refused(403, "RequestTimeTooSkewed")
        if "host" not in signed or "x-amz-date" not in signed or signature(handler, signed, date, scope, payload) != parts["Signature"]:
            raise Refused(403, "SignatureDoesNotMatch")
        if payload != hashlib.sha256(body).hexdigest():
            raise Refused(400, "XAmzContentSHA256Mismatch")

    def answer(self, handler, body):
        url = urllib.parse.urlsplit(handler.path)
        bucket, _, name = urllib.parse.unquote(url.path).lstrip("/").partition("/")
        if bucket != BUCKET:
            raise Refused(404, "NoSuchBucket")
        if not name:
            return self.listed(dict(urllib.parse.parse_qsl(url.query)))
        if handler.command == "PUT":
            return self.put(handler, name, body)
        if handler.command == "DELETE":
            self.objects.pop(name, None)
            return 204, b"", {}
        if name not in self.objects:
            raise Refused(404, "NoSuchKey")
        return 200, self.objects[name][0], {}

    def put(self, handler, name, body):
        if "If-None-Match" in handler.headers:
            if not self.knows_conditions:
                raise Refused(501, "NotImplemented")
            if name in self.objects:
                raise Refused(412, "PreconditionFailed")
        self.objects[name] = (body, self.now())
        return 200, b"", {}

    def listed(self, query):
        after = query.get("continuation-token", "")
        names = sorted(name for name in self.objects if name.startswith(query.get("prefix", "")) and name > after)
        page, more = names[:self.page], len(names) > self.page
        entries = "".join(f"<Contents><Key>{escape(name)}</Key><LastModified>{self.objects[name][1]:%Y-%m-%dT%H:%M:%S}.000Z</LastModified>"
                          f"<Size>{len(self.objects[name][0])}</Size></Contents>" for name in page)
        token = f"<NextContinuationToken>{escape(page[-1])}</NextContinuationToken>" if more else ""
        text = (f'<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
                f"<IsTruncated>{'true' if more else 'false'}</IsTruncated>{token}{entries}</ListBucketResult>")
        return 200, text.encode(), {"Content-Type": "application/xml"}

    def age(self, days):
        """All that is there becomes so much older."""
        self.objects = {name: (body, at - datetime.timedelta(days=days)) for name, (body, at) in self.objects.items()}

    def documents(self):
        return sorted(name for name in self.objects if not name.endswith("myatlas-store"))

"""A server of HTTP on loopback for tests: what it answers is a function of the request. It counts, and can misbehave."""
import pathlib
import socket
import sys
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from listening import Listening, Quiet


class Answer:
    def __init__(self, status=200, body=b"", media_type="application/json", headers=None, before=0.0, cut=False, drop=False):
        self.status, self.media_type, self.headers, self.before, self.cut = status, media_type, headers or {}, before, cut
        self.drop = drop  # the connection ends without a word, as one that was kept too long does
        self.body = body.encode() if isinstance(body, str) else body


class Request:
    def __init__(self, handler, body):
        url = urllib.parse.urlsplit(handler.path)
        self.method, self.path, self.headers, self.body = handler.command, url.path, handler.headers, body
        self.query = dict(urllib.parse.parse_qsl(url.query))
        self.raw_path = handler.path
        self.at = time.monotonic()


class HttpServer(Listening):
    def __init__(self, answer, certificate=None):
        self.requests = []
        self.answer = answer
        outer = self

        class Handler(Quiet):
            def handle_one(self):
                length = int(self.headers.get("Content-Length") or 0)
                request = Request(self, self.rfile.read(length))
                outer.requests.append(request)
                answer = outer.answer(request)
                time.sleep(answer.before)
                if answer.drop:
                    self.close_connection = True
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.media_type)
                self.send_header("Content-Length", str(len(answer.body)))
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if answer.cut:
                    self.wfile.write(answer.body[:len(answer.body) // 2])
                    self.wfile.flush()
                    self.connection.shutdown(socket.SHUT_RDWR)
                else:
                    self.wfile.write(answer.body)

            do_GET = do_POST = do_PUT = handle_one

        self.listen(Handler, certificate)

"""A door between the portal and the engine that a test can shut at any moment: before a request arrives, or after the
engine has done it and before the answer is heard.
"""

import http.client
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

Rule = Callable[[str, str], bool]
"""Of a method and a path: whether this request is the one that fails."""


class Gate(ThreadingHTTPServer):
    """`lose_request` and `lose_answer` say which requests fail, and in which way."""

    daemon_threads = True

    def __init__(self, engine: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.engine = urlsplit(engine.partition("+")[2])
        self.scheme = engine.partition("+")[0]
        self.lose_request: Rule = lambda method, path: False
        self.lose_answer: Rule = lambda method, path: False
        self.seen: list[tuple[str, str]] = []

    @property
    def url(self) -> str:
        """For SEARCH_URL."""
        return f"{self.scheme}+http://127.0.0.1:{self.server_address[1]}"

    def shut(self) -> None:
        """Nothing comes through."""
        self.lose_request = lambda method, path: True

    def open(self) -> None:
        """Everything comes through."""
        self.lose_request = self.lose_answer = lambda method, path: False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that has gone is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: Gate
    protocol_version = "HTTP/1.1"

    def _pass(self) -> None:
        gate = self.server
        gate.seen.append((self.command, self.path))
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if gate.lose_request(self.command, self.path):
            self._hang_up()
            return
        to = http.client.HTTPConnection(gate.engine.hostname or "", gate.engine.port or 80, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
        to.request(self.command, self.path, body, headers)
        answer = to.getresponse()
        content = answer.read()
        to.close()
        if gate.lose_answer(self.command, self.path):
            self._hang_up()
            return
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("transfer-encoding", "content-length", "content-encoding", "connection"):
                self.send_header(name, value)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _pass

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextmanager
def gate_to(engine: str) -> Iterator[Gate]:
    """In front of this engine."""
    gate = Gate(engine)
    thread = Thread(target=gate.serve_forever, daemon=True)
    thread.start()
    try:
        yield gate
    finally:
        gate.shutdown()
        gate.server_close()
        thread.join(5)


def the(number: int, word: str, method: str = "") -> Rule:
    """The request of that number whose path has this word, and all after it."""
    seen = []

    def rule(by: str, path: str) -> bool:
        if word in path and by.startswith(method):
            seen.append(path)
        return word in path and by.startswith(method) and len(seen) >= number

    return rule

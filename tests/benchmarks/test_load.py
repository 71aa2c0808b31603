"""The measuring itself: what it counts, and that a page which fails fast does not look fast."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from benchmarks.load import Measured, WrongAnswer, measure, percentile, request_bytes

QUICK = {"seconds": 0.2, "warm_up": 0.05, "connections": 2}


class Answers(BaseHTTPRequestHandler):
    """`/ok` answers, `/flaky` every third time not, everything else is not there."""

    asked = 0
    cookies: set[str] = set()

    def do_GET(self) -> None:
        cls = type(self)
        cls.asked += 1
        cls.cookies.add(self.headers.get("Cookie", ""))
        flaky = self.path == "/flaky" and cls.asked % 3 == 0
        body = b"x" * 100_000
        self.send_response(200 if self.path in {"/ok", "/flaky"} and not flaky else 500 if flaky else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_that_answers_is_measured(port: int) -> None:
    measured = measure(port, "/ok", "sessionid=abc", **QUICK)
    assert measured.statuses == {200: len(measured.times)}
    assert measured.rps == pytest.approx(len(measured.times) / measured.seconds)
    assert 0 < measured.percentile(0.5) <= measured.percentile(0.95) <= max(measured.times)
    assert "sessionid=abc" in Answers.cookies


@pytest.mark.parametrize(("path", "told"), [("/gone", "404"), ("/flaky", "500")])
def test_any_other_answer_is_an_error(port: int, path: str, told: str) -> None:
    with pytest.raises(WrongAnswer, match=rf"{path} answered .*{told}"):
        measure(port, path, **QUICK)


def test_no_answer_is_an_error() -> None:
    with HTTPServer(("127.0.0.1", 0), Answers) as closed_at_once:
        port = closed_at_once.server_port
    with pytest.raises(WrongAnswer, match="no answer"):
        measure(port, "/ok", **QUICK)


@pytest.mark.parametrize(
    ("times", "share", "expected"),
    [
        ([7.0], 0.5, 7.0),
        ([3.0, 1.0, 2.0], 0.5, 2.0),
        ([float(n) for n in range(1, 101)], 0.95, 95.0),
        ([1.0, 9.0], 0.95, 9.0),
    ],
)
def test_percentiles_are_times_that_were_measured(times: list[float], share: float, expected: float) -> None:
    assert percentile(times, share) == expected
    assert Measured(1.0, times).percentile(share) == expected


def test_a_visitor_sends_no_cookie() -> None:
    assert b"Cookie" not in request_bytes("/", "")
    assert request_bytes("/", "a=b").endswith(b"Cookie: a=b\r\n\r\n")

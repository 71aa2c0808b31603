"""Bounded load on one address: a fixed number of connections, each asking again as soon as it is answered."""

import math
import socket
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field


class WrongAnswer(Exception):
    """The server answered other than 200, or not at all."""


@dataclass
class Measured:
    """What came of a load. Times in milliseconds."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def rps(self) -> float:
        """Requests a second."""
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        """The time within which this share of the requests was answered."""
        return percentile(self.times, share)


def percentile(times: Sequence[float], share: float) -> float:
    """The nearest-rank percentile."""
    return sorted(times)[max(0, math.ceil(share * len(times)) - 1)]


def request_bytes(path: str, cookie: str) -> bytes:
    """The request as it goes over the wire; the workers do not keep connections."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: text/html", "Connection: close"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def ask(port: int, request: bytes) -> int:
    """One request to the end of its answer; gives the status."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(request)
        first = part = connection.recv(65536)
        while part:
            part = connection.recv(65536)
    try:
        return int(first.split(b" ", 2)[1])
    except (IndexError, ValueError):
        return 0


def _keep_asking(port: int, request: bytes, until: float, into: Measured, lock: threading.Lock) -> None:
    times: list[float] = []
    statuses: Counter[int] = Counter()
    while time.perf_counter() < until:
        began = time.perf_counter()
        try:
            statuses[ask(port, request)] += 1
        except OSError:
            statuses[0] += 1
        times.append((time.perf_counter() - began) * 1000)
    with lock:
        into.times += times
        into.statuses += statuses


def run_for(port: int, request: bytes, seconds: float, connections: int) -> Measured:
    """`connections` threads asking for `seconds`."""
    measured, lock = Measured(), threading.Lock()
    began = time.perf_counter()
    threads = [
        threading.Thread(target=_keep_asking, args=(port, request, began + seconds, measured, lock))
        for _ in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    measured.seconds = time.perf_counter() - began
    return measured


def measure(port: int, path: str, cookie: str = "", *, seconds: float, warm_up: float, connections: int) -> Measured:
    """The load after a warm-up. Any answer but 200 is an error: a page that fails fast must not look fast."""
    request = request_bytes(path, cookie)
    run_for(port, request, warm_up, connections)
    measured = run_for(port, request, seconds, connections)
    if set(measured.statuses) != {200}:
        told = ", ".join(f"{count} x {status or 'no answer'}" for status, count in sorted(measured.statuses.items()))
        raise WrongAnswer(f"{path} answered {told}")
    return measured

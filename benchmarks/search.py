"""The search by a search engine: the pages, and the engine's bare query beside which they stand."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.load import Measured, WrongAnswer, run_for
from benchmarks.pages import LIST, PageClass

ROOT = Path(__file__).resolve().parents[1]
WORDS = "support for carers"

ENGINE_PAGES: tuple[PageClass, ...] = (
    PageClass("search, engine", "everything", f"/search/?q={WORDS.replace(' ', '+')}", "engine", LIST, 8),
    PageClass("suggestions, engine", "everything", "/search/suggest?q=sup&format=json", "engine", LIST, 7),
)


def _services(*words: str) -> str:
    done = subprocess.run(["scripts/services", *words], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


@contextmanager
def running_engine() -> Iterator[str]:
    """The address of an engine, started when none runs; empty on a machine that has none."""
    was_running = _services("url", "search")
    _services("start", "search")
    try:
        yield _services("url", "search")
    finally:
        if not was_running:
            _services("stop", "search")


def _question(env: dict[str, str]) -> str:
    """The query that the page sends, as JSON."""
    script = (
        "import django, json; django.setup()\n"
        "from portal.common.clock import now\n"
        "from search.engines import search_engine\n"
        "from search.engines.base import Question\n"
        "from search.understanding import understand\n"
        f"asked = understand({WORDS!r})\n"
        "question = Question(asked.terms, asked.need, ('public',), now())\n"
        "print(json.dumps(search_engine()._search(question).to_dict(), default=lambda value: value.isoformat()))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=env, stdout=subprocess.PIPE, check=True)
    return json.dumps(json.loads(done.stdout))


def bare_query(env: dict[str, str], url: str, *, seconds: float, connections: int) -> Measured:
    """The engine alone, asked what the page asks it."""
    body, port = _question(env), urlsplit(url.partition("+")[2]).port or 9200
    head = [
        f"POST /{env['SEARCH_INDEX']}/_search HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/json",
        f"Content-Length: {len(body.encode())}",
        "Connection: close",
    ]
    request = ("\r\n".join(head) + "\r\n\r\n" + body).encode()
    run_for(port, request, min(seconds, 2), connections)
    measured = run_for(port, request, seconds, connections)
    if set(measured.statuses) != {200}:
        raise WrongAnswer(f"the engine answered {dict(measured.statuses)}")
    return measured


def together(one: Measured, other: Measured) -> Measured:
    """A limit that takes as long as both, one after the other."""
    count = len(one.times)
    return Measured(seconds=count / one.rps + count / other.rps, times=one.times, statuses=one.statuses)

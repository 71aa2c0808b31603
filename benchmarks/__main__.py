"""`python -m benchmarks`: data, servers, load, table. The limit and our pages are measured in the same run."""

import argparse
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from benchmarks.load import Measured, WrongAnswer, measure
from benchmarks.pages import LIMITS, PAGES, PageClass
from benchmarks.search import ENGINE_PAGES, bare_query, running_engine, together

ROOT = Path(__file__).resolve().parents[1]
LATEST = ROOT / "benchmarks" / "latest.json"
FACTORY = "django.core.wsgi:get_wsgi_application()"
Row = dict[str, str | int | float]


def arguments() -> argparse.Namespace:
    """What may be chosen."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument("--seconds", type=float, default=10, help="how long each page is measured")
    parser.add_argument("--warm-up", type=float, default=2, help="seconds before that which do not count")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2, help="gunicorn's sync workers")
    parser.add_argument(
        "--only", default="", metavar="TEXT", help="only the pages whose name contains this; writes no JSON"
    )
    parser.add_argument("--keep", action="store_true", help="use the data of the run before")
    parser.add_argument("--strict", action="store_true", help="fail when a page is over its bounds")
    parser.add_argument("--procurements", type=int, default=1000)
    parser.add_argument("--bids", type=int, default=300)
    parser.add_argument("--comments", type=int, default=2000)
    parser.add_argument("--entries", type=int, default=500)
    return parser.parse_args()


def database(name: str, *, anew: bool) -> str:
    """The address of an empty or kept database beside the one of BENCH_DATABASE_URL; a file of SQLite without one."""
    base = os.environ.get("BENCH_DATABASE_URL", "")
    if not base:
        file = ROOT / "var" / f"{name}.sqlite3"
        file.parent.mkdir(exist_ok=True)
        for old in file.parent.glob(f"{name}.sqlite3*") if anew else ():
            old.unlink()
        return f"sqlite:///{file}"
    import psycopg

    with psycopg.connect(base, autocommit=True) as connection:
        if anew:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f"CREATE DATABASE {name}")
    return urlunsplit(urlsplit(base)._replace(path=f"/{name}"))


def environment(settings: str, url: str) -> dict[str, str]:
    """What a measured process is told, and nothing that the caller's shell happens to hold for the portal."""
    mine = {
        "DEBUG",
        "DEMO",
        "SECRET_KEY",
        "SEAL_KEY",
        "CACHE_URL",
        "SEARCH_URL",
        "EMAIL_URL",
        "MEDIA_ROOT",
        "ALLOWED_HOSTS",
    }
    kept = {name: value for name, value in os.environ.items() if name not in mine}
    return kept | {
        "DJANGO_SETTINGS_MODULE": settings,
        "DATABASE_URL": url,
        "VAR_DIR": str(ROOT / "var" / "bench"),
        "REQUIRE_MFA": "0",
        "PYTHONWARNINGS": "ignore",
    }


def run(env: dict[str, str], *command: str) -> None:
    """A step of the preparation; its failure ends the run."""
    subprocess.run([sys.executable, *command], cwd=ROOT, env=env, check=True)


def fill_limit(env: dict[str, str]) -> None:
    """The limit's own data."""
    run(env, "-m", "django", "migrate", "--verbosity", "0")
    run(env, "-c", "import django; django.setup(); from benchmarks.limit.fill import fill; fill()")


def fill_portal(env: dict[str, str], chosen: argparse.Namespace) -> None:
    """The demo, which has one of each thing, and bulk data."""
    run(env, "manage.py", "migrate", "--verbosity", "0")
    run(env, "manage.py", "demo_load")
    sizes = {
        "--procurements": chosen.procurements,
        "--bids": chosen.bids,
        "--comments": chosen.comments,
        "--entries": chosen.entries,
    }
    run(env, "manage.py", "seed_scale", *[part for name, n in sizes.items() for part in (name, str(n))])


def reindexed(env: dict[str, str], work: str) -> Row:
    """How long the index takes to be built anew: milliseconds, documents a second."""
    began = time.perf_counter()
    run(env, "manage.py", "search_reindex")
    took = time.perf_counter() - began
    script = "import django; django.setup(); from search.models import Entry; print(Entry.objects.count())"
    asked = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=env, stdout=subprocess.PIPE, check=True)
    documents = int(asked.stdout)
    whole = round(took * 1000)
    row: Row = {"work": work, "size": f"{documents:,} documents", "rps": round(documents / took, 1), "p50": whole}
    return row | {"p95": whole, "queries": 0, "ratio": 1.0, "limit_ratio": 1.0}


def free_port() -> int:
    """A loopback port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(env: dict[str, str], workers: int) -> Iterator[int]:
    """Gunicorn with sync workers on loopback; gives its port and ends it afterwards."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", FACTORY, "--bind", f"127.0.0.1:{port}", "--workers", str(workers)]
    process = subprocess.Popen([*command, "--log-level", "error", "--no-control-socket"], cwd=ROOT, env=env)
    try:
        for _ in range(300):
            if process.poll() is not None:
                raise RuntimeError("gunicorn did not start")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def probed(env: dict[str, str], *which: str) -> dict[str, dict[str, str | int]]:
    """Addresses, cookies and queries by name of the page."""
    command = [sys.executable, "-m", "benchmarks.probe", *which]
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=False)
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode and not found:
        raise RuntimeError("no page could be asked")
    return {str(page["work"]): page for page in found}


class Bench:
    """One run: measures pages, keeps rows and errors."""

    def __init__(self, chosen: argparse.Namespace) -> None:
        self.chosen = chosen
        self.rows: list[Row] = []
        self.errors: list[str] = []
        self.over: list[str] = []
        self.limits: dict[str, Measured] = {}

    def measure_all(self, env: dict[str, str], pages: tuple[PageClass, ...], *which: str) -> None:
        """Every page against one server."""
        found = probed(env, *which)
        with server(env, self.chosen.workers) as port:
            for page in pages:
                if page.work in found:
                    self.measure(port, page, found[page.work])
                else:
                    self.errors.append(f"{page.work}: could not be asked")

    def measure_engine(self, env: dict[str, str], pages: tuple[PageClass, ...]) -> None:
        """The search by a search engine, beside its bare query and the bare view together."""
        with running_engine() as url:
            if not url:
                return
            env = env | {"SEARCH_URL": url, "SEARCH_INDEX": "portal-bench"}
            self.note(reindexed(env, "reindex, engine"))
            bare = bare_query(env, url, seconds=self.chosen.seconds, connections=self.chosen.connections)
            self.limits["engine"] = together(self.limits["bare"], bare)
            self.note(
                {"work": "limit: engine's query", "size": "everything", "rps": round(bare.rps, 1)}
                | {"p50": round(bare.percentile(0.5), 1), "p95": round(bare.percentile(0.95), 1)}
                | {"queries": 0, "ratio": round(self.limits["bare"].rps / bare.rps, 2), "limit_ratio": 1.0}
            )
            self.measure_all(env, pages, "engine")

    def note(self, row: Row) -> None:
        """A row that is no page."""
        self.rows.append(row)
        print_row(row, 0)

    def measure(self, port: int, page: PageClass, found: dict[str, str | int]) -> None:
        """One page; a limit is remembered for those after it."""
        how = {"seconds": self.chosen.seconds, "warm_up": self.chosen.warm_up, "connections": self.chosen.connections}
        try:
            measured = measure(port, str(found["path"]), str(found["cookie"]), **how)
        except WrongAnswer as error:
            self.errors.append(f"{page.work}: {error}")
            return
        if page in LIMITS:
            self.limits[page.limit] = measured
        row: Row = {
            "work": page.work,
            "size": page.size,
            "rps": round(measured.rps, 1),
            "p50": round(measured.percentile(0.5), 1),
            "p95": round(measured.percentile(0.95), 1),
            "queries": int(found["queries"]),
            "ratio": round(self.limits[page.limit].rps / measured.rps, 2),
            "limit_ratio": page.limit_ratio,
        }
        self.rows.append(row)
        print_row(row, int(found["kb"]))
        if page not in LIMITS:
            self.note_bounds(page, row)

    def note_bounds(self, page: PageClass, row: Row) -> None:
        """Says which bound a page breaks."""
        if float(row["ratio"]) > page.limit_ratio:
            self.over.append(f"{page.work} takes {row['ratio']} times the limit's time, {page.limit_ratio} are allowed")
        if int(row["queries"]) > page.most_queries:
            self.over.append(f"{page.work} costs {row['queries']} queries, {page.most_queries} are allowed")


def print_row(row: Row, kb: int | str) -> None:
    """A line of the table."""
    print(
        f"{row['work']:<26} {row['size']:<20} {row['rps']:>8} {row['p50']:>8} {row['p95']:>8} {row['queries']:>8}"
        f" {kb:>5} {row['ratio']:>7} {row['limit_ratio']:>12}",
        flush=True,
    )


def main() -> int:
    """Fills, measures, prints, writes."""
    chosen = arguments()
    names = ("portal_bench_limit", "portal_bench")
    urls = [database(name, anew=not chosen.keep) for name in names]
    limit_env, portal_env = (
        environment(settings, url)
        for settings, url in zip(("benchmarks.limit.settings", "benchmarks.settings"), urls, strict=True)
    )
    if not chosen.keep:
        fill_limit(limit_env)
        fill_portal(portal_env, chosen)
    print(
        f"\n{chosen.workers} sync workers, {chosen.connections} connections, {chosen.seconds:g} s a page after"
        f" {chosen.warm_up:g} s, {urls[0].split(':')[0]}; times in milliseconds\n"
    )
    names_of_columns = ("rps", "p50", "p95", "queries", "ratio", "limit_ratio")
    print_row({"work": "work", "size": "size", **{name: name for name in names_of_columns}}, "KB")
    bench = Bench(chosen)
    pages = tuple(page for page in PAGES if chosen.only in page.work)
    bench.measure_all(limit_env, LIMITS, "limit")
    if not chosen.only or "reindex" in chosen.only:
        bench.note(reindexed(portal_env, "reindex, database"))
    else:
        run(portal_env, "manage.py", "search_reindex", "--if-missing")
    bench.measure_all(portal_env, pages, "portal", chosen.only)
    if not chosen.only or "engine" in chosen.only:
        bench.measure_engine(portal_env, ENGINE_PAGES)
    for line in bench.over:
        print(f"over its bounds: {line}")
    for line in bench.errors:
        print(f"error: {line}", file=sys.stderr)
    if not chosen.only and not bench.errors:
        LATEST.write_text(json.dumps({"rows": bench.rows}, indent=2) + "\n")
        print(f"written to {LATEST.relative_to(ROOT)}")
    return 1 if bench.errors or (chosen.strict and bench.over) else 0


if __name__ == "__main__":
    sys.exit(main())

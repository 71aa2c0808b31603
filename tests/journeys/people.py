"""The site as a process of its own on a fresh database file, and everybody who takes part in the journey."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser

from tests.journeys.browser import Person

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = Path(__file__).parent / "screenshots"
LONDON = ZoneInfo("Europe/London")
WITHOUT_SCRIPTS = {"member", "rival"}


@dataclass
class Site:
    """Where the site keeps what it knows, and how it is spoken to."""

    var: Path
    port: int = 0
    server: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        return self.var / "portal.sqlite3"

    def environment(self) -> dict[str, str]:
        """Nothing of the settings of the tests: a plain demo with its own folder and its own file."""
        kept = {key: value for key, value in os.environ.items() if key in {"PATH", "HOME", "LANG", "LC_ALL", "TMPDIR"}}
        return kept | {
            "VAR_DIR": str(self.var),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "DEMO": "1",
            "SITE_URL": self.base,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONWARNINGS": "ignore",
        }

    def manage(self, *arguments: str, database: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run one of the commands, on a copy of the database when one is named."""
        environment = self.environment()
        if database:
            environment["DATABASE_URL"] = f"sqlite:///{database}"
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    def must(self, *arguments: str) -> str:
        """Run one of the commands; it succeeds."""
        done = self.manage(*arguments)
        assert done.returncode == 0, f"{arguments} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def start(self) -> None:
        """Serve it on a free port of this machine."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--workers", "1", "--threads", "4", "--timeout", "120"]
        with (self.var / "server.log").open("ab") as log:
            self.server = subprocess.Popen(command, cwd=ROOT, env=self.environment(), stdout=log, stderr=log)
        for _ in range(240):
            try:
                with urllib.request.urlopen(f"{self.base}/healthz", timeout=5):  # noqa: S310 - our own address
                    return
            except OSError:
                assert self.server.poll() is None, (self.var / "server.log").read_text()
                time.sleep(0.25)
        raise AssertionError("the server did not start")

    def stop(self) -> None:
        """End the server."""
        if self.server:
            self.server.terminate()
            self.server.wait(timeout=20)


@dataclass
class Journey:
    """Everybody on the way, what they remember, and the clock."""

    site: Site
    browser: Browser
    notes: dict[str, Any] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def as_(self, name: str) -> Person:
        """This account, signed in; "" is a visitor."""
        if name not in self.people:
            scripts = name not in WITHOUT_SCRIPTS
            self.people[name] = Person(self.browser, self.site.base, name, has_scripts=scripts)
        return self.people[name]

    def now(self) -> datetime:
        """The instant the site lives in."""
        file = self.site.var / "demo-clock.json"
        ahead = json.loads(file.read_text())["seconds_ahead"] if file.exists() else 0
        return datetime.now(UTC) + timedelta(seconds=ahead)

    def local(self, days: float) -> datetime:
        """So many days from now as people in London write it, to the minute."""
        return (self.now() + timedelta(days=days)).astimezone(LONDON).replace(second=0, microsecond=0)

    def pass_to(self, instant: datetime) -> None:
        """Move the demo's clock forward; sessions may end on the way, so everybody signs in anew."""
        ahead = (instant - datetime.now(UTC)).total_seconds()
        (self.site.var / "demo-clock.json").write_text(json.dumps({"seconds_ahead": ahead}))

    def picture(self, stage: str, name: str) -> None:
        """Keep what this person sees now."""
        SCREENSHOTS.mkdir(exist_ok=True)
        self.people[name].page.screenshot(path=SCREENSHOTS / f"{stage}.png", full_page=True)

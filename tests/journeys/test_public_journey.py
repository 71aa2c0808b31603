"""From an empty database to a paid outcome, in a real browser, through nothing but links and buttons."""

import json
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.browser import CHROMIUM, FLAGS
from tests.journeys.people import ROOT, Journey, Site
from tests.journeys.route import STAGES

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium: apt-get install chromium"),
]
DATA = Path(__file__).parent / "data"
CHECKS = ("audit_verify", "grants_check", "ledger_check", "seal_check")
NEWEST = {
    "audit_verify": "DELETE FROM audit_auditevent WHERE at = (SELECT MAX(at) FROM audit_auditevent)",
    "grants_check": "DELETE FROM tenders_procurementuserobjectpermission WHERE id = "
    "(SELECT MAX(id) FROM tenders_procurementuserobjectpermission)",
    "ledger_check": "DELETE FROM budgets_journalline WHERE id = (SELECT MAX(id) FROM budgets_journalline)",
    "seal_check": "DELETE FROM tenders_sealedpart WHERE id = (SELECT MAX(id) FROM tenders_sealedpart)",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A fresh database file with the accounts and what was imported, and the site that serves it."""
    site = Site(tmp_path_factory.mktemp("journey"))
    site.must("migrate", "-v", "0")
    assert "35 people in 8 organisations" in site.must("demo_load", "--accounts-only")
    assert "4 in, 0 updated" in site.must("import_charities", str(DATA / "charities.csv"))
    assert "2 in" in site.must("import_ocds", str(DATA / "notices.json"))
    site.start()
    yield site
    site.stop()


def test_from_a_need_to_a_paid_outcome(site: Site) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        journey = Journey(site, browser)
        for stage in STAGES:
            stage(journey)
        browser.close()


def test_afterwards_every_check_holds(site: Site) -> None:
    """The clock of the journey has moved on for two years; what it left behind is whole."""
    for check in CHECKS:
        done = site.manage(check)
        assert done.returncode == 0, f"{check}: {done.stdout}\n{done.stderr}"


def _copy(site: Site, name: str) -> Path:
    """The whole database in another file."""
    file = site.var / f"{name}.sqlite3"
    with sqlite3.connect(site.database) as source, sqlite3.connect(file) as copy:
        source.backup(copy)
    copy.close()
    source.close()
    return file


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_ends_with_one_when_the_newest_row_is_gone(site: Site, check: str) -> None:
    file = _copy(site, check)
    with sqlite3.connect(file) as copy:
        for (trigger,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            copy.execute(f'DROP TRIGGER "{trigger}"')
        assert copy.execute(NEWEST[check]).rowcount > 0
    copy.close()
    done = site.manage(check, database=file)
    assert done.returncode == 1, done.stdout
    assert done.stderr


def test_every_damage_to_what_a_check_guards_is_found(site: Site) -> None:
    """Columns altered and rows removed, of the oldest, a middle and the newest row; and rows that change places."""
    environment = site.environment() | {"DATABASE_URL": f"sqlite:///{_copy(site, 'damaged')}"}
    command = [sys.executable, "-m", "tests.journeys.damage"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    told = [json.loads(line) for line in done.stdout.splitlines()]
    counts = Counter(check for check, _done, _found in told)
    assert set(counts) == set(CHECKS)
    assert min(counts.values()) > 20, counts
    assert [f"{check} does not notice: {what}" for check, what, found in told if not found] == []

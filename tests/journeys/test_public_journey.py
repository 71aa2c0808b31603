"""From an empty database to a paid outcome, in a real browser, through nothing but links and buttons."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.browser import CHROMIUM, FLAGS
from tests.journeys.people import Journey, Site
from tests.journeys.route import STAGES

pytestmark = [
    pytest.mark.journey,
    pytest.mark.xdist_group("journeys"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium: apt-get install chromium"),
]
DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A fresh database file with the accounts and what was imported, and the site that serves it."""
    site = Site(tmp_path_factory.mktemp("journey"))
    site.must("migrate", "-v", "0")
    assert "34 people in 8 organisations" in site.must("demo_load", "--accounts-only")
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

"""A resident says how things are, by keyboard on a phone; staff set up a passkey and sign in with it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.browser import CHROMIUM, FLAGS, Person
from tests.journeys.keyboard import ByKeyboard
from tests.journeys.people import Site

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium: apt-get install chromium"),
]
KEY = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The accounts and nothing else."""
    site = Site(tmp_path_factory.mktemp("about-me"))
    site.must("migrate", "-v", "0")
    site.must("demo_load", "--accounts-only")
    site.start()
    yield site
    site.stop()


def test_how_things_are_by_keyboard_on_a_phone(site: Site) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        holder = ByKeyboard(browser, site.base, "holder")
        holder.work("Say how things are for you").press("Personal wellbeing")
        for answer in ("7", "8", "Prefer not to say", "2"):
            holder.fill({"verall": answer}).press("Continue")
        holder.fill({"May your answers count in totals?": "Yes, count them"}).press("Keep these answers")
        holder.sees("Your answers are kept. Only you see them.", "7, high", "not answered", "2, low")
        browser.close()


def test_how_things_are_without_script(site: Site) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        holder = Person(browser, site.base, "holder2", has_scripts=False)
        holder.work("Say how things are for you").press("Loneliness")
        for _ in range(4):
            holder.fill({"How often": "Hardly ever"}).press("Continue")
        holder.fill({"May your answers count in totals?": "No, they are for me only"}).press("Keep these answers")
        holder.sees("Your answers are kept. Only you see them.")
        browser.close()


def test_a_passkey_is_set_up_asked_for_and_enough_alone(site: Site) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        # A passkey belongs to a host name, never to a number.
        officer = Person(browser, site.base.replace("127.0.0.1", "localhost"), "officer")
        page = officer.page
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        options = {"options": KEY | {"isUserVerified": True, "automaticPresenceSimulation": True}}
        device.send("WebAuthn.addVirtualAuthenticator", options)
        officer.front("Helen Marsh").follow("second step", "Add a passkey")
        officer.fill({"What do you call this passkey?": "my phone"})
        page.get_by_role("button", name="Add it on this device").click()
        page.wait_for_url("**/recovery-codes/")
        officer.sees("10 of 10 are left")
        officer.front().press("Sign out")
        page.goto("/accounts/login/")
        page.locator('input[name="login"]').fill("officer@example.org")
        page.locator('input[name="password"]').fill("portal-demo")
        page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
        officer.sees("Enter a code to sign in")
        page.get_by_role("button", name="Use my passkey").click()
        page.wait_for_url("**/my/")
        officer.front().press("Sign out")
        page.goto("/accounts/login/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_url("**/my/")
        browser.close()

"""What a person does at a page: follow a link, press a button, answer questions. Everything by the words they see."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Locator, Page

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
PASSWORD = "portal-demo"
WAIT_MS = 15_000


class Stuck(AssertionError):
    """A page has no such link, button or question; says what it has instead."""


class Person:
    """One account at its own browser, with or without JavaScript. Types no address but `/`, `/my/` and sign-in."""

    width = 1100

    def __init__(self, browser: Browser, base: str, name: str, *, has_scripts: bool = True) -> None:
        self.name = name
        self.base = base
        self.has_scripts = has_scripts
        context = browser.new_context(
            base_url=base,
            java_script_enabled=has_scripts,
            viewport={"width": self.width, "height": 900},
            locale="en-GB",
        )
        self.page: Page = context.new_page()
        self.page.set_default_timeout(WAIT_MS)
        if name:
            self._sign_in()

    def _sign_in(self) -> None:
        self.page.goto("/accounts/login/")
        self.page.locator('input[name="login"]').fill(f"{self.name}@example.org")
        self.page.locator('input[name="password"]').fill(PASSWORD)
        self.page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
        if "/my/" not in self.page.url:
            raise self.stuck("to sign in")

    def work(self, *links: str) -> "Person":
        """Begin at my work and follow these links."""
        self.page.goto("/my/")
        return self.follow(*links)

    def front(self, *links: str) -> "Person":
        """Begin at the home page and follow these links."""
        self.page.goto("/")
        return self.follow(*links)

    def follow(self, *links: str) -> "Person":
        """Follow links one after the other; each is the whole of its words or, failing that, a part of them."""
        for words in links:
            self._press(words, ("link",))
        return self

    def press(self, *words: str) -> "Person":
        """Press buttons (or links that look like them), one after the other."""
        for each in words:
            self._press(each, ("button", "link"))
        return self

    def _press(self, words: str, roles: tuple[Any, ...]) -> None:
        found = self._find(words, roles)
        if found is None:
            raise self.stuck(f"“{words}”")
        self._open_up(found)
        try:
            self._activate(found)
        except Error as error:
            raise self.stuck(f"“{words}” ({str(error)[:200]})") from error
        if self.page.locator(".nhsuk-error-summary").count():
            raise self.stuck(f"a page without errors after “{words}”")
        heading = self.page.locator("h1").first.inner_text()
        if re.search(r"may not|not found|gone wrong|cannot be done", heading):
            raise self.stuck(f"a page that works after “{words}”")

    def _activate(self, found: Locator) -> None:
        found.click()

    def _find(self, words: str, roles: tuple[Any, ...]) -> Locator | None:
        """The whole words before a part of them, the page's own before its frame's, the visible before the folded."""
        folded = None
        for is_exact in (True, False):
            for place in (self.page.locator("main"), self.page.locator("body")):
                for role in roles:
                    found = place.get_by_role(role, name=words, exact=is_exact, include_hidden=True)
                    for one in found.all()[:8]:
                        if one.is_visible():
                            return one
                        folded = folded or one
        return folded

    def _open_up(self, inside: Locator) -> None:
        if inside.is_visible():
            return
        closed = inside.locator("xpath=ancestor::details[not(@open)]/summary")
        for summary in closed.all():
            summary.click()

    def unfold(self, words: str) -> "Person":
        """Open what is folded under these words."""
        folded = self.page.locator("main summary").filter(has_text=words)
        if not folded.count():
            raise self.stuck(f"the folded “{words}”")
        if folded.first.locator("xpath=parent::details[not(@open)]").count():
            folded.first.click()
        return self

    def has(self, words: str) -> bool:
        """There is a link or a button with these words."""
        return self._find(words, ("button", "link")) is not None

    def fill(self, answers: dict[str, Any]) -> "Person":
        """Answer questions by their label or legend: text, a choice, True to tick, a date, an instant, a file."""
        for label, value in answers.items():
            self._answer(label, value)
        return self

    def _answer(self, label: str, value: Any) -> None:
        main = self.page.locator("main")
        group = main.locator("fieldset").filter(has=self.page.locator("legend", has_text=label))
        if group.count():
            self._answer_group(group.first, value)
            return
        field = main.get_by_label(label)
        if not field.count():
            raise self.stuck(f"the question “{label}”")
        self._answer_field(field.first, value)

    def _answer_group(self, group: Locator, value: Any) -> None:
        self._open_up(group)
        if isinstance(value, date):
            for name, part in (("Day", value.day), ("Month", value.month), ("Year", value.year)):
                group.get_by_label(name).fill(str(part))
            if isinstance(value, datetime):
                group.get_by_label("Time").fill(f"{value:%H:%M}")
            return
        for each in value if isinstance(value, list | tuple) else [value]:
            box = group.get_by_label(each, exact=True)
            if not box.count():
                box = group.get_by_label(each)
            if not box.count():
                raise self.stuck(f"the choice “{each}”")
            box.first.check()

    def _answer_field(self, field: Locator, value: Any) -> None:
        self._open_up(field)
        kind = field.evaluate("box => box.tagName + ':' + box.type") if self.has_scripts else self._kind(field)
        if value is True:
            field.check()
        elif isinstance(value, Path):
            field.set_input_files(value)
        elif "select" in kind.lower():
            options = [text.strip() for text in field.locator("option").all_inner_texts()]
            field.select_option(label=next(text for text in options if str(value) in text))
        else:
            field.fill(str(value))

    def _kind(self, field: Locator) -> str:
        return "select" if field.locator("option").count() else "input"

    def sees(self, *texts: str) -> "Person":
        """The page says all of this."""
        said = self.said()
        for text in texts:
            if " ".join(text.split()) not in said:
                raise self.stuck(f"the words “{text}”")
        return self

    def said(self) -> str:
        """The words of the page, on one line."""
        return " ".join(self.page.locator("body").inner_text().split())

    def stuck(self, wanted: str) -> Stuck:
        """What was looked for, and what the page has."""
        main = self.page.locator("main")
        links = [f"[{' '.join(text.split())}]" for text in main.get_by_role("link").all_inner_texts()]
        buttons = [f"<{' '.join(text.split())}>" for text in main.get_by_role("button").all_inner_texts()]
        labels = [f"({' '.join(text.split())})" for text in main.locator("label, legend").all_inner_texts()]
        said = "\n".join(line for line in main.inner_text().splitlines() if line.strip())
        return Stuck(
            f"{self.name or 'a visitor'} at {self.page.url} looked for {wanted}.\n{said[:3500]}\n"
            f"Links: {' '.join(links)}\nButtons: {' '.join(buttons)}\nQuestions: {' '.join(labels)}"
        )

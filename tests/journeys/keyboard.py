"""A person with a phone's width and a keyboard: Tab, Enter, Space and the arrows, never a pointer."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator

from tests.journeys.browser import PASSWORD, Person

TABS = 250
IS_FOCUSED = "box => box === document.activeElement"


class ByKeyboard(Person):
    """Whatever cannot be reached with Tab is not there."""

    width = 375

    def _sign_in(self) -> None:
        self.page.goto("/accounts/login/")
        self._type(self.page.locator('input[name="login"]'), f"{self.name}@example.org")
        self._type(self.page.locator('input[name="password"]'), PASSWORD)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        if "/my/" not in self.page.url:
            raise self.stuck("to sign in")

    def _reach(self, *places: Locator) -> Locator:
        """Press Tab until one of these has the focus."""
        for _ in range(TABS):
            for place in places:
                if place.evaluate(IS_FOCUSED):
                    return place
            self.page.keyboard.press("Tab")
        raise self.stuck(f"with Tab {places[0]}")

    def _activate(self, found: Locator) -> None:
        self._reach(found)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _open_up(self, inside: Locator) -> None:
        if inside.is_visible():
            return
        for summary in inside.locator("xpath=ancestor::details[not(@open)]/summary").all():
            self._reach(summary)
            self.page.keyboard.press("Enter")

    def unfold(self, words: str) -> "Person":
        """Open what is folded under these words."""
        summary = self.page.locator("main summary").filter(has_text=words).first
        if summary.locator("xpath=parent::details[not(@open)]").count():
            self._reach(summary)
            self.page.keyboard.press("Enter")
        return self

    def _type(self, field: Locator, text: str) -> None:
        self._reach(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def _answer_group(self, group: Locator, value: Any) -> None:
        self._open_up(group)
        if isinstance(value, date):
            for name, part in (("Day", value.day), ("Month", value.month), ("Year", value.year)):
                self._type(group.get_by_label(name), str(part))
            if isinstance(value, datetime):
                self._type(group.get_by_label("Time"), f"{value:%H:%M}")
            return
        for each in value if isinstance(value, list | tuple) else [value]:
            box = group.get_by_label(each, exact=True)
            box = box if box.count() else group.get_by_label(each)
            if not box.count():
                raise self.stuck(f"the choice “{each}”")
            self._choose(group, box.first)

    def _choose(self, group: Locator, box: Locator) -> None:
        if box.get_attribute("type") == "checkbox":
            self._reach(box)
            if not box.is_checked():
                self.page.keyboard.press("Space")
            return
        self._reach(*group.locator('input[type="radio"]').all())
        for _ in range(group.locator('input[type="radio"]').count()):
            if box.evaluate(IS_FOCUSED):
                break
            self.page.keyboard.press("ArrowDown")
        if not box.is_checked():
            self.page.keyboard.press("Space")

    def _answer_field(self, field: Locator, value: Any) -> None:
        self._open_up(field)
        self._reach(field)
        if value is True:
            if not field.is_checked():
                self.page.keyboard.press("Space")
        elif isinstance(value, Path):
            with self.page.expect_file_chooser() as chooser:
                self.page.keyboard.press("Enter")
            chooser.value.set_files(value)
        elif field.locator("option").count():
            options = [text.strip() for text in field.locator("option").all_inner_texts()]
            self.page.keyboard.type(next(text for text in options if str(value) in text))
        else:
            self._type(field, str(value))

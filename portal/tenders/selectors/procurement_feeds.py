"""Opportunities for machines: an Atom feed, and dates for calendars."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from portal.common.templatetags.ui_text import when
from portal.tenders.models import Procurement
from portal.tenders.rules.calendar import Event, calendar

Absolute = Callable[[str], str]


def atom_feed(procurements: Iterable[Procurement], absolute: Absolute, title: str, updated_at: datetime) -> str:
    """The newest opportunities. `absolute` makes a path into an address."""
    feed = _Feed(
        updated_at,
        title=title,
        link=absolute(reverse("tenders:procurement_list")),
        description=_("Services and grants that local buyers want to pay for."),
        language="en-gb",
        feed_url=absolute(reverse("tenders:procurement_feed")),
    )
    for p in procurements:
        closes = _("Bids close %(when)s.") % {"when": when(p.deadline_at)} if p.deadline_at else ""
        link = absolute(reverse("tenders:procurement_detail", args=[p.ref]))
        feed.add_item(
            title=p.title,
            link=link,
            description=f"{p.summary} {closes}".strip(),
            unique_id=link,
            pubdate=p.published_at,
            updateddate=p.published_at,
            author_name=p.buyer.name,
        )
    return feed.writeString("utf-8")


class _Feed(Atom1Feed):
    """An empty feed says when it was asked for, by the portal's clock."""

    def __init__(self, updated_at: datetime, **kwargs: Any) -> None:
        self._updated_at = updated_at
        super().__init__(**kwargs)

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.num_items() else self._updated_at


def dates_calendar(procurements: Iterable[Procurement], absolute: Absolute, name: str, stamped_at: datetime) -> str:
    """The end of questions and the deadline of each tender, as instants in UTC."""
    events = [event for p in procurements for event in _events(p, absolute)]
    return calendar(name, events, stamped_at)


def _events(p: Procurement, absolute: Absolute) -> list[Event]:
    url = absolute(reverse("tenders:procurement_detail", args=[p.ref]))
    found = []
    if p.questions_close_at:
        text = _("Last questions: %(title)s") % {"title": p.title}
        found.append(Event(f"{p.ref}-questions@portal", p.questions_close_at, text, p.buyer.name, url))
    if p.deadline_at:
        text = _("Bids close: %(title)s") % {"title": p.title}
        # The sequence follows the deadline itself, so that a calendar takes a moved one for the newer.
        sequence = int(p.deadline_at.timestamp()) // 60
        found.append(Event(f"{p.ref}-deadline@portal", p.deadline_at, text, p.buyer.name, url, sequence))
    return found

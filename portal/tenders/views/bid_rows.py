"""The rows of a bid's pages, in the shapes that the components take."""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.common.templatetags.ui_charts import words
from portal.common.templatetags.ui_text import file_size
from portal.tenders.rules.bid import EMPTY, READY, TOO_LONG
from portal.tenders.selectors.bid_page import BidPage, bid_url, is_envelope_price, price_words
from portal.tenders.selectors.bid_people import Readiness
from portal.tenders.selectors.bid_tasks import AnswerTask

Row = tuple[Any, ...]
_STATES = {
    READY: (gettext_lazy("Ready"), ""),
    EMPTY: (gettext_lazy("Missing"), "stopped"),
    TOO_LONG: (gettext_lazy("Too long"), "stopped"),
}


def answer_rows(page: BidPage) -> list[Row]:
    """(name, href, status, kind, hint) for each question."""
    return [_answer_row(page, task) for task in page.tasks.answers]


def _answer_row(page: BidPage, task: AnswerTask) -> Row:
    meter = render_to_string("components/words.html", words(task.measured.words, task.measured.limit))
    notes = [task.saved_by] if task.saved_by else []
    if task.file_count:
        notes.append(ngettext("%(n)d file", "%(n)d files", task.file_count) % {"n": task.file_count})
    hint = format_html("{}<br>{}", meter, ", ".join(notes)) if notes else meter
    status, kind = _STATES[task.measured.state]
    href = bid_url(page.bid, "bid_answer", task.question.number) if page.acts.edit else ""
    return (str(task.question), href, status, kind, hint)


def price_rows(page: BidPage) -> list[Row]:
    """The one row of the price."""
    is_ready = page.tasks.price_state == READY
    status, kind = _STATES[READY] if is_ready else (_("Missing"), "stopped")
    href = bid_url(page.bid, "bid_price") if page.acts.edit and page.acts.see_price else ""
    name = _("Accept the fixed price") if is_envelope_price(page.bid) else _("Price for this lot")
    return [(name, href, status, kind, price_words(page))]


def declaration_rows(page: BidPage) -> list[Row]:
    """Declarations and files."""
    missing = len(page.tasks.declarations_missing)
    status, kind = _STATES[READY] if not missing else (_("Missing"), "stopped")
    count = len(page.content.files)
    files = (
        ngettext("%(n)d file in the bid.", "%(n)d files in the bid.", count) % {"n": count}
        if count
        else _("No files. Add some only where the questions ask for them.")
    )
    said = (
        ngettext("%(n)d is not confirmed yet.", "%(n)d are not confirmed yet.", missing) % {"n": missing}
        if missing
        else _("All confirmed, for every member.")
    )
    return [
        (_("Declarations"), bid_url(page.bid, "bid_declarations") if page.acts.edit else "", status, kind, said),
        (_("Files"), bid_url(page.bid, "bid_files"), _("Optional"), "", files),
    ]


def signing_items(page: BidPage) -> list[Row]:
    """(who, small, state, label, what) for each member."""
    return [(row.who, row.small, row.state, row.label, row.what) for row in page.signing]


def readiness_rows(found: list[Readiness]) -> list[Row]:
    """(member, how much is in order, what is missing)."""
    rows: list[Row] = []
    for item in found:
        if item.done is None:
            rows.append((item.organisation.name, _("Not shared"), _("It has not agreed to share its checklist.")))
            continue
        done = _("%(done)d of %(total)d") % {"done": item.done, "total": item.total}
        rows.append((item.organisation.name, done, ", ".join(item.missing) or _("Nothing")))
    return rows


def file_rows(page: BidPage) -> list[dict[str, Any]]:
    """Each file with its addresses."""
    questions = {task.question.pk: str(task.question) for task in page.tasks.answers}
    return [
        {
            "name": note["name"],
            "size": file_size(note["size"]),
            "about": questions.get(row.question_id or 0, _("The whole bid")),
            "saved_at": row.saved_at,
            "saved_by": str(row.saved_by),
            "href": bid_url(page.bid, "bid_file", row.slot),
            "remove_href": bid_url(page.bid, "bid_file_remove", row.slot) if page.acts.edit else "",
        }
        for row, note in page.content.files
    ]


def time_left(deadline: datetime | None, now: datetime) -> str:
    """ "14 hours 50 minutes left"; empty when there is no time left."""
    span = time_before(deadline, now)
    return _("%(time)s left") % {"time": span} if span else ""


def time_before(deadline: datetime | None, now: datetime) -> str:
    """ "14 hours 50 minutes"; empty when the deadline has passed."""
    if deadline is None or deadline < now:
        return ""
    minutes = int((deadline - now).total_seconds()) // 60
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        parts = [ngettext("%(n)d day", "%(n)d days", days) % {"n": days}, _hours(hours) if hours else ""]
    elif hours:
        parts = [_hours(hours), _minutes(minutes) if minutes else ""]
    else:
        parts = [_minutes(minutes) if minutes else _("Less than a minute")]
    return " ".join(part for part in parts if part)


def _hours(n: int) -> str:
    return ngettext("%(n)d hour", "%(n)d hours", n) % {"n": n}


def _minutes(n: int) -> str:
    return ngettext("%(n)d minute", "%(n)d minutes", n) % {"n": n}

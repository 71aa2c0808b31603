"""Mail: written in the transaction of the act, sent after its commit, retried by the sweeper."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from portal.common.clock import now
from portal.common.templatetags.ui_text import when
from portal.notifications.models import OutboxMessage

if TYPE_CHECKING:
    from portal.accounts.models import User

ATTEMPTS = 5


@dataclass(frozen=True)
class Mail:
    """What to say. `opening` begins with whether one must do anything; `link` is a path on this site."""

    subject: str
    opening: str
    link: str
    link_text: str
    must_act: bool = False
    lines: list[str] = field(default_factory=list)
    due_at: datetime | None = None


def notify(*, event_key: str, recipients: Iterable["User"], mail: Mail) -> list[OutboxMessage]:
    """Tell each of these people once about the event of that key."""
    people = {person.email: person for person in recipients if person.is_active}
    return _queue(event_key, [(email, person) for email, person in sorted(people.items())], mail)


def notify_address(*, event_key: str, email: str, mail: Mail) -> list[OutboxMessage]:
    """Tell somebody who may have no account yet, such as an invited person."""
    return _queue(event_key, [(email, None)], mail)


@transaction.atomic
def _queue(event_key: str, people: list[tuple[str, "User | None"]], mail: Mail) -> list[OutboxMessage]:
    same = OutboxMessage.objects.filter(event_key=event_key, email__in=[email for email, person in people])
    known = set(same.values_list("email", flat=True))
    rows = [
        OutboxMessage(
            event_key=event_key,
            recipient=person,
            email=email,
            subject=mail.subject[:200],
            must_act=mail.must_act,
            opening=mail.opening,
            lines=mail.lines,
            link=mail.link,
            link_text=mail.link_text,
            due_at=mail.due_at,
            created_at=now(),
        )
        for email, person in people
        if email not in known
    ]
    made = OutboxMessage.objects.bulk_create(rows, ignore_conflicts=True)
    keys = [row.email for row in made]
    transaction.on_commit(lambda: _send_for(event_key, keys), robust=True)
    return made


def _send_for(event_key: str, emails: list[str]) -> None:
    waiting = OutboxMessage.objects.filter(event_key=event_key, email__in=emails, sent_at=None)
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        _enqueue(pk)


def _enqueue(pk: int) -> None:
    from portal.notifications.tasks import outbox_send_task

    outbox_send_task.enqueue(pk)


def outbox_send(pk: int) -> bool:
    """Send one message. Returns whether it went; a failure is kept on the row for the sweeper."""
    with transaction.atomic():
        row = (
            OutboxMessage.objects.select_for_update(of=("self",))
            .select_related("recipient")
            .filter(pk=pk, sent_at=None)
            .first()
        )
        if row is None:
            return False
        row.attempts += 1
        try:
            _deliver(row)
        except OSError as error:
            row.last_error = str(error)[:300]
            row.save(update_fields=["attempts", "last_error"])
            return False
        row.sent_at, row.last_error = now(), ""
        row.save(update_fields=["attempts", "sent_at", "last_error"])
        return True


def outbox_sweep() -> tuple[int, int]:
    """Try again what could not be sent. Returns (sent, still waiting)."""
    waiting = OutboxMessage.objects.filter(sent_at=None, attempts__lt=ATTEMPTS).order_by("pk")
    results = [outbox_send(pk) for pk in waiting.values_list("pk", flat=True)]
    return results.count(True), results.count(False)


def _deliver(row: OutboxMessage) -> None:
    context = {
        "name": row.recipient.first_name if row.recipient else "",
        "site_name": settings.SITE_NAME,
        "heading": row.subject,
        "need": row.opening,
        "lines": [*row.lines, *([f"{_('By')} {when(row.due_at)}."] if row.due_at else [])],
        "link_text": row.link_text,
        "link_url": settings.SITE_URL + row.link,
        "why": _("You get this because you take part in it on the portal."),
        "stop_url": "",
    }
    mail = EmailMultiAlternatives(row.subject, render_to_string("emails/notice.txt", context), to=[row.email])
    mail.attach_alternative(render_to_string("emails/notice.html", context), "text/html")
    mail.send()

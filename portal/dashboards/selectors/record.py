"""The whole record for those who watch over it: who did what when. Never what was written or bid."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from portal.audit.models import AuditEvent
from portal.common.templatetags.ui_text import day, when_exact
from portal.dashboards.selectors.words import SUBJECTS, WORDS, in_words, kind_of
from portal.tenders.enums import BidState, ProcurementState
from portal.tenders.models import Bid

_BIDDERS = (
    "tenders.bid.",
    "tenders.clarification.ask",
    "tenders.clarification.release",
    "tenders.clarification.withdraw",
    "tenders.interest.",
)
"""Who bids, asks or is interested stays hidden until the bids are opened, from those who watch too."""

_BIDS = "tenders.bid:"
_OF_ALLIANCES = "alliances.alliance:"
_WITH_GAPS = (_BIDS, _OF_ALLIANCES, "organisations.organisation:")
"""Entries about these can be left out, so the others about them carry no number: a gap would tell."""

_OPENED = Q(procurement__state__in=[ProcurementState.OPENED, ProcurementState.COMPLETE]) | Q(
    state__in=[BidState.OPENED, BidState.NON_COMPLIANT]
)


@dataclass(frozen=True)
class Wanted:
    """What the reader asked for; an unknown value asks for nothing in particular."""

    who: str = ""
    kind: str = ""
    area: str = ""
    ref: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.who or self.kind or self.area or self.ref)


def read_wanted(given: Any) -> Wanted:
    """From the address."""
    kind, area = given.get("kind", ""), given.get("area", "")
    return Wanted(
        who=given.get("who", "").strip()[:100],
        kind=kind if kind in {key for key, _name in kinds()} else "",
        area=area if area in SUBJECTS else "",
        ref=given.get("ref", "").strip()[:40],
    )


def kinds() -> list[tuple[str, str]]:
    """(key, words) of the kinds of entries."""
    return [("act", _("Only acts")), ("refused", _("Only refusals")), ("read", _("Only looks at protected things"))]


def areas() -> list[tuple[str, str]]:
    """(key, words) of the parts of the portal."""
    return [(key, _(name)) for key, name in SUBJECTS.items()]


def record_rows(wanted: Wanted) -> QuerySet[AuditEvent]:
    """Newest first. That somebody bids at all is left out until those bids are opened (C10)."""
    rows = AuditEvent.objects.exclude(_of_sealed_bids()).exclude(_of_alliances_that_bid())
    rows = rows.order_by("-at", "-sequence", "subject")
    ends = {"refused": Q(verb__endswith=".refused"), "read": Q(verb__endswith=".read")}
    if wanted.kind == "act":
        rows = rows.exclude(ends["refused"] | ends["read"])
    elif wanted.kind:
        rows = rows.filter(ends[wanted.kind])
    if wanted.who:
        rows = rows.filter(actor_label__icontains=wanted.who).exclude(_of_bidders())
    if wanted.area:
        rows = rows.filter(subject__startswith=f"{wanted.area}.")
    if wanted.ref:
        rows = rows.filter(Q(subject_label__iexact=wanted.ref) | Q(verb__in=_verbs_like(wanted.ref)))
    return rows


def _of_sealed_bids() -> Q:
    """Everything about a bid, unless it is an opened one's. Who may not begin a bid is refused as an organisation."""
    opened = Bid.objects.filter(_OPENED).annotate(key=Concat(Value(_BIDS), Cast("pk", CharField()))).values("key")
    about = Q(subject__startswith=_BIDS) | Q(verb__startswith="tenders.bid.") | Q(verb__contains=" tenders:bid_")
    return about & ~Q(subject__in=opened)


def _of_alliances_that_bid() -> Q:
    """That an alliance began or ended a bid, from the first bid on that is still sealed; what was refused, always."""
    sealed = Bid.objects.exclude(_OPENED).exclude(alliance=None)
    sealed = sealed.annotate(key=Concat(Value(_OF_ALLIANCES), Cast("alliance_id", CharField())))
    is_sealed = Exists(sealed.filter(key=OuterRef("subject"), created_at__lte=OuterRef("at")))
    verbs = ["alliances.alliance.bid", "alliances.alliance.end_bid"]
    return Q(verb__in=[f"{verb}.refused" for verb in verbs]) | (Q(verb__in=verbs) & Q(is_sealed))


def _of_bidders() -> Q:
    found = Q()
    for begin in _BIDDERS:
        found |= Q(verb__startswith=begin)
    return found


def _verbs_like(words: str) -> list[str]:
    """Verbs whose sentence holds the words."""
    return [verb for verb in WORDS if words.lower() in in_words(verb).lower()]


def by_day(rows: Iterable[AuditEvent]) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """(day, entries as the component `record` takes them). One query more than the rows."""
    found = list(rows)
    opened = _opened_bids(found)
    for name, entries in groupby(found, key=lambda row: day(row.at)):
        yield name, [_entry(row, opened) for row in entries]


def _opened_bids(rows: list[AuditEvent]) -> set[str]:
    keys = {row.subject.partition(":")[2] for row in rows if row.subject.startswith(_BIDS)}
    bids = Bid.objects.filter(pk__in=keys, state=BidState.OPENED).values_list("pk", flat=True)
    return {f"{_BIDS}{pk}" for pk in bids}


def _entry(row: AuditEvent, opened: set[str]) -> dict[str, str]:
    words = in_words(row.verb)
    kind = kind_of(row.verb)
    is_hidden = row.verb.startswith(_BIDDERS) and row.subject not in opened
    return {
        "kind": kind,
        "act": _("Tried: %(act)s") % {"act": words} if kind == "refused" else words,
        "who": _("A bidder. The name is shown when the bids are opened") if is_hidden else _person(row),
        "meta": when_exact(row.at) if row.subject.startswith(_WITH_GAPS) else _numbered(row),
        "detail": "" if is_hidden else row.subject_label,
        "href": "",
    }


def _numbered(row: AuditEvent) -> str:
    return _("%(at)s · entry %(n)d about this") % {"at": when_exact(row.at), "n": row.sequence}


def _person(row: AuditEvent) -> str:
    names = {"the portal": _("The portal itself"), "a visitor": _("Somebody who is not signed in")}
    who = names.get(row.actor_label, row.actor_label) if row.actor_id is None else row.actor_label
    return f"{who}, {row.acting_as}" if row.acting_as else who

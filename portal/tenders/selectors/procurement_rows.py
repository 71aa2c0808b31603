"""Opportunities as the list shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.common.templatetags.ui_text import pounds_short, since, when
from portal.tenders.enums import PHASE_KINDS, Phase, Regime
from portal.tenders.models import Procurement
from portal.tenders.selectors.procurement import phase_of
from portal.tenders.selectors.procurement_check import percent
from portal.tenders.selectors.procurement_page import length_words


@dataclass(frozen=True)
class Row:
    """One opportunity in a list."""

    ref: str
    title: str
    href: str
    by: str
    what: str
    phase: str
    kind: str
    is_open: bool
    closes: str
    closes_note: str
    value: str
    value_note: str
    paid: str
    who: str


def list_rows(procurements: Iterable[Procurement], now: datetime) -> list[Row]:
    """Rows in words; buyer and lots were joined by the query."""
    return [_row(procurement, now) for procurement in procurements]


def _row(p: Procurement, now: datetime) -> Row:
    phase = phase_of(p, now)
    lots: int = getattr(p, "lot_count", 0)
    length = length_words(p.starts_on, p.ends_on)
    lot_words = ngettext("%(n)d lot", "%(n)d lots", lots) % {"n": lots} if lots > 1 else ""
    regime = p.get_regime_display() if p.regime and p.regime != Regime.SOURCED else p.source_name
    return Row(
        ref=p.ref,
        title=p.title,
        href=reverse("tenders:procurement_detail", args=[p.ref]),
        by=" · ".join(part for part in (p.buyer.name, p.ref, regime) if part),
        what=p.summary if len(p.summary) <= 240 else p.summary[:239].rsplit(" ", 1)[0] + "…",
        phase=str(phase.label),
        kind=PHASE_KINDS[phase],
        is_open=phase in (Phase.OPEN, Phase.SOURCED_OPEN),
        closes=when(p.deadline_at) or _("Not said"),
        closes_note=since(p.deadline_at) if p.deadline_at else "",
        value=pounds_short(p.estimated_value_pence) if p.estimated_value_pence else _("Not said"),
        value_note=", ".join(part for part in (length, lot_words) if part),
        paid=_paid(p),
        who=_who(p),
    )


def _paid(p: Procurement) -> str:
    if p.is_sourced:
        return _("As the notice says")
    if p.outcome_share_percent:
        return _("%(share)s%% outcomes") % {"share": percent(p.outcome_share_percent)}
    return _("Grant") if p.regime == Regime.GRANT else _("Fixed sum")


def _who(p: Procurement) -> str:
    if p.is_sourced:
        return _("As the notice says")
    return _("One or an alliance") if p.allows_alliances else _("One organisation")

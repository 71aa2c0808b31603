"""What the page of one tender shows: facts, dates, how bids are judged, and the next step of the one who looks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.audit.selectors import events_about
from portal.common.permissions import Decision
from portal.common.templatetags.ui_text import day, pounds_short, when
from portal.organisations.models import Organisation
from portal.outcomes.models import Outcome
from portal.tenders.enums import ClarificationState, Phase, ProcurementState, QuestionKind, Regime, TeamRole
from portal.tenders.models import Bid, Lot, Procurement, Question, Standstill
from portal.tenders.permissions.procurement import (
    can_abandon_procurement,
    can_answer_clarification,
    can_ask_clarification,
    can_edit_pack,
    can_extend_deadline,
    can_read_draft,
    can_register_interest,
    interested_organisations,
    team_roles,
)
from portal.tenders.selectors.bid_start import may_start_any_bid
from portal.tenders.selectors.procurement import (
    amendments_of,
    answered_clarifications,
    interest_count,
    outcomes_of,
    panel_of,
    phase_of,
    questions_of,
)
from portal.tenders.selectors.procurement_check import percent

MONTHS = 12


def length_words(starts_on: date | None, ends_on: date | None) -> str:
    """ "3 years", "18 months", "20 days": from the first day to the last."""
    if not starts_on or not ends_on or ends_on < starts_on:
        return ""
    after = ends_on + timedelta(days=1)
    months = (after.year - starts_on.year) * MONTHS + after.month - starts_on.month
    if after.day < starts_on.day:
        months -= 1
    if months < 1:
        n = (after - starts_on).days
        return ngettext("%(n)d day", "%(n)d days", n) % {"n": n}
    if months % MONTHS:
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    years = months // MONTHS
    return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}


def extension_words(months: int) -> str:
    """What can be added: "2 years", "6 months"; empty when nothing can."""
    if not months:
        return ""
    if months % MONTHS:
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    years = months // MONTHS
    return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}


def value_note(procurement: Procurement) -> str:
    """How long the value is for."""
    length = length_words(procurement.starts_on, procurement.ends_on)
    extra = extension_words(procurement.extension_months)
    if length and extra:
        return _("over %(length)s, plus %(extra)s possible") % {"length": length, "extra": extra}
    return _("over %(length)s") % {"length": length} if length else ""


def rules_note(procurement: Procurement) -> str:
    """The rules and the process in a line."""
    if procurement.regime == Regime.SOURCED or not procurement.regime:
        return ""
    return f"{procurement.get_regime_display()}: {procurement.get_process_display().lower()}"


def facts(procurement: Procurement, lots: int) -> list[tuple[str, str, str]]:
    """The figures a bidder comes for; what is not known is left out."""
    p = procurement
    who = _("one organisation or an alliance") if p.allows_alliances else _("one organisation")
    found = []
    if p.estimated_value_pence:
        found.append((_("Value"), pounds_short(p.estimated_value_pence), value_note(p)))
    if lots:
        found.append((_("Lots"), str(lots), "" if p.is_sourced else who))
    if not p.is_sourced:
        found.append((_("Paid for outcomes"), f"{percent(p.outcome_share_percent)}%", _("the rest for the service")))
    if p.starts_on:
        until = _("to %(day)s") % {"day": day(p.ends_on)} if p.ends_on else ""
        found.append((_("Start"), day(p.starts_on), until))
    return found


def outcome_bars(outcomes: list[Outcome]) -> list[tuple[str, Decimal, str]]:
    """Each outcome with its share of the outcome payment."""
    rows = []
    for outcome in outcomes:
        share = sum((indicator.payment_weight for indicator in outcome.indicators.all()), start=Decimal(0))
        rows.append((outcome.statement, share, f"{percent(share)}%"))
    return rows


def judged_rows(procurement: Procurement, questions: list[Question], lots: int) -> list[list[str]]:
    """Question, words, weight; the price last."""
    rows = []
    for q in questions:
        name = f"{q.number}. {q.title}"
        if q.lot and lots > 1:
            name = _("%(question)s (lot %(lot)d only)") % {"question": name, "lot": q.lot.number}
        weight = f"{percent(q.weight)}%" if q.kind == QuestionKind.SCORED else q.get_kind_display()
        rows.append([name, f"{q.word_limit:,}", str(weight)])
    if procurement.price_weight:
        rows.append([_("Price"), "", f"{percent(procurement.price_weight)}%"])
    return rows


def date_rows(procurement: Procurement) -> list[tuple[str, str]]:
    """The dates of a tender in their order: (date, what)."""
    p = procurement
    rows = [
        (when(p.published_at), _("published")) if p.published_at else None,
        (when(p.questions_close_at), _("last questions")) if p.questions_close_at else None,
        (when(p.answers_by_at), _("last answers")) if p.answers_by_at else None,
        (when(p.deadline_at), _("bids close")) if p.deadline_at else None,
        (day(p.intention_planned_on), _("decision announced")) if p.intention_planned_on else None,
        (day(p.starts_on), _("service starts")) if p.starts_on else None,
    ]
    return [row for row in rows if row]


@dataclass(frozen=True)
class Viewer:
    """What the one who looks can do next."""

    roles: list[str]
    is_team: bool
    may_edit: Decision
    may_read_draft: Decision
    may_register: Decision
    may_bid: Decision
    may_ask: Decision
    may_answer: Decision
    may_extend: Decision
    interested: list[Organisation]
    bids: list[Bid]
    interest_count: int
    waiting_questions: int


def viewer_of(user: Any, procurement: Procurement) -> Viewer:
    """The viewer's parts, interest and bids; counts of interest only for the team, and never names (SOD-07)."""
    roles = team_roles(user, procurement)
    asked = procurement.clarifications.filter(state=ClarificationState.ASKED)
    return Viewer(
        roles=sorted(str(role.label) for role in roles),
        is_team=bool(roles),
        may_edit=can_edit_pack(user, procurement),
        may_read_draft=can_read_draft(user, procurement),
        may_register=can_register_interest(user, procurement),
        may_bid=may_start_any_bid(user, procurement),
        may_ask=can_ask_clarification(user, procurement),
        may_answer=can_answer_clarification(user, procurement),
        may_extend=can_extend_deadline(user, procurement),
        interested=interested_organisations(user, procurement),
        bids=own_bids(user, procurement),
        interest_count=interest_count(procurement) if roles else 0,
        waiting_questions=asked.count() if roles & {TeamRole.LEAD, TeamRole.PACK_AUTHOR} else 0,
    )


def own_bids(user: Any, procurement: Procurement) -> list[Bid]:
    """The bids for this tender that an organisation of the person stands behind."""
    if not user.is_authenticated:
        return []
    rows = Bid.objects.filter(
        procurement=procurement,
        members__organisation__memberships__user=user,
        members__organisation__memberships__left_at=None,
    )
    return list(rows.select_related("lot", "alliance", "organisation").distinct().order_by("ref"))


def tender_page(user: Any, procurement: Procurement, now: datetime) -> dict[str, Any]:
    """Everything of the page, read once."""
    lots = list(procurement.lots.all())
    questions = list(questions_of(procurement))
    answered = list(answered_clarifications(procurement))
    outcomes = outcomes_of(procurement)
    return {
        "phase": phase_of(procurement, now),
        "phases": Phase,
        "facts": facts(procurement, len(lots)),
        "lots": lots,
        "outcome_rows": outcome_bars(outcomes),
        "outcomes": outcomes,
        "judged_heads": [_("Question"), _("Words"), _("Weight")],
        "judged": judged_rows(procurement, questions, len(lots)),
        "panel": panel_of(procurement, now),
        "answered": answered[-2:],
        "answered_count": len(answered),
        "dates": date_rows(procurement),
        "amendments": amendments_of(procurement),
        "viewer": viewer_of(user, procurement),
        "rules": rules_note(procurement),
        "specification_url": specification_url(procurement),
        "may_abandon": can_abandon_procurement(user, procurement),
        "decided_lots": decided_lots(procurement, lots),
        "abandon_reason": abandon_reason(procurement),
    }


def decided_lots(procurement: Procurement, lots: list[Lot]) -> list[Lot]:
    """The lots whose decision has been announced to everybody."""
    if procurement.state not in (ProcurementState.OPENED, ProcurementState.COMPLETE):
        return []
    announced = Standstill.objects.filter(award__lot__in=lots).values_list("award__lot", flat=True)
    known = set(announced)
    return [lot for lot in lots if lot.pk in known]


def specification_url(procurement: Procurement) -> str:
    """The page of the version that is tendered; a published wording is public."""
    version = procurement.specification
    return f"/co-design/{version.project.ref}/specification/v{version.number}/" if version else ""


def abandon_reason(procurement: Procurement) -> str:
    """Why it was abandoned, as recorded with the act."""
    if procurement.state != ProcurementState.ABANDONED:
        return ""
    event = events_about(procurement).filter(verb="tenders.procurement.abandon").last()
    return str(event.data.get("reason", "")) if event else ""

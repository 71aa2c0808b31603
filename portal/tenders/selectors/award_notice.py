"""Drafts of the statutory notices about an award, with every field that their Schedule requires."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from portal.common.calendars import london_date
from portal.common.money import format_pounds
from portal.common.templatetags.ui_text import day
from portal.tenders.enums import AwardState, KeyCriterion, NoticeKind, Regime
from portal.tenders.models import Award, Contract, OpenedPrice, Procurement
from portal.tenders.permissions.award import is_psr
from portal.tenders.rules.notice_contents import (
    FIELD_LABELS,
    PSR_ABANDONMENT,
    PSR_NOTICES,
    Condition,
    NoticeTemplate,
    missing_fields,
)
from portal.tenders.rules.notice_contents import NoticeField as F
from portal.tenders.rules.notices import contract_details_due_on, psr_notice_due_on
from portal.tenders.selectors.award_letter import bidder_lines
from portal.tenders.selectors.award_standstill import planned_standstill
from portal.tenders.selectors.procurement_page import extension_words, length_words

_UK_CORE = frozenset({F.TITLE_REFERENCE, F.PROVIDER, F.DESCRIPTION, F.VALUE, F.SERVICE_DATES, F.CONFLICTS})
_UK: Mapping[str, NoticeTemplate] = {
    NoticeKind.CONTRACT_AWARD: NoticeTemplate(
        "UK6",
        _noop("Contract award notice"),
        _UK_CORE | {F.DECIDED_ON, F.REPRESENTATION_DATES, F.AWARD_CRITERIA},
    ),
    NoticeKind.CONTRACT_DETAILS: NoticeTemplate("UK7", _noop("Contract details notice"), _UK_CORE | {F.DURATION}),
    NoticeKind.ABANDONMENT: NoticeTemplate(
        "UK12", _noop("Procurement termination notice"), frozenset({F.TITLE_REFERENCE, F.DECIDED_ON})
    ),
}
_PSR: Mapping[str, NoticeTemplate] = {
    NoticeKind.INTENTION: PSR_NOTICES[10],
    NoticeKind.AWARD: PSR_NOTICES[11],
    NoticeKind.ABANDONMENT: PSR_ABANDONMENT,
}
_TABLE = {
    "intention": NoticeKind.INTENTION,
    "contract-award": NoticeKind.CONTRACT_AWARD,
    "award": NoticeKind.AWARD,
    "contract-details": NoticeKind.CONTRACT_DETAILS,
    "abandonment": NoticeKind.ABANDONMENT,
}
SLUGS = {kind: slug for slug, kind in _TABLE.items()}


def announcing_kind(procurement: Procurement) -> NoticeKind:
    """Which notice starts the standstill."""
    return NoticeKind.INTENTION if is_psr(procurement) else NoticeKind.CONTRACT_AWARD


def later_kinds(award: Award) -> list[NoticeKind]:
    """The notices that follow: of the award or the contract, or of the end without one."""
    if award.state == AwardState.ABANDONED:
        return [NoticeKind.ABANDONMENT]
    if award.state != AwardState.AWARDED:
        return []
    if is_psr(award.lot.procurement):
        return [NoticeKind.AWARD]
    return [NoticeKind.CONTRACT_DETAILS] if _entered_on(award) else []


def kind_of_slug(award: Award, slug: str) -> NoticeKind | None:
    """The notice that this word of an address names, when it belongs to this award's regime."""
    kind = _TABLE.get(slug)
    return kind if kind in (_PSR if is_psr(award.lot.procurement) else _UK) else None


@dataclass(frozen=True)
class NoticeDraft:
    """A notice with its fields in the order of the statute, and what is still empty."""

    kind: NoticeKind
    name: str
    rows: list[tuple[str, str]]
    values: dict[str, str]
    missing: list[str]
    due_on: date | None


def notice_draft(award: Award, kind: NoticeKind, on: date) -> NoticeDraft:
    """The notice as it would be published on that day."""
    procurement = award.lot.procurement
    template = (_PSR if is_psr(procurement) else _UK)[kind]
    conditions = (Condition.CONTRACT,)
    values = {name: text for name, text in _values(award, kind, on).items() if text}
    fields = template.fields(conditions)
    return NoticeDraft(
        kind=kind,
        name=str(_(template.name)),
        rows=[(_(FIELD_LABELS[each]), values.get(each.value, "")) for each in fields],
        values={each.value: values.get(each.value, "") for each in fields},
        missing=[_(FIELD_LABELS[each]) for each in missing_fields(template, values, conditions)],
        due_on=notice_due_on(award, kind),
    )


def notice_due_on(award: Award, kind: NoticeKind) -> date | None:
    """By when it has to be submitted; None where the law has no number."""
    if kind == NoticeKind.AWARD and award.awarded_at:
        return psr_notice_due_on(london_date(award.awarded_at))
    if kind == NoticeKind.CONTRACT_DETAILS and (entered := _entered_on(award)):
        is_light = award.lot.procurement.regime == Regime.PA23_LIGHT_TOUCH
        return contract_details_due_on(entered, is_light_touch=is_light)
    return None


def _entered_on(award: Award) -> date | None:
    contract: Contract | None = getattr(award, "contract", None)
    return london_date(contract.entered_at) if contract and contract.entered_at else None


def price_of(award: Award) -> int | None:
    """Pence that the chosen bid asks for, over the whole term."""
    price = OpenedPrice.objects.filter(bid=award.bid_id).first()
    return price.price_pence if price else None


def _values(award: Award, kind: NoticeKind, on: date) -> dict[str, str]:
    p = award.lot.procurement
    pence = price_of(award)
    value = format_pounds(pence) if pence is not None else ""
    rule = planned_standstill(p, on)
    dates = f"{day(p.starts_on)} – {day(p.ends_on)}" if p.starts_on and p.ends_on else ""
    duration = ", ".join(
        text
        for text in (
            length_words(p.starts_on, p.ends_on),
            _("extension of up to %(time)s possible") % {"time": extension_words(p.extension_months)}
            if p.extension_months
            else _("no extension"),
        )
        if text
    )
    return {
        F.STATEMENT.value: _statement(p, kind),
        F.TITLE_REFERENCE.value: f"{p.title}, {p.ref}, {award.lot}",
        F.PROVIDER.value: "; ".join(bidder_lines(award.bid)) if award.bid else "",
        F.DESCRIPTION.value: f"{p.summary} CPV {p.main_cpv}" if p.summary and p.main_cpv else "",
        F.VALUE_ESTIMATE.value: value,
        F.VALUE.value: value,
        F.SERVICE_DATES.value: dates,
        F.DURATION.value: duration,
        F.DECISION_MAKERS.value: _("Procurement lead and award approver of %(buyer)s") % {"buyer": p.buyer.name},
        F.REASONS.value: f"{award.reasons}\n{_key_criteria(p)}".strip() if award.reasons else "",
        F.CONFLICTS.value: award.conflicts_summary,
        F.AWARD_CRITERIA.value: _criteria(award.ranking),
        F.FRAMEWORK_USED.value: _("No framework was used."),
        F.REPRESENTATION_DATES.value: f"{day(rule.begins_on)} – {day(rule.last_on)}",
        F.DECIDED_ON.value: _decided_on(award, kind),
    }


def _statement(procurement: Procurement, kind: NoticeKind) -> str:
    if kind == NoticeKind.AWARD:
        return _(
            "%(buyer)s has awarded a contract following the competitive process of the Provider Selection Regime."
        ) % {"buyer": procurement.buyer.name}
    return _(
        "%(buyer)s intends to award a contract following the competitive process of the Provider Selection Regime."
    ) % {"buyer": procurement.buyer.name}


def _key_criteria(procurement: Procurement) -> str:
    """How the five key criteria were taken into account: their weights in the questions."""
    weights: dict[str, Any] = {}
    for question in procurement.questions.exclude(key_criterion="").order_by("number"):
        weights[question.key_criterion] = weights.get(question.key_criterion, 0) + question.weight
    if procurement.price_weight:
        weights[KeyCriterion.KC2.value] = weights.get(KeyCriterion.KC2.value, 0) + procurement.price_weight
    named = [f"{KeyCriterion(code).label} {weight.normalize():f}%" for code, weight in sorted(weights.items())]
    return _("Key criteria and their weight: %(list)s.") % {"list": "; ".join(named)} if named else ""


def _criteria(ranking: dict[str, Any]) -> str:
    rows = [f"{q['title']} {q['weight']}%" for q in ranking.get("questions", [])]
    return "; ".join([*rows, _("Price %(weight)s%%") % {"weight": ranking.get("price_weight", "0")}])


def _decided_on(award: Award, kind: NoticeKind) -> str:
    if kind == NoticeKind.ABANDONMENT:
        return day(award.ended_at)
    return day(award.approved_at)

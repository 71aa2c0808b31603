"""Reading procurements: what phase they are in, the public list, one tender with everything a bidder needs."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from portal.outcomes.models import Outcome
from portal.tenders.enums import EVALUATORS, PHASE_KINDS, AwardState, NoticeKind, Phase, ProcurementState, TeamRole
from portal.tenders.models import Award, Clarification, Interest, Lot, Notice, Procurement, Question

_ANNOUNCED = [AwardState.INTENTION_PUBLISHED, AwardState.UNDER_REPRESENTATION, AwardState.FURTHER_DECISION_SENT]
_FIXED = {
    ProcurementState.DRAFT: Phase.DRAFT,
    ProcurementState.COMPLETE: Phase.COMPLETE,
    ProcurementState.ABANDONED: Phase.ABANDONED,
}


def _awards(*states: str) -> Exists:
    return Exists(Award.objects.filter(lot__procurement=OuterRef("pk"), state__in=states))


def with_phase(rows: QuerySet[Procurement]) -> QuerySet[Procurement]:
    """Join what `phase_of` asks, so that a list costs no query for each row."""
    return rows.annotate(is_announced=_awards(*_ANNOUNCED), is_awarded=_awards(AwardState.AWARDED))


def phase_of(procurement: Procurement, now: datetime) -> Phase:
    """Where it stands at `now`: from its state, its instants and its awards; nothing has to be switched over."""
    if procurement.state in _FIXED:
        return _FIXED[ProcurementState(procurement.state)]
    is_open = procurement.deadline_at is not None and now <= procurement.deadline_at
    if procurement.is_sourced:
        return Phase.SOURCED_OPEN if is_open else Phase.SOURCED_CLOSED
    if procurement.state == ProcurementState.PUBLISHED:
        return Phase.OPEN if is_open else Phase.CLOSED
    is_announced, is_awarded = _awarding(procurement)
    if is_announced:
        return Phase.STANDSTILL
    return Phase.AWARDED if is_awarded else Phase.EVALUATION


def _awarding(procurement: Procurement) -> tuple[bool, bool]:
    """Whether a decision is announced, and whether one is awarded: joined by `with_phase`, or asked now."""
    joined = vars(procurement)
    if "is_announced" in joined:
        return joined["is_announced"], joined["is_awarded"]
    states = set(Award.objects.filter(lot__procurement=procurement).values_list("state", flat=True))
    return bool(states & set(_ANNOUNCED)), AwardState.AWARDED in states


def phase_filter(phase: Phase, now: datetime) -> Q:
    """The same question as `phase_of`, for the rows of `with_phase`."""
    state = Q(state=ProcurementState.PUBLISHED)
    opened = Q(state=ProcurementState.OPENED)
    sourced = Q(state=ProcurementState.SOURCED)
    is_open = Q(deadline_at__gte=now)
    return {
        Phase.DRAFT: Q(state=ProcurementState.DRAFT),
        Phase.OPEN: state & is_open,
        Phase.CLOSED: state & ~is_open,
        Phase.EVALUATION: opened & Q(is_announced=False, is_awarded=False),
        Phase.STANDSTILL: opened & Q(is_announced=True),
        Phase.AWARDED: opened & Q(is_announced=False, is_awarded=True),
        Phase.COMPLETE: Q(state=ProcurementState.COMPLETE),
        Phase.ABANDONED: Q(state=ProcurementState.ABANDONED),
        Phase.SOURCED_OPEN: sourced & is_open,
        Phase.SOURCED_CLOSED: sourced & (Q(deadline_at=None) | Q(deadline_at__lt=now)),
    }[phase]


def phase_tag(procurement: Procurement, now: datetime) -> tuple[str, str]:
    """The words of the phase and the kind of its tag."""
    phase = phase_of(procurement, now)
    return str(phase.label), PHASE_KINDS[phase]


def questions_of(procurement: Procurement) -> QuerySet[Question]:
    """The questions in their order, with lot and outcomes."""
    return procurement.questions.select_related("lot").prefetch_related("outcomes").order_by("number")


def outcomes_of(procurement: Procurement) -> list[Outcome]:
    """The outcomes that the agreed specification asks for, with their indicators."""
    version = procurement.specification
    if version is None or version.framework is None:
        return []
    return list(version.framework.outcomes.prefetch_related("indicators").order_by("position"))


@dataclass(frozen=True)
class Panel:
    """Who judges, in numbers."""

    evaluators: int
    lived: int


def panel_of(procurement: Procurement, now: datetime) -> Panel:
    """How many evaluate, and how many of them from lived experience."""
    rows = procurement.assignments.filter(role__in=EVALUATORS, assigned_at__lte=now)
    found = rows.filter(Q(ended_at=None) | Q(ended_at__gt=now)).aggregate(
        evaluators=Count("user", distinct=True),
        lived=Count("user", distinct=True, filter=Q(role=TeamRole.LIVED_EVALUATOR)),
    )
    return Panel(**found)


def answered_clarifications(procurement: Procurement) -> QuerySet[Clarification]:
    """What was asked and answered, for everybody; no column says who asked."""
    return (
        procurement.clarifications.filter(published_at__isnull=False)
        .select_related("lot__procurement")
        .defer("asker", "asked_by", "text_original")
        .order_by("published_at", "number")
    )


def amendments_of(procurement: Procurement) -> list[Notice]:
    """Changes published after the tender itself, oldest first."""
    return list(procurement.notices.filter(kind=NoticeKind.AMENDMENT).order_by("published_at"))


def interest_count(procurement: Procurement) -> int:
    """How many organisations registered interest: all that a commissioner sees before the bids are opened."""
    return Interest.objects.filter(procurement=procurement, withdrawn_at=None).count()


def procurement_for_page(rows: QuerySet[Procurement]) -> QuerySet[Procurement]:
    """Join what the page of one tender shows."""
    joined = rows.select_related(
        "buyer", "specification", "specification__project", "specification__framework", "published_by"
    )
    return joined.prefetch_related(Prefetch("lots", Lot.objects.order_by("number")))


def join_awards(procurement: Procurement) -> Procurement:
    """Join what `phase_of` asks to one procurement that was read: nothing before its bids are opened."""
    if procurement.state in (ProcurementState.OPENED, ProcurementState.COMPLETE):
        vars(procurement)["is_announced"], vars(procurement)["is_awarded"] = _awarding(procurement)
    return procurement

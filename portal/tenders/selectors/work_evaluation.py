"""What waits for whom in an evaluation, and what they wait for. The number of queries does not grow with the work."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.common.clock import now
from portal.common.work import Waiting, WorkItem
from portal.organisations.models import Membership
from portal.tenders.enums import (
    EVALUATORS,
    BidState,
    DeclarationState,
    EvaluationState,
    ProcurementState,
    QuestionKind,
    TeamRole,
)
from portal.tenders.models import (
    Bid,
    Evaluation,
    InterestDeclaration,
    OpenedPrice,
    Opening,
    Procurement,
    ProcurementAssignment,
    Question,
    Score,
)
from portal.tenders.permissions.evaluation import READERS, declaration_decision
from portal.tenders.rules.panel import scores_question

_RUNNING = (ProcurementState.PUBLISHED, ProcurementState.OPENED)


@dataclass
class _Desk:
    """What a person's work is read from: one query for each table, whatever the number of procurements."""

    user: Any
    procurements: dict[int, Procurement]
    roles: dict[int, set[TeamRole]]
    declarations: dict[int, InterestDeclaration]
    pending: dict[int, list[InterestDeclaration]]
    leads: dict[int, set[int]]
    openings: dict[int, Opening]
    evaluations: dict[int, list[Evaluation]]
    bids: dict[int, int]
    unchecked: dict[int, int]
    questions: dict[int, list[Question]]
    scores: dict[int, tuple[int, int]]
    agreed: dict[int, int]
    low: dict[int, int]

    def has(self, pk: int, *roles: TeamRole) -> bool:
        """Whether the person has one of these parts."""
        return bool(self.roles[pk] & set(roles))

    def is_cleared(self, procurement: Procurement) -> bool:
        """Whether the person's own declaration lets them go on."""
        known = procurement.state == ProcurementState.OPENED
        return bool(declaration_decision(self.declarations.get(procurement.pk), known))

    def scored_questions(self, evaluation: Evaluation) -> list[Question]:
        """The scored questions of a lot."""
        rows = self.questions.get(evaluation.lot.procurement_id, [])
        return [q for q in rows if q.kind == QuestionKind.SCORED and q.lot_id in (None, evaluation.lot_id)]

    def to_score(self, evaluation: Evaluation) -> int:
        """How many answers are this evaluator's."""
        roles = self.roles[evaluation.lot.procurement_id]
        mine = [
            q for q in self.scored_questions(evaluation) if any(scores_question(r, q.evaluator_group) for r in roles)
        ]
        return len(mine) * self.bids.get(evaluation.lot_id, 0)


def _desk(user: Any) -> _Desk | None:
    if not user.is_authenticated:
        return None
    at = now()
    rows = ProcurementAssignment.objects.filter(user=user, procurement__state__in=_RUNNING, assigned_at__lte=at)
    rows = rows.filter(Q(ended_at=None) | Q(ended_at__gt=at)).select_related("procurement").order_by("pk")
    procurements: dict[int, Procurement] = {}
    roles: dict[int, set[TeamRole]] = {}
    for row in rows:
        procurements[row.procurement_id] = row.procurement
        roles.setdefault(row.procurement_id, set()).add(TeamRole(row.role))
    if not procurements:
        return None
    keys = list(procurements)
    evaluations: dict[int, list[Evaluation]] = {}
    for evaluation in (
        Evaluation.objects.filter(lot__procurement__in=keys).select_related("lot").order_by("lot__number")
    ):
        evaluation.lot.procurement = procurements[evaluation.lot.procurement_id]
        evaluations.setdefault(evaluation.lot.procurement_id, []).append(evaluation)
    return _Desk(
        user,
        procurements,
        roles,
        declarations={
            d.procurement_id: d
            for d in InterestDeclaration.objects.filter(user=user, procurement__in=keys, superseded_at=None)
        },
        pending=_pending(user, keys),
        leads=_leads(keys),
        openings=_openings(keys),
        evaluations=evaluations,
        bids=_counts(Bid.objects.filter(procurement__in=keys, state=BidState.OPENED), "lot_id"),
        unchecked=_counts(
            Bid.objects.filter(procurement__in=keys, state=BidState.OPENED, compliance_check=None), "lot_id"
        ),
        questions=_questions(keys),
        scores=_own_scores(user, keys),
        agreed=dict(
            Evaluation.objects.filter(lot__procurement__in=keys)
            .values_list("pk")
            .annotate(n=Count("agreed", filter=Q(agreed__superseded_at=None)))
            .order_by("pk")
        ),
        low=_counts(
            OpenedPrice.objects.filter(bid__procurement__in=keys, is_abnormally_low=True, is_explanation_accepted=None),
            "bid__lot_id",
        ),
    )


def _counts(rows: Any, key: str) -> dict[int, int]:
    return dict(rows.values_list(key).annotate(n=Count("pk")).order_by(key))


def _pending(user: Any, keys: list[int]) -> dict[int, list[InterestDeclaration]]:
    found: dict[int, list[InterestDeclaration]] = {}
    rows = InterestDeclaration.objects.filter(
        procurement__in=keys, superseded_at=None, state=DeclarationState.PENDING
    ).exclude(user=user)
    for row in rows.select_related("user").order_by("declared_at"):
        found.setdefault(row.procurement_id, []).append(row)
    return found


def _leads(keys: list[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    rows = ProcurementAssignment.objects.filter(procurement__in=keys, role=TeamRole.LEAD, ended_at=None)
    for procurement, person in rows.values_list("procurement_id", "user_id").order_by("pk"):
        found.setdefault(procurement, set()).add(person)
    return found


def _openings(keys: list[int]) -> dict[int, Opening]:
    rows = Opening.objects.filter(procurement__in=keys, second_by=None).select_related("first_by")
    return {row.procurement_id: row for row in rows.order_by("first_at") if row.is_waiting(now())}


def _questions(keys: list[int]) -> dict[int, list[Question]]:
    found: dict[int, list[Question]] = {}
    for question in Question.objects.filter(procurement__in=keys).order_by("number"):
        found.setdefault(question.procurement_id, []).append(question)
    return found


def _own_scores(user: Any, keys: list[int]) -> dict[int, tuple[int, int]]:
    rows = (
        Score.objects.filter(evaluator=user, evaluation__lot__procurement__in=keys)
        .values("evaluation_id")
        .annotate(done=Count("pk"), handed_in=Count("submitted_at"))
        .order_by("evaluation_id")
    )
    return {row["evaluation_id"]: (row["done"], row["handed_in"]) for row in rows}


def _item(procurement: Procurement, name: str, *args: Any, **fields: Any) -> WorkItem:
    url = reverse(f"tenders:{name}", args=[procurement.ref, *args])
    return WorkItem(url=url, about=procurement.title, ref=procurement.ref, **fields)


def work_for(user: Any) -> list[WorkItem]:
    """What this person has to do in evaluations now, with why and by when."""
    found: list[WorkItem] = list(_bidder_work(user))
    desk = _desk(user)
    if desk is None:
        return found
    for procurement in desk.procurements.values():
        found += _declaring(desk, procurement)
        found += _opening(desk, procurement)
        found += _deciding(desk, procurement)
        for evaluation in desk.evaluations.get(procurement.pk, []):
            found += _in_lot(desk, procurement, evaluation)
    return found


def _bidder_work(user: Any) -> Iterator[WorkItem]:
    """A bidder is asked to explain its price."""
    if not user.is_authenticated:
        return
    mine = Membership.objects.current().filter(user=user, is_bid_lead=True).values("organisation")
    rows = OpenedPrice.objects.filter(
        bid__organisation__in=mine,
        explanation_asked_at__isnull=False,
        explained_at=None,
        is_explanation_accepted=None,
    ).select_related("bid", "bid__procurement")
    for price in rows.order_by("explanation_due_at"):
        yield _item(
            price.bid.procurement,
            "price_explain",
            price.bid.ref,
            title=_("Explain your price"),
            why=_("Because you are a bid lead. The buyer asks how you can do the work at your price."),
            role=_("Bid lead"),
            due_at=price.explanation_due_at,
        )


def _declaring(desk: _Desk, procurement: Procurement) -> Iterator[WorkItem]:
    known = procurement.state == ProcurementState.OPENED
    if not desk.has(procurement.pk, *(READERS if known else (TeamRole.OPENER,))):
        return
    declaration = desk.declarations.get(procurement.pk)
    if declaration is not None and declaration.are_names_known == known:
        return
    if declaration is not None and declaration.state == DeclarationState.BLOCKING:
        return
    part = _part(desk.roles[procurement.pk])
    why = (
        _(
            "Because you are %(part)s here, and the bidders' names are now known. You see no bid before this. "
            "About 10 minutes."
        )
        if known
        else _("Because you are %(part)s here. You declare before the bids are opened. About 10 minutes.")
    )
    yield _item(
        procurement,
        "declaration_make",
        title=_("Declare your interests"),
        why=why % {"part": part},
        role=part,
        due_at=None if known else procurement.deadline_at,
        action=_("Declare my interests"),
    )


def _part(roles: Iterable[TeamRole]) -> str:
    return ", ".join(str(role.label).lower() for role in sorted(roles))


def _opening(desk: _Desk, procurement: Procurement) -> Iterator[WorkItem]:
    if procurement.state != ProcurementState.PUBLISHED or not desk.has(procurement.pk, TeamRole.OPENER):
        return
    waiting = desk.openings.get(procurement.pk)
    if waiting is not None and waiting.first_by_id == desk.user.pk:
        return
    blocked = ""
    if not desk.is_cleared(procurement):
        blocked = _("Not open yet. It opens when your declaration is cleared.")
    elif not procurement.is_past_deadline(now()):
        blocked = _("Not open yet. Bids are sealed until the deadline.")
    title = _("Confirm the opening of the bids") if waiting else _("Open the bids, with the other officer")
    yield _item(
        procurement,
        "opening_detail",
        title=title,
        why=_("Because you are an opening officer. Two of you act within 15 minutes of each other."),
        role=str(TeamRole.OPENER.label),
        due_at=waiting.confirm_by_at if waiting else procurement.deadline_at,
        blocked_reason=blocked,
    )


def _deciding(desk: _Desk, procurement: Procurement) -> Iterator[WorkItem]:
    leads = desk.leads.get(procurement.pk, set())
    for row in desk.pending.get(procurement.pk, []):
        of_lead = row.user_id in leads
        needed = TeamRole.PUBLISHER if of_lead else TeamRole.LEAD
        if desk.has(procurement.pk, needed):
            yield _item(
                procurement,
                "declaration_decide",
                row.number,
                title=_("Decide on the declaration of %(name)s") % {"name": row.user},
                why=_("Because you are %(part)s here. Until you decide, this person sees no bid.")
                % {"part": str(needed.label).lower()},
                role=str(needed.label),
            )


def _in_lot(desk: _Desk, procurement: Procurement, evaluation: Evaluation) -> Iterator[WorkItem]:
    if procurement.state != ProcurementState.OPENED:
        return
    if desk.has(procurement.pk, TeamRole.LEAD):
        yield from _lead_work(desk, procurement, evaluation)
    if desk.has(procurement.pk, *EVALUATORS):
        yield from _scoring_work(desk, procurement, evaluation)
    if desk.has(procurement.pk, TeamRole.FACILITATOR) and evaluation.state == EvaluationState.MODERATION:
        yield from _moderation_work(desk, procurement, evaluation)


def _own_block(desk: _Desk, procurement: Procurement) -> str:
    return "" if desk.is_cleared(procurement) else _("Not open yet. It opens when your declaration is cleared.")


def _lead_work(desk: _Desk, procurement: Procurement, evaluation: Evaluation) -> Iterator[WorkItem]:
    if not desk.bids.get(evaluation.lot_id):
        return
    has_pass_fail = any(
        q.kind == QuestionKind.PASS_FAIL and q.lot_id in (None, evaluation.lot_id)
        for q in desk.questions.get(procurement.pk, [])
    )
    unchecked = desk.unchecked.get(evaluation.lot_id, 0) if has_pass_fail else 0
    step = _lead_step(evaluation, unchecked, desk.low.get(evaluation.lot_id, 0))
    if step is None:
        return
    title, name = step
    args = [] if name == "evaluation_detail" else [evaluation.lot.number]
    yield _item(
        procurement,
        name,
        *args,
        title=title,
        why=_("Because you are the procurement lead. The panel waits for this step."),
        role=str(TeamRole.LEAD.label),
        due_at=evaluation.scoring_due_at if evaluation.state == EvaluationState.SCORING else None,
        blocked_reason=_own_block(desk, procurement),
    )


def _lead_step(evaluation: Evaluation, unchecked: int, low: int) -> tuple[str, str] | None:
    if evaluation.state == EvaluationState.DECLARING:
        if unchecked:
            return _("Check the pass-or-fail answers of the bids"), "evaluation_detail"
        return _("Start the scoring"), "scoring_start"
    if evaluation.state == EvaluationState.SCORING:
        return _("Close the individual scoring when all have handed in"), "scoring_close"
    if evaluation.state == EvaluationState.QUALITY_LOCKED:
        if evaluation.prices_opened_at is None:
            return _("Open the prices"), "price_open"
        return (_("Decide on a low price"), "ranking_detail") if low else (_("Work out the order"), "ranking_make")
    return None


def _scoring_work(desk: _Desk, procurement: Procurement, evaluation: Evaluation) -> Iterator[WorkItem]:
    if evaluation.state not in (EvaluationState.DECLARING, EvaluationState.SCORING):
        return
    declaration = desk.declarations.get(procurement.pk)
    if declaration is not None and declaration.state == DeclarationState.BLOCKING:
        return
    total = desk.to_score(evaluation)
    done, handed_in = desk.scores.get(evaluation.pk, (0, 0))
    if not total or handed_in >= total:
        return
    blocked = _own_block(desk, procurement)
    if not blocked and evaluation.state == EvaluationState.DECLARING:
        blocked = _("Not open yet. It opens when the procurement lead starts the scoring.")
    title = (
        _("Hand in your scores")
        if done == total
        else ngettext("Score %(n)d answer", "Score %(n)d answers", total - done) % {"n": total - done}
    )
    roles = desk.roles[procurement.pk] & set(EVALUATORS)
    yield _item(
        procurement,
        "scoring_detail",
        evaluation.lot.number,
        title=title,
        why=_("Because you are %(part)s here. Nobody sees your scores before all are in.") % {"part": _part(roles)},
        role=_part(roles),
        due_at=evaluation.scoring_due_at,
        blocked_reason=blocked,
    )


def _moderation_work(desk: _Desk, procurement: Procurement, evaluation: Evaluation) -> Iterator[WorkItem]:
    total = len(desk.scored_questions(evaluation)) * desk.bids.get(evaluation.lot_id, 0)
    done = desk.agreed.get(evaluation.pk, 0)
    name, title = "moderation_detail", _("Agree the scores with the panel: %(done)d of %(total)d done")
    if done >= total:
        name, title = "quality_lock", _("Lock the agreed scores")
    yield _item(
        procurement,
        name,
        evaluation.lot.number,
        title=title % {"done": done, "total": total} if done < total else title,
        why=_("Because you are the facilitator: you lead the talk and do not score."),
        role=str(TeamRole.FACILITATOR.label),
        blocked_reason=_own_block(desk, procurement),
    )


def waiting_for(user: Any) -> list[Waiting]:
    """What this person has done their part of, and who is to act now."""
    desk = _desk(user)
    if desk is None:
        return []
    found: list[Waiting] = []
    for procurement in desk.procurements.values():
        found += _waiting_in(desk, procurement)
    return found


def _waiting_in(desk: _Desk, procurement: Procurement) -> Iterator[Waiting]:
    def waiting(title: str, who: str, expected: Any = None, note: str = "") -> Waiting:
        url = reverse("tenders:evaluation_detail", args=[procurement.ref])
        return Waiting(title, url, procurement.title, who, expected, note)

    declaration = desk.declarations.get(procurement.pk)
    if declaration is not None and declaration.state == DeclarationState.PENDING:
        is_lead = desk.has(procurement.pk, TeamRole.LEAD)
        who = _("The publisher") if is_lead else _("The procurement lead")
        yield waiting(_("A decision on your declaration of interests"), who)
    opening = desk.openings.get(procurement.pk)
    if opening is not None and opening.first_by_id == desk.user.pk:
        yield waiting(
            _("Confirmation of the opening"),
            _("The other opening officer"),
            opening.confirm_by_at,
            _("After that your start lapses"),
        )
    for evaluation in desk.evaluations.get(procurement.pk, []):
        total = desk.to_score(evaluation)
        handed_in = desk.scores.get(evaluation.pk, (0, 0))[1]
        if evaluation.state == EvaluationState.SCORING and total and handed_in >= total:
            yield waiting(
                _("The other evaluators' scores"), _("The panel and the procurement lead"), evaluation.scoring_due_at
            )

"""The hub of an evaluation: who is at what stage, what is next and by whom, and what this person can do."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.common.clock import now
from portal.common.permissions import YES, Decision, no
from portal.common.templatetags.ui_text import counted, day, when
from portal.tenders.enums import (
    EVALUATORS,
    BidState,
    DeclarationState,
    EvaluationState,
    ProcurementState,
    QuestionKind,
    TeamRole,
)
from portal.tenders.models import Bid, Evaluation, InterestDeclaration, Procurement, ProcurementAssignment
from portal.tenders.permissions.award import can_see_award
from portal.tenders.permissions.evaluation import (
    READERS,
    can_close_scoring,
    can_confirm_opening,
    can_declare,
    can_lock_quality,
    can_open_prices,
    can_rank,
    can_score,
    can_see_all_scores,
    can_see_ranking,
    can_start_opening,
    can_start_scoring,
    current_declaration,
    link_objection,
    opening_in_progress,
    sees_names,
)
from portal.tenders.permissions.procurement import team_roles
from portal.tenders.selectors.evaluation import (
    Board,
    board_of,
    compliance_of,
    evaluations_of,
    opened_bids,
    questions_of_lot,
)

KINDS = {
    DeclarationState.PENDING: "waiting",
    DeclarationState.CLEARED: "done",
    DeclarationState.CLEARED_WITH_MITIGATION: "done",
    DeclarationState.BLOCKING: "stopped",
}
_ORDER = list(EvaluationState)


@dataclass(frozen=True)
class HubAct:
    """Something this person's part does here: with its way, or with the reason why not now."""

    label: str
    href: str
    decision: Decision
    why: str = ""


@dataclass(frozen=True)
class LotView:
    """One lot on the hub."""

    evaluation: Evaluation
    board: Board
    stages: list[tuple[str, str, str]]
    bids: list[list[Any]]
    progress: str


def _url(name: str, procurement: Procurement, *args: Any) -> str:
    return reverse(f"tenders:{name}", args=[procurement.ref, *args])


def hub_page(user: Any, procurement: Procurement) -> dict[str, Any]:
    """Everything the hub shows to this person."""
    roles = team_roles(user, procurement)
    lots = [_lot_view(user, procurement, evaluation) for evaluation in _evaluations(procurement)]
    acts = hub_acts(user, procurement, roles, [lot.board for lot in lots])
    own = current_declaration(user, procurement)
    barred = own.decision_reason if own is not None and own.state == DeclarationState.BLOCKING else ""
    sees_progress = bool(roles & {TeamRole.LEAD, TeamRole.FACILITATOR})
    return {
        "procurement": procurement,
        "lots": lots,
        "acts": acts,
        "first_act": next((act for act in acts if act.decision), None),
        "people": people_rows(procurement, [lot.board for lot in lots] if sees_progress else []),
        "next": next_text(procurement, [lot.evaluation for lot in lots]),
        "state": hub_state(procurement, [lot.evaluation for lot in lots]),
        "can_see_opening": bool(roles & {TeamRole.LEAD, TeamRole.OPENER, TeamRole.PUBLISHER}),
        "can_see_declarations": bool(roles & {TeamRole.LEAD, TeamRole.PUBLISHER}),
        "own_declaration": own,
        "barred": barred or link_objection(user, procurement),
    }


def _evaluations(procurement: Procurement) -> list[Evaluation]:
    found = list(evaluations_of(procurement))
    for evaluation in found:
        evaluation.lot.procurement = procurement
    return found


def hub_state(procurement: Procurement, evaluations: list[Evaluation]) -> tuple[str, str]:
    """The words of the tag and its kind."""
    if procurement.state == ProcurementState.PUBLISHED:
        if procurement.is_past_deadline(now()):
            return _("Closed, waiting to be opened"), "sealed"
        return _("Open for bids"), "open"
    if procurement.state == ProcurementState.OPENED and evaluations:
        least = min(evaluations, key=lambda e: _ORDER.index(EvaluationState(e.state)))
        return least.get_state_display(), "now"
    return procurement.get_state_display(), "done"


def next_text(procurement: Procurement, evaluations: list[Evaluation]) -> tuple[str, str]:
    """What happens next, and who does it."""
    if procurement.state == ProcurementState.PUBLISHED:
        if not procurement.is_past_deadline(now()):
            return (
                _("Bids close %(when)s") % {"when": when(procurement.deadline_at)},
                _("Until then they are sealed for everybody. Opening officers declare their interests before."),
            )
        waiting = opening_in_progress(procurement)
        if waiting:
            words = {"name": str(waiting.first_by), "until": when(waiting.confirm_by_at)}
            return (
                _("The opening has begun"),
                _("%(name)s started. The other officer confirms until %(until)s.") % words,
            )
        return _("The bids can be opened"), _("Two opening officers act within 15 minutes of each other.")
    if procurement.state != ProcurementState.OPENED or not evaluations:
        return _("Nothing waits here"), ""
    least = min(evaluations, key=lambda e: _ORDER.index(EvaluationState(e.state)))
    return {
        EvaluationState.DECLARING: (
            _("Interests are declared"),
            _("Everybody who is to see bids declares. The lead decides, then starts the scoring."),
        ),
        EvaluationState.SCORING: (
            _("Evaluators score alone, until %(when)s") % {"when": when(least.scoring_due_at)},
            _("The lead closes the scoring when everybody has handed in."),
        ),
        EvaluationState.MODERATION: (
            _("The panel agrees the scores"),
            _("The facilitator writes down each agreed score and its reasons, then locks them."),
        ),
        EvaluationState.QUALITY_LOCKED: (
            _("Price joins"),
            _("The lead opens the prices and has the order worked out."),
        ),
        EvaluationState.RANKED: (_("The order is known"), _("The lead recommends, and somebody else approves.")),
    }[EvaluationState(least.state)]


def _lot_view(user: Any, procurement: Procurement, evaluation: Evaluation) -> LotView:
    board = board_of(evaluation)
    named, checks = sees_names(user, procurement), compliance_of(evaluation)
    bids = [_bid_row(evaluation, bid, named, checks) for bid in opened_bids(evaluation)]
    return LotView(evaluation, board, _stages(procurement, evaluation), bids, _progress(board))


def _bid_row(evaluation: Evaluation, bid: Bid, named: bool, checks: dict[int, Any]) -> list[Any]:
    state: dict[str, Any] = {"text": "", "tag": _("Opened"), "kind": "open"}
    if bid.state == BidState.NON_COMPLIANT:
        state = {"text": bid.non_compliance_reason, "tag": _("Not compliant"), "kind": "stopped"}
    elif bid.pk in checks:
        state = {"text": "", "tag": _("Meets the conditions"), "kind": "done"}
    return [evaluation.label_of(bid), bid.bidder_name if named else _("Hidden from the panel"), state]


def _stages(procurement: Procurement, evaluation: Evaluation) -> list[tuple[str, str, str]]:
    place = _ORDER.index(EvaluationState(evaluation.state))
    opening = procurement.openings.filter(second_by__isnull=False).first()
    steps = (
        (_("Bids opened"), -1, opening.second_at if opening else None),
        (_("Interests declared"), 0, evaluation.scoring_started_at),
        (_("Scored alone"), 1, evaluation.scoring_closed_at),
        (_("Scores agreed"), 2, evaluation.quality_locked_at),
        (_("Prices and order"), 3, evaluation.ranked_at),
    )
    return [
        (name, "done" if step < place else "now" if step == place else "", day(at) if step < place else "")
        for name, step, at in steps
    ]


def _progress(board: Board) -> str:
    if board.evaluation.state == EvaluationState.MODERATION:
        total = len(board.bids) * len(board.questions)
        words = {"done": total - len(board.open_items()), "total": total}
        return _("%(done)d of %(total)d scores agreed.") % words
    return ""


def people_rows(procurement: Procurement, boards: list[Board]) -> list[list[Any]]:
    """Everybody on the team: part, declaration, and (for lead and facilitator) how far the scoring has got."""
    rows = ProcurementAssignment.objects.filter(procurement=procurement).select_related("user").order_by("number")
    declared = {d.user_id: d for d in procurement.declarations.filter(superseded_at=None)}
    parts: dict[int, list[TeamRole]] = {}
    people: dict[int, Any] = {}
    for row in rows:
        if row.is_active(now()):
            parts.setdefault(row.user_id, []).append(TeamRole(row.role))
            people[row.user_id] = row.user
    return [
        [
            str(person),
            ", ".join(str(role.label) for role in parts[pk]),
            _declaration_cell(procurement, parts[pk], declared.get(pk)),
            _scoring_cell(pk, boards),
        ]
        for pk, person in people.items()
    ]


def _declaration_cell(
    procurement: Procurement, roles: list[TeamRole], declaration: InterestDeclaration | None
) -> dict[str, str]:
    known = procurement.state != ProcurementState.PUBLISHED
    needed = bool(set(roles) & set(READERS)) if known else TeamRole.OPENER in roles
    if declaration is None:
        return {"text": "", "tag": _("To declare"), "kind": "late"} if needed else {"text": _("Not needed")}
    if known and not declaration.are_names_known:
        if needed:
            return {"text": "", "tag": _("To declare again"), "kind": "late"}
        return {"text": _("Cleared before the opening") if declaration.is_cleared else _("Not needed")}
    return {
        "text": "",
        "tag": declaration.get_state_display(),
        "kind": KINDS[DeclarationState(declaration.state)],
    }


def _scoring_cell(user_pk: int, boards: list[Board]) -> str:
    found = []
    for board in boards:
        person = next((p for p in board.panel if p.user.pk == user_pk and p.is_active), None)
        if person is None:
            continue
        if user_pk in board.set_aside:
            found.append(_("Scores set aside"))
        elif board.is_submitted(person):
            found.append(_("All handed in"))
        elif user_pk in board.absences:
            found.append(_("Absent, recorded"))
        else:
            found.append(
                _("%(done)d of %(total)d scored") % {"done": board.done(person), "total": len(board.wanted(person))}
            )
    return ", ".join(found)


# -- What this person does here --------------------------------------------------------------------------------------


def hub_acts(user: Any, procurement: Procurement, roles: set[TeamRole], boards: list[Board]) -> list[HubAct]:
    """The acts of the person's parts in this phase, the ones that are off with their reason."""
    found = [*_own_declaration(user, procurement, roles), *_opening_acts(user, procurement, roles)]
    found += _deciding_acts(user, procurement, roles)
    for board in boards:
        suffix = _(" (lot %(n)d)") % {"n": board.evaluation.lot.number} if len(boards) > 1 else ""
        found += _lot_acts(user, procurement, roles, board, suffix)
    return found


def _own_declaration(user: Any, procurement: Procurement, roles: set[TeamRole]) -> list[HubAct]:
    known = procurement.state == ProcurementState.OPENED
    needs = roles & set(READERS) if known else roles & {TeamRole.OPENER}
    if not needs or procurement.state not in (ProcurementState.PUBLISHED, ProcurementState.OPENED):
        return []
    declaration = current_declaration(user, procurement)
    if declaration is not None and declaration.are_names_known == known:
        return []
    label = _("Declare your interests again") if declaration else _("Declare your interests")
    return [HubAct(label, _url("declaration_make", procurement), can_declare(user, procurement))]


def _opening_acts(user: Any, procurement: Procurement, roles: set[TeamRole]) -> list[HubAct]:
    if TeamRole.OPENER not in roles or procurement.state != ProcurementState.PUBLISHED:
        return []
    waiting = opening_in_progress(procurement)
    if waiting and waiting.first_by_id != user.pk:
        decision = can_confirm_opening(user, procurement)
        return [HubAct(_("Confirm and open the bids"), _url("opening_confirm", procurement), decision)]
    decision = can_start_opening(user, procurement)
    return [HubAct(_("Start the opening"), _url("opening_start", procurement), decision)]


def _deciding_acts(user: Any, procurement: Procurement, roles: set[TeamRole]) -> list[HubAct]:
    if not roles & {TeamRole.LEAD, TeamRole.PUBLISHER}:
        return []
    pending = procurement.declarations.filter(state=DeclarationState.PENDING, superseded_at=None).exclude(user=user)
    leads = procurement.assignments.filter(role=TeamRole.LEAD).values("user")
    mine = pending.exclude(user__in=leads) if TeamRole.LEAD in roles else pending.filter(user__in=leads)
    count = mine.count()
    if not count:
        return []
    label = _("Decide on %(what)s") % {"what": counted(count, _("declaration,declarations"))}
    return [HubAct(label, _url("declaration_list", procurement), YES)]


def _lot_acts(user: Any, procurement: Procurement, roles: set[TeamRole], board: Board, suffix: str) -> list[HubAct]:
    evaluation, lot = board.evaluation, board.evaluation.lot.number
    state, found = EvaluationState(evaluation.state), []

    def add(label: str, name: str, decision: Decision, *args: Any) -> None:
        found.append(HubAct(label + suffix, _url(name, procurement, lot, *args), decision))

    if TeamRole.LEAD in roles:
        for label, name, decision, *args in _lead_acts(user, board, state):
            add(label, name, decision, *args)
    if roles & set(EVALUATORS) and state in (EvaluationState.DECLARING, EvaluationState.SCORING):
        add(_("Score the bids"), "scoring_detail", can_score(user, evaluation))
    if roles & {TeamRole.FACILITATOR} and state not in (EvaluationState.QUALITY_LOCKED, EvaluationState.RANKED):
        add(_("Agree the scores"), "moderation_detail", can_see_all_scores(user, evaluation))
        if state == EvaluationState.MODERATION and not board.open_items():
            add(_("Lock the agreed scores"), "quality_lock", can_lock_quality(user, evaluation))
    elif roles & set(READERS) and state in _ORDER[2:]:
        add(_("See the scores of the panel"), "moderation_detail", can_see_all_scores(user, evaluation))
    if roles & {TeamRole.LEAD, TeamRole.APPROVER} and state == EvaluationState.RANKED:
        add(_("See the order of the bids"), "ranking_detail", can_see_ranking(user, evaluation))
    if roles & {TeamRole.LEAD, TeamRole.APPROVER, TeamRole.PUBLISHER} and state == EvaluationState.RANKED:
        add(_("Recommend, approve, announce and award"), "award_lot", can_see_award(user, evaluation))
    return found


def _lead_acts(user: Any, board: Board, state: EvaluationState) -> list[tuple[Any, ...]]:
    evaluation = board.evaluation
    if state == EvaluationState.DECLARING:
        found: list[tuple[Any, ...]] = []
        start = can_start_scoring(user, evaluation)
        for bid in _unjudged(evaluation):
            letter = evaluation.letter_of(bid)
            label = _("Check the pass-or-fail answers of Bid %(letter)s") % {"letter": letter}
            found.append((label, "compliance_decide", start, letter))
        if found and start:
            start = no(_("First decide on the pass-or-fail answers of every bid."))
        return [*found, (_("Start the scoring"), "scoring_start", start)]
    if state == EvaluationState.SCORING:
        return [(_("Close the individual scoring"), "scoring_close", can_close_scoring(user, evaluation))]
    if state == EvaluationState.QUALITY_LOCKED:
        if evaluation.prices_opened_at is None:
            return [(_("Open the prices"), "price_open", can_open_prices(user, evaluation))]
        return [
            (_("See the prices"), "ranking_detail", can_see_ranking(user, evaluation)),
            (_("Work out the order"), "ranking_make", can_rank(user, evaluation)),
        ]
    return []


def _unjudged(evaluation: Evaluation) -> list[Bid]:
    if not questions_of_lot(evaluation, QuestionKind.PASS_FAIL):
        return []
    checks = compliance_of(evaluation)
    return [bid for bid in opened_bids(evaluation) if bid.pk not in checks]

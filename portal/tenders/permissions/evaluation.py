"""Who opens, declares, reads, scores, moderates and ranks (domain 2.5 to 2.8; SOD-01 to SOD-11).

Nobody holds a stored right on a bid here: each policy asks the person's part in the procurement, its dates, the phase,
and the person's own declaration, so that an expired part or a late conflict is refused with the next request.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from portal.alliances.enums import MemberState
from portal.common.clock import now
from portal.common.permissions import YES, Decision, holds, no
from portal.common.templatetags.ui_text import day, when
from portal.organisations.models import Membership
from portal.tenders.enums import EVALUATORS, BidState, DeclarationState, EvaluationState, ProcurementState, TeamRole
from portal.tenders.models import Bid, BidMember, OpenedPrice, Opening, Score, ScoresSetAside
from portal.tenders.permissions.bid import BidPerm
from portal.tenders.permissions.procurement import has_team_role, team_roles
from portal.tenders.rules.panel import past_links_since, scores_question

if TYPE_CHECKING:
    from portal.tenders.models import Evaluation, InterestDeclaration, Procurement, Question

READERS = (TeamRole.LEAD, TeamRole.FACILITATOR, *EVALUATORS, TeamRole.APPROVER)
NAMED = (BidState.SUBMITTED, BidState.OPENED, BidState.NON_COMPLIANT)
READABLE = (BidState.OPENED, BidState.NON_COMPLIANT)
CLOSED = (EvaluationState.MODERATION, EvaluationState.QUALITY_LOCKED, EvaluationState.RANKED)
LOCKED = (EvaluationState.QUALITY_LOCKED, EvaluationState.RANKED)
BEFORE_OPENING = (ProcurementState.DRAFT, ProcurementState.PUBLISHED)
APART_FROM_OPENING = (*EVALUATORS, TeamRole.FACILITATOR, TeamRole.APPROVER)


def _lead() -> str:
    return _("The procurement lead")


def can_see_evaluation(user: Any, procurement: "Procurement") -> Decision:
    """The team of a published procurement; to everybody else its evaluation does not exist."""
    if procurement.state in (ProcurementState.DRAFT, ProcurementState.SOURCED) or not team_roles(user, procurement):
        return no(_("The evaluation is seen by the people who carry it out."))
    return YES


# -- Interests -------------------------------------------------------------------------------------------------------


def concerned_organisations(procurement: "Procurement", *, with_interested: bool) -> set[int]:
    """Every organisation behind a bid that was sent: who bids, its members, the members of its alliance.

    `with_interested`: those that registered interest as well. One query.
    """
    bids = Bid.objects.filter(procurement=procurement, state__in=NAMED).order_by()
    sets = [
        BidMember.objects.filter(bid__procurement=procurement, bid__state__in=NAMED).order_by().values("organisation"),
        bids.filter(alliance__members__state=MemberState.ADMITTED).values("alliance__members__organisation"),
    ]
    if with_interested:
        sets.append(procurement.interests.filter(withdrawn_at=None).order_by().values("organisation"))
    found = bids.values_list("organisation").union(*sets)
    return {pk for (pk,) in found if pk is not None}


def link_objection(user: Any, procurement: "Procurement") -> str:
    """Why this person is too close to a bidder: belongs to one, or did within three years (SOD-04). Empty if not.

    Before the opening the organisations that registered interest count as well, and none is named.
    """
    if not user.is_authenticated:
        return ""
    names_known = procurement.state not in BEFORE_OPENING
    kept: dict[int, Membership] | None = procurement.__dict__.get("_links_kept")
    row = _links(procurement, [user]).get(user.pk) if kept is None else kept.get(user.pk)
    if row is None:
        return ""
    if not names_known:
        return _("You belong, or belonged in the past three years, to an organisation that may bid here.")
    if row.left_at is None:
        return _("You belong to %(name)s, which bids here.") % {"name": row.organisation.name}
    return _("You belonged to %(name)s until %(day)s, and it bids here. Three years must have passed.") % {
        "name": row.organisation.name,
        "day": day(row.left_at),
    }


def _links(procurement: "Procurement", users: Iterable[Any]) -> dict[int, Membership]:
    """Of each of these people the last tie to an organisation concerned; two queries for any number."""
    concerned = concerned_organisations(procurement, with_interested=procurement.state in BEFORE_OPENING)
    since = past_links_since(now())
    rows = Membership.objects.filter(
        Q(left_at=None) | Q(left_at__gte=since), user__in=[user.pk for user in users], organisation__in=concerned
    )
    found: dict[int, Membership] = {}
    for row in rows.select_related("organisation").order_by("-left_at", "pk"):
        found.setdefault(row.user_id, row)
    return found


def keep_interests(procurement: "Procurement", users: Iterable[Any]) -> None:
    """Read ties and declarations of all these people at once, where the policies are asked about many."""
    people = [user for user in users if user.pk]
    procurement.__dict__["_links_kept"] = _links(procurement, people)
    rows = procurement.declarations.filter(user__in=[user.pk for user in people], superseded_at=None)
    procurement.__dict__["_declarations_kept"] = {row.user_id: row for row in rows.select_related("decided_by")}


def current_declaration(user: Any, procurement: "Procurement") -> "InterestDeclaration | None":
    """The person's declaration that counts now."""
    if not user.is_authenticated:
        return None
    kept: dict[int, InterestDeclaration] | None = procurement.__dict__.get("_declarations_kept")
    if kept is not None:
        return kept.get(user.pk)
    return procurement.declarations.filter(user=user, superseded_at=None).select_related("decided_by").first()


def declaration_decision(declaration: "InterestDeclaration | None", are_names_known: bool) -> Decision:
    """Whether it lets its maker see bids: there, made when the names were known, and cleared (SOD-01, SOD-02)."""
    if declaration is None:
        return no(_("Your declaration of interests is missing. Bids are read only by people who have declared."))
    if declaration.state == DeclarationState.BLOCKING:
        return no(_("You take no part in this evaluation: %(reason)s") % {"reason": declaration.decision_reason})
    if are_names_known and not declaration.are_names_known:
        return no(_("You declared before the bidders were known. Now that they are, declare again."))
    if declaration.state == DeclarationState.PENDING:
        reason = _("Your declaration of %(when)s has not been decided yet.")
        return no(reason % {"when": when(declaration.declared_at)}, _("The procurement lead decides on declarations."))
    return YES


def interest_decision(user: Any, procurement: "Procurement") -> Decision:
    """Whether nothing in this person's interests keeps them from the bids now."""
    if link := link_objection(user, procurement):
        return no(link)
    known = procurement.state not in BEFORE_OPENING
    return declaration_decision(current_declaration(user, procurement), known)


def can_declare(user: Any, procurement: "Procurement") -> Decision:
    """Openers beforehand; once the names are known, everybody who is to see bids. Again whenever something changes."""
    roles = team_roles(user, procurement)
    if procurement.state == ProcurementState.PUBLISHED:
        if TeamRole.OPENER in roles:
            return YES
        return no(_("You declare your interests when the bids are opened and the bidders are known."))
    if procurement.state != ProcurementState.OPENED:
        return no(_("There is nothing to declare: this procurement is not being evaluated."))
    if roles & {*READERS, TeamRole.OPENER}:
        return YES
    return no(_("Only people who are to see bids declare their interests."))


def needs_declaration(user: Any, procurement: "Procurement") -> bool:
    """Whether the person is to declare now, for the first time or again now that the names are known."""
    if not can_declare(user, procurement):
        return False
    declaration = current_declaration(user, procurement)
    return declaration is None or declaration.are_names_known != (procurement.state == ProcurementState.OPENED)


def decides_for(roles: set[TeamRole]) -> TeamRole:
    """Whose declarations this part's holders have decided by: the lead's go to the publisher."""
    return TeamRole.PUBLISHER if TeamRole.LEAD in roles else TeamRole.LEAD


def can_decide_declaration(user: Any, declaration: "InterestDeclaration | None") -> Decision:
    """The lead; the publisher for the lead's own. Nobody decides their own. The portal itself only blocks."""
    if declaration is None:
        return no(_("There is nothing to decide."))
    if user is None:
        return YES
    if declaration.user_id == user.pk:
        return no(_("Nobody decides on their own declaration."), _("The publisher, or the procurement lead"))
    decider = decides_for(team_roles(declaration.user, declaration.procurement))
    if not has_team_role(user, declaration.procurement, decider):
        if decider == TeamRole.PUBLISHER:
            return no(_("The lead's own declaration is decided by the publisher."), _("The assigned publisher"))
        return no(_("Only the procurement lead decides on declarations."), _lead())
    return YES


def can_clear_declaration(user: Any, declaration: "InterestDeclaration") -> Decision:
    """As `can_decide_declaration`; a link on record cannot be cleared away, and only the latest counts."""
    if user is None:
        return no(_("A person decides this."))
    if declaration.superseded_at:
        return no(_("A newer declaration has taken its place."))
    if link_objection(declaration.user, declaration.procurement):
        return no(_("This person is on record with a bidder, which no decision can set aside."))
    return can_decide_declaration(user, declaration)


def can_see_declarations(user: Any, procurement: "Procurement") -> Decision:
    """Those who decide on them; what each sees is filtered by whose it is."""
    if has_team_role(user, procurement, TeamRole.LEAD, TeamRole.PUBLISHER):
        return YES
    return no(_("Declarations are read by those who decide on them."), _lead())


# -- Opening ---------------------------------------------------------------------------------------------------------


def can_open_bids(user: Any, procurement: "Procurement") -> Decision:
    """An assigned officer, after the deadline, cleared, with no other part in the judgement (SOD-05, SOD-06)."""
    if not has_team_role(user, procurement, TeamRole.OPENER):
        return no(_("Only the two assigned opening officers open the bids."), _("The two opening officers"))
    if procurement.assignments.filter(user=user, role__in=APART_FROM_OPENING).exists():
        return no(_("Those who open the bids do not score, facilitate or approve."))
    if procurement.state != ProcurementState.PUBLISHED:
        return no(_("The bids have been opened."))
    if not procurement.is_past_deadline(now()):
        return no(
            _("Bids stay sealed until %(when)s. Nobody can open them before.") % {"when": when(procurement.deadline_at)}
        )
    return interest_decision(user, procurement)


def can_start_opening(user: Any, procurement: "Procurement") -> Decision:
    """The first of the two officers, when no start is waiting."""
    if not (decision := can_open_bids(user, procurement)):
        return decision
    waiting = opening_in_progress(procurement)
    if waiting is None:
        return YES
    words = {"name": str(waiting.first_by), "until": when(waiting.confirm_by_at)}
    if waiting.first_by_id == user.pk:
        return no(_("You have started. The other officer confirms until %(until)s.") % words)
    return no(_("%(name)s has started. Confirm it until %(until)s.") % words)


def can_confirm_opening(user: Any, procurement: "Procurement") -> Decision:
    """The other officer, within 15 minutes of the first."""
    if not (decision := can_open_bids(user, procurement)):
        return decision
    waiting = opening_in_progress(procurement)
    if waiting is None:
        return no(_("Nobody has started the opening, or the 15 minutes are over. One of you starts again."))
    if waiting.first_by_id == user.pk:
        return no(_("You started it, so the other opening officer confirms."), _("The other opening officer"))
    return YES


def opening_in_progress(procurement: "Procurement") -> Opening | None:
    """A start that still waits for the second officer."""
    rows = procurement.openings.filter(second_by=None).select_related("first_by").order_by("-first_at")
    return next((row for row in rows if row.is_waiting(now())), None)


def can_see_opening(user: Any, procurement: "Procurement") -> Decision:
    """Openers and the lead, who know names. Bidders' names reach evaluators only in their declaration."""
    if has_team_role(user, procurement, TeamRole.OPENER, TeamRole.LEAD, TeamRole.PUBLISHER):
        return YES
    return no(_("The record of the opening names the bidders. The panel reads the bids without names."), _lead())


# -- Reading bids ----------------------------------------------------------------------------------------------------


def can_read_opened_bid(user: Any, bid: "Bid") -> Decision:
    """Those whose part needs it, when the bids are open and their own declaration is cleared (SOD-01, SOD-02)."""
    if bid.state not in READABLE:
        return no(_("This bid is sealed. Two officers open all bids together after the deadline."))
    if not has_team_role(user, bid.procurement, *READERS):
        return no(_("Your part in this procurement does not need the bids."), _("The panel, the lead, the approver"))
    return interest_decision(user, bid.procurement)


def can_read_answer(user: Any, bid: "Bid", question: "Question") -> Decision:
    """As `can_read_opened_bid`; evaluators read the answers that they score."""
    if not (decision := can_read_opened_bid(user, bid)):
        return decision
    roles = team_roles(user, bid.procurement)
    if roles & {TeamRole.LEAD, TeamRole.FACILITATOR, TeamRole.APPROVER}:
        return YES
    if any(scores_question(role, question.evaluator_group) for role in roles):
        return YES
    return no(_("You score other questions, and read only the answers to those."), _lead())


def can_read_files(user: Any, bid: "Bid", question: "Question") -> Decision:
    """Names in a file cannot be hidden, so evaluators with lived experience judge the text (domain 2.8)."""
    if not (decision := can_read_answer(user, bid, question)):
        return decision
    if team_roles(user, bid.procurement) == {TeamRole.LIVED_EVALUATOR}:
        return no(_("Files can name people who work for a bidder. You judge the written answer."), _lead())
    return YES


def sees_names(user: Any, procurement: "Procurement") -> bool:
    """The lead, openers, publisher and approver know which bid is whose; the panel does not."""
    roles = team_roles(user, procurement)
    panel = {TeamRole.FACILITATOR, *EVALUATORS}
    return bool(roles & {TeamRole.LEAD, TeamRole.OPENER, TeamRole.PUBLISHER, TeamRole.APPROVER}) and not roles & panel


def can_check_compliance(user: Any, evaluation: "Evaluation") -> Decision:
    """The lead, cleared, before scoring begins."""
    if not (decision := _cleared_lead(user, evaluation, _("decides whether a bid meets the pass-or-fail questions"))):
        return decision
    if evaluation.state != EvaluationState.DECLARING:
        return no(_("Scoring has begun, so which bids are scored is settled."))
    return YES


# -- Scoring ---------------------------------------------------------------------------------------------------------


def can_start_scoring(user: Any, evaluation: "Evaluation") -> Decision:
    """The lead, cleared, once."""
    if not (decision := _cleared_lead(user, evaluation, _("starts the scoring"))):
        return decision
    if evaluation.state != EvaluationState.DECLARING:
        return no(_("Scoring has been started."))
    return YES


def can_score(user: Any, evaluation: "Evaluation") -> Decision:
    """An evaluator, cleared, not set aside, while individual scoring is open (SOD-02, SOD-09)."""
    procurement = evaluation.lot.procurement
    if not has_team_role(user, procurement, *EVALUATORS):
        return no(_("Only the evaluators of this procurement score."), _("The evaluators"))
    if not (decision := interest_decision(user, procurement)):
        return decision
    if evaluation.state == EvaluationState.DECLARING:
        return no(_("The procurement lead has not started the scoring yet."), _lead())
    if evaluation.state != EvaluationState.SCORING:
        return no(
            _("Individual scores were locked on %(when)s. Only what the panel agrees is written now.")
            % {"when": when(evaluation.scoring_closed_at)}
        )
    if ScoresSetAside.objects.filter(evaluation=evaluation, evaluator=user).exists():
        return no(_("Your scores here were set aside."), _lead())
    return YES


def can_score_answer(user: Any, evaluation: "Evaluation", bid: "Bid", question: "Question") -> Decision:
    """As `can_score`, for one answer that is this evaluator's."""
    if not (decision := can_score(user, evaluation)):
        return decision
    if bid.state != BidState.OPENED:
        return no(_("This bid did not meet the pass-or-fail questions, so it is not scored."))
    return can_read_answer(user, bid, question)


def can_close_scoring(user: Any, evaluation: "Evaluation") -> Decision:
    """The lead, cleared, while scoring is open."""
    if not (decision := _cleared_lead(user, evaluation, _("closes the individual scoring"))):
        return decision
    if evaluation.state != EvaluationState.SCORING:
        return no(_("Individual scoring is not open."))
    return YES


def can_see_all_scores(user: Any, evaluation: "Evaluation") -> Decision:
    """Scores of all: nobody before individual scoring closes; then panel, lead, facilitator, approver (SOD-08)."""
    procurement = evaluation.lot.procurement
    if not has_team_role(user, procurement, *READERS):
        return no(_("Scores are seen by the panel, the lead, the facilitator and the approver."), _lead())
    if evaluation.state not in CLOSED:
        return no(_("Until individual scoring closes, nobody sees the scores of another person."))
    return interest_decision(user, procurement)


# -- Moderation, price, ranking --------------------------------------------------------------------------------------


def can_record_consensus(user: Any, evaluation: "Evaluation") -> Decision:
    """The facilitator, who scored nothing in this lot, between closing and locking (SOD-10)."""
    if not (decision := _may_facilitate(user, evaluation)):
        return decision
    if evaluation.state in LOCKED:
        return no(_("The quality scores were locked on %(when)s.") % {"when": when(evaluation.quality_locked_at)})
    if evaluation.state != EvaluationState.MODERATION:
        return no(_("The panel agrees scores after individual scoring has closed."))
    return YES


def can_lock_quality(user: Any, evaluation: "Evaluation") -> Decision:
    """The facilitator, when the panel has agreed everything."""
    return can_record_consensus(user, evaluation)


def _may_facilitate(user: Any, evaluation: "Evaluation") -> Decision:
    procurement = evaluation.lot.procurement
    if not has_team_role(user, procurement, TeamRole.FACILITATOR):
        return no(_("The facilitator writes down what the panel agrees."), _("The moderation facilitator"))
    if Score.objects.filter(evaluation=evaluation, evaluator=user).exists():
        return no(_("You scored in this lot, so somebody else leads the discussion."))
    return interest_decision(user, procurement)


def can_open_prices(user: Any, evaluation: "Evaluation") -> Decision:
    """The lead, cleared, only after the quality scores are locked."""
    if not (decision := _cleared_lead(user, evaluation, _("opens the prices"))):
        return decision
    if evaluation.state not in LOCKED:
        return no(_("Prices stay sealed until the panel's quality scores are locked."))
    if evaluation.prices_opened_at is not None:
        return no(_("The prices are open."))
    return YES


def can_decide_price(user: Any, evaluation: "Evaluation") -> Decision:
    """The lead, between opening the prices and the ranking."""
    if not (decision := _cleared_lead(user, evaluation, _("asks about a price and decides on the answer"))):
        return decision
    if evaluation.state != EvaluationState.QUALITY_LOCKED or evaluation.prices_opened_at is None:
        return no(_("This is done after the prices are open and before the bids are ranked."))
    return YES


def can_explain_price(user: Any, bid: "Bid") -> Decision:
    """A bid lead of the bid that was asked, until it is decided on."""
    if not holds(user, BidPerm.EDIT, bid):
        return no(_("Only bid leads of this bid explain its price."), _("A bid lead of one of the members"))
    price = OpenedPrice.objects.filter(bid=bid, explanation_asked_at__isnull=False).first()
    if price is None:
        return no(_("Nobody has asked about this price."))
    if price.explained_at is not None:
        return no(_("Your explanation is with the buyer."))
    if price.is_explanation_accepted is not None:
        return no(_("The buyer has decided."))
    return YES


def can_rank(user: Any, evaluation: "Evaluation") -> Decision:
    """The lead, cleared, once the prices are open."""
    if not (decision := _cleared_lead(user, evaluation, _("has the order worked out"))):
        return decision
    if evaluation.state == EvaluationState.RANKED:
        return no(_("The order has been worked out."))
    if evaluation.state != EvaluationState.QUALITY_LOCKED or evaluation.prices_opened_at is None:
        return no(_("First the quality scores are locked and the prices opened."))
    return YES


def can_see_ranking(user: Any, evaluation: "Evaluation") -> Decision:
    """Names, prices and order: the lead, and after the ranking the approver. Evaluators never see prices."""
    procurement = evaluation.lot.procurement
    if not has_team_role(user, procurement, TeamRole.LEAD, TeamRole.APPROVER):
        return no(_("Prices are seen by the lead and the approver. The panel judged without them."), _lead())
    if evaluation.state not in LOCKED:
        return no(_("There is no order before the panel's quality scores are locked."))
    if not has_team_role(user, procurement, TeamRole.LEAD) and evaluation.state != EvaluationState.RANKED:
        return no(_("The approver sees the order once it is worked out."), _lead())
    return interest_decision(user, procurement)


def _cleared_lead(user: Any, evaluation: "Evaluation", what: str) -> Decision:
    procurement = evaluation.lot.procurement
    if not has_team_role(user, procurement, TeamRole.LEAD):
        return no(_("Only the procurement lead %(what)s.") % {"what": what}, _lead())
    if procurement.state != ProcurementState.OPENED:
        return no(_("This procurement is not being evaluated."))
    return interest_decision(user, procurement)

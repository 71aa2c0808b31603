"""Reading an evaluation: its bids by letter, its questions, its panel, and how far the work has got."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from portal.common.clock import now
from portal.organisations.models import Membership
from portal.tenders.enums import EVALUATORS, BidState, QuestionKind, TeamRole
from portal.tenders.models import (
    Bid,
    ComplianceCheck,
    Consensus,
    Evaluation,
    InterestDeclaration,
    Procurement,
    ProcurementAssignment,
    Question,
    Score,
)
from portal.tenders.permissions.evaluation import declaration_decision
from portal.tenders.rules.panel import scores_question
from portal.tenders.rules.scoring import DEFAULT_SCALE, Level, Scale

SPREAD_TO_TALK_ABOUT = 2


def scale_of(procurement: Procurement) -> Scale:
    """The published scale; the usual one from 0 to 5 where a pack names none."""
    levels = procurement.scale.get("levels") if procurement.scale else None
    if not levels:
        return DEFAULT_SCALE
    read = [
        Level(Decimal(str(row["value"])), str(row["label"]), str(row.get("descriptor", "")))
        for row in sorted(levels, key=lambda row: Decimal(str(row["value"])))
    ]
    return Scale(str(procurement.scale.get("scale_id", "published")), tuple(read))


def evaluations_of(procurement: Procurement) -> QuerySet[Evaluation]:
    """One for each lot, after the opening."""
    rows = Evaluation.objects.filter(lot__procurement=procurement).select_related("lot__procurement")
    return rows.order_by("lot__number")


def questions_of_lot(evaluation: Evaluation, *kinds: str) -> list[Question]:
    """The questions asked in this lot, in their order."""
    rows = Question.objects.filter(procurement=evaluation.lot.procurement, kind__in=kinds)
    return list(rows.filter(Q(lot=None) | Q(lot=evaluation.lot)).order_by("number"))


def scored_questions(evaluation: Evaluation) -> list[Question]:
    """The quality questions that the panel scores."""
    return questions_of_lot(evaluation, QuestionKind.SCORED)


def opened_bids(evaluation: Evaluation) -> list[Bid]:
    """Every bid of the lot that was opened, by its letter."""
    rows = Bid.objects.filter(lot=evaluation.lot, state__in=[BidState.OPENED, BidState.NON_COMPLIANT])
    rows = rows.select_related("organisation", "alliance", "procurement", "lot")
    known = [bid for bid in rows.order_by("pk") if str(bid.pk) in evaluation.labels]
    return sorted(known, key=lambda bid: (len(evaluation.letter_of(bid)), evaluation.letter_of(bid)))


def scored_bids(evaluation: Evaluation) -> list[Bid]:
    """Those that met the pass-or-fail questions."""
    return [bid for bid in opened_bids(evaluation) if bid.state == BidState.OPENED]


@dataclass(frozen=True)
class Panelist:
    """An evaluator as the others see them: by number and kind, never by name outside the team."""

    user: Any
    number: int
    role: TeamRole
    alias: str
    position: int
    supporter: str
    is_active: bool
    declaration: InterestDeclaration | None

    @property
    def is_lived(self) -> bool:
        """Scores from lived experience."""
        return self.role == TeamRole.LIVED_EVALUATOR

    @property
    def is_cleared(self) -> bool:
        """Whether the declaration lets this person see bids (a link on record is asked at the door)."""
        return bool(declaration_decision(self.declaration, True))

    def scores(self, question: Question) -> bool:
        """Whether the question is one of theirs."""
        return scores_question(self.role, question.evaluator_group)


def panel_of_evaluation(procurement: Procurement) -> list[Panelist]:
    """All who were ever evaluators here, in the order in which they came; aliases never change."""
    rows = ProcurementAssignment.objects.filter(procurement=procurement, role__in=EVALUATORS)
    declared = {d.user_id: d for d in procurement.declarations.filter(superseded_at=None)}
    counts: dict[TeamRole, int] = dict.fromkeys(EVALUATORS, 0)
    found: list[Panelist] = []
    seen: set[int] = set()
    for row in rows.select_related("user").order_by("number"):
        if row.user_id in seen:
            continue
        seen.add(row.user_id)
        role = TeamRole(row.role)
        counts[role] += 1
        alias = (
            _("Lived-experience evaluator %(n)d") if role == TeamRole.LIVED_EVALUATOR else _("Evaluator %(n)d")
        ) % {"n": counts[role]}
        found.append(
            Panelist(
                user=row.user,
                number=row.number,
                role=role,
                alias=alias,
                position=len(found) + 1,
                supporter=row.supporter,
                is_active=row.is_active(now()),
                declaration=declared.get(row.user_id),
            )
        )
    return found


@dataclass(frozen=True)
class Board:
    """Everything about one lot's scoring in memory. Others' scores leave it only through `can_see_all_scores`."""

    evaluation: Evaluation
    questions: list[Question]
    bids: list[Bid]
    panel: list[Panelist]
    scores: dict[tuple[int, int, int], Score] = field(repr=False)
    agreed: dict[tuple[int, int], Consensus] = field(repr=False)
    absences: dict[int, Any]
    set_aside: dict[int, Any]

    def counted(self, person: Panelist) -> bool:
        """Whether this person's scores count: submitted, and not set aside."""
        return person.user.pk not in self.set_aside and self.is_submitted(person)

    def is_submitted(self, person: Panelist) -> bool:
        """All of this person's scores are there and handed in."""
        wanted = self.wanted(person)
        rows = [self.scores.get((person.user.pk, bid.pk, question.pk)) for bid, question in wanted]
        return bool(wanted) and all(row is not None and row.submitted_at is not None for row in rows)

    def wanted(self, person: Panelist) -> list[tuple[Bid, Question]]:
        """Each answer that this person scores: one question across all bids, then the next."""
        return [(bid, question) for question in self.questions if person.scores(question) for bid in self.bids]

    def done(self, person: Panelist) -> int:
        """How many answers this person has scored."""
        return sum((person.user.pk, bid.pk, question.pk) in self.scores for bid, question in self.wanted(person))

    def scores_of(self, bid: Bid, question: Question) -> list[tuple[Panelist, Score]]:
        """The counted scores of one answer, in the order of the panel."""
        pairs = [(person, self.scores.get((person.user.pk, bid.pk, question.pk))) for person in self.panel]
        return [(person, score) for person, score in pairs if score is not None and self.counted(person)]

    def counted_roles(self) -> list[TeamRole]:
        """The kinds of those whose scores count."""
        return [person.role for person in self.panel if self.counted(person)]

    def waited_for(self) -> list[Panelist]:
        """Active evaluators who are not barred, have not submitted and are not recorded as absent."""
        return [
            person
            for person in self.panel
            if person.is_active
            and not self.is_submitted(person)
            and person.user.pk not in self.absences
            and person.user.pk not in self.set_aside
            and not _is_barred(person)
        ]

    def open_items(self) -> list[tuple[Bid, Question]]:
        """Answers on which the panel has not agreed yet, question by question."""
        return [(b, q) for q in self.questions for b in self.bids if (b.pk, q.pk) not in self.agreed]


def _is_barred(person: Panelist) -> bool:
    return person.declaration is not None and person.declaration.state == "blocking"


def board_of(evaluation: Evaluation) -> Board:
    """The board of one lot, in a fixed number of queries."""
    scores = evaluation.scores.select_related("question").order_by("pk")
    agreed = evaluation.agreed.filter(superseded_at=None).order_by("pk")
    return Board(
        evaluation=evaluation,
        questions=scored_questions(evaluation),
        bids=scored_bids(evaluation),
        panel=panel_of_evaluation(evaluation.lot.procurement),
        scores={(row.evaluator_id, row.bid_id, row.question_id): row for row in scores},
        agreed={(row.bid_id, row.question_id): row for row in agreed},
        absences={row.evaluator_id: row for row in evaluation.absences.order_by("pk")},
        set_aside={row.evaluator_id: row for row in evaluation.set_aside.order_by("pk")},
    )


def own_scores(user: Any, evaluation: Evaluation) -> dict[tuple[int, int], Score]:
    """(bid, question) -> the person's own score."""
    rows = evaluation.scores.filter(evaluator=user).order_by("pk")
    return {(row.bid_id, row.question_id): row for row in rows}


def compliance_of(evaluation: Evaluation) -> dict[int, ComplianceCheck]:
    """Bid -> the lead's judgement on its pass-or-fail answers."""
    rows = evaluation.compliance_checks.select_related("decided_by").order_by("pk")
    return {row.bid_id: row for row in rows}


def unchecked_bids(evaluation: Evaluation) -> list[Bid]:
    """Bids whose pass-or-fail answers nobody has judged; none when the pack asks none."""
    if not questions_of_lot(evaluation, QuestionKind.PASS_FAIL):
        return []
    checked = compliance_of(evaluation)
    return [bid for bid in opened_bids(evaluation) if bid.pk not in checked]


def names_to_hide(procurement: Procurement) -> list[str]:
    """Names that could tell who wrote an answer: bidders, members, alliances, their people on record here."""
    bids = list(
        Bid.objects.filter(procurement=procurement, state__in=[BidState.OPENED, BidState.NON_COMPLIANT])
        .select_related("organisation", "alliance")
        .prefetch_related("members__organisation")
        .order_by("pk")
    )
    organisations = {bid.organisation for bid in bids} | {m.organisation for bid in bids for m in bid.members.all()}
    names = {organisation.name for organisation in organisations} | {bid.alliance.name for bid in bids if bid.alliance}
    people = Membership.objects.filter(organisation__in=organisations).select_related("user").order_by("pk")
    names |= {row.user.get_full_name() for row in people}
    return sorted(name for name in names if name)


@dataclass(frozen=True)
class Bidder:
    """Somebody about whom interests are declared. `key` names the answer in a form."""

    key: str
    name: str
    members: list[str]
    organisation: Any
    bids: list[Bid]


def bidders_to_declare(procurement: Procurement, are_names_known: bool) -> list[Bidder]:
    """After the opening everybody who bid; before it, for openers, who registered interest. By name."""
    if not are_names_known:
        rows = procurement.interests.filter(withdrawn_at=None).select_related("organisation")
        found = [Bidder(r.organisation.ref, r.organisation.name, [], r.organisation, []) for r in rows.order_by("pk")]
        return sorted(found, key=lambda bidder: bidder.name)
    bids = (
        Bid.objects.filter(procurement=procurement, state__in=[BidState.OPENED, BidState.NON_COMPLIANT])
        .select_related("organisation", "alliance", "lot", "procurement")
        .prefetch_related("members__organisation")
        .order_by("pk")
    )
    groups: dict[int, list[Bid]] = {}
    for bid in bids:
        groups.setdefault(bid.organisation_id, []).append(bid)
    return sorted((_bidder(group) for group in groups.values()), key=lambda bidder: bidder.name)


def _bidder(bids: list[Bid]) -> Bidder:
    names = list(dict.fromkeys(bid.bidder_name for bid in bids))
    members = list(dict.fromkeys(m.organisation.name for bid in bids for m in bid.members.all()))
    shown = [name for name in members if name not in names]
    return Bidder(bids[0].organisation.ref, ", ".join(names), shown, bids[0].organisation, bids)


def bidder_names(bids: Iterable[Bid]) -> list[str]:
    """Each bidder's name with its members, for the record of the opening."""
    found = []
    for bid in bids:
        members = ", ".join(m.organisation.name for m in bid.members.all() if m.organisation.name != bid.bidder_name)
        found.append(f"{bid.bidder_name} ({members})" if bid.alliance and members else bid.bidder_name)
    return sorted(found)


def declarations_to_show(user: Any, procurement: Procurement, roles: set[TeamRole]) -> list[InterestDeclaration]:
    """Those that this person decides on, newest first: the lead sees all, the publisher the lead's."""
    rows = procurement.declarations.select_related("user", "decided_by").order_by("-declared_at", "-pk")
    found = list(rows)
    if TeamRole.LEAD in roles:
        return found
    leads = set(
        procurement.assignments.filter(role=TeamRole.LEAD).values_list("user_id", flat=True),
    )
    return [row for row in found if row.user_id in leads]


def last_opening(procurement: Procurement) -> Any:
    """The opening that counts, or the latest try."""
    rows = procurement.openings.select_related("first_by", "second_by").order_by("-first_at", "-pk")
    found = list(rows)
    return next((row for row in found if row.is_done), found[0] if found else None)


def is_late(due_at: datetime | None) -> bool:
    """Whether the day that was asked for has passed."""
    return due_at is not None and now() > due_at

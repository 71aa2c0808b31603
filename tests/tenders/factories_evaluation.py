"""A procurement taken to each phase of its evaluation, by the services and as its real people."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from portal.common import clock
from portal.common.clock import now
from portal.tenders.enums import DeclarationState, EvaluatorGroup
from portal.tenders.models import Bid, Evaluation, InterestDeclaration, Procurement, Question, SealedPart
from portal.tenders.selectors.evaluation import bidders_to_declare, scored_bids, scored_questions
from portal.tenders.services.bid_files import bid_file_add
from portal.tenders.services.bid_submission import bid_submit
from portal.tenders.services.declaration import InterestAnswer, declaration_decide, declaration_make
from portal.tenders.services.moderation import Agreement, consensus_record, quality_lock
from portal.tenders.services.opening import opening_confirm, opening_start
from portal.tenders.services.ranking import price_explanation_ask, prices_open, ranking_make
from portal.tenders.services.scoring import score_save, scores_submit, scoring_close, scoring_start
from tests.characters import Cast
from tests.remembered import remembered
from tests.tenders.factories import interested, published
from tests.tenders.factories_bids import alliance_bid, filled_bid, sign_all, submitted_bid

BIDDERS = ("harbour", "meridian", "garden")
PRICES = {"harbour": 143_860_000, "meridian": 139_100_000, "garden": 147_250_000}
PANEL = ("evaluator1", "evaluator2", "evaluator3", "expert")
PROFESSIONALS = PANEL[:3]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
# Agreed scores by bidder and question; quality weights are 30, 20, 20, 10.
AGREED = {"harbour": (5, 3, 4, 3), "meridian": (4, 4, 3, 4), "garden": (3, 3, 4, 3)}


@remembered
def closed(cast: Cast, bidders: tuple[str, ...] = BIDDERS, prices: dict[str, int] | None = None, **fields: Any) -> Any:
    """Bids are in and sealed, the deadline passed an hour ago. Harbour bids with its alliance.

    Question 1 needs lived experience and is in plain words; question 4 is for professionals.
    """
    deadline = now() - timedelta(hours=1)
    procurement = published(
        cast,
        deadline_at=deadline,
        published_at=now() - timedelta(days=30),
        questions_close_at=deadline - timedelta(days=15),
        answers_by_at=deadline - timedelta(days=10),
        **fields,
    )
    procurement.assignments.update(assigned_at=now() - timedelta(days=30))
    Question.objects.filter(procurement=procurement, number=1).update(
        evaluator_group=EvaluatorGroup.LIVED_EXPERIENCE, plain_text="Who decides? Tell us in plain words."
    )
    Question.objects.filter(procurement=procurement, number=4).update(evaluator_group=EvaluatorGroup.PROFESSIONAL)
    add_bids(cast, procurement, bidders, PRICES | (prices or {}))
    interested(cast, procurement, "northgate")
    return procurement


def add_bids(cast: Cast, procurement: Procurement, bidders: tuple[str, ...], prices: dict[str, int]) -> None:
    """Each bidder's bid, sent in time."""
    for org in bidders:
        answers = {1: f"{cast.org(org).name} lets people with pain decide.\nThey lead half of the posts."}
        make = alliance_bid if org == "harbour" else submitted_bid
        args = () if org == "harbour" else (org,)
        make(cast, procurement, *args, answers=answers, price_pence=prices[org])


def declare(cast: Cast, procurement: Procurement, name: str, **interests: str) -> InterestDeclaration:
    """The person declares: `harbour="My sister works there."` is an interest, everybody else none."""
    procurement.refresh_from_db()
    known = procurement.state == "opened"
    keys = {cast.org(org).ref: details for org, details in interests.items()}
    answers = {
        bidder.key: InterestAnswer(bidder.key in keys, keys.get(bidder.key, ""))
        for bidder in bidders_to_declare(procurement, known)
    }
    return declaration_make(
        actor=cast.user(name), procurement=procurement, answers=answers, confidentiality_accepted=True
    )


def decide(
    cast: Cast,
    declaration: InterestDeclaration,
    by: str = "officer",
    outcome: DeclarationState = DeclarationState.CLEARED,
    **fields: str,
) -> InterestDeclaration:
    """A decision with its reason."""
    return declaration_decide(
        actor=cast.user(by), declaration=declaration, outcome=outcome, **({"reason": "Nothing is declared."} | fields)
    )


def clear(cast: Cast, procurement: Procurement, *names: str) -> None:
    """These people declare nothing and are cleared by whoever decides for them."""
    for name in names:
        decide(cast, declare(cast, procurement, name), "publisher" if name == "officer" else "officer")


@remembered
def opened(cast: Cast, *args: Any, **fields: Any) -> Procurement:
    """Opened by two officers who had declared and were cleared; nobody has declared since."""
    procurement: Procurement = closed(cast, *args, **fields)
    clear(cast, procurement, "opener1", "opener2")
    opening_start(actor=cast.user("opener1"), procurement=procurement)
    opening_confirm(actor=cast.user("opener2"), procurement=procurement)
    procurement.refresh_from_db()
    return procurement


@remembered
def cleared(cast: Cast, *args: Any, **fields: Any) -> Procurement:
    """Opened, and everybody who is to see bids is cleared."""
    procurement = opened(cast, *args, **fields)
    clear(cast, procurement, "officer", "facilitator", *PANEL, "approver")
    return procurement


def evaluation(procurement: Procurement) -> Evaluation:
    """The evaluation of its first lot, as the next request would load it."""
    rows = Evaluation.objects.select_related("lot__procurement").filter(lot__procurement=procurement)
    return rows.order_by("lot__number")[0]


def bid_of(cast: Cast, procurement: Procurement, org: str) -> Bid:
    """The bid that this organisation leads."""
    return Bid.objects.select_related("procurement", "lot", "organisation", "alliance").get(
        procurement=procurement, organisation=cast.org(org)
    )


def letter(cast: Cast, procurement: Procurement, org: str) -> str:
    """The letter by which the panel knows it."""
    return evaluation(procurement).letter_of(bid_of(cast, procurement, org))


@remembered
def scoring(cast: Cast, *args: Any, **fields: Any) -> Procurement:
    """Cleared, and scoring is open for ten days."""
    procurement = cleared(cast, *args, **fields)
    scoring_start(actor=cast.user("officer"), evaluation=evaluation(procurement), due_at=now() + timedelta(days=10))
    return procurement


def score_all(cast: Cast, procurement: Procurement, name: str, value: int = 3, submit: bool = True) -> None:
    """This evaluator scores everything that is theirs, and hands it in."""
    lot = evaluation(procurement)
    for question in scored_questions(lot):
        if name == "expert" and question.evaluator_group == EvaluatorGroup.PROFESSIONAL:
            continue
        for bid in scored_bids(lot):
            score_save(
                actor=cast.user(name),
                evaluation=lot,
                bid=bid,
                question=question,
                value=Decimal(value),
                reason=f"Reasons of {name}.",
            )
    if submit:
        scores_submit(actor=cast.user(name), evaluation=lot)


@remembered
def scored(cast: Cast, *args: Any, **fields: Any) -> Procurement:
    """Everybody has scored 3 (evaluator1: 4) and individual scoring is closed."""
    procurement = scoring(cast, *args, **fields)
    for name in PANEL:
        score_all(cast, procurement, name, 4 if name == "evaluator1" else 3)
    scoring_close(actor=cast.user("officer"), evaluation=evaluation(procurement))
    return procurement


def agree(
    cast: Cast, procurement: Procurement, org: str, number: int, value: int, actor: str = "facilitator", **fields: Any
) -> Any:
    """The panel agrees on one answer, everybody present."""
    lot = evaluation(procurement)
    question = Question.objects.get(procurement=procurement, number=number)
    numbers = [row.number for row in procurement.assignments.filter(role__contains="evaluator")]
    values: dict[str, Any] = {
        "value": Decimal(value),
        "strengths": f"Strong on question {number}.",
        "weaknesses": f"Weaker on question {number}.",
        "present": numbers,
        "reason_for_change": "The others heard the argument and moved.",
    }
    return consensus_record(
        actor=cast.user(actor),
        evaluation=lot,
        bid=bid_of(cast, procurement, org),
        question=question,
        agreement=Agreement(**(values | fields)),
    )


@remembered
def agreed(cast: Cast, *args: Any, scores: dict[str, tuple[int, ...]] | None = None, **fields: Any) -> Procurement:
    """Scored, and the panel has agreed everything (`AGREED`, or `scores`)."""
    procurement = scored(cast, *args, **fields)
    wanted = AGREED | (scores or {})
    for bid in scored_bids(evaluation(procurement)):
        org = next(key for key, body in cast.bodies.items() if body.pk == bid.organisation_id)
        for number, value in enumerate(wanted[org], start=1):
            agree(cast, procurement, org, number, value)
    return procurement


@remembered
def locked(cast: Cast, *args: Any, **fields: Any) -> Procurement:
    """The agreed scores are fixed; prices are still sealed."""
    procurement = agreed(cast, *args, **fields)
    quality_lock(actor=cast.user("facilitator"), evaluation=evaluation(procurement))
    return procurement


@remembered
def priced(cast: Cast, *args: Any, **fields: Any) -> Procurement:
    """The prices are open."""
    procurement = locked(cast, *args, **fields)
    prices_open(actor=cast.user("officer"), evaluation=evaluation(procurement))
    return procurement


@remembered
def ranked(cast: Cast, *args: Any, **fields: Any) -> Procurement:
    """The order is worked out: Harbour's alliance, Meridian, Garden Days."""
    procurement = priced(cast, *args, **fields)
    ranking_make(actor=cast.user("officer"), evaluation=evaluation(procurement))
    return procurement


@remembered
def asked(cast: Cast) -> Procurement:
    """Meridian's price is abnormally low, and Meridian has been asked to explain it."""
    procurement = priced(cast, prices={"meridian": 100_000_000})
    price_explanation_ask(
        actor=cast.user("officer"),
        evaluation=evaluation(procurement),
        bid=bid_of(cast, procurement, "meridian"),
        due_at=now() + timedelta(days=7),
    )
    return procurement


@remembered
def with_file(cast: Cast) -> tuple[Procurement, str]:
    """Cleared; Garden Days sent a file with its answer to question 2. Returns its slot as well."""
    with clock.at(now() - timedelta(hours=2)):
        procurement = published(cast, deadline_at=now() + timedelta(hours=1))
        Question.objects.filter(procurement=procurement, number=2).update(allows_files=True)
        bid = filled_bid(cast, procurement, "garden")
        bid_file_add(actor=cast.user("micro"), bid=bid, name="Plan by Sam Reed.pdf", content=PDF, question_number=2)
        sign_all(cast, bid)
        bid_submit(actor=cast.user("micro"), bid=bid)
    clear(cast, procurement, "opener1", "opener2")
    opening_start(actor=cast.user("opener1"), procurement=procurement)
    opening_confirm(actor=cast.user("opener2"), procurement=procurement)
    clear(cast, procurement, "officer", "facilitator", *PANEL, "approver")
    slot = SealedPart.objects.get(version__bid=bid, kind="file").slot
    return procurement, slot

"""The way of a tender, step by step, each by the person whose part it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from portal.budgets.services.allocation import allocation_approve, allocation_prepare
from portal.codesign.enums import LadderStep, ProjectRole
from portal.codesign.models import Project, SpecificationVersion
from portal.codesign.services import (
    project_frame,
    project_open,
    project_start,
    specification_agree,
    specification_draft,
    specification_framework_create,
    specification_publish,
)
from portal.common.clock import now
from portal.dashboards.demo.scenes.comment import need_of, team_of, write
from portal.dashboards.demo.scenes.forms import deliver_promised
from portal.dashboards.demo.scenes.fund import scheme_of
from portal.dashboards.demo.scenes.stage import body, day, instant, on, promised, who
from portal.dashboards.demo.scenes.stories import Story
from portal.outcomes.enums import Direction, Instrument, MeasureKind, Statistic
from portal.outcomes.services import indicator_add, outcome_add
from portal.tenders.enums import DeclarationState, KeyCriterion, PriceFormula, Process, QuestionKind, Regime, TeamRole
from portal.tenders.models import Bid, Evaluation, InterestDeclaration, Procurement
from portal.tenders.rules.pack import DEFAULT_SCALE, DEFAULT_TIE_RULE
from portal.tenders.selectors.evaluation import bidders_to_declare, scored_bids, scored_questions
from portal.tenders.services.declaration import InterestAnswer, declaration_decide, declaration_make
from portal.tenders.services.moderation import Agreement, consensus_record
from portal.tenders.services.opening import opening_confirm, opening_start
from portal.tenders.services.pack import conflicts_assess, pack_save, question_save
from portal.tenders.services.procurement import procurement_draft
from portal.tenders.services.publication import procurement_publish, publication_ask
from portal.tenders.services.scoring import score_save, scores_submit, scoring_start
from portal.tenders.services.team import team_assign

PANEL = ("evaluator1", "evaluator2", "evaluator3", "expert")
TEAM = (
    ("publisher", TeamRole.PUBLISHER),
    ("opener1", TeamRole.OPENER),
    ("opener2", TeamRole.OPENER),
    ("facilitator", TeamRole.FACILITATOR),
    ("evaluator1", TeamRole.EVALUATOR),
    ("evaluator2", TeamRole.EVALUATOR),
    ("evaluator3", TeamRole.EVALUATOR),
    ("expert", TeamRole.LIVED_EVALUATOR),
    ("approver", TeamRole.APPROVER),
)
FACTS = {
    "kind": "health",
    "is_in_psr_list": True,
    "is_delivered_to_individuals": True,
    "is_on_light_touch_list": True,
    "has_existing_provider": False,
    "is_unrestricted_choice": False,
    "can_identify_most_suitable": False,
}
QUESTIONS = (
    ("How the people it is for lead the service", 30, KeyCriterion.KC1),
    ("Reaching people who do not use services today", 20, KeyCriterion.KC4),
    ("Working with others in the neighbourhoods", 20, KeyCriterion.KC3),
    ("What else it brings to Riverside", 10, KeyCriterion.KC5),
)
MEASURE = {
    "direction": Direction.HIGHER,
    "population": "Everybody who used the service for six months",
    "collection_points": "At the start, and again after six months",
    "baseline_source": "Survey of people who wait, spring of last year",
    "min_n": 30,
}


@dataclass(frozen=True)
class Days:
    """When a tender is published, when bids close, when its service begins: days from the loading."""

    published: float
    deadline: float
    starts: float


def agreed_text(noon: datetime, story: Story, before: float) -> SpecificationVersion:
    """A project from its need to an agreed version, `before` days before the loading."""
    need = need_of(noon, before - 75, story.need, story.description, story.scheme)
    with on(noon, before - 70):
        project = project_start(
            actor=who("officer"),
            organisation=body("icb"),
            title=story.title,
            question=story.question,
            summary=story.summary,
            area="Riverside",
            need=need,
        )
        project_frame(
            actor=who("officer"),
            project=project,
            ladder_step=LadderStep.CO_DESIGN,
            decision_maker="The co-design board",
            decision_due_on=day(noon, before),
            already_fixed="The money, and that it is paid partly for what changes.",
            still_open="What the service does, when, where, and who leads it.",
            opens_at=instant(noon, before - 60),
            closes_at=instant(noon, before - 10),
        )
        team_of(
            project,
            ("facilitator", ProjectRole.FACILITATOR),
            ("expert", ProjectRole.LIVED_EXPERIENCE),
            ("publisher", ProjectRole.DECIDER),
        )
    with on(noon, before - 60):
        project_open(actor=who("officer"), project=project)
        project = Project.objects.get(pk=project.pk)
        version = specification_draft(actor=who("facilitator"), project=project)
        write(version, story.sections)
        _outcomes(version, story)
    with on(noon, before - 40):
        version = specification_publish(actor=who("facilitator"), version=version, **promised(noon, before - 30))
    with on(noon, before - 31):
        deliver_promised(version)
    with on(noon, before):
        return specification_agree(
            actor=who("publisher"), version=version, reason="It says what people asked for, and the money is enough."
        )


def _outcomes(version: SpecificationVersion, story: Story) -> None:
    framework = specification_framework_create(actor=who("officer"), version=version)
    goals, people = (outcome_add(actor=who("officer"), framework=framework, statement=text) for text in story.outcomes)
    indicator_add(
        actor=who("officer"),
        outcome=goals,
        title="People come closer to their own goals, from 0 to 10",
        instrument=Instrument.GBO,
        kind=MeasureKind.PROM,
        statistic=Statistic.MEAN,
        baseline=Decimal("4.1"),
        floor=Decimal("4.5"),
        target=Decimal("6.5"),
        payment_weight=Decimal(60),
        **MEASURE,
    )
    indicator_add(
        actor=who("officer"),
        outcome=people,
        title="People who say yes, in percent",
        instrument=Instrument.LOCAL,
        kind=MeasureKind.SOCIAL,
        statistic=Statistic.PERCENT_AT_OR_ABOVE,
        baseline=Decimal(40),
        floor=Decimal(45),
        target=Decimal(60),
        payment_weight=Decimal(40),
        **MEASURE,
    )


def money_set_aside(noon: datetime, story: Story, project: Project, days: float) -> None:
    """The fund's manager asks, the board approves the day after."""
    with on(noon, days):
        row = allocation_prepare(
            actor=who("fund"),
            scheme=scheme_of(story.scheme),
            project=project,
            amount_pence=story.value_pence,
            reason="For the service that was worked out with the people it is for.",
        )
    with on(noon, days + 1):
        allocation_approve(actor=who("board"), allocation=row, reason="It follows the fund's aims.")


def published(noon: datetime, story: Story, days: Days) -> Procurement:
    """Agreed with people, paid for, drafted by the officer, published by somebody else."""
    version = agreed_text(noon, story, days.published - 20)
    money_set_aside(noon, story, version.project, days.published - 15)
    with on(noon, days.published - 10):
        tender = procurement_draft(actor=who("officer"), specification=version, title=story.title)
        for person, role in TEAM:
            team_assign(actor=who("officer"), procurement=tender, person=who(person), role=role)
        for part, values in _pack(noon, story, days).items():
            pack_save(actor=who("officer"), procurement=tender, part=part, values=values)
        for title, weight, criterion in QUESTIONS:
            question_save(
                actor=who("officer"),
                procurement=tender,
                title=title,
                text=f"{title}: tell us how you will do it, and how you know that it works.",
                kind=QuestionKind.SCORED,
                weight=Decimal(weight),
                word_limit=500,
                key_criterion=criterion,
            )
        conflicts_assess(
            actor=who("officer"), procurement=tender, handling={}, note="Nobody on the team has declared an interest."
        )
    with on(noon, days.published - 1):
        publication_ask(actor=who("officer"), procurement=tender)
    with on(noon, days.published):
        procurement_publish(actor=who("publisher"), procurement=Procurement.objects.get(pk=tender.pk))
    return Procurement.objects.get(pk=tender.pk)


def _pack(noon: datetime, story: Story, days: Days) -> dict[str, dict[str, object]]:
    return {
        "what": {"title": story.title, "summary": story.summary},
        "facts": {"regime_facts": FACTS},
        "rules": {
            "regime": Regime.PSR,
            "process": Process.PSR_COMPETITIVE,
            "regime_rationale": "A health service for people in England, bought by an integrated care board.",
        },
        "codes": {"main_cpv": "85100000-0", "cpv_codes": ["85100000-0"]},
        "value": {
            "estimated_value_pence": story.value_pence,
            "starts_on": day(noon, days.starts),
            "ends_on": day(noon, days.starts + 1094),
        },
        "payment": {
            "outcome_share_percent": Decimal(25),
            "payment_terms": "Every quarter in advance; the part for outcomes after each count.",
        },
        "price": {"price_weight": Decimal(20), "price_formula": PriceFormula.RELATIVE_LOWEST},
        "ties": {"tie_rule": DEFAULT_TIE_RULE},
        "scale": {"scale": DEFAULT_SCALE},
        "dates": {
            "questions_close_at": instant(noon, days.deadline - 15),
            "answers_by_at": instant(noon, days.deadline - 10),
            "deadline_at": instant(noon, days.deadline),
            "intention_planned_on": day(noon, days.deadline + 30),
        },
        "bidders": {"allows_alliances": True, "panel_note": "Each writes the reason for every score."},
    }


def declared(tender: Procurement, person: str) -> InterestDeclaration:
    """This person declares that there is no interest; it waits for whoever decides."""
    tender = Procurement.objects.get(pk=tender.pk)
    bidders = bidders_to_declare(tender, tender.state == "opened")
    return declaration_make(
        actor=who(person),
        procurement=tender,
        answers={bidder.key: InterestAnswer(False, "") for bidder in bidders},
        confidentiality_accepted=True,
    )


def cleared(tender: Procurement, people: Iterable[str]) -> None:
    """These people declare that they have no interest, and are cleared by whoever decides for them."""
    for person in people:
        declaration = declared(tender, person)
        declaration_decide(
            actor=who("publisher" if person == "officer" else "officer"),
            declaration=declaration,
            outcome=DeclarationState.CLEARED,
            reason="Nothing is declared, and nothing is known to us.",
        )


def unsealed(noon: datetime, tender: Procurement, days: float) -> Procurement:
    """Opened by two officers who were cleared the day before; nobody else has declared anything."""
    with on(noon, days - 0.5):
        cleared(tender, ("opener1", "opener2"))
    with on(noon, days):
        opening_start(actor=who("opener1"), procurement=Procurement.objects.get(pk=tender.pk))
        opening_confirm(actor=who("opener2"), procurement=Procurement.objects.get(pk=tender.pk))
    return Procurement.objects.get(pk=tender.pk)


def opened(noon: datetime, tender: Procurement, days: float) -> Procurement:
    """Opened, and everybody who works with the bids is cleared."""
    tender = unsealed(noon, tender, days)
    with on(noon, days + 0.2):
        cleared(tender, ("officer", "facilitator", *PANEL, "approver"))
    return Procurement.objects.get(pk=tender.pk)


def evaluation_of(tender: Procurement) -> Evaluation:
    """The evaluation of the only lot."""
    return Evaluation.objects.select_related("lot__procurement").get(lot__procurement=tender)


def scoring_opened(noon: datetime, tender: Procurement, days: float, lasts: float) -> None:
    """The lead starts the scoring."""
    with on(noon, days):
        scoring_start(actor=who("officer"), evaluation=evaluation_of(tender), due_at=now() + timedelta(days=lasts))


def scored(tender: Procurement, person: str, *, is_handed_in: bool = True, at_most: int | None = None) -> None:
    """One evaluator scores every answer that is theirs (or the first of them), with reasons."""
    lot = evaluation_of(tender)
    pairs = [(bid, question) for question in scored_questions(lot) for bid in scored_bids(lot)]
    for place, (bid, question) in enumerate(pairs[:at_most]):
        score_save(
            actor=who(person),
            evaluation=lot,
            bid=bid,
            question=question,
            value=_value(bid, place + len(person)),
            reason="Clear about who does what; less so about those who cannot come.",
        )
    if is_handed_in:
        scores_submit(actor=who(person), evaluation=lot)


def _value(bid: Bid, place: int) -> Decimal:
    """Harbour Carers is liked a little more than the others."""
    return Decimal(3 + (1 if bid.organisation.name == "Harbour Carers" or place % 3 == 0 else 0))


def agreed(tender: Procurement, at_most: int | None = None) -> None:
    """The panel agrees on the answers (or the first of them), everybody present."""
    lot = evaluation_of(tender)
    present = [row.number for row in tender.assignments.filter(role__contains="evaluator").order_by("number")]
    pairs = [(bid, question) for question in scored_questions(lot) for bid in scored_bids(lot)]
    for bid, question in pairs[:at_most]:
        consensus_record(
            actor=who("facilitator"),
            evaluation=lot,
            bid=bid,
            question=question,
            agreement=Agreement(
                value=Decimal(4 if bid.organisation.name == "Harbour Carers" else 3),
                strengths="People who use the service decide, and it says on what.",
                weaknesses="It says little about people who cannot leave home.",
                present=present,
                reason_for_change="We read the answer together against the scale and moved to the middle.",
            ),
        )

"""Procurements for tests, made straight in the database: small by default, complete enough to be published."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from portal.codesign.enums import ProjectRole
from portal.codesign.models import Paragraph, Passage, Project, ProjectAssignment, Section, SpecificationVersion
from portal.common.clock import now
from portal.common.grants import grants_sync
from portal.common.references import next_reference
from portal.tenders.enums import KeyCriterion, PriceFormula, Process, Regime, TeamRole
from portal.tenders.models import Lot, Procurement, ProcurementAssignment, Question
from portal.tenders.permissions.procurement import wanted_grants
from portal.tenders.rules.pack import DEFAULT_SCALE, DEFAULT_TIE_RULE
from tests.characters import Cast
from tests.outcomes.factories import framework
from tests.remembered import remembered

TEAM = (
    ("officer", TeamRole.LEAD),
    ("officer", TeamRole.PACK_AUTHOR),
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
    ("How people with pain lead the service", "30", KeyCriterion.KC1),
    ("Reaching people who do not use services today", "20", KeyCriterion.KC4),
    ("Working as an alliance", "20", KeyCriterion.KC3),
    ("Social value", "10", KeyCriterion.KC5),
)


@remembered
def agreed_specification(cast: Cast, **fields: Any) -> SpecificationVersion:
    """An agreed version with one outcome, in a project that `officer` owns."""
    project = Project.objects.create(
        ref=next_reference(Project, "CD"),
        organisation=cast.org("icb"),
        title="Living with long-term pain",
        question="What would help you live with long-term pain?",
        summary="People who live with pain support each other in five neighbourhoods.",
        area="Riverside",
        ladder_step=6,
        decision_maker="The partnership board",
        decision_due_on=date(2026, 12, 20),
        already_fixed="The money.",
        still_open="Everything else.",
        opens_at=now() - timedelta(days=90),
        closes_at=now() - timedelta(days=20),
        state="decided",
        created_by=cast.officer,
        created_at=now() - timedelta(days=100),
    )
    ProjectAssignment.objects.create(
        project=project,
        user=cast.officer,
        role=ProjectRole.OWNER,
        assigned_by=cast.officer,
        assigned_at=now() - timedelta(days=100),
    )
    fields.setdefault("framework", framework(cast))
    version = SpecificationVersion.objects.create(
        project=project,
        number=2,
        title="Peer support for people with long-term pain",
        state=fields.pop("state", "agreed"),
        created_by=cast.officer,
        created_at=now() - timedelta(days=30),
        published_by=cast.officer,
        published_at=now() - timedelta(days=30),
        agreed_by=cast.officer,
        agreed_at=now() - timedelta(days=10),
        **fields,
    )
    section = Section.objects.create(version=version, position=1, title="What is needed")
    Paragraph.objects.create(
        section=section,
        passage=Passage.objects.create(project=project),
        position=1,
        text="Groups meet every week in each of the five neighbourhoods.",
    )
    return version


@remembered
def draft_procurement(
    cast: Cast, *, team: bool = True, questions: bool = True, state: str = "draft", lots: int = 1, **fields: Any
) -> Procurement:
    """A draft that could be published: lead and author `officer`, one lot, 4 scored questions (80) and price (20)."""
    specification = fields.pop("specification", None) or agreed_specification(cast)
    values: dict[str, Any] = {
        "ref": next_reference(Procurement, "PR"),
        "buyer": cast.org("icb"),
        "specification": specification,
        "title": "Peer support for people with long-term pain",
        "summary": "People who live with pain run groups and an evening helpline for others.",
        "regime": Regime.PSR,
        "process": Process.PSR_COMPETITIVE,
        "regime_facts": FACTS,
        "regime_rationale": "A health service for people in England, bought by an integrated care board.",
        "main_cpv": "85100000-0",
        "cpv_codes": ["85100000-0"],
        "estimated_value_pence": 184_000_000,
        "outcome_share_percent": Decimal(25),
        "payment_terms": "Every quarter in advance; the outcome part after each yearly count.",
        "starts_on": date(2027, 4, 1),
        "ends_on": date(2030, 3, 31),
        "price_weight": Decimal(20),
        "price_formula": PriceFormula.RELATIVE_LOWEST,
        "scale": DEFAULT_SCALE,
        "tie_rule": DEFAULT_TIE_RULE,
        "key_criteria_reasons": {},
        "conflicts_note": "Nobody on the team has declared an interest.",
        "conflicts_assessed_at": now(),
        "questions_close_at": now() + timedelta(days=15),
        "answers_by_at": now() + timedelta(days=20),
        "deadline_at": now() + timedelta(days=30),
        "intention_planned_on": (now() + timedelta(days=60)).date(),
        "created_by": cast.officer,
        "created_at": now(),
        "state": state,
    }
    procurement = Procurement.objects.create(**(values | fields))
    for number in range(1, lots + 1):
        Lot.objects.create(procurement=procurement, number=number, title=f"Riverside part {number}")
    if questions:
        _questions(procurement)
    assign(cast, procurement, *(TEAM if team else TEAM[:2]))
    return procurement


def _questions(procurement: Procurement) -> None:
    for number, (title, weight, criterion) in enumerate(QUESTIONS, start=1):
        Question.objects.create(
            procurement=procurement,
            number=number,
            title=title,
            text=f"{title}: tell us how you will do it.",
            weight=Decimal(weight),
            word_limit=500,
            key_criterion=criterion,
        )


def assign(cast: Cast, procurement: Procurement, *people: tuple[str, TeamRole]) -> None:
    """Give characters their parts, with the grants that follow."""
    first = procurement.assignments.count() + 1
    for number, (name, role) in enumerate(people, start=first):
        ProcurementAssignment.objects.create(
            procurement=procurement,
            user=getattr(cast, name),
            number=number,
            role=role,
            assigned_by=cast.officer,
            assigned_at=now(),
        )
    grants_sync(procurement, wanted_grants(procurement))


@remembered
def published(cast: Cast, **fields: Any) -> Procurement:
    """A tender that is open for bids for 30 days, with its whole team and its key."""
    fields = {"state": "published", "published_at": now(), "published_by": cast.publisher} | fields
    return draft_procurement(cast, **fields)


@remembered
def sourced(cast: Cast, **fields: Any) -> Procurement:
    """A notice known only from its published source."""
    values: dict[str, Any] = {
        "ref": next_reference(Procurement, "PR"),
        "buyer": cast.org("council"),
        "title": "Community transport to clinics",
        "summary": "As the notice says.",
        "regime": Regime.SOURCED,
        "process": Process.SOURCED,
        "state": "sourced",
        "created_at": now(),
        "published_at": now() - timedelta(days=100),
        "ocid": f"ocds-b5fd17-{Procurement.objects.count()}",
        "source_name": "Contracts Finder",
        "source_url": "https://www.contractsfinder.service.gov.uk/notice/1",
        "source_licence": "Open Government Licence v3.0",
        "source_data": {"tender": {"title": "Community transport to clinics", "status": "complete"}},
    }
    return Procurement.objects.create(**(values | fields))


@remembered
def interested(cast: Cast, procurement: Procurement, *orgs: str) -> None:
    """These organisations have registered interest."""
    from portal.tenders.models import Interest

    for key in orgs:
        body = cast.org(key)
        member = body.memberships.filter(is_bid_lead=True).first() or body.memberships.first()
        assert member is not None
        Interest.objects.create(
            procurement=procurement, organisation=body, registered_by=member.user, registered_at=now()
        )


def clarification(cast: Cast, procurement: Procurement, asker: str = "harbour", **fields: Any) -> Any:
    """A question that waits for its answer; `answer=` makes it answered."""
    from portal.tenders.models import Clarification

    is_answered = "answer" in fields
    values: dict[str, Any] = {
        "number": procurement.clarifications.count() + 1,
        "asker": cast.org(asker),
        "asked_by": cast.lead if asker == "harbour" else cast.rival,
        "asked_at": now(),
        "text_original": "Can a member of the alliance hold the lease of the venue?",
    }
    if is_answered:
        values |= {
            "text_published": values["text_original"],
            "state": "answered",
            "answered_by": cast.officer,
            "published_at": now(),
        }
    return Clarification.objects.create(procurement=procurement, **(values | fields))

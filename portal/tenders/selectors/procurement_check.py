"""What is missing before a tender can be published, each thing with the part of the pack where it is mended."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.codesign.enums import VersionState
from portal.common.clock import now
from portal.common.guards import objections
from portal.tenders.enums import EVALUATORS, EvaluatorGroup, KeyCriterion, PriceFormula, QuestionKind, Regime, TeamRole
from portal.tenders.models import Lot, Procurement, ProcurementAssignment, Question
from portal.tenders.rules.pack import (
    PackDates,
    WeightedQuestion,
    criteria_weights,
    criteria_without_reason,
    date_problems,
    wrong_totals,
)
from portal.tenders.rules.price import PriceTerms, terms_problem
from portal.tenders.selectors.procurement_conflicts import conflict_lines
from portal.tenders.selectors.procurement_regime import allows_competition, path_of, regime_choice

STOP, LOOK = "stop", "look"
MIN_EVALUATORS = 2


@dataclass(frozen=True)
class Check:
    """One finding: `stop` prevents publication, `look` is only worth a look. `part` is where it is mended."""

    kind: str
    part: str
    what: str
    how: str = ""


@dataclass(frozen=True)
class Pack:
    """A procurement with its rows, read once for all checks."""

    procurement: Procurement
    lots: list[Lot]
    questions: list[Question]
    team: list[ProcurementAssignment]
    now: datetime

    @property
    def scored(self) -> list[Question]:
        """The questions that count."""
        return [q for q in self.questions if q.kind == QuestionKind.SCORED]

    @property
    def weighted(self) -> list[WeightedQuestion]:
        """The same for the sums."""
        return [
            WeightedQuestion(q.number, q.weight, q.lot.number if q.lot else None, q.key_criterion) for q in self.scored
        ]

    def people(self, *roles: TeamRole) -> list[ProcurementAssignment]:
        """Who has one of these parts now."""
        return [row for row in self.team if row.role in roles]


def pack_of(procurement: Procurement, at: datetime) -> Pack:
    """Read what the checks ask: five queries."""
    return Pack(
        procurement,
        list(procurement.lots.order_by("number")),
        list(procurement.questions.select_related("lot").order_by("number")),
        [row for row in procurement.assignments.select_related("user") if row.is_active(at)],
        at,
    )


def price_terms(procurement: Procurement) -> PriceTerms:
    """The price rule as published; a fixed price is the value of the whole unless another sum is named."""
    p = procurement
    reference = p.price_benchmark_pence
    if p.price_formula == PriceFormula.FIXED_PRICE and reference is None:
        reference = p.estimated_value_pence
    return PriceTerms(PriceFormula(p.price_formula), p.price_weight, reference)


def pack_checks(procurement: Procurement, at: datetime) -> list[Check]:
    """Everything that stops publication or is worth a look, in the order of the parts."""
    pack = pack_of(procurement, at)
    found = [check for find in _FINDERS for check in find(pack)]
    vetoes = [Check(STOP, "money", reason) for reason in objections("tenders.procurement.publish", procurement)]
    return found + vetoes


def _what(pack: Pack) -> Iterator[Check]:
    p = pack.procurement
    if not p.title.strip() or not p.summary.strip():
        yield Check(STOP, "what", _("The tender needs a name and a summary in a sentence or two"))
    version = p.specification
    if version is None or version.state not in (VersionState.AGREED, VersionState.FROZEN):
        yield Check(STOP, "what", _("The specification has not been agreed"))
    elif version.framework is None:
        yield Check(STOP, "what", _("The specification has no outcomes yet"))


def _rules(pack: Pack) -> Iterator[Check]:
    p = pack.procurement
    choice, path = regime_choice(p), path_of(p)
    if choice is None:
        yield Check(STOP, "facts", _("The questions that decide the rules are not answered"))
    elif p.regime and choice.regime != p.regime:
        words = {"said": choice.regime.label, "chosen": p.get_regime_display()}
        yield Check(LOOK, "rules", _("The answers lead to “%(said)s”, and “%(chosen)s” was chosen") % words)
    if p.regime == Regime.PSR and path is None:
        yield Check(STOP, "process", _("Nobody has said why there is a competition"))
    elif path is not None and not allows_competition(path):
        what = _("The Regulations do not let you hold a competition here")
        yield Check(STOP, "process", what, " ".join(path.reasons))
    if not p.regime or not p.process:
        yield Check(STOP, "rules", _("Nobody has said which rules apply"))
    elif not p.regime_rationale.strip():
        yield Check(STOP, "rules", _("The reason why these rules apply is missing"))
    if not p.main_cpv:
        yield Check(STOP, "codes", _("The code that says what is bought is missing"))


def _money(pack: Pack) -> Iterator[Check]:
    p = pack.procurement
    if not p.estimated_value_pence:
        yield Check(STOP, "value", _("The value is missing"))
    if not p.starts_on or not p.ends_on:
        yield Check(STOP, "value", _("The dates of the service are missing"))
    if not p.payment_terms.strip():
        yield Check(STOP, "payment", _("Nobody has said how and when the provider is paid"))
    values = [lot.value_pence for lot in pack.lots if lot.value_pence is not None]
    if p.estimated_value_pence and len(values) == len(pack.lots) and sum(values) != p.estimated_value_pence:
        yield Check(LOOK, "lots", _("The values of the lots do not add up to the value of the whole"))


def _questions(pack: Pack) -> Iterator[Check]:
    if not pack.scored:
        yield Check(STOP, "questions", _("There is no question that is scored"))
        return
    for question in pack.scored:
        if not question.weight:
            yield Check(STOP, "questions", _("Question %(n)d has no weight") % {"n": question.number})
    wrong = wrong_totals(pack.weighted, [lot.number for lot in pack.lots], pack.procurement.price_weight)
    for lot, total in wrong.items():
        yield Check(
            STOP,
            "questions",
            _("The weights of lot %(lot)d make %(total)s%%, not 100%%") % {"lot": lot, "total": percent(total)},
            _("Questions and price together must make exactly 100 for each lot."),
        )


def _price(pack: Pack) -> Iterator[Check]:
    p = pack.procurement
    if problem := terms_problem(price_terms(p)):
        yield Check(STOP, "price", problem)
    if len(p.scale.get("levels", [])) < 2:
        yield Check(STOP, "scale", _("The scale of the scores is missing"))
    if not p.tie_rule:
        yield Check(STOP, "ties", _("Nobody has said what happens when two bids are level"))


def _criteria(pack: Pack) -> Iterator[Check]:
    p = pack.procurement
    if p.regime != Regime.PSR:
        return
    for question in pack.scored:
        if not question.key_criterion:
            yield Check(
                STOP,
                "questions",
                _("Question %(n)d does not say which key criterion it is about") % {"n": question.number},
            )
    missing = {
        code
        for lot in pack.lots
        for code in criteria_without_reason(
            criteria_weights(pack.weighted, p.price_weight, lot.number), p.key_criteria_reasons
        )
    }
    for code in sorted(missing):
        name = KeyCriterion(code).label
        yield Check(
            STOP,
            "criteria",
            _("“%(name)s” weighs nothing, and no reason is recorded") % {"name": name},
            _("All five key criteria are taken into account: give each a weight, or say why it has none."),
        )


def unreasoned_criteria(procurement: Procurement) -> list[str]:
    """The key criteria that weigh nothing in some lot, so that each needs a recorded reason."""
    pack = pack_of(procurement, now())
    return sorted(
        {
            code
            for lot in pack.lots
            for code in criteria_without_reason(
                criteria_weights(pack.weighted, procurement.price_weight, lot.number), {}
            )
        }
    )


def date_words() -> dict[str, str]:
    """What is out of order, in words."""
    return {
        "questions_past": _("The last day for questions has passed"),
        "answers_before_questions": _("Answers are promised before questions close"),
        "deadline_before_answers": _("Bids close before the last answers are given"),
        "deadline_past": _("The deadline for bids has passed"),
        "intention_before_deadline": _("The decision is planned before bids close"),
        "start_before_intention": _("The service starts before the decision can take effect"),
        "end_before_start": _("The service ends before it starts"),
    }


def _dates(pack: Pack) -> Iterator[Check]:
    p = pack.procurement
    if not (p.questions_close_at and p.answers_by_at and p.deadline_at and p.intention_planned_on):
        yield Check(STOP, "dates", _("Some of the dates are missing"))
    dates = PackDates(
        p.questions_close_at, p.answers_by_at, p.deadline_at, p.intention_planned_on, p.starts_on, p.ends_on
    )
    words = date_words()
    for code in date_problems(dates, pack.now):
        yield Check(STOP, "value" if code == "end_before_start" else "dates", words[code])


def _conflicts(pack: Pack) -> Iterator[Check]:
    if pack.procurement.conflicts_assessed_at is None:
        yield Check(STOP, "conflicts", _("The conflicts assessment has not been made"))
        return
    for line in conflict_lines(pack.procurement):
        if not line.handling.strip():
            yield Check(
                STOP, "conflicts", _("Nobody has said how the part of %(who)s is dealt with") % {"who": line.who}
            )


def _team(pack: Pack) -> Iterator[Check]:
    if not pack.people(TeamRole.PUBLISHER):
        yield Check(STOP, "team", _("No publisher is assigned"), _("Two people look at every tender first."))
    openers = len(pack.people(TeamRole.OPENER))
    if openers < 2:
        yield Check(
            STOP,
            "team",
            ngettext("%(n)d opening officer is missing", "%(n)d opening officers are missing", 2 - openers)
            % {"n": 2 - openers},
        )
    if not pack.people(TeamRole.FACILITATOR):
        yield Check(STOP, "team", _("No facilitator is assigned"))
    if not pack.people(TeamRole.APPROVER):
        yield Check(STOP, "team", _("No award approver is assigned"))
    yield from _panel(pack)


def _panel(pack: Pack) -> Iterator[Check]:
    lived, professional = pack.people(TeamRole.LIVED_EVALUATOR), pack.people(TeamRole.EVALUATOR)
    if len(pack.people(*EVALUATORS)) < MIN_EVALUATORS:
        yield Check(STOP, "team", _("At least two evaluators are needed"))
    for question in pack.scored:
        if question.evaluator_group == EvaluatorGroup.LIVED_EXPERIENCE and not lived:
            yield Check(
                STOP, "team", _("Nobody with lived experience can score question %(n)d") % {"n": question.number}
            )
        if question.evaluator_group == EvaluatorGroup.PROFESSIONAL and not professional:
            yield Check(STOP, "team", _("No professional evaluator can score question %(n)d") % {"n": question.number})
    if len(lived) == 0:
        yield Check(
            LOOK,
            "team",
            _("Nobody with lived experience is on the panel"),
            _("The people a service is for can score as well as officers can."),
        )
    elif len(lived) == 1:
        yield Check(
            LOOK,
            "team",
            _("Only one evaluator with lived experience"),
            _("That is enough. If that person falls ill, scoring waits."),
        )


def percent(value: Decimal) -> str:
    """Without zeros that say nothing: 12.5, 20, 33.33."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text or "0"


_FINDERS: tuple[Callable[[Pack], Iterator[Check]], ...] = (
    _what,
    _rules,
    _money,
    _questions,
    _price,
    _criteria,
    _dates,
    _conflicts,
    _team,
)

"""What the finder's boxes ask of a service, worked out when it is written: one text of words between spaces."""

from typing import Protocol

from portal.marketplace.enums import TAKES_BUDGETS, AccessKind, Answer, BudgetsTaken
from portal.marketplace.rules.facts import ServiceFacts
from portal.marketplace.rules.times import EVENING_FROM, days_of

CHEAP_PENCE = 1_000
ASKED_ACCESS = (
    AccessKind.STEP_FREE,
    AccessKind.TOILET,
    AccessKind.CHANGING,
    AccessKind.PARKING,
    AccessKind.QUIET,
    AccessKind.HEARING_LOOP,
    AccessKind.BSL,
    AccessKind.INTERPRETER,
    AccessKind.EASY_READ,
    AccessKind.DOGS,
)


class _Answers(Protocol):
    budgets_taken: str
    self_referral: str
    peer_led: str
    carers_welcome: str


def service_marks(facts: ServiceFacts, answers: _Answers) -> set[str]:
    """The marks of a service: budgets, free, cheap, self, peer, carer, days, day, evening, kinds of access, lang-…."""
    price = usual_price(facts)
    is_free = answers.budgets_taken == BudgetsTaken.NOT_NEEDED or price == 0
    found = {
        "budgets": answers.budgets_taken in TAKES_BUDGETS,
        "free": is_free,
        "cheap": is_free or (price is not None and price < CHEAP_PENCE),
        "self": answers.self_referral == Answer.YES,
        "peer": answers.peer_led == Answer.YES,
        "carer": answers.carers_welcome == Answer.YES,
        "daytime": any(each.opens and each.opens < EVENING_FROM for each in facts.times),
        "evening": any(
            each.opens and (each.opens >= EVENING_FROM or (each.closes and each.closes > EVENING_FROM))
            for each in facts.times
        ),
    }
    marks = {name for name, is_so in found.items() if is_so}
    marks |= {day.lower() for each in facts.times for day in days_of(each.byday)}
    marks |= {each.kind for each in facts.access if each.answer == Answer.YES}
    return marks | {language_mark(each.name) for each in facts.languages}


def usual_price(facts: ServiceFacts) -> int | None:
    """What most people pay, in pence: the price that stands first. A free place for a helper makes nothing free."""
    return next((each.amount_pence for each in facts.costs if each.amount_pence is not None), None)


def language_mark(name: str) -> str:
    """ "lang-polish"."""
    return "lang-" + "-".join(name.lower().split())


def marks_text(marks: set[str]) -> str:
    """With a space before and after each, so that " day " finds no "daytime"."""
    return f" {' '.join(sorted(marks))} "

"""What a personal budget may pay for (domain 7.5): blocked, a talk first, or allowed. Words warn; a person decides."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.budgets.enums import Category, CategoryRule, FunderKind

NHS_LIST = "SI 2013/1617 reg 8(5)"
COUNCIL_LAW = "Care Act 2014 s33(3)"
GUIDANCE = "NHS England guidance on direct payments"
LOCAL = "Riverside's own rule"

_BLOCKED_EVERYWHERE = {
    Category.ALCOHOL_TOBACCO: NHS_LIST,
    Category.GAMBLING: NHS_LIST,
    Category.DEBT: NHS_LIST,
    Category.AGAINST_LAW: GUIDANCE,
}
_BLOCKED_NHS = {
    Category.GP: NHS_LIST,
    Category.NHS_CHARGE: NHS_LIST,
    Category.SURGERY: NHS_LIST,
    Category.SCREENING: NHS_LIST,
    Category.EMERGENCY: GUIDANCE,
}
_BLOCKED_COUNCIL = {Category.THERAPY: COUNCIL_LAW, Category.BILLS: COUNCIL_LAW, **_BLOCKED_NHS}
_TALK = {
    Category.CARE_HOME: "SI 2014/2871 reg 6",
    Category.FAMILY: "SI 2013/1617 reg 8(5A); SI 2014/2871 reg 3",
    Category.BILLS: LOCAL,
    Category.OTHER: LOCAL,
}


@dataclass(frozen=True)
class Purchase:
    """The rule for one thing to buy, with its reason and source."""

    rule: CategoryRule
    reason: str = ""
    source: str = ""


def purchase_rule(category: Category, funder: FunderKind, *, is_for_plan_service: bool = False) -> Purchase:
    """May this kind of thing be bought with that funder's money? A debt for a service of the plan may be paid."""
    if category == Category.DEBT and is_for_plan_service:
        return Purchase(CategoryRule.ALLOWED, source="SI 2013/1617 reg 8(5)(i)")
    blocked = _BLOCKED_EVERYWHERE | (_BLOCKED_NHS if funder == FunderKind.NHS else _BLOCKED_COUNCIL)
    if category in blocked:
        return Purchase(CategoryRule.BLOCKED, _why_blocked(category), blocked[category])
    if category in _TALK:
        return Purchase(CategoryRule.NEEDS_AGREEMENT, _why_talk(category), _TALK[category])
    return Purchase(CategoryRule.ALLOWED)


def _why_blocked(category: Category) -> str:
    if category == Category.DEBT:
        return _("This money cannot pay back debts. It can pay for something in your plan that you owe for.")
    if category in (Category.THERAPY, *_BLOCKED_NHS):
        return _("The NHS gives this in another way. This money cannot pay for it.")
    if category == Category.BILLS:
        return _("Council money cannot pay household bills.")
    return _("The law says that this money cannot pay for it.")


def _why_talk(category: Category) -> str:
    if category == Category.CARE_HOME:
        return _("A stay in a care home has a time limit, so we talk about it first.")
    if category == Category.FAMILY:
        return _("Paying family or a friend you live with needs a yes first.")
    if category == Category.BILLS:
        return _("We need to see how this helps with a goal.")
    return _("It can be unusual. We just talk about how it helps with your goal.")


WARNING_WORDS = {
    Category.ALCOHOL_TOBACCO: ("alcohol", "beer", "wine", "whisky", "cigarettes", "tobacco", "vape"),
    Category.GAMBLING: ("betting", "bingo", "casino", "gambling", "lottery", "scratchcard"),
    Category.DEBT: ("arrears", "debt", "debts", "loan", "overdraft", "credit card"),
    Category.NHS_CHARGE: ("prescription", "prescriptions", "dentist", "dental", "glasses"),
    Category.SURGERY: ("operation", "surgery"),
    Category.EMERGENCY: ("ambulance",),
}


def words_to_check(text: str) -> list[str]:
    """The words in a free text that a person should look at. Nothing is refused for a word: debt advice is fine."""
    low = text.lower()
    return [word for words in WARNING_WORDS.values() for word in words if re.search(rf"\b{word}\b", low)]


def first_rule(rules: Iterable[Purchase]) -> Purchase:
    """The strictest of several."""
    order = [CategoryRule.BLOCKED, CategoryRule.NEEDS_AGREEMENT, CategoryRule.ALLOWED]
    return min(rules, key=lambda each: order.index(each.rule), default=Purchase(CategoryRule.ALLOWED))

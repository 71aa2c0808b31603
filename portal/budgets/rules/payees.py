"""Who may be paid out of a direct payment (SI 2013/1617 reg 8(5A)(5B), 11(3A); SI 2014/2871 reg 3)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from portal.budgets.enums import FunderKind, PayeeRule, Relation

NHS_CHANGED_ON = date(2017, 4, 1)
"""Before this day the NHS rule caught everybody of the household, lodgers too."""

PARTNERS = frozenset({Relation.SPOUSE, Relation.PARTNER})
LISTED = frozenset(
    {
        Relation.PARENT,
        Relation.PARENT_IN_LAW,
        Relation.CHILD,
        Relation.CHILD_IN_LAW,
        Relation.STEPCHILD,
        Relation.SIBLING,
        Relation.AUNT_UNCLE,
        Relation.GRANDPARENT,
    }
)
"""The same in both texts: NHS reg 7(8), council reg 3(3)(c); also the spouse or partner of any of them."""

UNLISTED_FAMILY = frozenset({Relation.GRANDCHILD, Relation.NIECE_NEPHEW, Relation.COUSIN})


@dataclass(frozen=True)
class PayeeAnswer:
    """Whether this person may be paid, what it depends on, and where that is written."""

    rule: PayeeRule
    must_be_named: bool
    reason: str
    source: str


def who_may_be_paid(
    funder: FunderKind, relation: Relation, *, same_home: bool, on: date = NHS_CHANGED_ON
) -> PayeeAnswer:
    """For care, and for administering or managing the payment alike (an adult holder)."""
    if funder == FunderKind.NHS:
        return _nhs(relation, same_home, on)
    return _council(relation, same_home)


def _nhs(relation: Relation, same_home: bool, on: date) -> PayeeAnswer:
    source = "SI 2013/1617 reg 8(5A)(5B)"
    if not same_home or relation == Relation.NONE:
        return _allowed(source)
    if relation in LISTED | PARTNERS | {Relation.IN_LAW_OF_LISTED, Relation.FRIEND}:
        reason = _("Only if your plan names this person and it is needed to give you the right support.")
        return PayeeAnswer(PayeeRule.IF_NECESSARY, True, reason, source)
    if relation in UNLISTED_FAMILY:
        reason = _("The law does not list this relative. We need to talk about it first.")
        return PayeeAnswer(PayeeRule.NEEDS_AGREEMENT, True, reason, "SI 2013/1617 reg 7(8)")
    if on < NHS_CHANGED_ON:
        reason = _("Before April 2017 anybody in the same home could only be paid if it was needed.")
        return PayeeAnswer(PayeeRule.IF_NECESSARY, True, reason, source)
    return _allowed(source)


def _council(relation: Relation, same_home: bool) -> PayeeAnswer:
    source = "SI 2014/2871 reg 3"
    at_home = LISTED | {Relation.IN_LAW_OF_LISTED, Relation.PARTNER}
    if relation == Relation.SPOUSE or (same_home and relation in at_home):
        reason = _("Only if the council finds that it is needed.")
        return PayeeAnswer(PayeeRule.IF_NECESSARY, False, reason, source)
    return _allowed(source)


def _allowed(source: str) -> PayeeAnswer:
    return PayeeAnswer(PayeeRule.ALLOWED, False, "", source)


def needs_record_check(funder: FunderKind, relation: Relation, *, same_home: bool, is_in_care: bool = False) -> bool:
    """Whether who manages the money needs an enhanced criminal record check.

    NHS nominee: none for a listed relative wherever they live, somebody of the same home, or a friend involved in the
    care [7(7)(b), (8)]. Council authorised person: a relative counts only in the same home (a spouse everywhere), or
    a relative or friend involved in the care [5(2)(c)(i)].
    """
    family = LISTED | PARTNERS | {Relation.IN_LAW_OF_LISTED}
    if funder == FunderKind.NHS:
        return not (same_home or relation in family or (relation == Relation.FRIEND and is_in_care))
    counts = relation == Relation.SPOUSE or (same_home and relation in family)
    is_near = relation in family | UNLISTED_FAMILY | {Relation.FRIEND}
    return not (counts or (is_near and is_in_care))

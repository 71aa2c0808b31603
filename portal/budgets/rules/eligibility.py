"""Who may have a budget and a direct payment, and second chances (SI 2012/2996, SI 2013/1617, Care Act 2014)."""

from datetime import date

from portal.budgets.enums import DecisionKind, FunderKind, HoldingMode, PayeeStand, RightBasis
from portal.budgets.rules.review import months_after

ADULT, YOUNG = 18, 16
WHEELCHAIR_RIGHT_FROM = date(2019, 12, 2)
"""Since this day wheelchair users and people with section 117 after-care have the right [SI 2019/1432]."""

RIGHTS_SINCE_2019 = frozenset({RightBasis.WHEELCHAIR, RightBasis.AFTERCARE})
SECOND_CHANCE_MONTHS = 6


def birthday(born_on: date, age: int) -> date:
    """The day on which somebody reaches that age; born on 29 February, the last day of February [D]."""
    return months_after(born_on, 12 * age)


def age_on(born_on: date, day: date) -> int:
    """Full years of life."""
    years = day.year - born_on.year
    return years if birthday(born_on, years) <= day else years - 1


def has_right(basis: RightBasis, *, age: int, asked_on: date) -> bool:
    """A right to have an NHS budget [reg 32A]; what has none may still be offered."""
    if basis == RightBasis.CHC:
        return age >= ADULT
    if basis == RightBasis.CHILDREN:
        return age < ADULT
    return basis in RIGHTS_SINCE_2019 and asked_on >= WHEELCHAIR_RIGHT_FROM


def basis_ends_on(basis: RightBasis, born_on: date) -> date | None:
    """Continuing care for children ends as a ground at 18; then the ground is decided again."""
    return birthday(born_on, ADULT) if basis == RightBasis.CHILDREN else None


def modes_open(funder: FunderKind, *, is_excluded: bool, age: int) -> frozenset[HoldingMode]:
    """The ways of holding money that are open. An exclusion bars a direct payment only; council ones are for adults."""
    closed = is_excluded or (funder == FunderKind.COUNCIL and age < ADULT)
    return frozenset(HoldingMode) - ({HoldingMode.DIRECT} if closed else set())


def payee_stands(
    *, age: int, person_consents: bool, has_representative: bool, representative_consents: bool
) -> PayeeStand:
    """Whether an NHS direct payment may be made: under 16 through a representative, at 16 both must want it on."""
    if age < YOUNG:
        is_fine = has_representative and representative_consents
        return PayeeStand.MAY_PAY if is_fine else PayeeStand.MUST_NOT
    if not has_representative:
        return PayeeStand.MAY_PAY if person_consents else PayeeStand.MUST_NOT
    both = person_consents and representative_consents
    return PayeeStand.MAY_PAY if both else PayeeStand.MUST_NOT


def must_review_at(born_on: date) -> date:
    """The 16th birthday of somebody whose payment began before it: review as soon as reasonably possible [4(4)(c)]."""
    return birthday(born_on, YOUNG)


def must_reconsider(kind: DecisionKind, *, reconsidered_on: date | None, asked_on: date) -> bool:
    """Whether a request to look again must be taken.

    Once for every decision. Only the refusal of a direct payment again, and then once in any six months, which run
    from the reconsideration [D]; after a stop a second request may always be declined [7(13), 17(7)].
    """
    if reconsidered_on is None:
        return True
    if kind != DecisionKind.DIRECT_REFUSED:
        return False
    return asked_on >= months_after(reconsidered_on, SECOND_CHANCE_MONTHS)

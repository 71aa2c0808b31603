"""V1, V2, V4, V5 of the law on personal budgets, the sums of a budget, and what may be bought."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.budgets.enums import (
    Category,
    CategoryRule,
    DecisionKind,
    FunderKind,
    HoldingMode,
    PayeeRule,
    PayeeStand,
    Relation,
    RightBasis,
)
from portal.budgets.rules.direct_payment import SetOff, financial_year, may_go_to_own_account, set_off
from portal.budgets.rules.eligibility import (
    age_on,
    basis_ends_on,
    has_right,
    modes_open,
    must_reconsider,
    must_review_at,
    payee_stands,
)
from portal.budgets.rules.payees import needs_record_check, who_may_be_paid
from portal.budgets.rules.personal import Account, is_surplus, missing_pence, pace, week_pence, weeks_left
from portal.budgets.rules.purchases import Purchase, first_rule, purchase_rule, words_to_check
from portal.budgets.rules.review import Funding, aim_for, months_after, next_review_due, review_due
from portal.common.calendars import calendar_for, is_working_day
from portal.common.exceptions import DomainError

NHS, COUNCIL = FunderKind.NHS, FunderKind.COUNCIL
NHS_PAID, COUNCIL_PAID = date(2026, 11, 30), date(2027, 1, 11)


# -- V1 ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nhs_reviewed", "council_reviewed", "nhs_mode", "nhs_due", "council_due", "together"),
    [
        (None, None, "direct", date(2027, 2, 28), date(2027, 7, 11), date(2027, 2, 28)),
        (date(2027, 2, 15), None, "direct", date(2028, 2, 15), date(2027, 7, 11), date(2027, 7, 11)),
        (date(2027, 2, 15), date(2027, 2, 15), "direct", date(2028, 2, 15), date(2028, 2, 15), date(2028, 2, 15)),
        (date(2028, 2, 29), date(2028, 2, 29), "direct", date(2029, 2, 28), date(2029, 2, 28), date(2029, 2, 28)),
        (date(2027, 2, 15), date(2027, 2, 15), "notional", None, date(2028, 2, 15), date(2028, 2, 15)),
    ],
    ids=["nothing yet", "NHS alone reviews", "both review", "both review on 29 February", "NHS money notional"],
)
def test_v1_review_dates(
    nhs_reviewed: date | None,
    council_reviewed: date | None,
    nhs_mode: str,
    nhs_due: date | None,
    council_due: date,
    together: date,
) -> None:
    nhs = Funding(NHS, HoldingMode(nhs_mode), NHS_PAID, nhs_reviewed)
    council = Funding(COUNCIL, HoldingMode.DIRECT, COUNCIL_PAID, council_reviewed)
    assert review_due(nhs) == nhs_due
    assert review_due(council) == council_due
    assert next_review_due([nhs, council]) == together


def test_v1_the_signature_starts_no_clock_and_a_sunday_is_aimed_for_on_the_friday_before() -> None:
    assert review_due(Funding(NHS, HoldingMode.DIRECT)) is None
    assert next_review_due([Funding(COUNCIL, HoldingMode.THIRD_PARTY, COUNCIL_PAID)]) is None
    calendar = calendar_for("england", (2026, 2027))
    assert aim_for(date(2027, 2, 28), lambda day: is_working_day(calendar, day)) == date(2027, 2, 26)


def test_v1_a_look_before_the_first_payment_does_not_replace_the_first_review() -> None:
    early = Funding(NHS, HoldingMode.DIRECT, NHS_PAID, NHS_PAID - timedelta(days=1))
    assert review_due(early) == date(2027, 2, 28)


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(min_value=0, max_value=60))
def test_months_after_keeps_the_day_or_takes_the_last_of_the_month(day: date, months: int) -> None:
    found = months_after(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found + timedelta(days=1)).day == 1


# -- V2 ----------------------------------------------------------------------------------------------------------------

NAMED, IF_NEEDED, FREE, TALK = (
    (PayeeRule.IF_NECESSARY, True),
    (PayeeRule.IF_NECESSARY, False),
    (PayeeRule.ALLOWED, False),
    (PayeeRule.NEEDS_AGREEMENT, True),
)


@pytest.mark.parametrize(
    ("relation", "same_home", "nhs", "council"),
    [
        (Relation.SIBLING, True, NAMED, IF_NEEDED),
        (Relation.FRIEND, True, NAMED, FREE),
        (Relation.SPOUSE, False, FREE, IF_NEEDED),
        (Relation.PARTNER, True, NAMED, IF_NEEDED),
        (Relation.CHILD, False, FREE, FREE),
        (Relation.GRANDCHILD, True, TALK, FREE),
        (Relation.NONE, True, FREE, FREE),
        (Relation.PARENT, True, NAMED, IF_NEEDED),
        (Relation.IN_LAW_OF_LISTED, True, NAMED, IF_NEEDED),
        (Relation.COUSIN, False, FREE, FREE),
    ],
    ids=[
        "sister, same home",
        "friend, same home",
        "husband elsewhere",
        "live-in partner",
        "son elsewhere",
        "grandson, same home",
        "lodger",
        "mother keeps the accounts",
        "brother's wife, same home",
        "cousin elsewhere",
    ],
)
def test_v2_who_may_be_paid(
    relation: Relation, same_home: bool, nhs: tuple[PayeeRule, bool], council: tuple[PayeeRule, bool]
) -> None:
    for funder, wanted in ((NHS, nhs), (COUNCIL, council)):
        answer = who_may_be_paid(funder, relation, same_home=same_home)
        assert (answer.rule, answer.must_be_named) == wanted
        assert bool(answer.reason) == (answer.rule != PayeeRule.ALLOWED)
        assert answer.source.startswith("SI ")


def test_v2_a_lodger_before_april_2017() -> None:
    before = who_may_be_paid(NHS, Relation.FRIEND, same_home=True, on=date(2017, 3, 31))
    assert before.rule == PayeeRule.IF_NECESSARY
    assert who_may_be_paid(NHS, Relation.COUSIN, same_home=False, on=date(2017, 3, 31)).rule == PayeeRule.ALLOWED


def test_v2_criminal_record_checks() -> None:
    assert not needs_record_check(NHS, Relation.CHILD, same_home=False)
    assert needs_record_check(COUNCIL, Relation.CHILD, same_home=False)
    assert not needs_record_check(COUNCIL, Relation.CHILD, same_home=True)
    assert not needs_record_check(COUNCIL, Relation.CHILD, same_home=False, is_in_care=True)
    for funder in (NHS, COUNCIL):
        assert needs_record_check(funder, Relation.NONE, same_home=False, is_in_care=True)


# -- V4 ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("items", "paid_on", "others", "own"),
    [
        (5, date(2026, 5, 10), [], True),
        (6, date(2026, 5, 10), [], False),
        (2, date(2026, 5, 10), [date(2026, 11, 3)], False),
        (2, date(2026, 11, 3), [date(2026, 5, 10)], False),
        (1, date(2027, 3, 31), [date(2027, 4, 1)], True),
        (1, date(2027, 4, 1), [date(2027, 3, 31)], True),
        (0, date(2027, 4, 1), [], False),
    ],
)
def test_v4_one_off_payment_into_the_persons_own_account(
    items: int, paid_on: date, others: list[date], own: bool
) -> None:
    assert may_go_to_own_account(items, paid_on, others) is own


def test_v4_set_off_is_never_more_than_the_next_payment() -> None:
    assert set_off(unused_pence=130_000, payment_pence=90_000) == SetOff(90_000, 0, 40_000)
    assert set_off(unused_pence=130_000, payment_pence=90_000, wanted_pence=10_050) == SetOff(10_050, 79_950, 119_950)
    with pytest.raises(DomainError):
        set_off(unused_pence=-1, payment_pence=1)


def test_v4_debts() -> None:
    assert purchase_rule(Category.DEBT, NHS, is_for_plan_service=True).rule == CategoryRule.ALLOWED
    rent = purchase_rule(Category.DEBT, NHS)
    assert (rent.rule, rent.source) == (CategoryRule.BLOCKED, "SI 2013/1617 reg 8(5)")
    assert rent.reason


def test_financial_years_begin_in_april() -> None:
    assert [financial_year(day) for day in (date(2027, 3, 31), date(2027, 4, 1))] == [2026, 2027]


# -- V5 ----------------------------------------------------------------------------------------------------------------


def test_v5_a_payment_before_and_at_sixteen() -> None:
    born = date(2011, 5, 4)
    assert (age_on(born, date(2027, 5, 3)), age_on(born, date(2027, 5, 4))) == (15, 16)
    assert must_review_at(born) == date(2027, 5, 4)

    def stands(age: int, person: bool, has: bool, representative: bool) -> PayeeStand:
        return payee_stands(
            age=age, person_consents=person, has_representative=has, representative_consents=representative
        )

    assert stands(15, True, False, False) == PayeeStand.MUST_NOT
    assert stands(15, False, True, True) == PayeeStand.MAY_PAY
    assert stands(16, True, True, True) == PayeeStand.MAY_PAY
    assert stands(16, False, True, True) == PayeeStand.MUST_NOT
    assert stands(16, True, True, False) == PayeeStand.MUST_NOT
    assert (stands(40, True, False, False), stands(40, False, False, False)) == (
        PayeeStand.MAY_PAY,
        PayeeStand.MUST_NOT,
    )


def test_v5_the_ground_is_decided_again_at_eighteen() -> None:
    asked = date(2026, 11, 24)
    assert has_right(RightBasis.CHILDREN, age=17, asked_on=asked)
    assert not has_right(RightBasis.CHILDREN, age=18, asked_on=asked)
    assert (has_right(RightBasis.CHC, age=17, asked_on=asked), has_right(RightBasis.CHC, age=18, asked_on=asked)) == (
        False,
        True,
    )
    assert basis_ends_on(RightBasis.CHILDREN, date(2010, 2, 28)) == date(2028, 2, 28)
    assert basis_ends_on(RightBasis.CHC, date(2000, 2, 28)) is None
    assert not has_right(RightBasis.LOCAL_OFFER, age=40, asked_on=asked)


def test_v5_an_exclusion_closes_the_direct_payment_only() -> None:
    others = {HoldingMode.NOTIONAL, HoldingMode.THIRD_PARTY}
    for funder in (NHS, COUNCIL):
        assert modes_open(funder, is_excluded=True, age=40) == others
        assert modes_open(funder, is_excluded=False, age=40) == set(HoldingMode)
    assert modes_open(COUNCIL, is_excluded=False, age=17) == others
    assert modes_open(NHS, is_excluded=False, age=17) == set(HoldingMode)


def test_v5_wheelchair_users_have_the_right_since_2_december_2019() -> None:
    for basis in (RightBasis.WHEELCHAIR, RightBasis.AFTERCARE):
        assert not has_right(basis, age=30, asked_on=date(2019, 12, 1))
        assert has_right(basis, age=30, asked_on=date(2019, 12, 2))


@pytest.mark.parametrize(
    ("kind", "reconsidered_on", "asked_on", "must"),
    [
        (DecisionKind.DIRECT_REFUSED, None, date(2027, 3, 20), True),
        (DecisionKind.DIRECT_REFUSED, date(2027, 4, 2), date(2027, 9, 1), False),
        (DecisionKind.DIRECT_REFUSED, date(2027, 4, 2), date(2027, 10, 1), False),
        (DecisionKind.DIRECT_REFUSED, date(2027, 4, 2), date(2027, 10, 4), True),
        (DecisionKind.STOP, None, date(2027, 4, 2), True),
        (DecisionKind.STOP, date(2027, 4, 2), date(2028, 4, 2), False),
        (DecisionKind.REDUCTION, date(2027, 4, 2), date(2028, 4, 2), False),
    ],
)
def test_v5_second_chances(kind: DecisionKind, reconsidered_on: date | None, asked_on: date, must: bool) -> None:
    assert must_reconsider(kind, reconsidered_on=reconsidered_on, asked_on=asked_on) is must


# -- 7.5 what may be bought


@pytest.mark.parametrize(
    ("category", "nhs", "council"),
    [
        (Category.ACTIVITY, "allowed", "allowed"),
        (Category.THERAPY, "allowed", "blocked"),
        (Category.BILLS, "needs_agreement", "blocked"),
        (Category.GP, "blocked", "blocked"),
        (Category.NHS_CHARGE, "blocked", "blocked"),
        (Category.ALCOHOL_TOBACCO, "blocked", "blocked"),
        (Category.GAMBLING, "blocked", "blocked"),
        (Category.AGAINST_LAW, "blocked", "blocked"),
        (Category.FAMILY, "needs_agreement", "needs_agreement"),
        (Category.CARE_HOME, "needs_agreement", "needs_agreement"),
        (Category.OTHER, "needs_agreement", "needs_agreement"),
    ],
)
def test_what_may_be_bought(category: Category, nhs: str, council: str) -> None:
    assert (purchase_rule(category, NHS).rule, purchase_rule(category, COUNCIL).rule) == (nhs, council)


def test_every_no_and_every_talk_has_its_reason_and_source() -> None:
    for category in Category:
        for funder in FunderKind:
            found = purchase_rule(category, funder)
            assert (found.rule == CategoryRule.ALLOWED) == (found.reason == "")
            assert bool(found.source) == bool(found.reason)


def test_words_warn_and_refuse_nothing() -> None:
    assert words_to_check("Debt advice on Mondays") == ["debt"]
    assert words_to_check("Singing lessons for my breathing") == []
    assert words_to_check("Wineglass Bay, winery tours") == []
    assert first_rule([]).rule == CategoryRule.ALLOWED
    asked = Purchase(CategoryRule.NEEDS_AGREEMENT, "Let us talk.")
    assert first_rule([Purchase(CategoryRule.ALLOWED), asked]) == asked


# -- 7.4 the sums


def test_allocated_plus_carried_plus_contribution_less_spent_less_committed_is_available() -> None:
    account = Account(600_000, 12_000, 12_000, planned_pence=575_400, spent_pence=340_500)
    assert (account.whole_pence, account.committed_pence, account.available_pence, account.left_pence) == (
        624_000,
        234_900,
        48_600,
        283_500,
    )


AMOUNTS = st.integers(min_value=0, max_value=10**9)


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_the_parts_of_a_budget_always_add_up_to_the_penny(a: int, b: int, c: int, planned: int, spent: int) -> None:
    account = Account(a, b, c, planned, spent)
    assert account.spent_pence + account.committed_pence + account.available_pence == account.whole_pence
    assert (account + account).available_pence == 2 * account.available_pence


def test_the_ways_of_holding_must_add_up_exactly() -> None:
    assert missing_pence(624_000, [480_000, 144_000]) == 0
    assert missing_pence(624_000, [480_000, 143_999]) == 1
    assert missing_pence(624_000, [480_000, 144_001]) == -1


def test_a_year_and_its_money() -> None:
    start, end, today = date(2026, 4, 1), date(2027, 3, 31), date(2026, 11, 24)
    assert week_pence(624_000, start, end) == 11_967
    assert (is_surplus(96_001, 12_000, 8), is_surplus(96_000, 12_000, 8)) == (True, False)
    assert not is_surplus(1, 0, 8)
    here = pace(Account(624_000, spent_pence=340_500), start, end, today)
    assert (here.year_percent, here.spent_percent, here.is_on_track) == (65, 55, True)
    assert not pace(Account(624_000, spent_pence=600_000), start, end, today).is_on_track
    assert pace(Account(0), start, end, date(2030, 1, 1)).year_percent == 100
    assert (weeks_left(end, today), weeks_left(end, date(2027, 4, 5))) == (18, 0)

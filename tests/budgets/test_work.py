"""What waits for whom: there while it waits, gone when done; and one mail for each thing."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from portal.budgets.selectors.contract import contract_money, fund_of, project_money
from portal.budgets.selectors.work import waiting_for, work_for
from portal.budgets.services.allocation import allocation_approve
from portal.budgets.services.commitment import commitment_approve
from portal.budgets.services.contribution import contribution_agree
from portal.budgets.services.payment import payment_approve
from portal.notifications.models import OutboxMessage
from tests.budgets import factories as make
from tests.characters import NAMES, Cast
from tests.tenders.factories import agreed_specification


def titles(cast: Cast, name: str) -> list[str]:
    return [item.title for item in work_for(cast.user(name))]


def test_work_follows_the_money(cast: Cast) -> None:
    pot = make.fund(cast)
    make.scheme(cast, pot)
    proposed = make.contribution(cast, pot)
    assert titles(cast, "board") == ["Decide on a contribution of Riverside Council"]
    assert titles(cast, "fund") == []
    assert [w.from_whom for w in waiting_for(cast.user("fund"))] == ["Partnership board"]
    contribution_agree(actor=cast.board, contribution=proposed)
    assert titles(cast, "board") == []
    assert titles(cast, "fund") == ["Record when the money of Riverside Council comes in"]

    specification = agreed_specification(cast)
    assert titles(cast, "fund")[1:] == ["Ask the board to set money aside for Living with long-term pain"]
    asked = make.prepared_allocation(cast, specification.project)
    assert len(titles(cast, "fund")) == 1
    assert titles(cast, "board") == ["Decide: set money aside for Living with long-term pain"]
    allocation_approve(actor=cast.board, allocation=asked)
    assert titles(cast, "board") == []

    signed = make.contract(cast, specification=specification)
    assert titles(cast, "lead") == ["Report what changed for people: Peer support for people with long-term pain"]
    assert titles(cast, "fund")[1:] == ["Ask the board to promise money to Peer support for people with long-term pain"]
    from portal.budgets.services.commitment import commitment_prepare

    promise = commitment_prepare(actor=cast.fund, contract=signed, scheme=asked.scheme, amount_pence=40_000_000)
    assert len(titles(cast, "fund")) == 1
    assert titles(cast, "board") == ["Decide: promise money to Peer support for people with long-term pain"]
    commitment_approve(actor=cast.board, commitment=promise)
    assert titles(cast, "board") == []

    found = make.result(cast, signed)
    assert len(titles(cast, "lead")) == 1
    make.result(cast, signed, number=1, value=Decimal("5.5"))
    assert titles(cast, "lead") == []
    assert titles(cast, "fund")[1:] == [
        "Work out the payment for “People seldom or never feel lonely”",
        "Work out the payment for “People come closer to their own goals”",
    ]
    payment = make.prepared_payment(cast, promise, found)
    assert len(titles(cast, "fund")) == 2
    item = work_for(cast.user("board"))[0]
    assert item.due_at == datetime(2026, 12, 16, 0, 0, tzinfo=UTC)
    assert item.url == f"/budgets/payments/{payment.ref}/decide/"
    assert "somebody else prepared it" in item.why
    payment_approve(actor=cast.board, payment=payment)
    assert titles(cast, "board") == []
    for name in set(NAMES) - {"fund", "board", "lead"}:
        assert titles(cast, name) == [], name


def test_each_link_of_work_opens(cast: Cast) -> None:
    pot = make.fund(cast)
    make.scheme(cast, pot)
    make.contribution(cast, pot)
    make.contribution(cast, pot, agreed=True)
    promised = make.commitment(cast, make.contract(cast))
    make.result(cast, promised.contract)
    make.prepared_payment(cast, promised, make.result(cast, promised.contract, number=1, value=Decimal(5)))
    waiting = make.contract(cast)
    make.approved_allocation(cast, make.project_of(waiting), 1_000_00)
    make.prepared_commitment(cast, make.contract(cast), 1_000_00)
    agreed_specification(cast)
    make.prepared_allocation(cast, agreed_specification(cast).project, 1_000_00)
    opened = 0
    for name in ("fund", "board", "lead"):
        for url in [*(i.url for i in work_for(cast.user(name))), *(w.url for w in waiting_for(cast.user(name)))]:
            assert cast.client(name).get(url).status_code == 200, url
            opened += 1
    assert opened >= 12


def test_too_few_answers_make_no_work(cast: Cast) -> None:
    promised = make.commitment(cast, make.contract(cast))
    make.result(cast, promised.contract, people_measured=29)
    assert titles(cast, "fund") == []


def test_work_costs_the_same_for_many(
    cast: Cast, assert_constant_queries: Callable[[Callable[[], Any], Callable[[], Any]], None]
) -> None:
    def add() -> None:
        promised = make.commitment(cast, make.contract(cast), 1_000_00)
        make.result(cast, promised.contract, number=1, value=Decimal(5))
        make.prepared_payment(cast, promised)
        make.prepared_allocation(cast, agreed_specification(cast).project, 100)
        agreed_specification(cast)

    def look() -> None:
        for name in ("fund", "board", "lead"):
            work_for(cast.user(name))
            waiting_for(cast.user(name))

    assert_constant_queries(look, add)


def test_mail_goes_once_to_who_must_act_and_carries_no_amount(cast: Cast, committed: Callable[[], Any]) -> None:
    pot = make.fund(cast)
    make.scheme(cast, pot)
    signed = make.contract(cast)
    OutboxMessage.objects.all().delete()
    with committed():
        promised = make.prepared_commitment(cast, signed)
    with committed():
        commitment_approve(actor=cast.board, commitment=promised)
    with committed():
        payment = make.prepared_payment(cast, promised)
    with committed():
        payment_approve(actor=cast.board, payment=payment)
    sent = [(row.email.partition("@")[0], row.subject, row.must_act) for row in OutboxMessage.objects.order_by("pk")]
    title = "Peer support for people with long-term pain"
    assert sent == [
        ("board", "Please decide: money set aside for Living with long-term pain", True),
        ("fund", "Approved: money set aside for Living with long-term pain", False),
        ("officer", "Money is set aside for Living with long-term pain", False),
        ("board", f"Please decide: money promised to {title}", True),
        ("fund", f"Approved: money promised to {title}", False),
        ("lead", f"Money is promised to {title}", False),
        ("fund", "A result was reported: People seldom or never feel lonely", True),
        ("board", f"Please decide: payment {payment.ref} on {title}", True),
        ("fund", f"Approved: payment {payment.ref} on {title}", False),
        ("lead", f"Approved: payment {payment.ref} on {title}", False),
    ]
    for row in OutboxMessage.objects.order_by("pk"):
        assert "£" not in f"{row.subject} {row.opening} {row.lines}"
        assert row.opening.startswith("You need to") == row.must_act
        name = row.email.partition("@")[0]
        assert cast.client(name).get(row.link).status_code in (200, 403)


def test_mail_about_contributions_and_refusals(cast: Cast, committed: Callable[[], Any]) -> None:
    pot = make.bare_fund(cast)
    OutboxMessage.objects.all().delete()
    with committed():
        proposed = make.contribution(cast, pot)
    with committed():
        cast.client("board").post(
            f"/budgets/pools/{pot.ref}/contributions/{proposed.number}/decide/", {"decision": "no", "reason": "No."}
        )
    sent = [(row.email.partition("@")[0], row.subject) for row in OutboxMessage.objects.order_by("pk")]
    assert sent == [
        ("board", "Please decide: contribution of Riverside Council"),
        ("fund", "Not agreed: contribution of Riverside Council"),
    ]


def test_what_other_pages_ask(cast: Cast) -> None:
    signed = make.contract(cast)
    project = make.project_of(signed)
    assert fund_of(project) is None
    assert contract_money(signed).commitment is None
    promised = make.commitment(cast, signed)
    make.payment(cast, promised)
    make.prepared_payment(cast, promised, make.result(cast, signed, number=1, value=Decimal("5.5")))
    assert fund_of(project) == promised.scheme.fund
    money = contract_money(signed)
    assert (money.promised_pence, money.pot_pence, money.fixed_pence) == (40_000_000, 10_000_000, 30_000_000)
    assert (money.paid_pence, money.earned_pence, money.waiting_pence) == (2_400_000, 2_400_000, 3_000_000)
    assert money.settled_not_earned_pence == 1_600_000
    found = project_money(project)
    assert (found.set_aside_pence, found.promised_pence, found.paid_pence) == (40_000_000, 40_000_000, 2_400_000)

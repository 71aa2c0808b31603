"""The board's people at the same instant: one payment is booked once, and never more than the outcome's share."""

from datetime import date
from typing import Any

from portal.audit.selectors import events_about
from portal.budgets.enums import FundRole
from portal.budgets.models import JournalEntry, Payment
from portal.budgets.selectors.ledger import verify_all
from portal.budgets.services.fund import person_add
from portal.budgets.services.payment import (
    payment_approve,
    payment_prepare,
    payment_prepare_fixed,
    payment_refuse,
    payment_withdraw,
)
from tests.budgets import factories as make
from tests.characters import Cast
from tests.races.together import DONE, RACE, ROUND_BY_ROUND, together

pytestmark = RACE


def _second_of_the_board(cast: Cast) -> Any:
    person_add(actor=cast.fund, fund=make.PooledFund.objects.get(), user=cast.opener2, role=FundRole.BOARD)
    return cast.user("opener2")


def _prepared(cast: Cast) -> Payment:
    return make.prepared_payment(cast, make.commitment(cast, make.contract(cast)))


def _loaded(payment: Payment) -> Payment:
    """As each request loads its own."""
    return Payment.objects.get(pk=payment.pk)


def _verbs(payment: Payment) -> list[str]:
    return [event.verb for event in events_about(payment)]


@ROUND_BY_ROUND
def test_two_approvals_of_one_payment_book_it_once(turn: int, transactional_cast: Cast) -> None:
    cast = transactional_cast
    payment = _prepared(cast)
    actors = [cast.user("board"), _second_of_the_board(cast), cast.user("board")]
    booked = JournalEntry.objects.count()
    outcomes = together(
        *(lambda actor=actor: payment_approve(actor=actor, payment=_loaded(payment)) for actor in actors)
    )
    assert outcomes.count(DONE) == 1
    assert {outcome for outcome in outcomes if outcome != DONE} == {"This cannot be done now: it is already approved."}
    payment.refresh_from_db()
    assert (payment.state, payment.decided_by) == ("approved", actors[outcomes.index(DONE)])
    assert JournalEntry.objects.count() == booked + 1
    assert _verbs(payment).count("budgets.payment.approve") == 1
    assert list(verify_all()) == []


@ROUND_BY_ROUND
def test_yes_no_and_taken_back_at_once_end_in_one(turn: int, transactional_cast: Cast) -> None:
    cast = transactional_cast
    payment = _prepared(cast)
    second = _second_of_the_board(cast)
    booked = JournalEntry.objects.count()
    outcomes = together(
        lambda: payment_approve(actor=cast.user("board"), payment=_loaded(payment)),
        lambda: payment_refuse(actor=second, payment=_loaded(payment), reason="The invoice is wrong."),
        lambda: payment_withdraw(actor=cast.user("fund"), payment=_loaded(payment)),
    )
    assert outcomes.count(DONE) == 1
    payment.refresh_from_db()
    assert payment.state == ("approved", "refused", "withdrawn")[outcomes.index(DONE)]
    assert JournalEntry.objects.count() == booked + (payment.state == "approved")
    assert list(verify_all()) == []


@ROUND_BY_ROUND
def test_one_result_is_prepared_for_payment_once(turn: int, transactional_cast: Cast) -> None:
    cast = transactional_cast
    signed = make.contract(cast)
    promised = make.commitment(cast, signed)
    found = make.result(cast, signed)
    outcomes = together(
        *(
            lambda number=number: payment_prepare(
                actor=cast.user("fund"),
                commitment=promised,
                observation=found,
                invoice_reference=f"INV-{number}",
                invoice_received_on=date(2026, 11, 2),
            )
            for number in range(3)
        )
    )
    assert outcomes.count(DONE) == 1
    assert Payment.objects.count() == 1
    assert list(verify_all()) == []


@ROUND_BY_ROUND
def test_two_payments_together_never_pay_more_than_is_left(turn: int, transactional_cast: Cast) -> None:
    """Each of them alone would fit; both together would not."""
    cast = transactional_cast
    promised = make.commitment(cast, make.contract(cast))
    outcomes = together(
        *(
            lambda number=number: payment_prepare_fixed(
                actor=cast.user("fund"),
                commitment=promised,
                amount_pence=20_000_000,
                invoice_reference=f"INV-{number}",
                invoice_received_on=date(2026, 11, 2),
                reason="The quarter.",
            )
            for number in range(2)
        )
    )
    assert outcomes.count(DONE) == 1
    assert "is left to pay" in outcomes[1 - outcomes.index(DONE)]
    assert sum(Payment.objects.values_list("amount_pence", flat=True)) == 20_000_000

"""Whatever the manager and the board do in whatever order, every identity of the fund holds."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.budgets.enums import AccountKind, ContributionState
from portal.budgets.models import Allocation, Commitment, Contribution, Payment, Scheme
from portal.budgets.rules.fund import SchemeFigures, fund_problems
from portal.budgets.selectors.fund import agreed_contributions, fund_view
from portal.budgets.selectors.ledger import balances, verify_all
from portal.budgets.services.allocation import allocation_approve, allocation_prepare, allocation_refuse
from portal.budgets.services.commitment import commitment_approve, commitment_prepare, commitment_refuse
from portal.budgets.services.contribution import contribution_agree, contribution_receive, contribution_refuse
from portal.budgets.services.fund import scheme_add
from portal.budgets.services.payment import (
    payment_approve,
    payment_prepare,
    payment_prepare_fixed,
    payment_refuse,
    payment_withdraw,
)
from portal.common.exceptions import DomainError
from portal.outcomes.models import Observation
from tests.budgets import factories as make
from tests.characters import Cast

ACTS = [
    "contribute",
    "agree",
    "refuse_contribution",
    "receive",
    "plan",
    "allocate",
    "approve_allocation",
    "refuse_allocation",
    "promise",
    "approve_promise",
    "refuse_promise",
    "report",
    "pay",
    "pay_fixed",
    "approve_payment",
    "refuse_payment",
    "withdraw_payment",
]
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(min_value=1, max_value=3_000_00), st.integers(0, 5)),
    min_size=5,
    max_size=40,
)
DAY = date(2026, 11, 20)


class World:
    """One fund and two contracts; each act may be refused by the domain, never by accident."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.pot = make.bare_fund(cast)
        self.contracts = [make.contract(cast), make.contract(cast)]
        self.count = 0

    def act(self, name: str, pence: int, pick: int) -> None:
        """Try one act in a transaction of its own, as a request would."""
        try:
            with transaction.atomic():
                getattr(self, name)(pence, pick)
        except DomainError:
            pass

    def _one(self, model: Any, pick: int, **wanted: Any) -> Any:
        rows = list(model.objects.filter(**wanted).order_by("pk"))
        if not rows:
            raise DomainError("nothing there")
        return rows[pick % len(rows)]

    def contribute(self, pence: int, pick: int) -> None:
        make.contribution(self.cast, self.pot, agreed_pence=pence)

    def agree(self, pence: int, pick: int) -> None:
        contribution_agree(actor=self.cast.board, contribution=self._one(Contribution, pick))

    def refuse_contribution(self, pence: int, pick: int) -> None:
        contribution_refuse(actor=self.cast.board, contribution=self._one(Contribution, pick), reason="no")

    def receive(self, pence: int, pick: int) -> None:
        contribution_receive(actor=self.cast.fund, contribution=self._one(Contribution, pick), received_on=DAY)

    def plan(self, pence: int, pick: int) -> None:
        scheme_add(actor=self.cast.fund, fund=self.pot, name="s", area_of_spend="a", planned_pence=pence)

    def allocate(self, pence: int, pick: int) -> None:
        project = make.project_of(self.contracts[pick % 2])
        scheme = self._one(Scheme, pick)
        allocation_prepare(actor=self.cast.fund, scheme=scheme, project=project, amount_pence=pence, reason="r")

    def approve_allocation(self, pence: int, pick: int) -> None:
        allocation_approve(actor=self.cast.board, allocation=self._one(Allocation, pick))

    def refuse_allocation(self, pence: int, pick: int) -> None:
        allocation_refuse(actor=self.cast.board, allocation=self._one(Allocation, pick), reason="no")

    def promise(self, pence: int, pick: int) -> None:
        commitment_prepare(
            actor=self.cast.fund,
            contract=self.contracts[pick % 2],
            scheme=self._one(Scheme, pick),
            amount_pence=pence,
        )

    def approve_promise(self, pence: int, pick: int) -> None:
        commitment_approve(actor=self.cast.board, commitment=self._one(Commitment, pick))

    def refuse_promise(self, pence: int, pick: int) -> None:
        commitment_refuse(actor=self.cast.board, commitment=self._one(Commitment, pick), reason="no")

    def report(self, pence: int, pick: int) -> None:
        start = date(2026, 4 + pick, 1)
        value = Decimal(pence % 7000) / 100
        make.result(
            self.cast, self.contracts[pence % 2], value=value, period_from_on=start, period_to_on=start.replace(day=28)
        )

    def _invoice(self) -> dict[str, Any]:
        self.count += 1
        return {"actor": self.cast.fund, "invoice_reference": f"i{self.count}", "invoice_received_on": DAY}

    def pay(self, pence: int, pick: int) -> None:
        observation = self._one(Observation, pick)
        commitment = self._one(Commitment, pick, contract__ref=observation.context_ref)
        payment_prepare(commitment=commitment, observation=observation, **self._invoice())

    def pay_fixed(self, pence: int, pick: int) -> None:
        commitment = self._one(Commitment, pick)
        payment_prepare_fixed(commitment=commitment, amount_pence=pence, reason="r", **self._invoice())

    def approve_payment(self, pence: int, pick: int) -> None:
        payment_approve(actor=self.cast.board, payment=self._one(Payment, pick))

    def refuse_payment(self, pence: int, pick: int) -> None:
        payment_refuse(actor=self.cast.board, payment=self._one(Payment, pick), reason="no")

    def withdraw_payment(self, pence: int, pick: int) -> None:
        payment_withdraw(actor=self.cast.fund, payment=self._one(Payment, pick))


def check(world: World) -> None:
    """Every identity of domain 6.3, from the rows and from the ledger."""
    assert list(verify_all()) == []
    view, held = fund_view(world.pot), balances(world.pot)

    def account(kind: AccountKind) -> int:
        return sum(amount for (found, _scheme), amount in held.items() if found == kind)

    assert -account(AccountKind.CONTRIBUTIONS) == view.agreed_pence
    assert account(AccountKind.BANK) == view.held_pence
    assert -account(AccountKind.PLANNED) == view.planned_pence
    assert account(AccountKind.EXPENDITURE) == account(AccountKind.SETTLED) == view.paid_pence
    assert account(AccountKind.COMMITTED) == view.promised_pence - view.paid_pence
    assert account(AccountKind.ALLOCATED) == view.set_aside_pence - view.promised_pence
    assert account(AccountKind.UNALLOCATED) == view.planned_pence - view.set_aside_pence
    assert sum(held.values()) == 0
    assert 0 <= view.paid_pence <= view.promised_pence <= view.set_aside_pence <= view.planned_pence
    schemes = [
        SchemeFigures(each.scheme.name, each.planned_pence, each.promised_pence, each.paid_pence)
        for each in view.schemes
    ]
    rows = list(agreed_contributions(world.pot))
    agreed = [row.agreed_pence for row in rows]
    assert fund_problems(schemes, agreed, contingency_pence=view.unplanned_pence) == []
    assert not view.agreed_pence or sum(row["paid"] + row["promised"] + row["open"] for row in view.coins()) == 100
    received = [row for row in rows if row.state == ContributionState.RECEIVED]
    assert view.received_pence == sum(row.agreed_pence for row in received)


class _Undo(Exception):
    pass


def _undone(run: Callable[[], None]) -> None:
    """Each example begins with the same database."""
    try:
        with transaction.atomic():
            run()
            raise _Undo
    except _Undo:
        pass


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_every_identity_holds_after_any_sequence(cast: Cast, steps: list[tuple[str, int, int]]) -> None:
    def run() -> None:
        world = World(cast)
        # A start in which later acts have something to work on.
        for name in ("contribute", "agree", "receive", "plan", "allocate", "approve_allocation", "promise"):
            world.act(name, 2_000_00, 0)
        for name in ("approve_promise", "report", "pay", "approve_payment"):
            world.act(name, 4_800, 0)
        for name, pence, pick in steps:
            world.act(name, pence, pick)
        check(world)

    _undone(run)


def test_the_usual_way_books_every_step(cast: Cast) -> None:
    """The start of the sequences above does what it is meant to do."""
    world = World(cast)
    for name in ("contribute", "agree", "receive", "plan", "allocate", "approve_allocation", "promise"):
        world.act(name, 2_000_00, 0)
    for name in ("approve_promise", "report", "pay", "approve_payment"):
        world.act(name, 4_800, 0)
    check(world)
    assert fund_view(world.pot).paid_pence > 0

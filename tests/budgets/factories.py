"""Funds for tests, made by the services as the real people, so that their ledger holds."""

from datetime import date
from typing import Any

from portal.budgets.enums import ContributionSource, FundRole, FundType
from portal.budgets.models import Allocation, PooledFund, Scheme
from portal.budgets.services.allocation import allocation_approve, allocation_prepare
from portal.budgets.services.contribution import contribution_agree, contribution_propose, contribution_receive
from portal.budgets.services.fund import fund_create, person_add, scheme_add
from tests.characters import Cast

ICB_PENCE = 578_400_000
COUNCIL_PENCE = 385_600_000


def bare_fund(cast: Cast, **extra: Any) -> PooledFund:
    """A fund of the ICB: fund@ manages, board@ decides, finance@ reads. No money yet."""
    values: dict[str, Any] = {
        "host": cast.org("icb"),
        "name": "Living Well pooled fund",
        "fund_type": FundType.POOLED_S75,
        "aims": "Money follows what people need, whoever would have paid before.",
        "starts_on": date(2026, 4, 1),
        "ends_on": date(2027, 3, 31),
        **extra,
    }
    made = fund_create(actor=cast.fund, **values)
    person_add(actor=cast.fund, fund=made, user=cast.board, role=FundRole.BOARD)
    person_add(actor=cast.fund, fund=made, user=cast.finance, role=FundRole.FINANCE)
    return made


def fund(cast: Cast, **extra: Any) -> PooledFund:
    """A fund with £5,784,000 of the ICB and £3,856,000 of the council, agreed and received."""
    made = bare_fund(cast, **extra)
    for key, source, pence in (
        ("icb", ContributionSource.NHS_MINIMUM, ICB_PENCE),
        ("council", ContributionSource.LA_ADDITIONAL, COUNCIL_PENCE),
    ):
        proposed = contribution_propose(
            actor=cast.fund, fund=made, organisation=cast.org(key), source_code=source, agreed_pence=pence
        )
        agreed = contribution_agree(actor=cast.board, contribution=proposed)
        contribution_receive(actor=cast.fund, contribution=agreed, received_on=date(2026, 11, 2))
    return made


def scheme(cast: Cast, fund: PooledFund, **extra: Any) -> Scheme:
    """A scheme of £1,840,000 in the fund."""
    values: dict[str, Any] = {
        "name": "Peer support",
        "area_of_spend": "Community support",
        "planned_pence": 184_000_000,
        **extra,
    }
    return scheme_add(actor=cast.fund, fund=fund, **values)


def prepared_allocation(cast: Cast, project: Any, amount_pence: int = 64_000_000) -> Allocation:
    """An allocation that waits for board@, in the first fund's first scheme (both made when missing)."""
    pot = PooledFund.objects.order_by("pk").first() or fund(cast)
    of = pot.schemes.order_by("number").first() or scheme(cast, pot)
    return allocation_prepare(
        actor=cast.fund,
        scheme=of,
        project=project,
        amount_pence=amount_pence,
        reason="Agreed with the people it is for.",
    )


def approved_allocation(cast: Cast, project: Any, amount_pence: int = 64_000_000) -> Allocation:
    """An allocation that board@ approved."""
    return allocation_approve(actor=cast.board, allocation=prepared_allocation(cast, project, amount_pence))

"""A fund's public figures as files, under the Open Government Licence."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from portal.budgets.selectors.contract import ContractMoney
from portal.budgets.selectors.fund import FundView

if TYPE_CHECKING:
    from portal.budgets.models import Contribution

LICENCE = "Open Government Licence v3.0"
LICENCE_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
HEADS = (
    "fund_ref", "fund", "as_at", "scheme", "area_of_spend", "planned_gbp", "set_aside_gbp", "promised_gbp", "paid_gbp",
    "expected_gbp", "variance_gbp", "variance_in_words", "licence",
)  # fmt: skip


def pounds(pence: int) -> str:
    """Pounds with two decimals: 1234.50."""
    return f"{Decimal(pence) / 100:.2f}"


def safe(text: str) -> str:
    """A text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def fund_csv(view: FundView) -> str:
    """One row for each scheme, what is kept for the unexpected among them."""
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(HEADS)
    for each in view.schemes:
        figures = (each.planned_pence, each.set_aside_pence, each.promised_pence, each.paid_pence)
        writer.writerow(
            [
                view.fund.ref,
                safe(view.fund.name),
                view.as_at.isoformat(timespec="seconds"),
                safe(each.scheme.name),
                safe(each.scheme.area_of_spend),
                *(pounds(figure) for figure in figures),
                pounds(each.expected_pence),
                pounds(each.variance_pence),
                each.variance_words,
                LICENCE,
            ]
        )
    return held.getvalue()


def fund_json(
    view: FundView, contracts: list[ContractMoney], contributions: "Iterable[Contribution]"
) -> dict[str, Any]:
    """Everything of the public page as data. Amounts in pounds as text, so that no digit is lost."""
    fund = view.fund
    return {
        "licence": {"name": LICENCE, "url": LICENCE_URL},
        "as_at": view.as_at.isoformat(timespec="seconds"),
        "fund": {
            "ref": fund.ref,
            "name": fund.name,
            "type": fund.fund_type,
            "host": fund.host.name,
            "aims": fund.aims,
            "starts_on": fund.starts_on.isoformat(),
            "ends_on": fund.ends_on.isoformat(),
        },
        "totals_gbp": {
            "agreed": pounds(view.agreed_pence),
            "received": pounds(view.received_pence),
            "planned": pounds(view.planned_pence),
            "not_planned": pounds(view.unplanned_pence),
            "set_aside": pounds(view.set_aside_pence),
            "promised": pounds(view.promised_pence),
            "paid": pounds(view.paid_pence),
            "expected": pounds(view.expected_pence),
        },
        "contributions": [
            {
                "organisation": row.organisation.name,
                "source": row.source_code,
                "agreed_gbp": pounds(row.agreed_pence),
                "received_on": row.received_on.isoformat() if row.received_on else None,
            }
            for row in contributions
        ],
        "schemes": [
            {
                "name": each.scheme.name,
                "area_of_spend": each.scheme.area_of_spend,
                "is_contingency": each.scheme.is_contingency,
                "planned_gbp": pounds(each.planned_pence),
                "set_aside_gbp": pounds(each.set_aside_pence),
                "promised_gbp": pounds(each.promised_pence),
                "paid_gbp": pounds(each.paid_pence),
                "expected_gbp": pounds(each.expected_pence),
                "variance_gbp": pounds(each.variance_pence),
                "variance_in_words": each.variance_words,
            }
            for each in view.schemes
        ],
        "contracts": [_contract_row(money) for money in contracts],
    }


def _contract_row(money: ContractMoney) -> dict[str, str]:
    return {
        "ref": money.contract.ref,
        "title": money.contract.title,
        "promised_gbp": pounds(money.promised_pence),
        "of_which_for_outcomes_gbp": pounds(money.pot_pence),
        "paid_gbp": pounds(money.paid_pence),
        "not_earned_given_back_gbp": pounds(money.released_pence),
    }

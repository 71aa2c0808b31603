"""The pooled fund Living Well: what an integrated care board and a council put together, and its schemes."""

from datetime import date, datetime

from portal.budgets.enums import ContributionSource, FundRole, FundType
from portal.budgets.models import PooledFund, Scheme
from portal.budgets.services.contribution import contribution_agree, contribution_propose, contribution_receive
from portal.budgets.services.fund import fund_create, person_add, scheme_add, scheme_forecast
from portal.dashboards.demo.scenes import Scene
from portal.dashboards.demo.scenes.stage import body, day, on, who

NAME = "Living Well pooled fund"
SCHEMES = (
    ("Peer support", "Community support", 360_000_000, "People who have been there themselves support others."),
    ("Support for carers", "Carers", 240_000_000, "Breaks, groups and somebody to call."),
    ("Getting out and about", "Transport", 180_000_000, "Getting to clinics, groups and friends without a car."),
)


def load(noon: datetime) -> None:
    """Set up 600 days ago, agreed and received, with three schemes."""
    opened = day(noon, -600)
    with on(noon, -600):
        fund = fund_create(
            actor=who("fund"),
            host=body("icb"),
            name=NAME,
            fund_type=FundType.POOLED_S75,
            aims="Money follows what people need, whoever would have paid for it before.",
            starts_on=date(opened.year, 4, 1),
            ends_on=date(opened.year + 5, 3, 31),
            agreement_reference=f"S75/{opened.year}/LW",
        )
        person_add(actor=who("fund"), fund=fund, user=who("board"), role=FundRole.BOARD)
        person_add(actor=who("fund"), fund=fund, user=who("finance"), role=FundRole.FINANCE)
    _contributions(noon, fund)
    with on(noon, -580):
        made = [
            scheme_add(
                actor=who("fund"), fund=fund, name=name, area_of_spend=area, planned_pence=pence, description=words
            )
            for name, area, pence, words in SCHEMES
        ]
    with on(noon, -30):
        scheme_forecast(actor=who("fund"), scheme=made[0], amount_pence=348_000_000, note="Two groups began in May.")


def _contributions(noon: datetime, fund: PooledFund) -> None:
    for key, source, pence in (
        ("icb", ContributionSource.NHS_MINIMUM, 578_400_000),
        ("council", ContributionSource.LA_ADDITIONAL, 385_600_000),
    ):
        with on(noon, -595):
            row = contribution_propose(
                actor=who("fund"), fund=fund, organisation=body(key), source_code=source, agreed_pence=pence
            )
        with on(noon, -590):
            row = contribution_agree(actor=who("board"), contribution=row)
        with on(noon, -585):
            contribution_receive(actor=who("fund"), contribution=row, received_on=day(noon, -585))


def scheme_of(name: str) -> Scheme:
    """The scheme of the demo's fund with that name."""
    return Scheme.objects.select_related("fund").get(fund__name=NAME, name=name)


SCENE = Scene("A pooled fund with its contributions", lambda: PooledFund.objects.filter(name=NAME).exists(), load)

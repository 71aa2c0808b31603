"""Amounts of money at which a duty begins, as dated data with their source (domain 0, 1.1, 1.6).

A procurement uses the values in force on its start date and keeps them for life. Values are pence and include VAT. The
Provider Selection Regime has no threshold of value.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from portal.common.exceptions import DomainError


class BuyerKind(StrEnum):
    """What a buyer is in law; no organisation is named here. `national_health_body`: NHS England or its successor."""

    ICB = "icb"
    NATIONAL_HEALTH_BODY = "national_health_body"
    NHS_TRUST = "nhs_trust"
    LOCAL_AUTHORITY = "local_authority"
    COMBINED_AUTHORITY = "combined_authority"
    OTHER = "other"


class BuyerClass(StrEnum):
    """PR24 reg 44, Sch 2: central government lists NHS England, NHS trusts and foundation trusts, not ICBs."""

    CENTRAL = "central"
    SUB_CENTRAL = "sub_central"


CENTRAL_KINDS = frozenset({BuyerKind.NATIONAL_HEALTH_BODY, BuyerKind.NHS_TRUST})


def buyer_class(kind: BuyerKind) -> BuyerClass:
    return BuyerClass.CENTRAL if kind in CENTRAL_KINDS else BuyerClass.SUB_CENTRAL


class Parameter(StrEnum):
    SERVICES_THRESHOLD = "services_threshold"
    LIGHT_TOUCH_THRESHOLD = "light_touch_threshold"
    BELOW_THRESHOLD_NOTICE = "below_threshold_notice"
    KPI_DUTY = "kpi_duty"
    CONTRACT_COPY = "contract_copy"
    LOSERS_NAMED = "losers_named"
    PAYMENT_NOTICE = "payment_notice"
    PIPELINE_SPEND = "pipeline_spend"
    PIPELINE_CONTRACT = "pipeline_contract"
    CONSIDERABLE_CHANGE = "considerable_change"


class Limb(StrEnum):
    """How the statute compares: at the figure itself the two differ."""

    NOT_LESS_THAN = "not_less_than"
    MORE_THAN = "more_than"


@dataclass(frozen=True)
class RegimeParameter:
    """One value, for a class of buyer (None: all), from `valid_from` to `valid_to` (None: still in force)."""

    parameter: Parameter
    amount_pence: int
    limb: Limb
    valid_from: date
    source: str
    source_url: str
    buyer: BuyerClass | None = None
    valid_to: date | None = None

    def is_in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def is_reached_by(self, amount_pence: int) -> bool:
        if self.limb == Limb.MORE_THAN:
            return amount_pence > self.amount_pence
        return amount_pence >= self.amount_pence


ACT = "https://www.legislation.gov.uk/ukpga/2023/54/section/"
ACT_IN_FORCE = date(2025, 2, 24)
CENTRAL, SUB_CENTRAL = BuyerClass.CENTRAL, BuyerClass.SUB_CENTRAL


def _uksi(year: int, number: int) -> str:
    return f"https://www.legislation.gov.uk/uksi/{year}/{number}/contents"


def _threshold(
    buyer: BuyerClass, pence: int, source: tuple[str, str], start: date, end: date | None = None
) -> RegimeParameter:
    return RegimeParameter(
        Parameter.SERVICES_THRESHOLD, pence, Limb.NOT_LESS_THAN, start, *source, buyer=buyer, valid_to=end
    )


def _of_the_act(
    parameter: Parameter,
    pounds: int,
    section: str,
    limb: Limb = Limb.MORE_THAN,
    *,
    buyer: BuyerClass | None = None,
    start: date = ACT_IN_FORCE,
) -> RegimeParameter:
    source = (f"Procurement Act 2023 s{section}", f"{ACT}{section.split('(')[0]}")
    return RegimeParameter(parameter, pounds * 100, limb, start, *source, buyer=buyer)


OLD_THRESHOLDS = ("SI 2025/163 reg 3", _uksi(2025, 163))
NEW_THRESHOLDS = ("SI 2025/1200 reg 2", _uksi(2025, 1200))

REGIME_PARAMETERS: tuple[RegimeParameter, ...] = (
    _threshold(CENTRAL, 139_688_00, OLD_THRESHOLDS, ACT_IN_FORCE, date(2025, 12, 31)),
    _threshold(SUB_CENTRAL, 214_904_00, OLD_THRESHOLDS, ACT_IN_FORCE, date(2025, 12, 31)),
    _threshold(CENTRAL, 135_018_00, NEW_THRESHOLDS, date(2026, 1, 1)),
    _threshold(SUB_CENTRAL, 207_720_00, NEW_THRESHOLDS, date(2026, 1, 1)),
    _of_the_act(Parameter.LIGHT_TOUCH_THRESHOLD, 663_540, "3(2)", Limb.NOT_LESS_THAN),
    _of_the_act(Parameter.BELOW_THRESHOLD_NOTICE, 12_000, "87(4)", Limb.NOT_LESS_THAN, buyer=CENTRAL),
    _of_the_act(Parameter.BELOW_THRESHOLD_NOTICE, 30_000, "87(4)", Limb.NOT_LESS_THAN, buyer=SUB_CENTRAL),
    _of_the_act(Parameter.KPI_DUTY, 5_000_000, "52(1)"),
    _of_the_act(Parameter.CONTRACT_COPY, 5_000_000, "53(3)"),
    _of_the_act(Parameter.PAYMENT_NOTICE, 30_000, "70(1)", start=date(2026, 4, 1)),
    _of_the_act(Parameter.PIPELINE_SPEND, 100_000_000, "93(1)"),
    _of_the_act(Parameter.PIPELINE_CONTRACT, 2_000_000, "93(2)"),
    RegimeParameter(
        Parameter.LOSERS_NAMED,
        5_000_000_00,
        Limb.MORE_THAN,
        ACT_IN_FORCE,
        "SI 2024/692 reg 27(2)(o)",
        _uksi(2024, 692),
    ),
    RegimeParameter(
        Parameter.CONSIDERABLE_CHANGE,
        500_000_00,
        Limb.NOT_LESS_THAN,
        date(2024, 1, 1),
        "SI 2023/1348 reg 6(10), 13(1)(d)",
        _uksi(2023, 1348),
    ),
)


def parameter_on(
    parameter: Parameter,
    on: date,
    buyer: BuyerKind | None = None,
    parameters: Iterable[RegimeParameter] = REGIME_PARAMETERS,
) -> RegimeParameter:
    """The value in force on `on`, the day a procurement starts. DomainError where the law had none on that day."""
    wanted = {None} if buyer is None else {None, buyer_class(buyer)}
    for candidate in parameters:
        if candidate.parameter == parameter and candidate.buyer in wanted and candidate.is_in_force(on):
            return candidate
    words = {"parameter": parameter.value.replace("_", " ")}
    raise DomainError(_("No %(parameter)s was in force on that day for this buyer.") % words)


def is_reached(parameter: Parameter, amount_pence: int, on: date, buyer: BuyerKind | None = None) -> bool:
    """True when `amount_pence` brings the duty, compared as the statute says at the figure itself."""
    return parameter_on(parameter, on, buyer).is_reached_by(amount_pence)


def is_above_threshold(
    *, buyer: BuyerKind, estimated_value_pence: int | None, starts_on: date, is_light_touch: bool
) -> bool:
    """Whether the Procurement Act applies in full. A value that is unknown counts as above (Sch 3)."""
    if estimated_value_pence is None:
        return True
    parameter = Parameter.LIGHT_TOUCH_THRESHOLD if is_light_touch else Parameter.SERVICES_THRESHOLD
    return is_reached(parameter, estimated_value_pence, starts_on, buyer)

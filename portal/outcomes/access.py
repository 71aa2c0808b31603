"""Fetch and check in one: 404 for what one may not know, 403 with a reason for what one may not do."""

from typing import TYPE_CHECKING

from django.http import Http404

from portal.common.exceptions import NotAllowed
from portal.common.permissions import Decision
from portal.outcomes.models import AnswerSheet, Indicator, Outcome, OutcomesFramework
from portal.outcomes.permissions import can_see_framework, can_see_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from portal.accounts.models import User

    FrameworkPolicy = Callable[[User, OutcomesFramework], Decision]
    SheetPolicy = Callable[[User, AnswerSheet], Decision]


def access_framework(user: "User", ref: str, policy: "FrameworkPolicy" = can_see_framework) -> OutcomesFramework:
    """The framework of that reference."""
    framework = OutcomesFramework.objects.select_related("organisation").filter(ref=ref).first()
    if framework is None or not can_see_framework(user, framework):
        raise Http404
    if not (decision := policy(user, framework)):
        raise NotAllowed(decision.reason, subject=framework, who_can=decision.who_can)
    return framework


def access_outcome(user: "User", ref: str, number: int, policy: "FrameworkPolicy") -> Outcome:
    """The outcome with that number in the framework."""
    framework = access_framework(user, ref, policy)
    outcome = framework.outcomes.filter(position=number).first()
    if outcome is None:
        raise Http404
    return outcome


def access_indicator(user: "User", ref: str, number: int, position: int, policy: "FrameworkPolicy") -> Indicator:
    """The indicator with that number of that outcome."""
    outcome = access_outcome(user, ref, number, policy)
    indicator = outcome.indicators.filter(position=position).first()
    if indicator is None:
        raise Http404
    return indicator


def access_sheet(user: "User", ref: str, policy: "SheetPolicy") -> AnswerSheet:
    """One's own answers; somebody else's do not exist for anybody."""
    sheet = AnswerSheet.objects.filter(ref=ref).first()
    if sheet is None or not can_see_sheet(user, sheet):
        raise Http404
    if not (decision := policy(user, sheet)):
        raise NotAllowed(decision.reason)
    return sheet

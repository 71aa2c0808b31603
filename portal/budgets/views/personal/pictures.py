"""Pictures of a plan: how far a goal is on its scale, and the money in one bar. Made on the server."""

from typing import Any

from django.utils.translation import gettext as _

from portal.common.templatetags.ui_text import day, day_short, to_the_penny

STEP, MIDDLE = 36, 18


def goal_views(goals: list[Any]) -> list[dict[str, Any]]:
    """Each goal with its picture: ten steps, those that are reached, and a ring where it began."""
    return [_goal_view(goal) for goal in goals]


def _goal_view(goal: Any) -> dict[str, Any]:
    readings = list(goal.readings.all())
    first, last = (readings[0], readings[-1]) if readings else (None, None)
    steps = []
    for number in range(1, 11):
        steps.append(
            {
                "x": number * STEP - MIDDLE,
                "is_reached": last is not None and number <= last.score,
                "is_start": first is not None and len(readings) > 1 and number == first.score,
            }
        )
    return {
        "goal": goal,
        "steps": steps if last else [],
        "first": first,
        "last": last,
        "has_moved": len(readings) > 1,
        "said": _goal_said(first, last, len(readings)),
        "rows": [(day(row.said_on), _("%(n)d out of 10") % {"n": row.score}, row.note, _who(row)) for row in readings],
    }


def _goal_said(first: Any, last: Any, count: int) -> str:
    if last is None:
        return _("You have not said yet how far you are.")
    words = {"now": last.score, "day": day_short(last.said_on)}
    if count == 1:
        return _("%(now)d out of 10 on %(day)s.") % words
    words |= {"start": first.score, "began": day_short(first.said_on)}
    return _("%(now)d out of 10 on %(day)s. On %(began)s it was %(start)d.") % words


def _who(row: Any) -> str:
    name = row.recorded_by.display_name
    return _("%(name)s, acting for the person") % {"name": name} if row.is_for_holder else str(name)


def money_bar(statement: Any, is_own: bool) -> dict[str, Any]:
    """What came of the money, in one bar that says it all in words too."""
    account = statement.whole
    free = max(account.available_pence, 0)
    words = {
        "whole": to_the_penny(account.whole_pence),
        "spent": to_the_penny(account.spent_pence),
        "aside": to_the_penny(account.committed_pence),
        "free": to_the_penny(free),
    }
    title = _("Of %(whole)s, %(spent)s is spent, %(aside)s is set aside and %(free)s is not planned yet.") % words
    rows = [
        (_("Spent"), account.spent_pence, words["spent"], "full", ""),
        (_("Set aside"), account.committed_pence, words["aside"], "stripe", _("For the things in the plan")),
        (_("Not planned yet"), free, words["free"], "none", ""),
    ]
    return {"title": title, "rows": rows}


def pace_said(statement: Any) -> tuple[str, str]:
    """(how it stands, why) in easy words; nothing before the plan has dates."""
    found = statement.pace
    if found is None:
        return "", ""
    words = {"year": found.year_percent, "spent": found.spent_percent}
    why = _("%(year)d%% of the time is gone. %(spent)d%% of the money is spent.") % words
    return (_("You are on track.") if found.is_on_track else _("The money may not last."), why)

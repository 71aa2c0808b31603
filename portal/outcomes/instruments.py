"""Ready instruments: one choice fills in how a change is measured (domain 3.2). Only wording that may be shipped."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.outcomes.enums import LICENSED, Direction, Instrument, MeasureKind, Reporter, Statistic

Words = Any  # a text, or one that is translated when it is shown


@dataclass(frozen=True)
class Ready:
    """What an instrument asks, how its answers count, and what a new indicator starts with."""

    about: Words
    questions: tuple[str, ...]
    scale: Words
    credit: Words
    start: dict[str, Any] = field(default_factory=dict)


_TWICE = _("At the start, and again after six months")

READY: dict[str, Ready] = {
    Instrument.GBO: Ready(
        about=_("Each person names up to three goals in their own words and says how far they have come."),
        questions=("How close are you to your goal today?",),
        scale=_(
            "0 (not met at all) to 10 (met in full). First the mean of a person's goals, then the mean over people."
        ),
        credit=_("Goal-based outcomes, D. Law. Free to use when the author is named."),
        start={
            "title": _("People come closer to their own goals"),
            "kind": MeasureKind.PROM,
            "statistic": Statistic.MEAN,
            "direction": Direction.HIGHER,
            "reporter": Reporter.PERSON,
            "collection_points": _TWICE,
            "min_n": 30,
        },
    ),
    Instrument.ONS4: Ready(
        about=_("The four national questions on personal wellbeing. Each is reported on its own, never added up."),
        questions=(
            "Overall, how satisfied are you with your life nowadays?",
            "Overall, to what extent do you feel that the things you do in your life are worthwhile?",
            "Overall, how happy did you feel yesterday?",
            "On a scale where nought is 'not at all anxious' and 10 is 'completely anxious', overall, how anxious did "
            "you feel yesterday?",
        ),
        scale=_("0 to 10. “Prefer not to say” and “don't know” are answers too. The person answers, nobody for them."),
        credit=_("Office for National Statistics, Open Government Licence v3.0."),
        start={
            "title": _("People are more satisfied with their lives"),
            "kind": MeasureKind.PROM,
            "statistic": Statistic.MEAN,
            "direction": Direction.HIGHER,
            "reporter": Reporter.PERSON,
            "collection_points": _TWICE,
            "min_n": 30,
        },
    ),
    Instrument.UCLA3: Ready(
        about=_("Three short questions on loneliness and the direct one, as recommended for national statistics."),
        questions=(
            "How often do you feel that you lack companionship?",
            "How often do you feel left out?",
            "How often do you feel isolated from others?",
            "How often do you feel lonely?",
        ),
        scale=_("3 to 9: hardly ever or never 1, some of the time 2, often 3. Higher means lonelier."),
        credit=_("UCLA loneliness scale, three items, with the direct question of the Office for National Statistics."),
        start={
            "title": _("People feel less alone"),
            "kind": MeasureKind.PROM,
            "statistic": Statistic.MEAN,
            "direction": Direction.LOWER,
            "reporter": Reporter.PERSON,
            "collection_points": _TWICE,
            "min_n": 30,
        },
    ),
    Instrument.LOCAL: Ready(
        about=_("A survey question, a record or a count of your own. Say exactly what is counted."),
        questions=(),
        scale=_("As you describe it."),
        credit="",
        start={
            "title": _("What would show the change"),
            "kind": MeasureKind.SOCIAL,
            "statistic": Statistic.PERCENT_AT_OR_ABOVE,
            "direction": Direction.HIGHER,
            "reporter": Reporter.SYSTEM,
            "collection_points": _TWICE,
            "min_n": 30,
        },
    ),
}

for _code in LICENSED:
    READY[_code] = Ready(
        about=_(
            "Used outside the portal under your licence. Only totals are entered here, never questions or answers."
        ),
        questions=(),
        scale=_("As its owner says."),
        credit=_("Belongs to its owner; you hold a licence."),
        start={
            "title": _("What would show the change"),
            "kind": MeasureKind.PROM,
            "statistic": Statistic.MEAN,
            "direction": Direction.HIGHER,
            "reporter": Reporter.PERSON,
            "collection_points": _TWICE,
            "min_n": 30,
        },
    )

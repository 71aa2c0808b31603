"""Ready instruments: one choice fills in how a change is measured (domain 3.2). Only wording that may be shipped."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.outcomes.enums import LICENSED, Direction, Instrument, MeasureKind, Reporter, Statistic
from portal.outcomes.rules.answers import ITEMS

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


def _start(title: Words, direction: Direction = Direction.HIGHER, **other: Any) -> dict[str, Any]:
    """What people say of themselves, as a mean of at least thirty, unless `other` says otherwise."""
    return {
        "title": title,
        "kind": MeasureKind.PROM,
        "statistic": Statistic.MEAN,
        "direction": direction,
        "reporter": Reporter.PERSON,
        "collection_points": _TWICE,
        "min_n": 30,
    } | other


def _asked(instrument: Instrument) -> tuple[str, ...]:
    """The questions, word for word as the portal asks them."""
    return tuple(item.text for item in ITEMS[instrument])


READY: dict[str, Ready] = {
    Instrument.GBO: Ready(
        about=_("Each person names up to three goals in their own words and says how far they have come."),
        questions=("How close are you to your goal today?",),
        scale=_(
            "0 (not met at all) to 10 (met in full). First the mean of a person's goals, then the mean over people."
        ),
        credit=_("Goal-based outcomes, D. Law. Free to use when the author is named."),
        start=_start(_("People come closer to their own goals")),
    ),
    Instrument.ONS4: Ready(
        about=_("The four national questions on personal wellbeing. Each is reported on its own, never added up."),
        questions=_asked(Instrument.ONS4),
        scale=_("0 to 10. “Prefer not to say” and “don't know” are answers too. The person answers, nobody for them."),
        credit=_("Office for National Statistics, Open Government Licence v3.0."),
        start=_start(_("People are more satisfied with their lives")),
    ),
    Instrument.UCLA3: Ready(
        about=_("Three short questions on loneliness and the direct one, as recommended for national statistics."),
        questions=_asked(Instrument.UCLA3),
        scale=_("3 to 9: hardly ever or never 1, some of the time 2, often 3. Higher means lonelier."),
        credit=_("UCLA loneliness scale, three items, with the direct question of the Office for National Statistics."),
        start=_start(_("People feel less alone"), Direction.LOWER),
    ),
    Instrument.LOCAL: Ready(
        about=_("A survey question, a record or a count of your own. Say exactly what is counted."),
        questions=(),
        scale=_("As you describe it."),
        credit="",
        start=_start(
            _("What would show the change"),
            kind=MeasureKind.SOCIAL,
            statistic=Statistic.PERCENT_AT_OR_ABOVE,
            reporter=Reporter.SYSTEM,
        ),
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
        start=_start(_("What would show the change")),
    )

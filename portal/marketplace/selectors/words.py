"""What is known of a service, in words for people. Nothing here asks the database."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.common.money import format_pounds
from portal.common.templatetags.ui_text import day, since
from portal.marketplace.enums import AssuredHow, BudgetsTaken, CareQuality
from portal.marketplace.models import CostOption, Schedule, Service
from portal.marketplace.rules.freshness import Freshness, freshness
from portal.marketplace.rules.times import Pattern, joined, pattern_words

SHORT = 180


def pattern_of(row: Schedule) -> Pattern:
    """The recurrence of a row."""
    return Pattern(
        freq=row.freq,
        interval=row.interval,
        byday=row.byday,
        bymonthday=row.bymonthday,
        starts_on=row.dtstart_on,
        from_on=row.valid_from_on,
        to_on=row.valid_to_on,
        opens=row.opens,
        closes=row.closes,
    )


def in_short(service: Service) -> str:
    """One sentence: its own, or the beginning of its description."""
    if service.summary:
        return service.summary
    first = service.description.strip().split("\n", 1)[0]
    if len(first) <= SHORT:
        return first
    cut = first[:SHORT].rsplit(" ", 1)[0].rstrip(",;:.")
    return f"{cut}…"


def checked_words(service: Service, today: date) -> tuple[bool, str]:
    """(whether one may rely on it, the sentence): "Details checked 3 weeks ago"."""
    state = freshness(service.assured_on, today)
    if service.assured_on is None or state == Freshness.NEVER:
        return False, _("Not checked by us: ask before you go")
    ago = since(service.assured_on)
    if state == Freshness.OLD:
        return False, _("Last checked %(ago)s: ask before you go") % {"ago": ago}
    if state == Freshness.AGEING:
        return False, _("Check before you go: details are from %(day)s") % {"day": day(service.assured_on)}
    if service.assured_how == AssuredHow.PROVIDER:
        return True, _("Details confirmed %(ago)s") % {"ago": ago}
    return True, _("Details checked %(ago)s") % {"ago": ago}


def checked_by(service: Service) -> str:
    """Who said last that the details are right."""
    who = {
        AssuredHow.EDITOR.value: _("Checked by an editor of this portal"),
        AssuredHow.PROVIDER.value: _("Confirmed by whoever runs it"),
        AssuredHow.SOURCE.value: _("Checked by %(source)s, as it says") % {"source": service.source_name},
    }
    return who.get(service.assured_how, "")


def budgets_words(service: Service) -> tuple[str, str]:
    """(the answer, its small print)."""
    said = {
        BudgetsTaken.ALL.value: (_("Yes"), _("all kinds")),
        BudgetsTaken.DIRECT.value: (_("Yes"), _("direct payments only")),
        BudgetsTaken.HELD.value: (_("Yes"), _("if the council or the NHS holds the money")),
        BudgetsTaken.NOT_NEEDED.value: (_("Not needed"), _("it is free")),
        BudgetsTaken.NO.value: (_("No"), ""),
    }
    return said.get(service.budgets_taken, (_("Ask first"), _("we do not know")))


def cost_words(service: Service, costs: Iterable[CostOption]) -> tuple[str, str]:
    """(what most people pay, what for): the price that stands first."""
    known = [each for each in costs if each.amount_pence is not None]
    if not known:
        is_free = service.budgets_taken == BudgetsTaken.NOT_NEEDED
        return (_("Free"), "") if is_free else (_("Ask first"), service.fees[:80])
    first = known[0]
    amount = _("Free") if not first.amount_pence else format_pounds(first.amount_pence, always_pence=True)
    others = len(known) - 1
    more = ngettext("%(n)d more price", "%(n)d more prices", others) % {"n": others} if others else ""
    return amount, ", ".join(part for part in (first.option or first.amount_description, more) if part)


def when_words(rows: Iterable[Schedule], day_code: str = "") -> str:
    """When it is there; on that day of the week only when one was asked for. The same hours are said once."""
    patterns = [pattern_of(row) for row in rows]
    if day_code:
        patterns = [each for each in patterns if day_code.upper() in each.byday]
    words = list(dict.fromkeys(filter(None, (pattern_words(each) for each in patterns))))
    return "; ".join(words[:3]) + ("…" if len(words) > 3 else "")


def wait_words(service: Service, today: date) -> tuple[bool, str]:
    """(whether it is good news, the sentence): places or wait, with the day on which it was so."""
    if service.places_free and service.places_seen_on:
        places = ngettext("%(n)d place", "%(n)d places", service.places_free) % {"n": service.places_free}
        is_fresh = freshness(service.places_seen_on, today) == Freshness.FRESH
        return is_fresh, _("%(places)s, as of %(day)s") % {"places": places, "day": day(service.places_seen_on)}
    if service.wait_weeks is not None and service.wait_seen_on:
        return service.wait_weeks == 0, _("%(wait)s, as of %(day)s") % {
            "wait": _wait(service.wait_weeks),
            "day": day(service.wait_seen_on),
        }
    return True, ""


def _wait(weeks: int) -> str:
    if weeks == 0:
        return _("No wait")
    return ngettext("Wait: about %(n)d week", "Wait: about %(n)d weeks", weeks) % {"n": weeks}


def care_words(service: Service) -> str:
    """What the Care Quality Commission has to do with it (domain 8.3)."""
    if service.care_quality == CareQuality.NOT_REQUIRED:
        return _("It need not register with the Care Quality Commission.")
    if service.care_quality != CareQuality.REGISTERED:
        return ""
    if not service.care_rating:
        return _("It is registered with the Care Quality Commission, which has not rated it yet.")
    return _("The Care Quality Commission rated it “%(rating)s” on %(day)s.") % {
        "rating": service.get_care_rating_display(),
        "day": day(service.care_rated_on),
    }


def people_words(service: Service) -> str:
    """For whom, by age."""
    low, high = service.minimum_age, service.maximum_age
    if low and high:
        return _("For people from %(low)d to %(high)d years.") % {"low": low, "high": high}
    if low:
        return _("For people of %(low)d years or over.") % {"low": low}
    return _("For people up to %(high)d years.") % {"high": high} if high else ""


def miles_words(miles: float | None) -> str:
    """ "0.6 miles"; what is nearer than the middle of a district tells is "under half a mile"."""
    if miles is None:
        return ""
    if miles < 0.5:
        return _("under half a mile")
    return _("%(miles)s miles") % {"miles": f"{miles:.1f}" if miles < 10 else f"{miles:.0f}"}


def elsewhere_words(service: Service) -> str:
    """How it can be had other than at a place."""
    ways = [
        words
        for is_so, words in (
            (service.is_home_visit, _("comes to you")),
            (service.is_remote, _("by phone or online")),
        )
        if is_so
    ]
    return joined(ways)

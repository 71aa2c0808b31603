"""What stands around the results: boxes with counts, what was chosen, and what comes close when nothing fits."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from portal.marketplace.rules.times import DAYS
from portal.marketplace.selectors.finder import DISTANCES, Box, Facets, Query, days, find_services, groups

Option = tuple[str, str, bool]


@dataclass(frozen=True)
class Chosen:
    """One choice, the address of the list without it, and how many one would find then (None: not counted)."""

    label: str
    href: str
    found: int | None = None
    is_wider: bool = False


@dataclass(frozen=True)
class FinderPage:
    """For the template. Options: (value, words, is chosen); boxes: (group, value, words, count, is ticked)."""

    days: list[Option]
    miles: list[Option]
    kinds: list[Option]
    languages: list[Option]
    orders: list[tuple[str, str]]
    groups: list[tuple[str, list[tuple[str, str, str, int, bool]]]]
    chosen: list[Chosen]
    title: str
    not_a_place: bool
    carried: str
    gap: str

    @property
    def comes_close(self) -> list[Chosen]:
        """What one would find with less."""
        return [each for each in self.chosen if each.found]


def finder_page(query: Query, facets: Facets, today: date, found: int) -> FinderPage:
    """The page around the results."""
    chosen = _chosen(query, facets)
    if not found:
        chosen = [replace(each, found=_count(query, each.label, today)) for each in chosen]
        chosen += _wider(query, chosen, today)
    return FinderPage(
        days=[("", _("Any day"), not query.day)] + [(code, name, code == query.day) for code, name in days()],
        miles=_miles(query, facets),
        kinds=[("", _("Any kind"), not query.kind)]
        + [(uuid, f"{name} ({count:,})", uuid == query.kind) for uuid, name, count in facets.kinds],
        languages=[("", _("Any language"), not query.language)]
        + [(name, name, name == query.language) for name in facets.languages],
        orders=_orders(query),
        groups=[(legend, [_box(query, facets, each) for each in boxes]) for _name, legend, boxes in groups()],
        chosen=chosen,
        title=_title(query),
        not_a_place=bool(query.near_typed and not query.place),
        carried=urlencode([("near", query.near_typed)]) if query.place else "",
        gap=urlencode({"what": _asked(query)[:200], "area": query.place.outcode if query.place else ""}),
    )


def _box(query: Query, facets: Facets, each: Box) -> tuple[str, str, str, int, bool]:
    pair = (each.group, each.value)
    return *pair, each.label, facets.boxes[pair], pair in query.ticked


def address(query: Query) -> str:
    """The list's address that asks this."""
    return "?" + urlencode(query.pairs())


def _miles(query: Query, facets: Facets) -> list[Option]:
    if not query.place:
        return []
    options = []
    for miles in DISTANCES:
        words = _("Within 1 mile") if miles == 1 else _("Within %(n)d miles") % {"n": miles}
        options.append((str(miles), f"{words} ({facets.miles.get(miles, 0):,})", miles == query.miles))
    options.append(("any", f"{_('Any distance')} ({facets.miles.get(0, 0):,})", query.miles == 0))
    return options


def _orders(query: Query) -> list[tuple[str, str]]:
    """(words, address); the present order has no address."""
    names = {"best": _("best match"), "near": _("nearest"), "fresh": _("checked last"), "name": _("name")}
    if not query.place:
        names.pop("near")
    return [(name, "" if key == query.order else address(replace(query, order=key))) for key, name in names.items()]


def _taken_away(query: Query) -> list[tuple[str, Query]]:
    """(words of a choice, the query without it)."""
    rows: list[tuple[str, Query]] = []
    if query.words:
        rows.append((f"“{query.words}”", replace(query, words="")))
    if query.day:
        rows.append((str(WEEKDAYS[DAYS.index(query.day.upper())]), replace(query, day="")))
    if query.place and query.miles:
        words = _("Within 1 mile of %(place)s") if query.miles == 1 else _("Within %(n)d miles of %(place)s")
        rows.append((words % {"n": query.miles, "place": query.place.outcode}, replace(query, miles=0)))
    if query.language:
        rows.append((query.language, replace(query, language="")))
    labels = {(each.group, each.value): each.label for _name, _legend, boxes in groups() for each in boxes}
    rows += [(labels[pair], replace(query, ticked=query.ticked - {pair})) for pair in sorted(query.ticked)]
    return rows


def _chosen(query: Query, facets: Facets) -> list[Chosen]:
    found = [Chosen(label, address(rest)) for label, rest in _taken_away(query)]
    if query.kind:
        name = next((name for uuid, name, _count in facets.kinds if uuid == query.kind), _("The chosen kind"))
        found.append(Chosen(name, address(replace(query, kind=""))))
    return found


def _count(query: Query, label: str, today: date) -> int | None:
    rest = next((rest for words, rest in _taken_away(query) if words == label), replace(query, kind=""))
    return find_services(rest, today).count()


def _wider(query: Query, chosen: list[Chosen], today: date) -> list[Chosen]:
    """Where no single choice is the one too many: everything nearby."""
    if any(each.found for each in chosen) or not query.place:
        return []
    nearby = Query(near_typed=query.near_typed, place=query.place, miles=query.miles)
    label = _("anything else you asked for, near %(place)s") % {"place": query.place.outcode}
    return [Chosen(label, address(nearby), find_services(nearby, today).count(), is_wider=True)]


def _title(query: Query) -> str:
    """ "Swimming with someone, Tuesday, near BS5": what stands in the browser's tab."""
    parts = [query.words[:1].upper() + query.words[1:]]
    parts.append(str(WEEKDAYS[DAYS.index(query.day.upper())]) if query.day else "")
    parts.append(_("near %(place)s") % {"place": query.place.outcode} if query.place else "")
    return ", ".join(part for part in parts if part)


def _asked(query: Query) -> str:
    parts = [query.words]
    parts.append(_("on %(day)ss") % {"day": WEEKDAYS[DAYS.index(query.day.upper())]} if query.day else "")
    labels = {(each.group, each.value): each.label for _name, _legend, boxes in groups() for each in boxes}
    parts += [labels[pair].lower() for pair in sorted(query.ticked)]
    return ", ".join(part for part in parts if part)

"""The answer to "who can see this, and why": the policies are asked about everybody concerned, now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.enums import PortalRole
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.audit.selectors import events_about
from portal.common.permissions import Decision, keep_people, keep_stand_ins
from portal.common.seeing import Holder, Kind, Part, StandIn
from portal.common.templatetags.ui_text import day, when
from portal.dashboards.selectors.words import in_words, kind_of

NAMES_SHOWN = 5
LOOKS_SHOWN = 10
NO_ACCOUNT = -1
"""The key of nobody's account: a stand-in holds only the groups it is given."""


@dataclass
class Row:
    """Some people whom the policies give the same answer for the same reason."""

    who: str
    rule: str
    since: str
    until: str
    reason: str
    parts: tuple[str, ...]
    told: str
    users: list[int] = field(default_factory=list)
    groups: frozenset[str] | None = None
    names: list[str] = field(default_factory=list)
    has_viewer: bool = False

    @property
    def called(self) -> str:
        """The names that may be shown, "you" first."""
        shown = ([_("You")] if self.has_viewer else []) + self.names[:NAMES_SHOWN]
        more = len(self.names) - NAMES_SHOWN
        if more > 0:
            shown.append(ngettext("%(n)d more", "%(n)d more", more) % {"n": more})
        return ", ".join(shown)


@dataclass
class Answer:
    """Who can, who cannot, and who looked."""

    can: list[Row]
    cannot: list[Row]
    parts: list[str]
    looks: list[dict[str, str]]
    looks_count: int
    may_read_record: bool
    sentence: str
    is_public_in_part: bool


Who = TypeVar("Who", Holder, StandIn)


@dataclass(frozen=True)
class _Asked(Generic[Who]):
    """One person or stand-in with what each part's policy said."""

    holder: Who
    user: Any
    said: tuple[Decision, ...]

    @property
    def opened(self) -> tuple[int, ...]:
        return tuple(n for n, decision in enumerate(self.said) if decision)


def answer(viewer: Any, kind: Kind, obj: Any) -> Answer:
    """Ask every policy about everybody concerned. A fixed number of queries for any number of people."""
    parts = list(kind.parts(obj))
    holders = list(kind.people(obj))
    stand_ins = [*_everybody(), *kind.stand_ins(viewer, obj), _administrators()]
    users = _accounts(viewer, holders)
    concerned = list(kind.concerned(obj))
    keep_people([user for user in users.values() if user.pk], concerned)
    kind.prepare(obj, list(users.values()))
    people = [_ask(holder, users[holder.user.pk], parts, obj) for holder in holders]
    nobodies = _nobodies(stand_ins, concerned)
    others = [_ask(row, user, parts, obj) for row, user in zip(stand_ins, nobodies, strict=True)]
    if not (is_whole := bool(kind.may_list(viewer, obj))):
        people = [row for row in people if row.user.pk == viewer.pk]
    is_named = bool(kind.may_name(viewer, obj))
    shared = _shared_reasons([*people, *others])
    rows = _of_others(others, parts) + _of_people(people, others[0], parts, viewer, is_named, shared)
    can = [row for row in rows if row.parts]
    cannot = [row for row in rows if not row.parts]
    may_read = bool(kind.may_read_record(viewer, obj))
    looks, count = _looks(viewer, obj, holders, is_named) if may_read else ([], 0)
    names = [part.name for part in parts]
    return Answer(
        can, cannot, names, looks, count, may_read, _sentence(people, others[0], is_whole), bool(others[0].opened)
    )


def _everybody() -> list[StandIn]:
    return [
        StandIn(_("Everyone, without signing in"), _("It is public")),
        StandIn(_("Everybody else with an account"), _("They have no part in it")),
    ]


def _administrators() -> StandIn:
    group = frozenset({PortalRole.ADMINISTRATOR.value})
    return StandIn(_("The portal's administrators"), _("The role of the portal"), group)


def _accounts(viewer: Any, holders: Sequence[Holder]) -> dict[int, Any]:
    """Each account once, so that what is read about it is read once; the viewer's own object among them."""
    users = {holder.user.pk: holder.user for holder in holders}
    if viewer.is_authenticated:
        users[viewer.pk] = viewer
    return users


def _nobodies(rows: Sequence[StandIn], concerned: Sequence[Any]) -> list[Any]:
    """The visitor, then for each other stand-in an account that exists only here."""
    made = [(User(pk=NO_ACCOUNT, is_active=True), row.groups) for row in rows[1:]]
    keep_stand_ins(made, concerned)
    return [AnonymousUser(), *(user for user, _groups in made)]


def _ask(holder: Who, user: Any, parts: Sequence[Part], obj: Any) -> _Asked[Who]:
    # A policy may keep what it found out by the key of the account: stand-ins share one.
    kept = obj.__dict__.get("_standings")
    if kept is not None:
        kept.pop(NO_ACCOUNT, None)
    return _Asked(holder, user, tuple(part.policy(user, obj) for part in parts))


def _shared_reasons(asked: Iterable[_Asked[Any]]) -> set[str]:
    """Reasons that more than one is given: they are about the thing. Any other may be about a person."""
    seen: dict[str, set[str]] = {}
    for row in asked:
        for decision in row.said:
            if not decision:
                seen.setdefault(decision.reason, set()).add(row.holder.label)
    return {reason for reason, labels in seen.items() if len(labels) > 1}


def _of_others(others: Sequence[_Asked[StandIn]], parts: Sequence[Part]) -> list[Row]:
    """Everyone first; of the others those that differ from everyone."""
    public, rows = others[0], []
    for row in others:
        more = tuple(n for n in row.opened if row is public or n not in public.opened)
        if row is public and not more:
            continue
        names = tuple(parts[n].name for n in more)
        refused = next((said.reason for said in row.said if not said), "")
        if not names and not refused:
            continue
        holder = row.holder
        rows.append(Row(holder.label, holder.rule, "", "", "", names, refused, groups=holder.groups))
    return rows


def _of_people(
    people: Sequence[_Asked[Holder]],
    public: _Asked[StandIn],
    parts: Sequence[Part],
    viewer: Any,
    is_named: bool,
    shared: set[str],
) -> list[Row]:
    rows: dict[tuple[Any, ...], Row] = {}
    for row in people:
        holder = row.holder
        is_viewer = viewer.is_authenticated and row.user.pk == viewer.pk
        may_know = is_viewer or (is_named and not holder.is_hidden)
        names = tuple(parts[n].name for n in row.opened if n not in public.opened)
        if not names and all(row.said):
            continue
        told = next((said.reason for said in row.said if not said), "")
        told = told if may_know or told in shared else ""
        reason = holder.reason if may_know else ""
        until = _until(holder)
        key = (holder.label, holder.rule, until, reason, names, told)
        if key not in rows:
            since = _since(holder) if may_know else ""
            rows[key] = Row(holder.label, holder.rule, since, until, reason, names, told)
        found = rows[key]
        found.users.append(row.user.pk)
        found.has_viewer = found.has_viewer or is_viewer
        if may_know and not is_viewer:
            found.names.append(str(row.user))
    return list(rows.values())


def _since(holder: Holder) -> str:
    return _("since %(day)s") % {"day": day(holder.since)} if holder.since else ""


def _until(holder: Holder) -> str:
    return _("until %(day)s") % {"day": day(holder.until)} if holder.until else holder.until_words


def _sentence(people: Sequence[_Asked[Holder]], public: _Asked[StandIn], is_whole: bool) -> str:
    if not is_whole:
        return _("Here is what you can see, and what everybody can. Who else has a part is not for everybody to know.")
    if all(public.said):
        return _("Everyone can see all of it.")
    inside = {row.user.pk for row in people if set(row.opened) - set(public.opened)}
    more = ngettext(
        "%(n)d person has a part in it that opens more.",
        "%(n)d people have a part in it that opens more.",
        len(inside),
    ) % {"n": len(inside)}
    if public.opened:
        return _("Everyone can see some of it.") + " " + (more if inside else "")
    if not inside:
        return _("Nobody who is named for it can see it now.")
    only = ngettext("Today one person who has a part in it.", "Today %(n)d people who have a part in it.", len(inside))
    return only % {"n": len(inside)} + " " + _("Who else can is said below.")


def _looks(viewer: Any, obj: Any, holders: Sequence[Holder], is_named: bool) -> tuple[list[dict[str, str]], int]:
    """The newest looks and refusals in the record of this thing, and how many there are: two queries."""
    rows = events_about(obj).filter(verb__regex=r"\.(read|refused)$").order_by("-sequence")
    page = Paginator(rows, LOOKS_SHOWN).get_page(1)
    parts = {holder.user.pk: holder for holder in holders}
    return [_look(row, viewer, parts, is_named) for row in page.object_list], page.paginator.count


def _look(row: AuditEvent, viewer: Any, parts: dict[int, Holder], is_named: bool) -> dict[str, str]:
    kind = kind_of(row.verb)
    words = in_words(row.verb)
    return {
        "kind": kind,
        "act": _("Tried: %(act)s") % {"act": words} if kind == "refused" else words,
        "who": _who(row, viewer, parts, is_named),
        "meta": when(row.at),
        "detail": "",
        "href": "",
    }


def _who(row: AuditEvent, viewer: Any, parts: dict[int, Holder], is_named: bool) -> str:
    if viewer.is_authenticated and row.actor_id == viewer.pk:
        return _("You")
    holder = parts.get(row.actor_id or 0)
    if is_named and not (holder and holder.is_hidden):
        return f"{row.actor_label}, {row.acting_as}" if row.acting_as else row.actor_label
    return holder.label if holder else _("Somebody without a part in it")

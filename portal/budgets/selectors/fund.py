"""Where the money goes: every figure of a fund in pence, worked out from what was decided."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Sum, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.budgets.enums import ApprovalState, ContributionSource, ContributionState
from portal.budgets.models import (
    Allocation,
    Commitment,
    Contribution,
    Forecast,
    FundAssignment,
    Payment,
    PooledFund,
    Release,
    Scheme,
    Virement,
)
from portal.budgets.rules.fund import RAG_KINDS, rag, variance, variance_in_words
from portal.budgets.sums import AGREED, moved_pence
from portal.common.clock import now
from portal.common.money import each_hundred, largest_remainder


@dataclass(frozen=True)
class SchemeView:
    """One scheme now, in pence. `promised` holds what is paid of it too."""

    scheme: Scheme
    set_aside_pence: int = 0
    promised_pence: int = 0
    paid_pence: int = 0
    expected_pence: int = 0
    expected_note: str = ""
    moved_pence: int = 0

    @property
    def planned_pence(self) -> int:
        """The budget now: as planned at first, with what moved from and to other schemes."""
        return self.scheme.planned_pence + self.moved_pence

    @property
    def variance_pence(self) -> int:
        """Above zero: expected to cost more than planned."""
        return variance(self.expected_pence, self.planned_pence)

    @property
    def variance_words(self) -> str:
        return variance_in_words(self.variance_pence)

    @property
    def variance_kind(self) -> str:
        """Which shape stands before the words."""
        return RAG_KINDS[rag(self.variance_pence, self.planned_pence)]


@dataclass(frozen=True)
class Source:
    """What one partner puts in from one source, all its agreed contributions together, in pence."""

    partner: str
    code: str
    agreed_pence: int
    received_pence: int

    @property
    def kind(self) -> str:
        """The source in words."""
        return str(ContributionSource(self.code).label)


@dataclass(frozen=True)
class FundView:
    """A fund now, in pence, with its schemes and where its money comes from."""

    fund: PooledFund
    as_at: datetime
    schemes: list[SchemeView] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)

    @property
    def agreed_pence(self) -> int:
        return sum(each.agreed_pence for each in self.sources)

    @property
    def received_pence(self) -> int:
        return sum(each.received_pence for each in self.sources)

    @property
    def planned_pence(self) -> int:
        return sum(each.planned_pence for each in self.schemes)

    @property
    def contingency_pence(self) -> int:
        return sum(each.planned_pence for each in self.schemes if each.scheme.is_contingency)

    @property
    def unplanned_pence(self) -> int:
        """Agreed, and not in any scheme's plan yet."""
        return self.agreed_pence - self.planned_pence

    @property
    def set_aside_pence(self) -> int:
        return sum(each.set_aside_pence for each in self.schemes)

    @property
    def promised_pence(self) -> int:
        return sum(each.promised_pence for each in self.schemes)

    @property
    def paid_pence(self) -> int:
        return sum(each.paid_pence for each in self.schemes)

    @property
    def held_pence(self) -> int:
        """Received and not paid out."""
        return self.received_pence - self.paid_pence

    @property
    def expected_pence(self) -> int:
        return sum(each.expected_pence for each in self.schemes)

    @property
    def variance_words(self) -> str:
        return variance_in_words(self.expected_pence - self.planned_pence)

    @property
    def variance_kind(self) -> str:
        return RAG_KINDS[rag(self.expected_pence - self.planned_pence, self.planned_pence)]

    @property
    def partners(self) -> list[str]:
        """The names of all who put money in, each once."""
        return sorted({each.partner for each in self.sources})

    def coins(self) -> list[dict[str, Any]]:
        """Each £100 of the pot in whole pounds, by line, then paid, promised and open: 100 exactly (domain 6.5)."""
        lines = [(each.scheme.name, each.planned_pence, each.promised_pence, each.paid_pence) for each in self.schemes]
        if self.unplanned_pence > 0:
            lines.append((_("Not planned yet"), self.unplanned_pence, 0, 0))
        pounds = each_hundred({f"{place:03d}": line[1] for place, line in enumerate(lines)})
        return [_coin_row(line, whole) for line, whole in zip(lines, pounds.values(), strict=False)]


def _coin_row(line: tuple[str, int, int, int], pounds: int) -> dict[str, Any]:
    name, planned, promised, paid = line
    parts = largest_remainder(pounds, {"1": paid, "2": promised - paid, "3": planned - promised})
    return {"name": name, "paid": parts["1"], "promised": parts["2"], "open": parts["3"]}


def fund_views(funds: Iterable[PooledFund]) -> list[FundView]:
    """These funds with all their figures: four queries, however many there are."""
    found = list(funds)
    moment = now()
    schemes: dict[int, list[SchemeView]] = defaultdict(list)
    for view in _scheme_views(found):
        schemes[view.scheme.fund_id].append(view)
    sources = _sources(found)
    return [FundView(fund, moment, schemes[fund.pk], sources[fund.pk]) for fund in found]


def _sources(funds: list[PooledFund]) -> dict[int, list[Source]]:
    """What is agreed, added up by partner and source in the database: a fund may have hundreds of contributions."""
    received = Sum("agreed_pence", filter=Q(state=ContributionState.RECEIVED), default=0)
    rows = (
        Contribution.objects.filter(fund__in=funds, state__in=AGREED)
        .order_by("organisation__name", "organisation", "source_code")
        .values_list("fund", "organisation__name", "organisation", "source_code")
        .annotate(agreed=Sum("agreed_pence"), received=received)
    )
    found: dict[int, list[Source]] = defaultdict(list)
    for fund, name, _pk, code, agreed, come in rows:
        found[fund].append(Source(name, code, agreed, come))
    return found


def contributions_of(fund: PooledFund) -> QuerySet[Contribution]:
    """Each contribution of a fund, whatever became of it."""
    return fund.contributions.select_related("organisation").order_by("organisation__name", "number")


def agreed_contributions(fund: PooledFund) -> QuerySet[Contribution]:
    """Each agreed contribution, received ones among them."""
    return contributions_of(fund).filter(state__in=AGREED)


def fund_view(fund: PooledFund) -> FundView:
    """One fund with all its figures."""
    return fund_views([fund])[0]


def _scheme_views(funds: list[PooledFund]) -> list[SchemeView]:
    sums = _sums_by_scheme(funds)
    newest: dict[int, tuple[int, str]] = {}
    forecasts = Forecast.objects.filter(scheme__fund__in=funds).order_by("made_at", "pk")
    for scheme_pk, amount, note in forecasts.values_list("scheme", "amount_pence", "note"):
        newest[scheme_pk] = (amount, note)
    views = []
    for scheme in Scheme.objects.filter(fund__in=funds).order_by("fund_id", "number"):
        each = {kind: sums.get((kind, scheme.pk), 0) for kind in ("aside", "promised", "back", "paid", "in", "out")}
        moved = each["in"] - each["out"]
        expected, note = newest.get(scheme.pk, (scheme.planned_pence + moved, ""))
        views.append(
            SchemeView(
                scheme,
                each["aside"] - each["back"],
                each["promised"] - each["back"],
                each["paid"],
                expected,
                note,
                moved,
            )
        )
    return views


def _sums_by_scheme(funds: list[PooledFund]) -> dict[tuple[str, int], int]:
    """What was approved, by what it does and by scheme, in pence: one query for all six."""
    aside, *more = (
        _by_scheme(kind, model.objects.filter(**{f"{path}__fund__in": funds}), path)
        for kind, model, path in (
            ("aside", Allocation, "scheme"),
            ("promised", Commitment, "scheme"),
            ("back", Release, "commitment__scheme"),
            ("paid", Payment, "commitment__scheme"),
            ("in", Virement, "to_scheme"),
            ("out", Virement, "from_scheme"),
        )
    )
    return {(kind, scheme): total for kind, scheme, total in aside.union(*more, all=True)}


def _by_scheme(kind: str, rows: QuerySet[Any], path: str) -> QuerySet[Any]:
    approved = rows.filter(state=ApprovalState.APPROVED).order_by()
    named = approved.annotate(kind=Value(kind, CharField()), its_scheme=F(f"{path}_id"))
    return named.values_list("kind", "its_scheme").annotate(total=Sum("amount_pence"))


def all_funds() -> list[FundView]:
    """Every fund, the newest year first. All funds are public (domain 6.5)."""
    return fund_views(PooledFund.objects.select_related("host").order_by("-starts_on", "name", "pk"))


@dataclass(frozen=True)
class DecisionView:
    """What was decided about money, by which role, when. No names: the role answers for it."""

    at: datetime
    what: str
    amount_pence: int
    is_yes: bool
    by: str
    ref: str = ""


YES_STATES = (*AGREED, ApprovalState.APPROVED)
SAID = {
    "contribution": gettext_noop("Contribution of %(one)s"),
    "allocation": gettext_noop("Set aside for “%(one)s”"),
    "commitment": gettext_noop("Promised to contract %(one)s"),
    "payment": gettext_noop("Paid on contract %(one)s"),
    "release": gettext_noop("Not earned on contract %(one)s, back to its scheme"),
    "virement": gettext_noop("Moved from “%(one)s” to “%(two)s”"),
}


def decisions(fund: PooledFund, limit: int = 20) -> list[DecisionView]:
    """The board's newest decisions about this fund: one query."""
    contributions = Contribution.objects.filter(fund=fund).exclude(decided_at=None).annotate(amount=F("agreed_pence"))
    found = _decided("contribution", contributions, "organisation__name", ref=Value(""))
    more = (
        _decided("allocation", Allocation.objects.filter(scheme__fund=fund), "project__title"),
        _decided("commitment", Commitment.objects.filter(scheme__fund=fund), "contract__ref"),
        _decided("payment", Payment.objects.filter(commitment__scheme__fund=fund), "commitment__contract__ref"),
        _decided("release", Release.objects.filter(commitment__scheme__fund=fund), "commitment__contract__ref"),
        _decided("virement", Virement.objects.filter(from_scheme__fund=fund), "from_scheme__name", "to_scheme__name"),
    )
    rows = found.union(*more, all=True).order_by("-decided_at", "-its_ref", "-pk")
    return [_decision(*row) for row in rows[:limit]]


def _decided(kind: str, rows: QuerySet[Any], one: str, two: str = "", ref: Any = None) -> QuerySet[Any]:
    """The decided ones of a kind, as columns that fit the other kinds'."""
    if kind != "contribution":
        rows = rows.filter(state__in=[ApprovalState.APPROVED, ApprovalState.REFUSED]).annotate(amount=F("amount_pence"))
    text = CharField()
    columns = {
        "kind": Value(kind, text),
        "one": F(one),
        "two": F(two) if two else Value("", text),
        "its_ref": F("ref") if ref is None else ref,
    }
    names = ("kind", "decided_at", "state", "amount", "one", "two", "its_ref", "pk")
    return rows.order_by().annotate(**columns).values_list(*names)


def _decision(kind: str, at: datetime, state: str, amount: int, one: str, two: str, ref: str, pk: int) -> DecisionView:
    by = (
        _("Partnership board")
        if kind == "contribution"
        else _("Prepared by the fund manager, decided by the partnership board")
    )
    return DecisionView(at, _(SAID[kind]) % {"one": one, "two": two}, amount, state in YES_STATES, by, ref)


def scheme_budget(scheme: Scheme) -> int:
    """The budget of a scheme now, in pence."""
    return scheme.planned_pence + moved_pence(scheme)


def virements_of(fund: PooledFund) -> QuerySet[Virement]:
    """All that was asked to move, whatever became of it."""
    rows = Virement.objects.filter(from_scheme__fund=fund).select_related("from_scheme", "to_scheme")
    return rows.order_by("-prepared_at", "-pk")


def people_of(fund: PooledFund) -> QuerySet[FundAssignment]:
    """Who has a part in the fund now."""
    return fund.assignments.filter(ended_at=None).select_related("user").order_by("role", "number")

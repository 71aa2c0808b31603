"""Where the money goes: every figure of a fund in pence, worked out from what was decided."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from portal.budgets.enums import ApprovalState, ContributionState
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
class FundView:
    """A fund now, in pence, with its schemes and contributions."""

    fund: PooledFund
    as_at: datetime
    schemes: list[SchemeView] = field(default_factory=list)
    contributions: list[Contribution] = field(default_factory=list)

    @property
    def agreed(self) -> list[Contribution]:
        return [row for row in self.contributions if row.state in AGREED]

    @property
    def agreed_pence(self) -> int:
        return sum(row.agreed_pence for row in self.agreed)

    @property
    def received_pence(self) -> int:
        return sum(row.agreed_pence for row in self.agreed if row.state == ContributionState.RECEIVED)

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
        return sorted({row.organisation.name for row in self.agreed})

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
    """These funds with all their figures: nine queries, however many there are."""
    found = list(funds)
    moment = now()
    schemes: dict[int, list[SchemeView]] = defaultdict(list)
    for view in _scheme_views(found):
        schemes[view.scheme.fund_id].append(view)
    contributions: dict[int, list[Contribution]] = defaultdict(list)
    rows = Contribution.objects.filter(fund__in=found).select_related("organisation")
    for row in rows.order_by("organisation__name", "number"):
        contributions[row.fund_id].append(row)
    return [FundView(fund, moment, schemes[fund.pk], contributions[fund.pk]) for fund in found]


def fund_view(fund: PooledFund) -> FundView:
    """One fund with all its figures."""
    return fund_views([fund])[0]


def _scheme_views(funds: list[PooledFund]) -> list[SchemeView]:
    approved = {"state": ApprovalState.APPROVED}
    set_aside = _by_scheme(Allocation.objects.filter(scheme__fund__in=funds, **approved), "scheme")
    promised = _by_scheme(Commitment.objects.filter(scheme__fund__in=funds, **approved), "scheme")
    back = _by_scheme(Release.objects.filter(commitment__scheme__fund__in=funds, **approved), "commitment__scheme")
    paid = _by_scheme(Payment.objects.filter(commitment__scheme__fund__in=funds, **approved), "commitment__scheme")
    moved_in = _by_scheme(Virement.objects.filter(to_scheme__fund__in=funds, **approved), "to_scheme")
    moved_out = _by_scheme(Virement.objects.filter(from_scheme__fund__in=funds, **approved), "from_scheme")
    newest: dict[int, Forecast] = {}
    for forecast in Forecast.objects.filter(scheme__fund__in=funds).order_by("made_at", "pk"):
        newest[forecast.scheme_id] = forecast
    views = []
    for scheme in Scheme.objects.filter(fund__in=funds).order_by("fund", "number"):
        expected = newest.get(scheme.pk)
        moved = moved_in.get(scheme.pk, 0) - moved_out.get(scheme.pk, 0)
        views.append(
            SchemeView(
                scheme,
                set_aside.get(scheme.pk, 0) - back.get(scheme.pk, 0),
                promised.get(scheme.pk, 0) - back.get(scheme.pk, 0),
                paid.get(scheme.pk, 0),
                expected.amount_pence if expected else scheme.planned_pence + moved,
                expected.note if expected else "",
                moved,
            )
        )
    return views


def _by_scheme(rows: QuerySet[Any], path: str) -> dict[int, int]:
    return dict(rows.order_by(path).values_list(path).annotate(total=Sum("amount_pence")))


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


def decisions(fund: PooledFund, limit: int = 20) -> list[DecisionView]:
    """The board's newest decisions about this fund: six queries."""
    found = [
        *_contribution_decisions(fund, limit),
        *_decisions(Allocation.objects.filter(scheme__fund=fund).select_related("project"), _allocation_words, limit),
        *_decisions(Commitment.objects.filter(scheme__fund=fund).select_related("contract"), _commitment_words, limit),
        *_decisions(
            Payment.objects.filter(commitment__scheme__fund=fund).select_related("commitment__contract"),
            _payment_words,
            limit,
        ),
        *_decisions(
            Release.objects.filter(commitment__scheme__fund=fund).select_related("commitment__contract"),
            _release_words,
            limit,
        ),
        *_decisions(
            Virement.objects.filter(from_scheme__fund=fund).select_related("from_scheme", "to_scheme"),
            _virement_words,
            limit,
        ),
    ]
    return sorted(found, key=lambda each: (each.at, each.ref), reverse=True)[:limit]


def _contribution_decisions(fund: PooledFund, limit: int) -> list[DecisionView]:
    rows = Contribution.objects.filter(fund=fund).exclude(decided_at=None).select_related("organisation")
    return [
        DecisionView(
            at=row.decided_at,
            what=_("Contribution of %(name)s") % {"name": row.organisation.name},
            amount_pence=row.agreed_pence,
            is_yes=row.state in AGREED,
            by=_("Partnership board"),
        )
        for row in rows.order_by("-decided_at", "-pk")[:limit]
        if row.decided_at is not None
    ]


def _decisions(rows: QuerySet[Any], words: Any, limit: int) -> list[DecisionView]:
    decided = rows.filter(state__in=[ApprovalState.APPROVED, ApprovalState.REFUSED]).order_by("-decided_at", "-pk")
    return [
        DecisionView(
            at=row.decided_at,
            what=words(row),
            amount_pence=row.amount_pence,
            is_yes=row.state == ApprovalState.APPROVED,
            by=_("Prepared by the fund manager, decided by the partnership board"),
            ref=row.ref,
        )
        for row in decided[:limit]
    ]


def _allocation_words(row: Allocation) -> str:
    return _("Set aside for “%(project)s”") % {"project": row.project.title}


def _commitment_words(row: Commitment) -> str:
    return _("Promised to contract %(contract)s") % {"contract": row.contract.ref}


def _payment_words(row: Payment) -> str:
    return _("Paid on contract %(contract)s") % {"contract": row.commitment.contract.ref}


def _release_words(row: Release) -> str:
    return _("Not earned on contract %(contract)s, back to its scheme") % {"contract": row.commitment.contract.ref}


def _virement_words(row: Virement) -> str:
    return _("Moved from “%(from)s” to “%(to)s”") % {"from": row.from_scheme.name, "to": row.to_scheme.name}


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

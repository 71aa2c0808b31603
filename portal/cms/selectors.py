"""Live data for pages: only what everybody may see."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from portal.alliances.enums import AllianceState
from portal.alliances.models import PartnerPost
from portal.budgets.models import PooledFund
from portal.budgets.selectors.fund import fund_view
from portal.codesign.enums import AnswerOutcome, CommentState, ProjectState
from portal.codesign.models import Answer, Comment, Project
from portal.common.clock import now, today
from portal.common.money import largest_remainder
from portal.tenders.models import Procurement

OPEN_STATES = (ProjectState.GATHERING, ProjectState.DRAFTING, ProjectState.TESTING)


@dataclass(frozen=True)
class Pot:
    """Each £100 of one fund: whole pounds that make exactly 100."""

    fund: PooledFund
    total_pence: int
    bars: list[tuple[str, int, str]]


@dataclass(frozen=True)
class Trace:
    """One sentence on its way: the comment, the answer that changed the text, and what came of it."""

    comment: Comment
    answer: Answer
    before: str
    after: str
    version: Any
    procurement: Procurement | None


def open_projects(limit: int) -> list[Project]:
    """Projects open for comment, those that close first first, with how many people have spoken."""
    rows = (
        Project.objects.public()
        .filter(state__in=OPEN_STATES, opens_at__lte=now(), closes_at__gt=now())
        .annotate(people=Count("passages__comments__author", distinct=True))
    )
    return list(rows.order_by("closes_at", "pk")[:limit])


def open_procurements(limit: int) -> list[Procurement]:
    """Tenders open for bids, those that close first first."""
    rows = Procurement.objects.open_for_bids(now()).annotate(lot_count=Count("lots"))
    return list(rows.order_by("deadline_at", "pk")[:limit])


def partner_posts(limit: int) -> list[PartnerPost]:
    """What is wanted and offered now, the newest first."""
    rows = PartnerPost.objects.filter(closed_at=None).exclude(until_on__lt=today())
    rows = rows.exclude(alliance__state=AllianceState.WITHDRAWN)
    return list(rows.select_related("organisation", "alliance").order_by("-posted_at", "-pk")[:limit])


def each_hundred_of_the_newest_fund() -> Pot | None:
    """The newest fund's plan in whole pounds of each £100, by largest remainder."""
    fund = PooledFund.objects.filter(schemes__isnull=False).order_by("-starts_on", "-pk").first()
    if fund is None:
        return None
    view = fund_view(fund)
    schemes, total = [each.scheme for each in view.schemes], view.planned_pence
    pounds = largest_remainder(100, {f"{each.scheme.number:03d}": each.planned_pence for each in view.schemes})
    rows = sorted(zip(schemes, pounds.values(), strict=True), key=lambda row: (-row[1], row[0].number))
    return Pot(fund, total, [(scheme.name, share, f"£{share}") for scheme, share in rows])


def newest_answers(limit: int) -> list[Answer]:
    """The newest answers on public projects."""
    rows = Answer.objects.filter(project__in=Project.objects.public()).select_related("project")
    return list(rows.order_by("-answered_at", "-pk")[:limit])


def newest_news(limit: int) -> list[Any]:
    """The newest live news pages."""
    from portal.cms.models import NewsPage

    return list(NewsPage.objects.live().order_by("-published_on", "-pk")[:limit])


def sentence_that_came_furthest() -> Trace | None:
    """A comment whose passage was changed for it, in the project that came furthest towards money."""
    answers = (
        Answer.objects.filter(
            outcome__in=[AnswerOutcome.CHANGED, AnswerOutcome.PARTLY],
            changed_paragraph__isnull=False,
            comments__state=CommentState.PUBLISHED,
            project__in=Project.objects.public(),
        )
        .select_related("project", "changed_paragraph__section__version")
        .order_by("-people_count", "-answered_at", "-pk")
        .distinct()[:20]
    )
    traces = [trace for answer in answers if (trace := _trace(answer))]
    return max(traces, key=lambda trace: trace.procurement is not None, default=None)


def _trace(answer: Answer) -> Trace | None:
    comment = (
        answer.comments.filter(state=CommentState.PUBLISHED).select_related("paragraph").order_by("created_at").first()
    )
    changed = answer.changed_paragraph
    if comment is None or changed is None:
        return None
    procurement = (
        Procurement.objects.public().filter(specification__project=answer.project).order_by("-created_at").first()
    )
    return Trace(comment, answer, comment.paragraph.text, changed.text, changed.section.version, procurement)

"""The text with its threads: a constant number of queries, however long the text and however many the comments."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Prefetch, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from portal.codesign.enums import PUBLIC_VERSIONS, AnswerOutcome, CommentState
from portal.codesign.models import Answer, Comment, Paragraph, Project, SpecificationVersion

if TYPE_CHECKING:
    from portal.accounts.models import User

SHOWN = 3
FILTERS = ("all", "waiting", "answered", "earlier", "mine")
STATUS = {
    AnswerOutcome.CHANGED: ("done", "Changed"),
    AnswerOutcome.PARTLY: ("partly", "Partly changed"),
    AnswerOutcome.NOT_CHANGED: ("no", "Not changed"),
    AnswerOutcome.LATER: ("new", "Later"),
}


@dataclass
class Voice:
    """One comment as it is shown beside the newest wording."""

    comment: Comment
    is_earlier: bool
    then_number: str
    then_version: int
    then_text: str
    answer: Answer | None
    status: tuple[str, str] | None


@dataclass
class Thread:
    """What people said about one passage."""

    total: int = 0
    waiting: int = 0
    voices: list[Voice] = field(default_factory=list)


@dataclass
class Part:
    """One paragraph as shown."""

    paragraph: Paragraph
    number: str
    anchor: str
    lines: list[str]
    change: str
    thread: Thread


@dataclass
class Chapter:
    """One section as shown."""

    position: int
    title: str
    parts: list[Part]
    comments: int


@dataclass
class Page:
    """The whole text."""

    version: SpecificationVersion
    chapters: list[Chapter]
    gone: list[Part]
    counts: dict[str, int]


def visible_comments(project: Project) -> QuerySet[Comment]:
    """Published comments that begin a thread of their own."""
    return Comment.objects.filter(passage__project=project, parent=None, state=CommentState.PUBLISHED)


def _chosen(rows: QuerySet[Comment], show: str, version: SpecificationVersion, user: "User") -> QuerySet[Comment]:
    if show == "waiting":
        return rows.filter(answers=None)
    if show == "answered":
        return rows.filter(answers__isnull=False)
    if show == "earlier":
        return rows.exclude(paragraph__section__version=version)
    if show == "mine":
        return rows.filter(author=user) if user.is_authenticated else rows.none()
    return rows


def text_page(project: Project, version: SpecificationVersion, user: "User", show: str = "all") -> Page:
    """The text of one version with the newest comments of each paragraph."""
    sections = list(version.sections.prefetch_related("paragraphs").order_by("position"))
    now_texts = {p.passage_id: p for section in sections for p in section.paragraphs.all()}
    before = _texts_before(project, version)
    threads = _threads(project, version, user, show, now_texts)
    chapters = []
    for section in sections:
        parts = [_part(p, section.position, before, threads, version) for p in section.paragraphs.all()]
        chapters.append(Chapter(section.position, section.title, parts, sum(part.thread.total for part in parts)))
    gone = _gone(project, version, now_texts, threads)
    return Page(version, chapters, gone, _counts(project, version, user))


def _texts_before(project: Project, version: SpecificationVersion) -> dict[int, str]:
    rows = Paragraph.objects.filter(section__version__project=project, section__version__number=version.number - 1)
    return dict(rows.order_by("pk").values_list("passage_id", "text"))


def _part(
    paragraph: Paragraph,
    section: int,
    before: dict[int, str],
    threads: dict[int, Thread],
    version: SpecificationVersion,
) -> Part:
    change = ""
    if version.number > 1 and paragraph.passage_id not in before:
        change = f"New in version {version.number}."
    elif version.number > 1 and before[paragraph.passage_id] != paragraph.text:
        change = f"Changed in version {version.number}."
    number = f"{section}.{paragraph.position}"
    thread = threads.get(paragraph.passage_id) or Thread()
    return Part(paragraph, number, number.replace(".", "-"), paragraph.text.split("\n"), change, thread)


def _gone(
    project: Project, version: SpecificationVersion, now_texts: dict[int, Paragraph], threads: dict[int, Thread]
) -> list[Part]:
    lost = [passage for passage in threads if passage not in now_texts]
    if not lost:
        return []
    rows = Paragraph.objects.filter(
        passage_id__in=lost, section__version__state__in=PUBLIC_VERSIONS, section__version__number__lt=version.number
    ).select_related("section__version")
    newest = {row.passage_id: row for row in rows.order_by("section__version__number")}
    return [
        Part(
            row,
            f"{row.section.position}.{row.position} of version {row.section.version.number}",
            f"gone-{passage}",
            row.text.split("\n"),
            "",
            threads[passage],
        )
        for passage, row in sorted(newest.items())
    ]


def _threads(
    project: Project, version: SpecificationVersion, user: "User", show: str, now_texts: dict[int, Paragraph]
) -> dict[int, Thread]:
    threads: dict[int, Thread] = defaultdict(Thread)
    rows = _chosen(visible_comments(project), show, version, user)
    counted = (
        rows.order_by()
        .values("passage_id")
        .annotate(total=Count("pk", distinct=True), waiting=Count("pk", filter=Q(answers=None), distinct=True))
    )
    for row in counted:
        threads[row["passage_id"]] = Thread(row["total"], row["waiting"])
    rank = Window(RowNumber(), partition_by=[F("passage_id")], order_by=[F("created_at").desc(), F("pk").desc()])
    newest = visible_comments(project) if show == "all" else visible_comments(project).filter(pk__in=rows.values("pk"))
    shown = newest.annotate(rank=rank).filter(rank__lte=SHOWN)
    for voice in voices(shown.order_by("created_at", "pk"), version, now_texts):
        threads[voice.comment.passage_id].voices.append(voice)
    return threads


def voices(
    comments: QuerySet[Comment, Any], version: SpecificationVersion, now_texts: dict[int, Paragraph]
) -> list[Voice]:
    """Comments with the wording they were made on and the answer they got."""
    rows = comments.select_related("paragraph__section__version", "organisation", "entered_by").prefetch_related(
        Prefetch(
            "answers", Answer.objects.select_related("changed_paragraph__section__version").order_by("-answered_at")
        )
    )
    result = []
    for comment in rows:
        said_on, current = comment.paragraph, now_texts.get(comment.passage_id)
        answers = list(comment.answers.all())
        result.append(
            Voice(
                comment=comment,
                is_earlier=current is None or current.text != said_on.text,
                then_number=f"{said_on.section.position}.{said_on.position}",
                then_version=said_on.section.version.number,
                then_text=said_on.text,
                answer=answers[0] if answers else None,
                status=STATUS[AnswerOutcome(answers[0].outcome)] if answers else None,
            )
        )
    return result


def _counts(project: Project, version: SpecificationVersion, user: "User") -> dict[str, int]:
    mine = Q(author=user) if user.is_authenticated else Q(pk=None)
    return visible_comments(project).aggregate(
        all=Count("pk", distinct=True),
        waiting=Count("pk", filter=Q(answers=None), distinct=True),
        answered=Count("pk", filter=Q(answers__isnull=False), distinct=True),
        earlier=Count("pk", filter=~Q(paragraph__section__version=version), distinct=True),
        mine=Count("pk", filter=mine, distinct=True),
    )


def paragraph_at(version: SpecificationVersion, number: str) -> Paragraph | None:
    """The paragraph numbered "3.2" (or "3-2") in this version."""
    section, _, position = number.replace("-", ".").partition(".")
    if not (section.isdigit() and position.isdigit()):
        return None
    return (
        Paragraph.objects.filter(section__version=version, section__position=int(section), position=int(position))
        .select_related("section__version__project")
        .first()
    )


def provider_written_paragraphs(version: SpecificationVersion) -> QuerySet[Paragraph]:
    """Accepted text that an organisation wrote: listed in the conflicts assessment (SOD-14)."""
    rows = Paragraph.objects.filter(section__version=version, author_organisation__isnull=False)
    return rows.select_related("section", "author_organisation").order_by("section__position", "position")

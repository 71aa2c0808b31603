"""The text with its threads: a constant number of queries, however long the text and however many the comments."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from portal.codesign.enums import PUBLIC_VERSIONS, AnswerOutcome, CommentState
from portal.codesign.models import Answer, Comment, Paragraph, Project, SpecificationVersion
from portal.codesign.rules.blocks import Block, blocks_of
from portal.common.rows import only_one

if TYPE_CHECKING:
    from portal.accounts.models import User

SHOWN = 3
FILTERS = ("all", "waiting", "answered", "earlier", "mine")
_NUMBER = re.compile(r"(?:v(?P<version>\d{1,4})-)?(?P<section>\d{1,4})[.-](?P<position>\d{1,4})")
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
    blocks: list[Block]
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


def visible_comments(project: Project, version: SpecificationVersion | None = None) -> QuerySet[Comment]:
    """Published comments; with a version only those made on its wording or an earlier one."""
    rows = Comment.objects.filter(passage__project=project, parent=None, state=CommentState.PUBLISHED)
    return rows.filter(paragraph__section__version__number__lte=version.number) if version else rows


def shown_comments(project: Project, user: "User", version: SpecificationVersion | None = None) -> QuerySet[Comment]:
    """The published ones and, in their places, those that a moderator hid: the page says so and not what they said.

    What waits for a moderator is shown to whoever wrote it.
    """
    rows = Comment.objects.filter(_not_held(user), passage__project=project, parent=None)
    return rows.filter(paragraph__section__version__number__lte=version.number) if version else rows


def _not_held(user: "User") -> Q:
    own = Q(author=user) if user.is_authenticated else Q(pk=None)
    return ~Q(state=CommentState.HELD) | own


def _kinds(version: SpecificationVersion, user: "User") -> dict[str, Q]:
    """What each filter asks. "On earlier wording": the words are not those of this version any more."""
    answered = Q(Exists(Answer.comments.through.objects.filter(comment=OuterRef("pk"))))
    same_words = Paragraph.objects.filter(
        section__version=version, passage=OuterRef("passage"), text=OuterRef("paragraph__text")
    )
    return {
        "all": Q(),
        "waiting": ~answered,
        "answered": answered,
        "earlier": ~Q(Exists(same_words)),
        "mine": Q(author=user) if user.is_authenticated else Q(pk=None),
    }


def text_page(project: Project, version: SpecificationVersion, user: "User", show: str = "all") -> Page:
    """The text of one version with the newest comments of each paragraph."""
    sections = list(version.sections.prefetch_related("paragraphs").order_by("position"))
    now_texts = {p.passage_id: p for section in sections for p in section.paragraphs.all()}
    before = _texts_before(project, version)
    kinds = _kinds(version, user)
    threads, counts = _tallies(visible_comments(project, version), kinds, show)
    rows = visible_comments(project, version)
    if show in ("all", "mine"):
        rows = shown_comments(project, user, version)
    for voice in voices(_newest(rows.filter(kinds[show])), version, now_texts, user):
        threads[voice.comment.passage_id].voices.append(voice)
    chapters = []
    for section in sections:
        parts = [_part(p, section.position, before, threads, version) for p in section.paragraphs.all()]
        chapters.append(Chapter(section.position, section.title, parts, sum(part.thread.total for part in parts)))
    return Page(version, chapters, _gone(version, now_texts, threads), counts)


def _tallies(rows: QuerySet[Comment], kinds: dict[str, Q], show: str) -> tuple[dict[int, Thread], dict[str, int]]:
    """Per passage how many are shown and wait; over all passages how many each filter finds. One query."""
    counts = {f"n_{kind}": Count("pk", filter=asked or None) for kind, asked in kinds.items()}
    counts["n_shown_waiting"] = Count("pk", filter=kinds[show] & kinds["waiting"])
    threads: dict[int, Thread] = defaultdict(Thread)
    totals = dict.fromkeys(kinds, 0)
    counted: list[dict[str, Any]] = list(rows.order_by().values("passage_id").annotate(**counts))  # type: ignore[arg-type]
    for row in counted:
        for kind in kinds:
            totals[kind] += row[f"n_{kind}"]
        if row[f"n_{show}"]:
            threads[row["passage_id"]] = Thread(row[f"n_{show}"], row["n_shown_waiting"])
    return threads, totals


def comment_counts(project: Project, version: SpecificationVersion, user: "User") -> dict[str, int]:
    """How many comments each filter finds."""
    return _tallies(visible_comments(project, version), _kinds(version, user), "all")[1]


def _newest(rows: QuerySet[Comment]) -> QuerySet[Comment, Any]:
    """The newest few of each passage, in the order in which they were said."""
    rank = Window(RowNumber(), partition_by=[F("passage_id")], order_by=[F("created_at").desc(), F("pk").desc()])
    ranked = rows.order_by().annotate(rank=rank).filter(rank__lte=SHOWN)
    return Comment.objects.filter(pk__in=ranked.values("pk")).order_by("created_at", "pk")


def _texts_before(project: Project, version: SpecificationVersion) -> dict[int, str]:
    if version.number == 1:
        return {}
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
    return Part(paragraph, number, number.replace(".", "-"), blocks_of(paragraph.text), change, thread)


def _gone(version: SpecificationVersion, now_texts: dict[int, Paragraph], threads: dict[int, Thread]) -> list[Part]:
    """Passages that people spoke about and that this version no longer has, in their last public wording."""
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
            f"{row} of version {row.section.version.number}",
            anchor_of(row),
            blocks_of(row.text),
            "",
            threads[key],
        )
        for key, row in sorted(newest.items())
    ]


def anchor_of(paragraph: Paragraph) -> str:
    """The address of a wording that is no longer in the text: "v1-2-3" for 2.3 of version 1."""
    return f"v{paragraph.section.version.number}-{paragraph.section.position}-{paragraph.position}"


def voices(
    comments: QuerySet[Comment, Any], version: SpecificationVersion, now_texts: dict[int, Paragraph], user: "User"
) -> list[Voice]:
    """Comments with the wording they were made on and the answer they got."""
    return voices_of(with_answers(comments, user), version, now_texts)


def with_answers(comments: QuerySet[Comment, Any], user: "User") -> QuerySet[Comment, Any]:
    """Comments with what their voices show this person; of versions and organisations only what is shown is read."""
    changed = "changed_paragraph__section"
    answers = Answer.objects.select_related(changed).annotate(changed_version=F(f"{changed}__version__number"))
    return (
        comments.select_related("paragraph__section", "entered_by")
        .annotate(then_version=F("paragraph__section__version__number"))
        .prefetch_related(
            Prefetch("replies", Comment.objects.filter(_not_held(user)).order_by("created_at", "pk")),
            Prefetch("answers", answers.order_by("-answered_at", "-pk")),
        )
    )


def voices_of(comments: Iterable[Any], version: SpecificationVersion, now_texts: dict[int, Paragraph]) -> list[Voice]:
    """The voices of comments that were read `with_answers`."""
    result = []
    for comment in comments:
        said_on, current = comment.paragraph, now_texts.get(comment.passage_id)
        answers = list(comment.answers.all())
        result.append(
            Voice(
                comment=comment,
                is_earlier=current is None or current.text != said_on.text,
                then_number=f"{said_on.section.position}.{said_on.position}",
                then_version=comment.then_version,
                then_text=said_on.text,
                answer=answers[0] if answers else None,
                status=STATUS[AnswerOutcome(answers[0].outcome)] if answers else None,
            )
        )
    return result


def paragraph_at(version: SpecificationVersion, number: str) -> Paragraph | None:
    """The paragraph "3.2" or "3-2" of this version, or "v1-3-2": 3.2 of public version 1 of the same project."""
    found = _NUMBER.fullmatch(number)
    if found is None:
        return None
    rows = Paragraph.objects.filter(section__position=int(found["section"]), position=int(found["position"]))
    if found["version"]:
        rows = rows.select_related("section__version__project")
        return rows.filter(
            section__version__project=version.project_id,
            section__version__number=int(found["version"]),
            section__version__state__in=PUBLIC_VERSIONS,
        ).first()
    paragraph = only_one(rows.filter(section__version=version).select_related("section"))
    if paragraph is not None:
        paragraph.section.version = version
    return paragraph


def wording_in(version: SpecificationVersion, passage_id: int) -> Paragraph | None:
    """The wording of a passage in this version, if it is still there."""
    rows = Paragraph.objects.filter(section__version=version, passage=passage_id).select_related("section")
    return rows.order_by("pk").first()


def numbered(version: SpecificationVersion) -> list[tuple[str, str]]:
    """Each paragraph's number and how it begins, to choose one from a list."""
    rows = Paragraph.objects.filter(section__version=version).select_related("section")
    return [(str(row), f"{row} {row.text[:70]}") for row in rows.order_by("section__position", "position")]


def provider_written_paragraphs(version: SpecificationVersion) -> QuerySet[Paragraph]:
    """Accepted text that an organisation wrote: listed in the conflicts assessment (SOD-14)."""
    rows = Paragraph.objects.filter(section__version=version, author_organisation__isnull=False)
    return rows.select_related("section", "author_organisation").order_by("section__position", "position")

"""Co-design: projects, the newest public wording of each text, and every answer. Drafts and comments are not in it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from portal.codesign.enums import COMMENT_STATES, PUBLIC_VERSIONS
from portal.codesign.models import Answer, Paragraph, Project, SpecificationVersion
from search.documents import Document
from search.enums import Kind
from search.sources.base import Pair, Source, facets, lines, one, pairs


def _projects(rows: QuerySet[Any]) -> Iterator[Document]:
    for project in rows.select_related("organisation", "need"):
        yield Document(
            source="project",
            key=str(project.pk),
            kind=Kind.PROJECT,
            url=reverse("codesign:project_detail", args=[project.ref]),
            title=project.title,
            text=lines(project.question, project.summary, project.still_open, project.already_fixed),
            summary=project.question,
            byline=project.organisation.name,
            ref=project.ref,
            facets=facets(area=project.area, topic=project.need.category if project.need else ""),
            fresh_on=(project.opens_at or project.created_at).date(),
            open_until=project.closes_at if project.state in COMMENT_STATES else None,
            weight=110,
        )


def _with_text() -> QuerySet[Project]:
    public = SpecificationVersion.objects.filter(state__in=PUBLIC_VERSIONS)
    return Project.objects.public().filter(pk__in=public.values("project"))


def _texts(rows: QuerySet[Any]) -> Iterator[Document]:
    newest: dict[int, SpecificationVersion] = {}
    public = SpecificationVersion.objects.filter(project__in=rows, state__in=PUBLIC_VERSIONS)
    for version in public.select_related("project__organisation", "project__need").order_by("project", "number"):
        newest[version.project_id] = version
    wordings: dict[int, list[str]] = {}
    found = Paragraph.objects.filter(section__version__in=[version.pk for version in newest.values()])
    for row in found.select_related("section").order_by("section__version", "section__position", "position"):
        kept = wordings.setdefault(row.section.version_id, [])
        kept += [row.section.title] if row.position == 1 else []
        kept.append(row.text)
    for version in newest.values():
        project = version.project
        at = version.published_at or version.created_at
        yield Document(
            source="text",
            key=str(project.pk),
            kind=Kind.TEXT,
            url=reverse("codesign:specification", args=[project.ref]),
            title=str(version),
            text=lines(version.introduction, *wordings.get(version.pk, [])),
            byline=project.organisation.name,
            ref=project.ref,
            facets=facets(area=project.area, topic=project.need.category if project.need else ""),
            fresh_on=at.date(),
            weight=90,
        )


def _public_answers() -> QuerySet[Answer]:
    return Answer.objects.filter(project__in=Project.objects.public())


def _answers(rows: QuerySet[Any]) -> Iterator[Document]:
    for answer in rows.select_related("project__organisation"):
        url = reverse("codesign:answered_list", args=[answer.project.ref])
        yield Document(
            source="answer",
            key=str(answer.pk),
            kind=Kind.ANSWER,
            url=f"{url}#a{answer.pk}",
            title=answer.theme,
            text=lines(answer.quote, answer.heard, answer.decision, answer.reason),
            summary=answer.decision,
            byline=answer.project.title,
            facets=facets(area=answer.project.area),
            fresh_on=answer.answered_at.date(),
            weight=80,
        )


def _of_project(pk: int) -> set[Pair]:
    answers = pairs("answer", Answer.objects.filter(project=pk))
    need = pairs("need", Project.objects.filter(pk=pk), "need")
    return {("project", str(pk)), ("text", str(pk))} | answers | need


def _of_version(pk: int) -> set[Pair]:
    rows = SpecificationVersion.objects.filter(pk=pk)
    return pairs("text", rows, "project") | pairs("project", rows, "project")


PROJECTS = Source(
    name="project",
    rows=Project.objects.public,
    documents=_projects,
    seen_by=lambda user: Project.objects.public(),
    touched={"codesign.project": _of_project},
)
TEXTS = Source(
    name="text",
    rows=_with_text,
    documents=_texts,
    seen_by=lambda user: _with_text(),
    touched={"codesign.specificationversion": _of_version},
)
ANSWERS = Source(
    name="answer",
    rows=_public_answers,
    documents=_answers,
    seen_by=lambda user: _public_answers(),
    touched={"codesign.answer": one("answer")},
)
__all__ = ["ANSWERS", "PROJECTS", "TEXTS"]

"""Writing in the draft: sections and paragraphs. A paragraph keeps its passage, and with it what people said."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Max, QuerySet

from portal.audit.services import audit_record
from portal.codesign.models import Comment, Paragraph, Passage, Section, SpecificationVersion
from portal.codesign.rules.word import DraftSection
from portal.codesign.selectors.draft import passages_of
from portal.codesign.services.specification import lock_draft
from portal.common.exceptions import DomainError

if TYPE_CHECKING:
    from portal.accounts.models import User

SHIFT = 1000


@transaction.atomic
def section_add(*, actor: "User", version: SpecificationVersion, title: str) -> Section:
    """A new last section."""
    draft = lock_draft(actor, version)
    last = draft.sections.aggregate(last=Max("position"))["last"] or 0
    section = Section.objects.create(version=draft, position=last + 1, title=title)
    _wrote(actor, draft, f"section {section.position} added")
    return section


@transaction.atomic
def section_edit(*, actor: "User", section: Section, title: str) -> Section:
    """Another heading."""
    draft = lock_draft(actor, section.version)
    section.title = title
    section.save(update_fields=["title"])
    _wrote(actor, draft, f"section {section.position} renamed")
    return section


@transaction.atomic
def section_remove(*, actor: "User", section: Section) -> None:
    """Take out a section with its paragraphs; what people said about them is kept."""
    draft = lock_draft(actor, section.version)
    position = section.position
    section.delete()
    _close_gap(draft.sections.filter(position__gt=position))
    _wrote(actor, draft, f"section {position} taken out")


@transaction.atomic
def paragraph_add(*, actor: "User", section: Section, text: str) -> Paragraph:
    """A new last paragraph of the section, with a passage of its own."""
    draft = lock_draft(actor, section.version)
    last = section.paragraphs.aggregate(last=Max("position"))["last"] or 0
    paragraph = Paragraph.objects.create(
        section=section, passage=Passage.objects.create(project=draft.project), position=last + 1, text=text.strip()
    )
    _wrote(actor, draft, f"paragraph {section.position}.{paragraph.position} added")
    return paragraph


@transaction.atomic
def paragraph_edit(*, actor: "User", paragraph: Paragraph, text: str) -> Paragraph:
    """Other words for the same passage."""
    draft = lock_draft(actor, paragraph.section.version)
    if not text.strip():
        raise DomainError("Write something, or take the paragraph out.")
    paragraph.text = text.strip()
    paragraph.save(update_fields=["text"])
    _wrote(actor, draft, f"paragraph {paragraph} changed")
    return paragraph


@transaction.atomic
def paragraph_use_suggestion(*, actor: "User", paragraph: Paragraph, comment: Comment) -> Paragraph:
    """Use somebody's suggested words. An organisation's words are marked, so that bidders can be told (SOD-14)."""
    draft = lock_draft(actor, paragraph.section.version)
    if comment.passage_id != paragraph.passage_id or not comment.suggested_text:
        raise DomainError("That comment suggests no words for this paragraph.")
    paragraph.text = comment.suggested_text
    paragraph.author_organisation = comment.organisation
    paragraph.save(update_fields=["text", "author_organisation"])
    _wrote(actor, draft, f"paragraph {paragraph} changed to suggested words")
    return paragraph


@transaction.atomic
def paragraph_remove(*, actor: "User", paragraph: Paragraph) -> None:
    """Take a paragraph out of the draft; its thread is kept with the passage."""
    draft = lock_draft(actor, paragraph.section.version)
    section, position = paragraph.section, paragraph.position
    paragraph.delete()
    _close_gap(section.paragraphs.filter(position__gt=position))
    _wrote(actor, draft, f"paragraph {section.position}.{position} taken out")


@transaction.atomic
def section_move(*, actor: "User", section: Section, up: bool) -> Section:
    """Change places with the neighbouring section; nothing happens at the ends."""
    draft = lock_draft(actor, section.version)
    other = draft.sections.filter(position=section.position + (-1 if up else 1)).first()
    if other is not None:
        _swap(section, other)
        _wrote(actor, draft, f"section {section.position} moved")
    return section


@transaction.atomic
def paragraph_move(*, actor: "User", paragraph: Paragraph, up: bool) -> Paragraph:
    """One place up or down, across the border of a section too; nothing happens at the ends of the text."""
    draft = lock_draft(actor, paragraph.section.version)
    step = -1 if up else 1
    other = paragraph.section.paragraphs.filter(position=paragraph.position + step).first()
    if other is not None:
        _swap(paragraph, other)
    elif neighbour := draft.sections.filter(position=paragraph.section.position + step).first():
        _move_to(paragraph, neighbour, at_end=up)
    else:
        return paragraph
    _wrote(actor, draft, f"paragraph {paragraph} moved")
    return paragraph


def _swap(one: Section | Paragraph, other: Section | Paragraph) -> None:
    here, there = one.position, other.position
    other.position = SHIFT
    other.save(update_fields=["position"])
    one.position = there
    one.save(update_fields=["position"])
    other.position = here
    other.save(update_fields=["position"])


def _move_to(paragraph: Paragraph, section: Section, *, at_end: bool) -> None:
    left, position = paragraph.section, paragraph.position
    last = section.paragraphs.aggregate(last=Max("position"))["last"] or 0
    if not at_end:
        rows = section.paragraphs.all()
        rows.update(position=F("position") + SHIFT)
        section.paragraphs.update(position=F("position") - SHIFT + 1)
    paragraph.section, paragraph.position = section, last + 1 if at_end else 1
    paragraph.save(update_fields=["section", "position"])
    _close_gap(left.paragraphs.filter(position__gt=position))


@transaction.atomic
def text_replace(
    *, actor: "User", version: SpecificationVersion, sections: list[DraftSection], file_name: str
) -> SpecificationVersion:
    """Put a whole text in place of the draft's. What is recognised keeps its passage and author."""
    draft = lock_draft(actor, version)
    passages = passages_of(draft, sections)
    authors = dict(Paragraph.objects.filter(section__version=draft).values_list("passage_id", "author_organisation_id"))
    draft.sections.all().delete()
    rest = iter(passages)
    for number, part in enumerate(sections, start=1):
        section = Section.objects.create(version=draft, position=number, title=part.title)
        for position, text in enumerate(part.paragraphs, start=1):
            passage_id = next(rest) or Passage.objects.create(project=draft.project).pk
            Paragraph.objects.create(
                section=section,
                passage_id=passage_id,
                position=position,
                text=text,
                author_organisation_id=authors.get(passage_id),
            )
    draft.source_file_name = file_name[:200]
    draft.save(update_fields=["source_file_name"])
    _wrote(actor, draft, "text replaced from a Word file")
    return draft


def _close_gap(later: QuerySet[Any]) -> None:
    """Everything behind a gap moves up by one; in two steps, since a position is unique at every moment."""
    pks = list(later.order_by("position").values_list("pk", flat=True))
    rows = later.model._default_manager.filter(pk__in=pks)
    rows.update(position=F("position") + SHIFT)
    rows.update(position=F("position") - SHIFT - 1)


def _wrote(actor: "User", draft: SpecificationVersion, what: str) -> None:
    audit_record(actor=actor, verb="codesign.version.write", subject=draft, data={"what": what})

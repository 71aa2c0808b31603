"""Writing in the draft: sections and paragraphs. A paragraph keeps its passage, and with it what people said."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Max

from portal.audit.services import audit_record
from portal.codesign.models import Comment, Paragraph, Passage, Section, SpecificationVersion
from portal.codesign.rules.word import DraftSection
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
def paragraph_move(*, actor: "User", paragraph: Paragraph, up: bool) -> Paragraph:
    """Change places with the neighbour inside the section; nothing happens at its ends."""
    draft = lock_draft(actor, paragraph.section.version)
    wanted = paragraph.position + (-1 if up else 1)
    other = paragraph.section.paragraphs.filter(position=wanted).first()
    if other is None:
        return paragraph
    here = paragraph.position
    Paragraph.objects.filter(pk=other.pk).update(position=SHIFT)
    paragraph.position = wanted
    paragraph.save(update_fields=["position"])
    Paragraph.objects.filter(pk=other.pk).update(position=here)
    _wrote(actor, draft, f"paragraph {paragraph} moved")
    return paragraph


@transaction.atomic
def text_replace(
    *, actor: "User", version: SpecificationVersion, sections: list[DraftSection], file_name: str
) -> SpecificationVersion:
    """Put a whole text in place of the draft's. A paragraph with the same words keeps its passage."""
    draft = lock_draft(actor, version)
    known: dict[str, int] = {}
    for row in Paragraph.objects.filter(section__version__project=draft.project).order_by("pk"):
        known[row.text] = row.passage_id
    draft.sections.all().delete()
    for number, part in enumerate(sections, start=1):
        section = Section.objects.create(version=draft, position=number, title=part.title)
        for position, text in enumerate(part.paragraphs, start=1):
            passage_id = known.pop(text, None) or Passage.objects.create(project=draft.project).pk
            Paragraph.objects.create(section=section, passage_id=passage_id, position=position, text=text)
    draft.source_file_name = file_name[:200]
    draft.save(update_fields=["source_file_name"])
    _wrote(actor, draft, "text replaced from a Word file")
    return draft


def _close_gap(later: "object") -> None:
    later.update(position=F("position") + SHIFT)  # type: ignore[attr-defined]
    later.model.objects.filter(position__gt=SHIFT).update(position=F("position") - SHIFT - 1)  # type: ignore[attr-defined]


def _wrote(actor: "User", draft: SpecificationVersion, what: str) -> None:
    audit_record(actor=actor, verb="codesign.version.write", subject=draft, data={"what": what})

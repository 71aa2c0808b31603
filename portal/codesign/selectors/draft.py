"""Reading the draft that is being written."""

from django.http import Http404

from portal.codesign.models import Comment, Paragraph, Section, SpecificationVersion


def draft_text(draft: SpecificationVersion) -> list[Section]:
    """Its sections with their paragraphs."""
    return list(draft.sections.prefetch_related("paragraphs__author_organisation").order_by("position"))


def section_at(draft: SpecificationVersion, number: int) -> Section:
    """The section of that number, or 404."""
    section = draft.sections.filter(position=number).select_related("version__project").first()
    if section is None:
        raise Http404
    return section


def suggestions_for(paragraph: Paragraph) -> list[Comment]:
    """Words that people suggested for this passage, newest first."""
    rows = Comment.objects.filter(passage_id=paragraph.passage_id).exclude(suggested_text="")
    return list(rows.select_related("organisation").order_by("-created_at", "-pk"))

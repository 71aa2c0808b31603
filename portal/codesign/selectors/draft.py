"""Reading the draft that is being written."""

from dataclasses import dataclass

from django.http import Http404

from portal.codesign.enums import CommentState
from portal.codesign.models import Comment, Paragraph, Section, SpecificationVersion
from portal.codesign.rules.matching import Known, matches
from portal.codesign.rules.word import DraftSection


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
    rows = Comment.objects.filter(passage_id=paragraph.passage_id, state=CommentState.PUBLISHED).exclude(
        suggested_text=""
    )
    return list(rows.select_related("organisation").order_by("-created_at", "-pk"))


@dataclass(frozen=True)
class Outcome:
    """What becomes of the draft's paragraphs when a file replaces them."""

    same: int
    changed: int
    new: int
    gone: int


def _known(draft: SpecificationVersion) -> list[Known]:
    """The draft's wordings, then those of earlier versions that the draft no longer has."""
    rows = (
        Paragraph.objects.filter(section__version__project=draft.project)
        .select_related("section__version")
        .order_by("-section__version__number", "section__position", "position")
    )
    newest: dict[int, Known] = {}
    for row in rows:
        place = (row.section.title, row.position)
        newest.setdefault(row.passage_id, Known(row.passage_id, row.text, place))
    return list(newest.values())


def _placed(sections: list[DraftSection]) -> list[tuple[str, tuple[str, int]]]:
    return [
        (text, (part.title, position)) for part in sections for position, text in enumerate(part.paragraphs, start=1)
    ]


def passages_of(draft: SpecificationVersion, sections: list[DraftSection]) -> list[int | None]:
    """For each paragraph of the new text, in order, the passage it goes on, or None."""
    return matches(_known(draft), _placed(sections))


def outcome_of(draft: SpecificationVersion, sections: list[DraftSection]) -> Outcome:
    """What would happen, counted, before it happens."""
    now = dict(Paragraph.objects.filter(section__version=draft).order_by("pk").values_list("passage_id", "text"))
    found = passages_of(draft, sections)
    texts = [text for text, _place in _placed(sections)]
    kept = [(passage, text) for passage, text in zip(found, texts, strict=True) if passage in now]
    same = sum(now[passage] == text for passage, text in kept if passage)
    return Outcome(same, len(kept) - same, len(found) - len(kept), len(now.keys() - set(found)))

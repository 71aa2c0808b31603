"""Two versions side by side, with the reason for each change."""

from dataclasses import dataclass, field

from portal.codesign.enums import AnswerOutcome
from portal.codesign.models import Answer, Paragraph, SpecificationVersion
from portal.codesign.selectors.text import anchor_of

TAKEN_OUT = "Taken out"


@dataclass(frozen=True)
class Change:
    """One passage in both versions: kind "changed", "new", "gone" or "same"."""

    kind: str
    number: str
    old: str
    new: str
    where: str
    answers: list[Answer]

    @property
    def anchor(self) -> str:
        """The number as an address inside the page."""
        return self.number.replace(".", "-") + ("-old" if self.kind == "gone" else "")


@dataclass
class Stretch:
    """One change, or neighbouring paragraphs that stayed as they were."""

    change: Change | None = None
    same: list[Change] = field(default_factory=list)


@dataclass
class Compared:
    """One section: its heading and what happened in it."""

    title: str
    stretches: list[Stretch] = field(default_factory=list)

    def add(self, row: Change) -> None:
        """Put the next passage behind the others."""
        if row.kind != "same":
            self.stretches.append(Stretch(change=row))
            return
        if not self.stretches or self.stretches[-1].change is not None:
            self.stretches.append(Stretch())
        self.stretches[-1].same.append(row)


def compare(old: SpecificationVersion, new: SpecificationVersion) -> list[Compared]:
    """Every passage of either version under the headings of the new one; what was taken out stands where it stood."""
    before, after = _texts(old), _texts(new)
    why = _reasons(old, new)
    sections: dict[int, Compared] = {}
    for passage, row in after.items():
        past = before.get(passage)
        kind = "new" if past is None else "same" if past.text == row.text else "changed"
        place = sections.setdefault(row.section.position, Compared(f"{row.section.position}. {row.section.title}"))
        place.add(_change(kind, row, past.text if past else "", row.text, why.get(passage, [])))
    by_title = {place.title.partition(". ")[2]: place for place in sections.values()}
    rest = Compared(TAKEN_OUT)
    for passage, row in before.items():
        if passage not in after:
            place = by_title.get(row.section.title, rest)
            place.add(_change("gone", row, row.text, "", why.get(passage, [])))
    return [*sections.values(), *([rest] if rest.stretches else [])]


def changes_in(sections: list[Compared]) -> list[Change]:
    """Only what changed."""
    return [row.change for place in sections for row in place.stretches if row.change]


def _change(kind: str, row: Paragraph, old: str, new: str, answers: list[Answer]) -> Change:
    return Change(kind, str(row), old, new, anchor_of(row), answers)


def _reasons(old: SpecificationVersion, new: SpecificationVersion) -> dict[int, list[Answer]]:
    """By passage the answers that changed it between these versions; of what was taken out, all that changed it."""
    rows = Answer.objects.filter(
        project=new.project, outcome__in=[AnswerOutcome.CHANGED, AnswerOutcome.PARTLY]
    ).select_related("changed_paragraph__section__version")
    why: dict[int, list[Answer]] = {}
    for answer in rows.prefetch_related("comments").order_by("answered_at", "pk"):
        made = answer.changed_paragraph
        if made and not old.number < made.section.version.number <= new.number:
            continue
        passages = {answer.passage_id, made.passage_id if made else None} | {
            c.passage_id for c in answer.comments.all()
        }
        for passage in passages - {None}:
            why.setdefault(passage or 0, []).append(answer)
    return why


def _texts(version: SpecificationVersion) -> dict[int, Paragraph]:
    rows = Paragraph.objects.filter(section__version=version).select_related("section__version")
    return {row.passage_id: row for row in rows.order_by("section__position", "position")}

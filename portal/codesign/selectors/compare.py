"""Two versions side by side, with the reason for each change."""

from dataclasses import dataclass

from portal.codesign.models import Answer, Paragraph, SpecificationVersion


@dataclass(frozen=True)
class Change:
    """One passage in both versions: kind "changed", "new", "gone" or "same"."""

    kind: str
    number: str
    section: str
    old: str
    new: str
    answers: list[Answer]

    @property
    def anchor(self) -> str:
        """The number as an address inside the page."""
        return self.number.replace(".", "-") + ("-old" if self.kind == "gone" else "")


def changes_between(old: SpecificationVersion, new: SpecificationVersion) -> list[Change]:
    """Every passage of either version, in the order of the new one, what was taken out last."""
    before = _texts(old)
    after = _texts(new)
    why: dict[int, list[Answer]] = {}
    for answer in Answer.objects.filter(project=new.project).order_by("answered_at"):
        if answer.passage_id:
            why.setdefault(answer.passage_id, []).append(answer)
    rows = []
    for passage, row in after.items():
        past = before.get(passage)
        kind = "new" if past is None else "same" if past.text == row.text else "changed"
        rows.append(_change(kind, row, past.text if past else "", row.text, why.get(passage, [])))
    for passage, row in before.items():
        if passage not in after:
            rows.append(_change("gone", row, row.text, "", why.get(passage, [])))
    return rows


def _change(kind: str, row: Paragraph, old: str, new: str, answers: list[Answer]) -> Change:
    return Change(kind, f"{row.section.position}.{row.position}", row.section.title, old, new, answers)


def _texts(version: SpecificationVersion) -> dict[int, Paragraph]:
    rows = Paragraph.objects.filter(section__version=version).select_related("section")
    return {row.passage_id: row for row in rows.order_by("section__position", "position")}

"""The published notice that shows the demo's first need, with what its licence asks for."""

from portal.dashboards.demo.specification import DATA
from portal.marketplace.services import Evidence

NOTICE = DATA / "carers-support-service" / "notice.md"
EXCERPTS = (
    "Cornwall Council and NHS Cornwall & Isles of Scilly ICB seek to procure an all-age, family focused, place-based "
    "and preventative Carers Support Service starting 1 July 2026.",
    "Dedicated provision for young carers, parent carers, carers of people with mental health support needs and "
    "support for people living with Dementia and their carers.",
    "Estimated value: £20,149,267 over a maximum 7-year term (initial 3 years + 2 + 1 + 1 extensions).",
)
"""Word for word from the notice."""


def notice_evidence() -> Evidence:
    """The notice as a source of a need: who published it, where it was found, its licence, what it says."""
    head = NOTICE.read_text(encoding="utf-8").split("---")[1]
    facts = dict(line.split(": ", 1) for line in head.strip().splitlines())
    return Evidence(
        title=f"{facts['title']}: tender notice, {facts['stage'].partition(', ')[2]}",
        publisher=facts["buyer"],
        licence=facts["licence"].rpartition(", ")[2],
        url=facts["copied_from"].partition(" ")[0],
        excerpt="\n".join(f"“{words}”" for words in EXCERPTS),
    )

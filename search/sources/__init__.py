"""Everything that can be found. What is not built here is in no index, whatever an engine is asked."""

from search.sources.alliances import ALLIANCES, POSTS
from search.sources.base import Pair, Source
from search.sources.budgets import FUNDS
from search.sources.codesign import ANSWERS, PROJECTS, TEXTS
from search.sources.needs import NEEDS
from search.sources.organisations import ORGANISATIONS
from search.sources.pages import PAGES
from search.sources.services import SERVICES
from search.sources.tenders import AWARDS, CONTRACTS, OPPORTUNITIES

SOURCES: dict[str, Source] = {
    source.name: source
    for source in (
        SERVICES,
        NEEDS,
        PROJECTS,
        TEXTS,
        ANSWERS,
        ALLIANCES,
        POSTS,
        OPPORTUNITIES,
        AWARDS,
        CONTRACTS,
        ORGANISATIONS,
        FUNDS,
        PAGES,
    )
}

SUBJECTS = frozenset(label for source in SOURCES.values() for label in source.touched)
"""Models of which an act can change what is found."""


def documents_of(subject: str) -> set[Pair]:
    """The documents that an act on "tenders.procurement:42" may have changed."""
    label, _colon, key = subject.partition(":")
    if not key.isdecimal():
        return set()
    return {pair for source in SOURCES.values() if label in source.touched for pair in source.touched[label](int(key))}


__all__ = ["SOURCES", "SUBJECTS", "Pair", "Source", "documents_of"]

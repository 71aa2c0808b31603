"""Who wrote accepted text of the specification and could bid: lines of the conflicts assessment (SOD-14)."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import ngettext

from portal.codesign.selectors.text import provider_written_paragraphs
from portal.organisations.enums import OrganisationKind
from portal.organisations.models import Organisation
from portal.tenders.models import ConflictEntry, Procurement


@dataclass(frozen=True)
class Author:
    """An organisation that could bid, and how many paragraphs of the agreed text it wrote."""

    organisation: Organisation
    paragraphs: int

    @property
    def what(self) -> str:
        """The line in words."""
        return ngettext(
            "Wrote %(n)d accepted paragraph of the specification.",
            "Wrote %(n)d accepted paragraphs of the specification.",
            self.paragraphs,
        ) % {"n": self.paragraphs}


def provider_authors(procurement: Procurement) -> list[Author]:
    """The providers whose staff wrote paragraphs of the version that is tendered."""
    if procurement.specification is None:
        return []
    rows = provider_written_paragraphs(procurement.specification)
    could_bid = (OrganisationKind.PROVIDER, OrganisationKind.USER_LED)
    written_by = [row.author_organisation for row in rows]
    found = [organisation for organisation in written_by if organisation and organisation.kind in could_bid]
    counts = Counter(organisation.pk for organisation in found)
    by_pk = {organisation.pk: organisation for organisation in found}
    return [Author(by_pk[pk], n) for pk, n in counts.items()]


@dataclass(frozen=True)
class ConflictLine:
    """One line of the assessment as shown."""

    who: str
    what: str
    handling: str
    organisation_pk: int | None
    is_automatic: bool


def conflict_lines(procurement: Procurement) -> list[ConflictLine]:
    """The automatic lines, recorded or not yet, and those that people wrote."""
    entries = list(procurement.conflicts.select_related("organisation").order_by("number"))
    handled: dict[int | None, ConflictEntry] = {e.organisation_id: e for e in entries if e.is_automatic}
    lines = [
        ConflictLine(
            author.organisation.name,
            author.what,
            handled[author.organisation.pk].handling if author.organisation.pk in handled else "",
            author.organisation.pk,
            True,
        )
        for author in provider_authors(procurement)
    ]
    return lines + [ConflictLine(e.who, e.what, e.handling, None, False) for e in entries if not e.is_automatic]

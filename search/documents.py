"""One findable thing, as every engine keeps it: only words that everybody of its audience may read."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from search.text import clean, shortened

PUBLIC = "public"
TEXT_LIMIT = 20_000
TITLE_LIMIT = 300
SUMMARY_LIMIT = 220


@dataclass(frozen=True)
class Facet:
    """One property to narrow by: `name` is topic, area or offer; `value` is shown."""

    name: str
    value: str


@dataclass(frozen=True)
class Document:
    """`source` and `key` name it for ever; `audience` are the tokens of which an asker needs one.

    `places` are latitude and longitude. `open_until`: until when one can take part; `shown_until`: after it, it is
    found no more; `weight` in percent.
    """

    source: str
    key: str
    kind: str
    url: str
    title: str
    text: str = ""
    summary: str = ""
    byline: str = ""
    ref: str = ""
    facets: tuple[Facet, ...] = ()
    places: tuple[tuple[float, float], ...] = ()
    audience: tuple[str, ...] = (PUBLIC,)
    fresh_on: date | None = None
    open_until: datetime | None = None
    shown_until: datetime | None = None
    weight: int = 100

    @property
    def tags(self) -> str:
        """The words of the facets."""
        return ", ".join(dict.fromkeys(facet.value for facet in self.facets))

    def columns(self) -> dict[str, Any]:
        """Cleaned and cut to what is kept."""
        text = clean(self.text)[:TEXT_LIMIT]
        return {
            "kind": self.kind,
            "url": self.url,
            "title": clean(self.title)[:TITLE_LIMIT],
            "text": text,
            "summary": shortened(clean(self.summary) or text, SUMMARY_LIMIT),
            "byline": clean(self.byline)[:TITLE_LIMIT],
            "ref": self.ref,
            "tags": clean(self.tags)[:1000],
            "is_public": PUBLIC in self.audience,
            "fresh_on": self.fresh_on,
            "open_until": self.open_until,
            "shown_until": self.shown_until,
            "weight": self.weight,
        }

    def digest(self) -> str:
        """Changes when anything of it does."""
        return hashlib.sha256(json.dumps(asdict(self), default=str, sort_keys=True).encode()).hexdigest()

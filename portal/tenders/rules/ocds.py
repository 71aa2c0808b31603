"""What an OCDS 1.1 release says, and what is wrong with it. No database.

A release package has `releases`; a bare list of releases and a single release are read as well.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from portal.common.calendars import LONDON
from portal.common.money import to_pence

SOURCE = "Open contracting release"
OGL = "Open Government Licence v3.0"
MOST_POUNDS = 10**12
MOST_DIGITS = 30


@dataclass(frozen=True)
class Party:
    """The buyer as named. `identifiers` are (register, number)."""

    name: str
    identifiers: tuple[tuple[str, str], ...] = ()
    locality: str = ""
    postcode: str = ""
    website: str = ""
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Release:
    """One release, read. `data` is all of it. Money in pence, None where it is not said in pounds."""

    ocid: str
    id: str
    at: datetime
    buyer: Party
    title: str
    summary: str = ""
    main_cpv: str = ""
    cpv_codes: tuple[str, ...] = ()
    value_pence: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    deadline_at: datetime | None = None
    published_at: datetime | None = None
    lots: tuple[tuple[str, int | None], ...] = ()
    url: str = ""
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Package:
    """Publisher, licence and releases as they lie in the file, each with its position."""

    publisher: str
    licence: str
    uri: str
    releases: tuple[tuple[str, Any], ...]


def package_read(text: str) -> Package:
    """Read a file. Raises ValueError with the reason."""
    try:
        found = json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise ValueError("is not JSON that can be read: it is nested too deeply") from error
    if isinstance(found, list):
        return Package("", "", "", _placed(found, ""))
    if isinstance(found, dict) and isinstance(found.get("releases"), list):
        return Package(
            publisher=_text(_dict(found.get("publisher")).get("name")),
            licence=licence_name(_text(found.get("license"))),
            uri=_text(found.get("uri")),
            releases=_placed(found["releases"], "releases"),
        )
    if isinstance(found, dict) and "ocid" in found:
        return Package("", "", "", (("the release", found),))
    raise ValueError("holds no releases: a release package, a list of releases or one release is expected")


def _placed(rows: list[Any], path: str) -> tuple[tuple[str, Any], ...]:
    return tuple((f"{path}[{place}]", row) for place, row in enumerate(rows))


def licence_name(address: str) -> str:
    """The open government licence by its name, any other one by its address."""
    return OGL if "open-government-licence/version/3" in address else address


def release_read(row: Any) -> Release:
    """Read one release. Raises ValueError with every reason, written for whoever publishes it."""
    if not isinstance(row, dict):
        raise ValueError("is no release: an object was expected")
    tender = _dict(row.get("tender"))
    wrong = _Wrong()
    ocid, title = _text(row.get("ocid")), " ".join(_text(tender.get("title")).split())
    buyer = _buyer(row)
    wrong.need(ocid, "no ocid")
    wrong.need(len(ocid) <= 100, "an ocid longer than 100 characters")
    wrong.need(title, "no tender title")
    wrong.need(buyer.name, "no buyer with a name")
    at = wrong.instant(row.get("date"), "date")
    wrong.need(at or row.get("date"), "no date")
    contract = _dict(tender.get("contractPeriod")) or _first_contract_period(row)
    starts, ends = (wrong.instant(contract.get(key), f"contractPeriod.{key}") for key in ("startDate", "endDate"))
    deadline = wrong.instant(_dict(tender.get("tenderPeriod")).get("endDate"), "tender.tenderPeriod.endDate")
    published = wrong.instant(tender.get("datePublished"), "tender.datePublished")
    value = wrong.pence(tender.get("value"), "tender.value")
    lots = tuple(_lots(tender, wrong))
    wrong.need(not (starts and ends and ends < starts), "a contract period that ends before it starts")
    wrong.raise_any()
    codes = tuple(dict.fromkeys(_cpv(tender)))
    return Release(
        ocid=ocid,
        id=_text(row.get("id")),
        at=at or datetime.min,
        buyer=buyer,
        title=title,
        summary=_text(tender.get("description")),
        main_cpv=codes[0] if codes else "",
        cpv_codes=codes,
        value_pence=value,
        starts_on=starts.astimezone(LONDON).date() if starts else None,
        ends_on=ends.astimezone(LONDON).date() if ends else None,
        deadline_at=deadline,
        published_at=published or at,
        lots=lots,
        url=_url(row),
        data=plain(row),
    )


def plain(value: Any) -> Any:
    """The same for a JSON column: a whole number as one, any other as the text it was."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, Decimal):
        is_short = value.adjusted() < MOST_DIGITS
        return int(value) if is_short and value == value.to_integral_value() else str(value)
    if isinstance(value, str):
        return value.replace("\x00", "")
    return value


class _Wrong:
    """Collects what is wrong, so that the publisher hears all of it at once."""

    def __init__(self) -> None:
        self.reasons: list[str] = []

    def need(self, held: Any, reason: str) -> None:
        """Note the reason unless it holds."""
        if not held:
            self.reasons.append(reason)

    def instant(self, value: Any, name: str) -> datetime | None:
        """An instant; a date alone is its midnight in London. None when it is not given, or wrong."""
        if value in (None, ""):
            return None
        try:
            found = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            self.reasons.append(f"{name} {value!r} is no date")
            return None
        if not 1900 < found.year < 2200:
            self.reasons.append(f"{name} {value!r} is no likely date")
            return None
        return found if found.tzinfo else found.replace(tzinfo=LONDON)

    def pence(self, value: Any, name: str) -> int | None:
        """Pounds as pence; None when not given or in another currency. Notes what is no amount."""
        amount = _dict(value).get("amount")
        if amount is None or _dict(value).get("currency", "GBP") != "GBP":
            return None
        try:
            pounds = Decimal(str(amount))
        except InvalidOperation:
            pounds = Decimal(-1)
        if not 0 <= pounds < MOST_POUNDS:
            self.reasons.append(f"{name} {str(amount)!r} is no amount of money")
            return None
        return to_pence(pounds * 100)

    def raise_any(self) -> None:
        """Raises ValueError when anything was noted."""
        if self.reasons:
            raise ValueError("; ".join(self.reasons))


def _no_number(name: str) -> Any:
    raise ValueError(f"is not JSON: {name} is no number")


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).replace("\x00", "").strip()


def _buyer(row: dict[str, Any]) -> Party:
    """The buyer, with what the party of its id, or with its role, says."""
    buyer = _dict(row.get("buyer"))
    parties = _list(row.get("parties"))
    party = next(
        (one for one in parties if buyer.get("id") and one.get("id") == buyer["id"]),
        next((one for one in parties if "buyer" in (one.get("roles") or [])), {}),
    )
    address = _dict(party.get("address"))
    return Party(
        name=" ".join((_text(buyer.get("name")) or _text(party.get("name"))).split())[:200],
        identifiers=tuple(dict.fromkeys(_identifiers(buyer, party))),
        locality=_text(address.get("locality"))[:100],
        postcode=_text(address.get("postalCode"))[:10],
        website=_web(_text(_dict(party.get("details")).get("url"))),
        data=plain(party or buyer),
    )


def _identifiers(buyer: dict[str, Any], party: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for one in (_dict(party.get("identifier")), *_list(party.get("additionalIdentifiers"))):
        scheme, value = _text(one.get("scheme")), _text(one.get("id"))
        if scheme and value and len(value) <= 60:
            yield scheme, value
    own = _text(buyer.get("id")) or _text(party.get("id"))
    if own and len(own) <= 60:
        yield "", own


def _first_contract_period(row: dict[str, Any]) -> dict[str, Any]:
    for award in _list(row.get("awards")):
        if period := _dict(award.get("contractPeriod")):
            return period
    return {}


def _cpv(tender: dict[str, Any]) -> Iterator[str]:
    items = [inner for item in _list(tender.get("items")) for inner in _classifications(item)]
    for one in (*_classifications(tender), *items):
        code = _text(one.get("id"))
        if _text(one.get("scheme")).upper() == "CPV" and code and len(code) <= 12:
            yield code


def _classifications(part: dict[str, Any]) -> list[dict[str, Any]]:
    return [_dict(part.get("classification")), *_list(part.get("additionalClassifications"))]


def _lots(tender: dict[str, Any], wrong: _Wrong) -> Iterator[tuple[str, int | None]]:
    for place, lot in enumerate(_list(tender.get("lots")), start=1):
        title = _text(lot.get("title")) or f"Lot {_text(lot.get('id')) or place}"
        yield title[:200], wrong.pence(lot.get("value"), f"tender.lots[{place - 1}].value")


def _url(row: dict[str, Any]) -> str:
    """The notice's own page: a document that is a notice, else the first with an address."""
    parts = [_dict(row.get("tender")), _dict(row.get("planning")), *_list(row.get("awards"))]
    documents = [document for part in parts for document in _list(part.get("documents"))]
    notices = [one for one in documents if _text(one.get("documentType")).lower().endswith("notice")]
    return next((url for one in (*notices, *documents) if (url := _web(_text(one.get("url")), 500))), "")


def _web(address: str, most: int = 200) -> str:
    """Only what a browser may be led to."""
    is_web = address.startswith(("https://", "http://")) and len(address) <= most and not any(map(str.isspace, address))
    return address if is_web else ""

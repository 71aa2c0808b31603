"""Real consortium contracts as the Ministry of Justice published them: sourced alliances and sourced contracts.

The key is `contract_reference`. Nothing is guessed: no value, no dates, no legal form, no sector.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from portal.alliances.models import Alliance
from portal.alliances.services.source import Source as AllianceSource
from portal.alliances.services.source import alliance_source
from portal.organisations.enums import IdentifierScheme, OrganisationKind
from portal.organisations.models import Organisation
from portal.organisations.services.imported import Publication
from portal.organisations.services.published import Named, organisation_source
from portal.tenders.enums import PartyRole
from portal.tenders.models import Contract
from portal.tenders.services.sourced import ContractFacts, Source, contract_source

DATA = Path(__file__).parent / "data" / "commissioned-rehabilitative-services"
BUYER = "Ministry of Justice"
SOURCE = Publication(
    name="Ministry of Justice: commissioned rehabilitative services",
    url="https://github.com/ministryofjustice/hmpps-interventions-service",
    licence="MIT, Crown copyright",
)
PREFIX = "MOJ-CRS"
IDENTIFIERS = ("internal_contract_id", "internal_intervention_id")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_BLANKS = re.compile(r"[ \t\u00a0]+")


@dataclass(frozen=True)
class Published:
    """One contract, read: organisations by (code, name), the mended parts with their reason."""

    reference: str
    title: str
    description: str
    area: str
    lead: tuple[str, str]
    subcontractors: tuple[tuple[str, str], ...]
    data: dict[str, Any]
    mended: tuple[str, ...]


def contracts_read(path: Path) -> tuple[Path, list[Any], dict[str, str]]:
    """(file, rows, providers by code) of a folder or its contracts.json. Raises ValueError with the reason."""
    file = path / "contracts.json" if path.is_dir() else path
    rows, providers = _json(file), _json(file.parent / "providers" / "providers.json")
    names = {str(row["code"]): str(row["name"]) for row in providers if isinstance(row, dict) and row.keys() >= _NAMED}
    return file, rows, names


_NAMED = {"code", "name"}


def _json(file: Path) -> list[Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{file}: is not UTF-8 text") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"{file}: is not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from error
    if not isinstance(found, list):
        raise ValueError(f"{file}: a list was expected")
    return found


def contract_read(row: Any, names: Mapping[str, str]) -> Published:
    """Read one contract. Raises ValueError with every reason. A damaged identifier that is not the key is left out."""
    if not isinstance(row, dict):
        raise ValueError("is no contract: an object was expected")
    reference, title = (_line(row.get(name)) for name in ("contract_reference", "intervention_title"))
    providers = row["providers"] if isinstance(row.get("providers"), dict) else {}
    lead, codes = providers.get("prime_provider_code"), providers.get("subcontractor_codes") or []
    wrong = [words for words, value in (("no contract_reference", reference), ("no title", title)) if not value]
    if not lead:
        wrong.append("no prime provider")
    if not isinstance(codes, list):
        wrong.append("subcontractor_codes is no list")
        codes = []
    unknown = [str(code) for code in [lead, *codes] if code and str(code) not in names]
    wrong += [f"the provider {code} is not among the providers" for code in unknown]
    if wrong:
        raise ValueError("; ".join(wrong))
    damaged = {name: row[name] for name in IDENTIFIERS if row.get(name) and not _UUID.fullmatch(str(row[name]))}
    return Published(
        reference=reference,
        title=title,
        description=_text(row.get("short_description")),
        area=_area(row.get("region")),
        lead=(str(lead), names[str(lead)]),
        subcontractors=tuple((code, names[code]) for code in dict.fromkeys(map(str, codes)) if code != lead),
        data={name: value for name, value in row.items() if name not in damaged},
        mended=tuple(f"{name} {value!r} is damaged and left out" for name, value in damaged.items()),
    )


def _line(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _text(value: Any) -> str:
    """Line by line, without the runs of blanks."""
    lines = [_BLANKS.sub(" ", line).strip() for line in str(value or "").splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _area(region: Any) -> str:
    """The police area's code as its words: avon-and-somerset becomes Avon and Somerset. Other codes say no place."""
    code = region.get("pcc_region_code") if isinstance(region, dict) else None
    words = str(code or "").split("-")
    return " ".join(word if word == "and" else word.capitalize() for word in words)


@transaction.atomic
def contract_import(*, actor: Any, published: Published) -> str:
    """Keep one contract and, where several deliver it, their alliance. Returns "in", "updated" or "unchanged"."""
    known = Contract.objects.filter(source_ref=f"{PREFIX}:{published.reference}").first()
    lead = _organisation(actor, published.lead)
    others = [_organisation(actor, named) for named in published.subcontractors]
    if known is not None and _same(known, published, lead, others):
        return "unchanged"
    alliance = _alliance(actor, published, lead, others) if others else None
    first = (lead, PartyRole.LEAD if others else PartyRole.SOLE)
    _contract, is_new = contract_source(
        actor=actor,
        source_ref=f"{PREFIX}:{published.reference}",
        source=Source(SOURCE.name, SOURCE.url, SOURCE.licence, published.data),
        buyer=organisation_source(actor=actor, named=Named(BUYER), kind=OrganisationKind.COMMISSIONER, source=SOURCE),
        facts=ContractFacts(published.title, published.description),
        parties=[first, *((body, PartyRole.SUBCONTRACTOR) for body in others)],
        alliance=alliance,
    )
    return "in" if is_new else "updated"


def _organisation(actor: Any, named: tuple[str, str]) -> Organisation:
    code, name = named
    return organisation_source(
        actor=actor,
        named=Named(
            _line(name), [(IdentifierScheme.OTHER, f"{PREFIX}-{code}"[:60])], data={"code": code, "name": name}
        ),
        kind=OrganisationKind.PROVIDER,
        source=SOURCE,
    )


def _same(known: Contract, published: Published, lead: Organisation, others: list[Organisation]) -> bool:
    parties = set(known.parties.values_list("organisation", flat=True))
    words = (known.title, known.description, known.source_data)
    return parties == {body.pk for body in (lead, *others)} and words == (
        published.title,
        published.description,
        published.data,
    )


def _alliance(actor: Any, published: Published, lead: Organisation, others: list[Organisation]) -> Alliance:
    region = published.data.get("region") or {}
    facts = {
        "contract_reference": published.reference,
        "contract_type": published.data.get("contract_type_id") or "",
        "probation_region_code": region.get("nps_region_code") or "",
        "providers": published.data["providers"],
    }
    alliance, _is_new = alliance_source(
        actor=actor,
        name=f"{lead.name} and partners: {published.title}",
        lead=lead,
        members=[(body, "Subcontractor") for body in others],
        facts=facts,
        source=AllianceSource(SOURCE.name, SOURCE.url, SOURCE.licence, f"{PREFIX}:{published.reference}"),
        purpose=published.description,
        area=published.area,
    )
    return alliance

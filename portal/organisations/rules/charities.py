"""What one line of a charity file says, and what is wrong with it. No database."""

import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

NUMBER = re.compile(r"^\d{6,7}$")
COMPANY = re.compile(r"^(\d{8}|[A-Z]{2}\d{6})$")
POSTCODE = re.compile(r"^([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})$")
LONGEST_ADDRESS = 200
NEEDED = ("charity_number", "name")


@dataclass(frozen=True)
class CharityFacts:
    """A charity as published. `data` keeps every column, those without a field of ours too."""

    number: str
    name: str
    company_number: str = ""
    locality: str = ""
    postcode: str = ""
    website: str = ""
    data: dict[str, str] = field(default_factory=dict)


def charity_facts(row: dict[str, str | None]) -> CharityFacts:
    """Read one line. Raises ValueError with the reason, written for whoever keeps the file.

    Charity numbers of England and Wales have six or seven digits (register of the Charity Commission).
    """
    values = {key: (value or "").strip() for key, value in row.items() if key}
    missing = [name for name in NEEDED if not values.get(name)]
    if missing:
        raise ValueError("no " + " and no ".join(name.replace("_", " ") for name in missing))
    number = values["charity_number"].replace(" ", "")
    if not NUMBER.match(number):
        raise ValueError(f"{number!r} is no charity number of England and Wales: those have six or seven digits")
    company = values.get("company_number", "").upper().zfill(8) if values.get("company_number") else ""
    return CharityFacts(
        number=number,
        name=" ".join(values["name"].split()),
        company_number=company if COMPANY.match(company) else "",
        locality=values.get("locality", ""),
        postcode=postcode(values.get("postcode", "")),
        website=website(values.get("website", "")),
        data=values,
    )


def postcode(text: str) -> str:
    """ "TW134ND" becomes "TW13 4ND"; what is no postcode becomes empty."""
    found = POSTCODE.match(text.upper().strip())
    return f"{found[1]} {found[2]}" if found else ""


def website(text: str) -> str:
    """An address with its scheme; what cannot be one becomes empty."""
    if not text:
        return ""
    address = text if "://" in text else f"http://{text}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        return ""
    return address if len(address) <= LONGEST_ADDRESS else ""

"""Bulk data are believable, the same for the same seed, and leave every proof whole."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from portal.budgets.models import JournalEntry
from portal.codesign.models import Comment, Paragraph
from portal.marketplace.models import Service
from portal.tenders.models import Bid, Procurement
from tests.characters import Cast

SIZES = ("--procurements", "12", "--bids", "3", "--comments", "30", "--entries", "5")


def seed(*args: str) -> str:
    """What the command said."""
    out = StringIO()
    call_command("seed_scale", *args, stdout=out)
    return out.getvalue()


def test_everything_asked_for_is_there_once_and_every_proof_holds(transactional_cast: Cast) -> None:
    said = seed(*SIZES)
    assert said.splitlines() == [
        "Procurements: 12 made of 12.",
        "Comments: 30 made of 30.",
        "Bids: 3 made of 3.",
        "Entries: 5 made of 5.",
    ]
    assert Procurement.objects.filter(state="sourced").count() == 12
    assert Bid.objects.filter(state="submitted").count() == 3
    assert Comment.objects.count() == 30
    text = Comment.objects.earliest("pk").paragraph.section.version
    assert Paragraph.objects.filter(section__version=text).count() == 40
    assert JournalEntry.objects.filter(fund__name="Neighbourhoods pooled fund").count() == 5
    for command in ("audit_verify", "grants_check", "ledger_check", "seal_check"):
        call_command(command, stdout=StringIO(), stderr=StringIO())
    assert seed(*SIZES).count(" 0 made of") == 4
    visitor = transactional_cast.client("visitor")
    assert visitor.get("/tenders/").status_code == 200
    assert visitor.get(f"/co-design/{text.project.ref}/specification/").status_code == 200


def _said(number: int) -> list[Any]:
    seed("--procurements", "8", "--seed", str(number))
    rows = Procurement.objects.filter(ocid__startswith=f"ocds-bulk{number}-").order_by("ref")
    found = [(row.title, row.estimated_value_pence, row.deadline_at, row.summary) for row in rows]
    rows.delete()
    return found


def test_the_same_seed_makes_the_same_data(cast: Cast) -> None:
    first = _said(7)
    assert first == _said(7)
    assert first != _said(8)


def test_services_are_found_and_the_same_for_the_same_seed(cast: Cast) -> None:
    assert seed("--services", "12") == "Services: 12 made of 12.\n"
    assert seed("--services", "12") == "Services: 0 made of 12.\n"
    page = cast.client("visitor").get("/marketplace/?near=BS5&miles=any").text
    assert "12 services" in page
    first = list(Service.objects.order_by("pk").values_list("uuid", "name", "assured_on", "marks"))
    Service.objects.all().delete()
    seed("--services", "12")
    assert list(Service.objects.order_by("pk").values_list("uuid", "name", "assured_on", "marks")) == first


def test_a_larger_number_adds_what_is_missing(cast: Cast) -> None:
    seed("--comments", "3")
    assert seed("--comments", "5") == "Comments: 2 made of 5.\n"
    assert Comment.objects.count() == 5


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (("--bids", "-1"), "below zero"),
    ],
)
def test_what_cannot_be_made_is_refused_with_a_sentence(cast: Cast, args: tuple[str, ...], reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        seed(*args)
    assert not Procurement.objects.exists()

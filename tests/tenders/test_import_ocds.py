"""Notices come in by ocid: nothing is lost silently, the newest stands, a second run makes nothing twice."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from portal.organisations.models import Organisation
from portal.tenders.models import Procurement

OCID = "ocds-b5fd17-0001"
PUBLISHER = {
    "publisher": {"name": "Contracts Finder"},
    "license": "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}


def release(**changes: Any) -> dict[str, Any]:
    """A whole release; `tender` replaces parts of the tender."""
    tender = {
        "title": "Short breaks for carers",
        "description": "Days out and overnight stays.",
        "classification": {"scheme": "CPV", "id": "85000000"},
        "value": {"amount": 54000.505, "currency": "GBP"},
        "tenderPeriod": {"endDate": "2025-03-20T12:00:00Z"},
        "contractPeriod": {"startDate": "2025-04-01T00:00:00+01:00", "endDate": "2028-03-31T23:59:59+01:00"},
        "unheardOf": {"mood": "hopeful"},
    }
    values: dict[str, Any] = {
        "ocid": OCID,
        "id": "one",
        "date": "2025-03-11T09:40:02Z",
        "buyer": {"id": "GB-CFS-1", "name": "Shire Council"},
        "parties": [{"id": "GB-CFS-1", "name": "Shire Council", "address": {"locality": "Shire"}, "roles": ["buyer"]}],
    }
    return values | {"tender": tender | changes.pop("tender", {})} | changes


def run(tmp_path: Path, capsys: Any, *releases: Any, text: str | None = None, args: tuple[str, ...] = ()) -> str:
    """What the command said, refusals and the final error included."""
    file = tmp_path / "notices.json"
    file.write_text(text if text is not None else json.dumps(PUBLISHER | {"releases": releases}))
    try:
        call_command("import_ocds", str(file), *args)
    except CommandError as error:
        said = capsys.readouterr()
        return f"{said.out}{said.err}exit: {error}"
    said = capsys.readouterr()
    return str(said.out + said.err)


def only() -> Procurement:
    """The one notice there is."""
    return Procurement.objects.get()


def imported() -> list[str]:
    """The organisations that came with notices."""
    return sorted(Organisation.objects.filter(state="imported").values_list("name", flat=True))


def test_a_release_becomes_a_notice_with_everything_it_says(db: None, tmp_path: Path, capsys: Any) -> None:
    assert run(tmp_path, capsys, release()) == "1 in, 0 updated, 0 unchanged, 0 refused.\n"
    notice = only()
    assert (notice.state, notice.ocid, notice.title) == ("sourced", OCID, "Short breaks for carers")
    assert notice.estimated_value_pence == 5_400_051
    assert (str(notice.starts_on), str(notice.ends_on)) == ("2025-04-01", "2028-03-31")
    assert (notice.source_name, notice.source_licence) == ("Contracts Finder", "Open Government Licence v3.0")
    assert notice.source_data["tender"]["unheardOf"] == {"mood": "hopeful"}
    assert (notice.buyer.name, notice.buyer.state, notice.buyer.kind) == ("Shire Council", "imported", "commissioner")
    page = Client().get(f"/tenders/{notice.ref}/").content.decode()
    assert "Short breaks for carers" in page
    assert "hopeful" in page


def test_codes_are_words_and_keys_are_by_themselves(db: None, tmp_path: Path, capsys: Any) -> None:
    key = "ocds-b5fd17-cfc38479-88fa-41f2-808d-d1154776ded1"
    row = release(ocid=key, tag=["awardUpdate"], language="en")
    row["tender"] |= {"suitability": {"sme": True}, "classification": {"scheme": "CPV", "id": "85000000"}}
    run(tmp_path, capsys, row)
    page = Client().get(f"/tenders/{only().ref}/").content.decode()
    told, numbers = page.split("Its numbers, for other registers and machines")
    assert "awardUpdate" not in page
    for words in ("Award update", "English", "Tender, suitability, small and medium-sized organisations"):
        assert words in told
    for words in (key, "Open contracting id", "85000000", "CPV"):
        assert words not in told
        assert words in numbers


def test_a_second_run_makes_nothing_twice(db: None, tmp_path: Path, capsys: Any) -> None:
    run(tmp_path, capsys, release())
    assert run(tmp_path, capsys, release()) == "0 in, 0 updated, 1 unchanged, 0 refused.\n"
    assert (Procurement.objects.count(), imported()) == (1, ["Shire Council"])


def test_a_dry_run_keeps_nothing(db: None, tmp_path: Path, capsys: Any) -> None:
    assert run(tmp_path, capsys, release(), args=("--dry-run",)).startswith("1 in")
    assert not Procurement.objects.exists()
    assert imported() == []


@pytest.mark.parametrize("is_newest_first", [True, False])
def test_the_newest_release_stands_and_the_older_is_kept(
    db: None, tmp_path: Path, capsys: Any, is_newest_first: bool
) -> None:
    old = release()
    new = release(id="two", date="2025-03-12T09:00:00Z", tender={"title": "Short breaks, extended"})
    both = (new, old) if is_newest_first else (old, new)
    assert run(tmp_path, capsys, *both) == "1 in, 1 updated, 0 unchanged, 0 refused.\n"
    assert only().title == "Short breaks, extended"
    assert [row["tender"]["title"] for row in only().source_data["earlier_releases"]] == ["Short breaks for carers"]
    assert run(tmp_path, capsys, *both) == "0 in, 0 updated, 2 unchanged, 0 refused.\n"


def test_buyers_meet_again_by_identifier_and_by_name(db: None, tmp_path: Path, capsys: Any) -> None:
    renamed = release(ocid="b", buyer={"id": "GB-CFS-1", "name": "Shire County Council"}, parties=[])
    unnumbered = release(ocid="c", buyer={"name": "shire council"}, parties=[])
    other = release(ocid="d", buyer={"name": "Vale Council"}, parties=[])
    assert run(tmp_path, capsys, release(), renamed, unnumbered, other).startswith("4 in")
    assert imported() == ["Shire Council", "Vale Council"]


def test_a_bare_list_is_read_with_the_source_that_is_given(db: None, tmp_path: Path, capsys: Any) -> None:
    said = run(
        tmp_path, capsys, text=json.dumps([release()]), args=("--source-name", "Sell2Wales", "--licence", "CC BY 4.0")
    )
    assert said.startswith("1 in")
    assert (only().source_name, only().source_licence) == ("Sell2Wales", "CC BY 4.0")


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        ({"ocid": " "}, "no ocid"),
        ({"ocid": "x" * 101}, "longer than 100"),
        ({"tender": {"title": None}}, "no tender title"),
        ({"buyer": {}, "parties": []}, "no buyer with a name"),
        ({"date": None}, "no date"),
        ({"date": "11/03/2025"}, "date '11/03/2025' is no date"),
        ({"tender": {"tenderPeriod": {"endDate": "2025-02-30T12:00:00Z"}}}, "tender.tenderPeriod.endDate"),
        ({"tender": {"contractPeriod": {"startDate": "2028-01-01", "endDate": "2025-01-01"}}}, "ends before it starts"),
        ({"tender": {"value": {"amount": "lots"}}}, "'lots' is no amount of money"),
        ({"tender": {"value": {"amount": -1}}}, "'-1' is no amount of money"),
    ],
)
def test_a_damaged_release_is_refused_with_its_place_and_the_others_come_in(
    db: None, tmp_path: Path, capsys: Any, damage: dict[str, Any], reason: str
) -> None:
    said = run(tmp_path, capsys, release(**damage), release(ocid="good"), "no release")
    assert "1 in, 0 updated, 0 unchanged, 2 refused." in said
    assert f"{tmp_path}/notices.json: releases[0]" in said
    assert reason in said
    assert "releases[2]: is no release" in said
    assert said.endswith("exit: Refused: 2.")
    assert only().ocid == "good"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "is not JSON: line 1, column 2"),
        ("{}", "holds no releases"),
        ('{"releases": 3}', "holds no releases"),
        ('[{"a": NaN}]', "NaN is no number"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_damaged_file_is_refused(db: None, tmp_path: Path, capsys: Any, text: str, reason: str) -> None:
    said = run(tmp_path, capsys, text=text)
    assert reason in said
    assert said.endswith("exit: Refused: 1.")


def test_a_missing_file_is_refused(db: None, tmp_path: Path, capsys: Any) -> None:
    with pytest.raises(CommandError):
        call_command("import_ocds", str(tmp_path / "nothing.json"))
    assert "cannot be read" in capsys.readouterr().err


def test_money_in_another_currency_is_not_taken_for_pounds(db: None, tmp_path: Path, capsys: Any) -> None:
    run(tmp_path, capsys, release(tender={"value": {"amount": 5, "currency": "EUR"}}))
    assert only().estimated_value_pence is None
    assert only().source_data["tender"]["value"] == {"amount": 5, "currency": "EUR"}


def test_lots_come_with_the_notice(db: None, tmp_path: Path, capsys: Any) -> None:
    lots = [{"id": "1", "title": "North", "value": {"amount": 10}}, {"id": "2"}]
    run(tmp_path, capsys, release(tender={"lots": lots}))
    found = list(only().lots.order_by("number").values_list("title", "value_pence"))
    assert found == [("North", 1000), ("Lot 2", None)]


def test_the_address_of_a_notice_is_one_that_a_browser_may_follow(db: None, tmp_path: Path, capsys: Any) -> None:
    documents = [
        {"documentType": "awardNotice", "url": "javascript:alert(1)"},
        {"documentType": "tenderNotice", "url": "https://www.example.org/notice/1"},
    ]
    run(tmp_path, capsys, release(tender={"documents": documents}))
    assert only().source_url == "https://www.example.org/notice/1"

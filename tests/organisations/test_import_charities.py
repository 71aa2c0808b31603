"""Charities come in by number; nothing is lost silently, and a second run makes nothing twice."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal.organisations.models import Identifier, Organisation
from portal.organisations.rules.charities import charity_facts, postcode, website

HEAD = "org_id,charity_number,company_number,name,locality,postcode,website,district,grants,total_awarded_gbp\n"
GOOD = "GB-CHC-1106260,1106260,,  Feltham   Community Chaplaincy Trust,Feltham,TW134ND,www.example.org,,2,92863\n"
SPACED = "GB-CHC- 1153055 , 1153055 ,7654321,Hall Action,Wigan,WN1 1HX,http://www.example.org,,1,62061\n"
SHORT = "GB-CHC-715,715,,IOM Live at Home Schemes,Douglas,IM1 1AA,,,1,1000\n"
NAMELESS = "GB-CHC-1000001,1000001,,,Douglas,,,,1,1000\n"


def _file(folder: Path, *lines: str) -> str:
    path = folder / "charities.csv"
    path.write_text(HEAD + "".join(lines))
    return str(path)


@pytest.mark.django_db
def test_good_lines_come_in_and_bad_ones_are_named_with_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError):
        call_command("import_charities", _file(tmp_path, GOOD, SPACED, SHORT, NAMELESS))
    printed = capsys.readouterr()
    assert "2 in, 0 updated, 0 unchanged, 2 refused." in printed.out
    assert "charities.csv:4: '715' is no charity number" in printed.err
    assert "charities.csv:5: no name" in printed.err
    made = Organisation.objects.get(identifiers__value="1106260")
    assert (made.name, made.postcode, made.website) == (
        "Feltham Community Chaplaincy Trust",
        "TW13 4ND",
        "http://www.example.org",
    )
    assert (made.state, made.source_licence) == ("imported", "CC BY 4.0")
    assert made.source_data["total_awarded_gbp"] == "92863"
    assert Identifier.objects.filter(scheme="GB-COH", value="07654321").exists()


@pytest.mark.django_db
def test_a_second_run_makes_nothing_twice_and_takes_in_what_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_charities", _file(tmp_path, GOOD))
    call_command("import_charities", _file(tmp_path, GOOD))
    assert "0 in, 0 updated, 1 unchanged" in capsys.readouterr().out.splitlines()[-1]
    call_command("import_charities", _file(tmp_path, GOOD.replace("Feltham,", "Hounslow,")))
    assert "0 in, 1 updated, 0 unchanged" in capsys.readouterr().out
    assert Organisation.objects.get(identifiers__value="1106260").locality == "Hounslow"
    call_command("grants_check")
    call_command("audit_verify")


@pytest.mark.django_db
def test_a_dry_run_keeps_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = Organisation.objects.count()
    call_command("import_charities", _file(tmp_path, GOOD), "--dry-run")
    assert "1 in" in capsys.readouterr().out
    assert Organisation.objects.count() == before


@pytest.mark.django_db
def test_a_file_without_its_columns_is_refused_whole(tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError, match="no column charity_number and no column name"):
        call_command("import_charities", str(path))


def test_a_missing_number_says_so() -> None:
    with pytest.raises(ValueError, match="no charity number"):
        charity_facts({"charity_number": "", "name": "x"})


@pytest.mark.parametrize(("text", "wanted"), [("TW134ND", "TW13 4ND"), ("cf10 5eq", "CF10 5EQ"), ("nowhere", "")])
def test_postcodes_are_written_one_way(text: str, wanted: str) -> None:
    assert postcode(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("www.example.org", "http://www.example.org"),
        ("https://a.org", "https://a.org"),
        ("none", ""),
        ("http://[bad", ""),
    ],
)
def test_websites_get_their_scheme(text: str, wanted: str) -> None:
    assert website(text) == wanted

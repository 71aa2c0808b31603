"""Published contracts come in with all their parties; nothing is guessed, nothing made twice, damage is told."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from portal.alliances.models import Alliance
from portal.dashboards.demo.sourced import DATA
from portal.organisations.models import Organisation
from portal.tenders.models import Contract

PROVIDERS = [{"code": "A", "name": "Advance"}, {"code": "B", "name": "Bridge  House"}, {"code": "C", "name": "Cairn"}]


def contract(**changes: Any) -> dict[str, Any]:
    """A whole contract with a lead and two subcontractors."""
    values: dict[str, Any] = {
        "internal_contract_id": "bfe8d1fe-3290-43a2-a6e2-7a4af5960ca4",
        "contract_reference": "CCS_0001",
        "contract_type_id": "WOS",
        "region": {"nps_region_code": None, "pcc_region_code": "avon-and-somerset"},
        "providers": {"prime_provider_code": "A", "subcontractor_codes": ["B", "C"]},
        "intervention_title": "Women's services",
        "short_description": "A  holistic service.     \n \n \n\nFor women.",
        "scheduling": {"hide_before": "2021-01-01", "hide_after": None},
    }
    return values | changes


def run(folder: Path, capsys: Any, *rows: Any, args: tuple[str, ...] = ()) -> str:
    """What the command said about these contracts, the final error included."""
    (folder / "providers").mkdir(exist_ok=True)
    (folder / "providers" / "providers.json").write_text(json.dumps(PROVIDERS))
    (folder / "contracts.json").write_text(json.dumps(rows))
    ended = ""
    try:
        call_command("import_contracts", str(folder), *args)
    except CommandError as error:
        ended = f"exit: {error}"
    said = capsys.readouterr()
    return f"{said.out}{said.err}{ended}"


def test_the_demo_data_come_in_with_nine_subcontractors_and_three_mended(db: None, capsys: Any) -> None:
    call_command("import_contracts", str(DATA))
    said = capsys.readouterr().out
    assert said.startswith("30 in, 0 updated, 0 unchanged, 0 refused; 3 mended.")
    assert "PRJ_5634: internal_contract_id '[phone removed]-47ed-9b93-dfc58b274fe7' is damaged and left out" in said
    largest = Contract.objects.get(source_ref="MOJ-CRS:PRJ_5621")
    assert sorted(largest.parties.values_list("role", flat=True)) == ["lead", *["subcontractor"] * 9]
    alliance = Alliance.objects.get(source_ref="MOJ-CRS:PRJ_5621")
    assert (alliance.members.count(), alliance.state, alliance.source_licence) == (
        10,
        "sourced",
        "MIT, Crown copyright",
    )
    call_command("import_contracts", str(DATA / "contracts.json"))
    assert capsys.readouterr().out.startswith("0 in, 0 updated, 30 unchanged, 0 refused")


def test_only_what_is_published_is_known(db: None, tmp_path: Path, capsys: Any) -> None:
    run(tmp_path, capsys, contract())
    kept = Contract.objects.get()
    assert (kept.state, kept.value_pence, kept.starts_on, kept.buyer.name) == (
        "sourced",
        None,
        None,
        "Ministry of Justice",
    )
    assert kept.description == "A holistic service.\n\nFor women."
    assert kept.source_data["scheduling"]["hide_before"] == "2021-01-01"
    bodies = Organisation.objects.filter(state="imported", kind="provider").order_by("name")
    assert [(body.name, body.legal_form) for body in bodies] == [
        ("Advance", "unknown"),
        ("Bridge House", "unknown"),
        ("Cairn", "unknown"),
    ]
    assert Alliance.objects.get().area == "Avon and Somerset"


def test_everybody_reads_the_contract_and_the_alliance_with_their_source(db: None, tmp_path: Path, capsys: Any) -> None:
    run(tmp_path, capsys, contract())
    for address in (f"/contracts/{Contract.objects.get().ref}/", f"/alliances/{Alliance.objects.get().ref}/"):
        page = Client().get(address).content.decode()
        assert "Bridge House" in page
        assert "MIT, Crown copyright" in page


def test_a_contract_of_one_provider_makes_no_alliance(db: None, tmp_path: Path, capsys: Any) -> None:
    run(tmp_path, capsys, contract(providers={"prime_provider_code": "A", "subcontractor_codes": []}))
    assert list(Contract.objects.get().parties.values_list("role", flat=True)) == ["sole"]
    assert not Alliance.objects.exists()


def test_a_second_run_updates_what_changed(db: None, tmp_path: Path, capsys: Any) -> None:
    run(tmp_path, capsys, contract())
    assert run(tmp_path, capsys, contract()).startswith("0 in, 0 updated, 1 unchanged")
    fewer = contract(providers={"prime_provider_code": "A", "subcontractor_codes": ["C"]})
    assert run(tmp_path, capsys, fewer).startswith("0 in, 1 updated, 0 unchanged")
    assert Contract.objects.get().parties.count() == Alliance.objects.get().members.count() == 2


def test_a_dry_run_keeps_nothing(db: None, tmp_path: Path, capsys: Any) -> None:
    assert run(tmp_path, capsys, contract(), args=("--dry-run",)).startswith("1 in")
    assert not Contract.objects.exists()
    assert not Alliance.objects.exists()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("text", "is no contract"),
        (contract(contract_reference=" "), "no contract_reference"),
        (contract(intervention_title=None), "no title"),
        (contract(providers=None), "no prime provider"),
        (contract(providers={"prime_provider_code": "Z"}), "the provider Z is not among the providers"),
        (contract(providers={"prime_provider_code": "A", "subcontractor_codes": "B"}), "is no list"),
    ],
)
def test_a_damaged_contract_is_refused_with_its_place(
    db: None, tmp_path: Path, capsys: Any, row: Any, reason: str
) -> None:
    said = run(tmp_path, capsys, row, contract(contract_reference="GOOD"))
    assert said.startswith("1 in, 0 updated, 0 unchanged, 1 refused")
    assert f"{tmp_path}/contracts.json: [0]" in said
    assert reason in said
    assert said.endswith("exit: Refused: 1.")
    assert Contract.objects.get().source_ref == "MOJ-CRS:GOOD"


def test_files_that_cannot_be_read_are_told(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_contracts", str(tmp_path))
    (tmp_path / "contracts.json").write_text("[")
    with pytest.raises(CommandError, match="is not JSON: line 1"):
        call_command("import_contracts", str(tmp_path))

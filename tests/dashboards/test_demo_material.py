"""What the demo stands on says where it is from, and the Word file says what the text says."""

import csv
import re

import pytest

from portal.codesign.rules.word import read_word
from portal.dashboards.demo.notice import EXCERPTS, NOTICE, notice_evidence
from portal.dashboards.demo.scenes.comment import NEW_WORDS
from portal.dashboards.demo.scenes.published import CHARITIES, NOTICES
from portal.dashboards.demo.specification import DATA, WORD, sections, word_file
from portal.organisations.rules.charities import charity_facts
from portal.tenders.rules.ocds import package_read, release_read


def _plain(found: list[object]) -> list[tuple[str, list[str]]]:
    return [(part.title, part.paragraphs) for part in found]  # type: ignore[attr-defined]


def test_the_specification_is_long_enough_to_talk_about() -> None:
    parts = sections()
    assert len(parts) == 6
    assert sum(len(part.paragraphs) for part in parts) >= 20
    for number in NEW_WORDS:
        section, position = (int(word) for word in number.split("."))
        assert parts[section - 1].paragraphs[position - 1]


@pytest.mark.parametrize("content", [WORD.read_bytes(), word_file()], ids=["committed", "made now"])
def test_the_word_file_reads_back_as_the_text(content: bytes) -> None:
    read = read_word(content)
    assert _plain(list(read.sections)) == _plain(list(sections()))
    assert read.notes == [
        "The heading “Support for young carers: what we want to buy” has no text of its own and is left out."
    ]


def test_nothing_of_the_specification_is_copied_from_the_notice() -> None:
    notice = re.sub(r"\W+", " ", NOTICE.read_text().lower())
    for part in sections():
        for words in part.paragraphs:
            spoken = re.sub(r"\W+", " ", words.lower()).split()
            runs = {" ".join(spoken[i : i + 6]) for i in range(len(spoken) - 5)}
            assert not [run for run in runs if run in notice]


def test_the_need_quotes_the_notice_word_for_word_with_its_licence() -> None:
    text = NOTICE.read_text()
    assert all(words in text for words in EXCERPTS)
    evidence = notice_evidence()
    assert evidence.title == "Carers Support Service: tender notice, 16 Mar 2026"
    assert evidence.publisher == "Cornwall Council (with NHS Cornwall & Isles of Scilly ICB)"
    assert evidence.licence == "Open Government Licence v3.0"
    assert evidence.url == "https://d3tenders.com/contract/?ocid=ocds-h6vhtk-066b85"


def test_every_charity_and_every_notice_can_be_read() -> None:
    with CHARITIES.open(encoding="utf-8", newline="") as stream:
        numbers = [charity_facts(row).number for row in csv.DictReader(stream)]
    assert len(set(numbers)) == len(numbers) == 200
    package = package_read(NOTICES.read_text(encoding="utf-8"))
    releases = [release_read(row) for _place, row in package.releases]
    assert len(releases) == len({(each.ocid, each.id) for each in releases}) == 20
    assert package.licence == "Open Government Licence v3.0"


def test_all_that_is_shipped_is_named_with_its_licence() -> None:
    told = (DATA / "README.md").read_text()
    rows = [line for line in told.splitlines() if line.startswith("| ") and not line.startswith("| folder")]
    assert len(rows) == 6
    for path in DATA.rglob("*"):
        if path.is_file() and path.name != "README.md":
            name = str(path.relative_to(DATA))
            assert any(name in row or name.partition("/")[0] + "/ |" in row for row in rows), name


def test_no_material_holds_an_address_or_a_number_of_a_person() -> None:
    for path in (CHARITIES, NOTICES, NOTICE):
        text = path.read_text(encoding="utf-8")
        assert not re.findall(r"[\w.+-]+@[\w-]+\.[\w.]+", text), path.name
        assert not re.findall(r"\b0\d{3,4} \d{3} ?\d{3,4}\b", text), path.name

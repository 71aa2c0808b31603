"""What the documents promise is there: tests they name exist, each rule and worked example is in its table."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DUTIES = ROOT / "docs" / "separation-of-duties.md"
VECTORS = ROOT / "docs" / "vectors.md"
NODE = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
THROUGH_PAGES = [f"SOD-{number:02}" for number in (*range(1, 14), *range(17, 23), 25, 30, 31)]
"""Rules that each need a test by requests: the policy alone is not enough."""


@cache
def _functions(path: Path) -> dict[str, str]:
    """The source of each test of a file; also of what they share, for those that send through a helper."""
    source = path.read_text(encoding="utf-8")
    return {
        node.name: ast.get_source_segment(source, node) or ""
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
    }


@pytest.mark.parametrize("path", sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: path.name)
def test_every_test_that_a_document_names_exists(path: Path) -> None:
    named = NODE.findall(path.read_text(encoding="utf-8"))
    missing = [f"{file}::{name}" for file, name in named if name not in _functions(ROOT / file)]
    assert missing == []


def _rows(path: Path) -> dict[str, str]:
    """The rows of the tables by their first cell."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = {}
    for line in lines:
        if line.startswith("| ") and not line.startswith("| --"):
            rows[line.split("|")[1].strip()] = line
    return rows


def test_every_rule_of_separation_is_in_its_table() -> None:
    rules = [key for key in _rows(DUTIES) if key.startswith("SOD-")]
    assert rules == [f"SOD-{number:02}" for number in range(1, 35)]


def test_each_rule_says_that_it_holds_with_its_test_or_that_it_does_not_yet() -> None:
    for key, row in _rows(DUTIES).items():
        if key.startswith("SOD-"):
            state = row.split("|")[3].strip()
            assert state in {"holds", "in part", "later work"}, key
            assert bool(NODE.search(row)) is (state != "later work"), key


@pytest.mark.parametrize("rule", THROUGH_PAGES)
def test_what_this_portal_stands_on_is_proved_by_requests(rule: str) -> None:
    row = _rows(DUTIES)[rule]
    sources = [_functions(ROOT / file)[name] for file, name in NODE.findall(row)]
    assert row.split("|")[3].strip() == "holds"
    assert any(re.search(r"\.client\(|Walk\(|clients\[|findings\(", source) for source in sources)


def test_every_worked_example_names_its_test() -> None:
    rows = {key: row for key, row in _rows(VECTORS).items() if re.match(r"(\d\.\d|[VB]\d)-", key)}
    assert {key.rpartition("-")[0] for key in rows} == {
        "1.4", "1.6", "2.2", "2.3", "3.3", "9.6", "V1", "V3", "B1", "B2", "B4", "B5",
    }  # fmt: skip
    assert [key for key, row in rows.items() if not NODE.search(row)] == []


def test_where_a_rule_is_enforced_is_in_the_code() -> None:
    whole = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "portal").rglob("*.py"))
    for key, row in _rows(DUTIES).items():
        if key.startswith("SOD-"):
            names = re.findall(r"`(\w+)`", row.split("|")[4])
            assert [name for name in names if not re.search(rf"\b(def|class) {name}\b", whole)] == [], key

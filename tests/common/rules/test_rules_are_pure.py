"""Rules take dates, money and scores from outside: no database, no clock, no settings, no models, no floats."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PORTAL = Path(__file__).parents[3] / "portal"
COMMON = [PORTAL / "common" / f"{name}.py" for name in ("rounding", "money", "disclosure", "calendars")]
RULES = sorted(path for path in PORTAL.glob("*/rules/*.py") if path.name != "__init__.py")
FORBIDDEN = ("django.db", "django.conf", "django.utils.timezone", "portal.common.clock")
BY_TODAY = {"now", "today", "utcnow"}


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("path", [*COMMON, *RULES], ids=lambda path: str(path.relative_to(PORTAL)))
def test_a_rule_reads_nothing_but_its_arguments(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = list(imported(tree))
    assert not [name for name in names if name.startswith(FORBIDDEN) or ".models" in name or ".selectors" in name]
    assert not [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in BY_TODAY]


@pytest.mark.parametrize("path", [*COMMON, *RULES], ids=lambda path: str(path.relative_to(PORTAL)))
def test_a_rule_holds_no_float(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not [
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]


def test_the_rules_are_found() -> None:
    assert len(RULES) >= 15
    assert all(path.exists() for path in COMMON)

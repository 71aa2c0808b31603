"""Rules of the house that no linter knows."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission

ROOT = Path(__file__).parents[1]
ORDER = [
    "common",
    "audit",
    "accounts",
    "organisations",
    "notifications",
    "outcomes",
    "marketplace",
    "alliances",
    "codesign",
    "tenders",
    "budgets",
    "search",
    "cms",
    "dashboards",
]
SOURCES = [
    path for path in [*ROOT.glob("portal/**/*.py"), *ROOT.glob("search/**/*.py")] if "migrations" not in path.parts
]
IDS = [str(path.relative_to(ROOT)) for path in SOURCES]
DOMAIN = {"codesign", "alliances"}


def _relations() -> Iterator[tuple[str, str, str]]:
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model:
                yield model._meta.app_label, field.related_model._meta.app_label, str(field)


def test_foreign_keys_point_only_to_earlier_stages() -> None:
    ours = [(here, there, f) for here, there, f in _relations() if here in ORDER and there in ORDER]
    wrong = [f for here, there, f in ours if ORDER.index(there) > ORDER.index(here)]
    siblings = [f for here, there, f in _relations() if {here, there} == DOMAIN]
    assert wrong + siblings == []


@pytest.mark.parametrize("path", SOURCES, ids=IDS)
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text()
    assert text.count("\n") <= 600, "a file of more than 600 lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{node.name} has 60 lines or more"


def _assigned(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return node.targets
    if isinstance(node, ast.AugAssign | ast.AnnAssign):
        return [node.target]
    return []


@pytest.mark.parametrize("path", SOURCES, ids=IDS)
def test_only_the_engine_changes_a_state(path: Path) -> None:
    if path.parts[-2:] == ("audit", "transitions.py"):
        return
    for node in ast.walk(ast.parse(path.read_text())):
        for target in _assigned(node):
            for leaf in ast.walk(target):
                assert not (isinstance(leaf, ast.Attribute) and leaf.attr == "state"), f"line {node.lineno}"
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"update", "bulk_update"}
        ):
            assert "state" not in {keyword.arg for keyword in node.keywords}, f"line {node.lineno}"


CLOCKS = {
    ("timezone", "now"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("datetime", "today"),
    ("time", "time"),
}


@pytest.mark.parametrize("path", SOURCES, ids=IDS)
def test_there_is_one_clock(path: Path) -> None:
    if path.parts[-2:] == ("common", "clock.py"):
        return
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in CLOCKS, f"line {node.lineno}"
        if isinstance(node, ast.keyword):
            assert node.arg not in {"auto_now", "auto_now_add"}, f"line {node.lineno}"
        if isinstance(node, ast.ImportFrom) and node.module == "django.db.models.functions":
            assert "Now" not in {alias.name for alias in node.names}, f"line {node.lineno}"


@pytest.mark.parametrize(
    "path", [p for p in SOURCES if "views" in p.parts or p.name == "views.py"], ids=lambda p: str(p.relative_to(ROOT))
)
def test_views_hold_no_transactions_and_no_queries(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            assert node.module != "django.db", f"line {node.lineno}"
        if isinstance(node, ast.Attribute):
            assert node.attr != "objects", f"line {node.lineno}"


def _permission_names() -> set[str]:
    names = set()
    for path in ROOT.glob("portal/**/permissions*/**/*.py"):
        names |= _enum_values(path)
    for path in ROOT.glob("portal/*/permissions.py"):
        names |= _enum_values(path)
    return names


def _enum_values(path: Path) -> set[str]:
    values = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ClassDef) and any(
            isinstance(base, ast.Name) and base.id == "StrEnum" for base in node.bases
        ):
            values |= {
                item.value.value
                for item in node.body
                if isinstance(item, ast.Assign) and isinstance(item.value, ast.Constant)
            }
    return values


@pytest.mark.django_db
def test_permission_names_and_declared_permissions_agree() -> None:
    declared = {
        f"{model._meta.app_label}.{codename}"
        for model in apps.get_models()
        if model._meta.app_label in ORDER
        for codename, _ in model._meta.permissions
    }
    stored = {f"{p.content_type.app_label}.{p.codename}" for p in Permission.objects.select_related("content_type")}
    assert _permission_names() == declared
    assert declared <= stored


def test_every_state_column_is_constrained() -> None:
    for model in apps.get_models():
        if model._meta.app_label in ORDER and any(field.name == "state" for field in model._meta.fields):
            constraints = [
                str(constraint.condition) for constraint in model._meta.constraints if hasattr(constraint, "condition")
            ]
            assert any("state__in" in text for text in constraints), model._meta.label

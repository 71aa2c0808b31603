"""Every named address of the portal, and what each character gets from it. An address missing here fails the build."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.characters import NAMES, Cast
from tests.matrix import Row

APPS = (
    "accounts",
    "organisations",
    "marketplace",
    "codesign",
    "outcomes",
    "alliances",
    "tenders",
    "budgets",
    "dashboards",
    "search",
)
CHUNK = 40
NAMESPACES = {"people", *APPS[1:], "contracts"}


def _tables() -> dict[str, tuple[str, Row]]:
    rows: dict[str, tuple[str, Row]] = {}
    for app in APPS:
        for name, row in import_module(f"tests.{app}.matrix").MATRIX.items():
            rows[name] = (app, row)
    return rows


MATRIX = _tables()


def _names(resolver: Any, namespace: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = pattern.namespace or namespace
            if not pattern.namespace or inner in NAMESPACES:
                yield from _names(pattern, inner)
        elif isinstance(pattern, URLPattern) and pattern.name and namespace in NAMESPACES:
            yield f"{namespace}:{pattern.name}"


def test_every_address_is_in_the_matrix_and_nothing_else_is() -> None:
    assert set(_names(get_resolver())) == set(MATRIX)


class _Undo(Exception):
    pass


def _chunks() -> list[Any]:
    """Addresses of one app, some at a time: they share one prepared world, and each leaves it as it was."""
    chunks = []
    for app in APPS:
        names = sorted(name for name, (owner, _row) in MATRIX.items() if owner == app)
        chunks += [
            pytest.param(app, names[at : at + CHUNK], id=f"{app}-{at // CHUNK + 1}")
            for at in range(0, len(names), CHUNK)
        ]
    return chunks


def _answers(name: str, row: Row, world: dict[str, Any], cast: Cast) -> dict[str, tuple[int, int]]:
    """Of each character: what it got, and what it should get."""
    url = reverse(name, args=row.args(world)) + row.query
    data = row.data(world) if row.method == "post" else {}
    answers = {}
    for who in NAMES:
        try:
            with transaction.atomic():
                status = getattr(cast.client(who), row.method)(url, data).status_code
                answers[who] = status, row.status_for(who)
                raise _Undo
        except _Undo:
            pass
    return answers


@pytest.mark.parametrize(("app", "names"), _chunks())
def test_answers_to_each_character(app: str, names: list[str], cast: Cast) -> None:
    world = import_module(f"tests.{app}.matrix").world(cast)
    wrong = {}
    for name in names:
        answers = _answers(name, MATRIX[name][1], world, cast)
        if differing := {who: pair for who, pair in answers.items() if pair[0] != pair[1]}:
            wrong[name] = differing
    assert wrong == {}, "address: character: (got, wanted)"

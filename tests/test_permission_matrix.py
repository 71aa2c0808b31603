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
)
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


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_answer_to_each_character(name: str, cast: Cast) -> None:
    app, row = MATRIX[name]
    world = import_module(f"tests.{app}.matrix").world(cast)
    url = reverse(name, args=row.args(world)) + row.query
    got, wanted = {}, {}
    for who in NAMES:
        try:
            with transaction.atomic():
                response = getattr(cast.client(who), row.method)(url, row.data(world) if row.method == "post" else {})
                got[who], wanted[who] = response.status_code, row.status_for(who)
                raise _Undo
        except _Undo:
            pass
    assert got == wanted

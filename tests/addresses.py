"""Every address of the site, with arguments that lead somewhere: for tests that walk all of them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tests.test_permission_matrix import APPS, MATRIX, NAMESPACES

EDITORS = ("", *(f"wagtail{name}" for name in (
    "admin_pages", "admin_reports", "admin_workflows", "admin_collections", "admin_api", "images", "docs", "forms",
    "sites", "redirects", "users_users", "users_groups", "settings", "images_chooser", "docs_chooser", "snippets",
)))  # fmt: skip
"""Of Wagtail and of signing in; a name without a namespace is either."""
__all__ = ["APPS", "EDITORS", "NAMESPACES", "of_matrix", "parameters_not_in", "with_arguments"]


def of_matrix(app: str, world: dict[str, Any]) -> dict[str, str]:
    """Every address of an app in the world in which its matrix tries it, with the name of its row."""
    rows = {name: row for name, (owner, row) in MATRIX.items() if owner == app}
    return {reverse(name, args=row.args(world)) + row.query: name for name, row in rows.items()}


def _patterns(resolver: Any, names: tuple[str, ...] = (), keys: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        inner = (*keys, *pattern.pattern.converters, *getattr(pattern.pattern.regex, "groupindex", {}))
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern, (*names, pattern.namespace) if pattern.namespace else names, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield ":".join((*names, pattern.name)), tuple(dict.fromkeys(inner))


def _namespace(name: str) -> str:
    return name.partition(":")[0] if ":" in name else ""


def with_arguments(values: Mapping[str, Sequence[Any]], *namespaces: str) -> set[str]:
    """Every named address (of these namespaces) whose parameters `values` knows, with each combination of them."""
    found = set()
    for name, keys in _patterns(get_resolver()):
        if namespaces and _namespace(name) not in namespaces:
            continue
        for chosen in product(*(values.get(key, ()) for key in keys)):
            try:
                found.add(reverse(name, kwargs=dict(zip(keys, chosen, strict=True))))
            except NoReverseMatch:
                continue
    return found


def parameters_not_in(values: Mapping[str, Sequence[Any]], *namespaces: str) -> set[str]:
    """Names of parameters of which no value is given."""
    return {
        key
        for name, keys in _patterns(get_resolver())
        if _namespace(name) in namespaces
        for key in keys
        if key not in values
    }

"""Draws a piece of a template, as a page would."""

from typing import Any

from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory


def draw(source: str, path: str = "/somewhere/", request: HttpRequest | None = None, **context: Any) -> str:
    """The HTML of `source` with the `ui` library loaded."""
    values = {"request": request or RequestFactory().get(path), "csrf_token": "a-token"} | context
    return Template("{% load ui %}" + source).render(Context(values))

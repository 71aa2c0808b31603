"""Rows of the database, fetched for no more than is needed."""

from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def only_one(rows: QuerySet[Row]) -> Row | None:
    """The one row that there can be, or None: for what is unique. Unlike `first()` nothing is sorted for it."""
    try:
        return rows.get()
    except ObjectDoesNotExist:
        return None

"""What helps the people of a list, for pages of those who invite them."""

from collections.abc import Iterable
from typing import Any

from django import template

from portal.accounts.selectors import helps_of

register = template.Library()


@register.simple_tag
def what_helps(rows: Iterable[Any]) -> dict[int, str]:
    """By person, for rows that have a `user`: one query, however many there are."""
    return helps_of({row.user_id for row in rows})


@register.filter
def of_person(found: dict[int, str], user_id: int) -> str:
    """What helps this person, in words; empty when they said nothing."""
    return found.get(user_id, "")

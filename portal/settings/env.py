"""Typed settings from the environment. A bad value stops the start with a sentence that names it."""

import os
from collections.abc import Collection
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def envstr(name: str, default: str | None = None) -> str:
    """The text of `name`; refuses a missing one when there is no default."""
    value = os.environ.get(name)
    if value is None or value == "":
        if default is None:
            raise ImproperlyConfigured(f"Set {name}: it has no default here. See .env.example.")
        return default
    return value


def envbool(name: str, default: bool) -> bool:
    """Yes or no; anything but 1/0, true/false, yes/no, on/off is refused."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in TRUE:
        return True
    if value.lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def envint(name: str, default: int) -> int:
    """A whole number."""
    value = os.environ.get(name)
    if value is None or value == "":
        return default
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error


def envlist(name: str, default: list[str]) -> list[str]:
    """Comma-separated values."""
    value = os.environ.get(name)
    return default if value is None else [part.strip() for part in value.split(",") if part.strip()]


def envsecret(name: str, *, minimum: int = 32, default: str | None = None) -> str:
    """A secret of at least `minimum` characters; production passes no default."""
    value = envstr(name, default)
    if len(value) < minimum:
        raise ImproperlyConfigured(f"{name} is too short: use at least {minimum} characters.")
    return value


def envchoice(name: str, default: str, choices: Collection[str]) -> str:
    """One of a few words."""
    value = envstr(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be {' or '.join(choices)}, not {value!r}.")
    return value


def envzone(name: str, default: str) -> str:
    """The name of a time zone, such as Europe/London."""
    value = envstr(name, default)
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ImproperlyConfigured(f"{name} must name a time zone such as Europe/London, not {value!r}.") from error
    return value

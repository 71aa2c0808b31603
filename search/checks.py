"""`manage.py check --tag search`: which engine answers, its version and how many documents wait."""

import sys
from typing import Any

from django.core.checks import CheckMessage, Info, Warning, register

from search.status import status

TAG = "search"


@register(TAG)
def search_check(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Only when asked for by its tag: no other command should wait for an engine."""
    return messages() if TAG in sys.argv else []


def messages() -> list[CheckMessage]:
    """In words."""
    found = status()
    said: list[CheckMessage] = [
        Info(f"{found.engine} answers. Documents that wait: {found.waiting}.", id="search.I001"),
    ]
    if found.is_away:
        said.append(
            Warning(
                f"The engine of SEARCH_URL does not answer. {found.reason}",
                hint="The database answers meanwhile; what changes waits.",
                id="search.W001",
            )
        )
    if not found.is_built:
        said.append(Warning("There is no index yet.", hint="Run manage.py search_reindex.", id="search.W002"))
    return said

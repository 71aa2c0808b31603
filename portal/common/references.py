"""Public references: by year for what everybody may count, random for bids and personal budgets."""

import secrets
from typing import Any

from django.db import connection, models
from django.db.models.functions import Length

from portal.common.clock import today

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def next_reference(model: type[models.Model], prefix: str) -> str:
    """The next reference of this year, such as "PR-2026-0042". Call inside the transaction that saves it."""
    start = f"{prefix}-{today().year}-"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [start])
    manager: Any = model._default_manager
    # Longer is later: as text, 9999 would come after 10000.
    rows = manager.filter(ref__startswith=start).order_by(Length("ref").desc(), "-ref")
    last = rows.values_list("ref", flat=True).first()
    number = int(last.rpartition("-")[2]) + 1 if last else 1
    return f"{start}{number:04d}"


def random_reference(prefix: str) -> str:
    """A reference that says nothing about how many there are, such as "BID-7K3Q9X"."""
    return f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(6))

"""What every connection to PostgreSQL is told."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver


@receiver(connection_created)
def without_jit(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Compiling a query costs more than our pages' queries themselves: 20 ms against 2 for the count of the record."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")

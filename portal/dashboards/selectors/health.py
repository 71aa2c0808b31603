"""Whether the portal can serve: what a load balancer asks."""

from importlib import import_module

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from search.status import status


def readiness() -> dict[str, bool]:
    """Each part and whether it works."""
    database = _database()
    return {"database": database, "migrations": database and _migrations(), "tasks": _tasks()}


def search_readiness() -> dict[str, str | int | bool]:
    """Which engine answers, its version, and how many documents are not yet found as they are.

    The portal serves without its search engine: the database answers then.
    """
    found = status()
    engine, _space, version = found.engine.rpartition(" ")
    return {
        "engine": engine,
        "version": version,
        "waiting": found.waiting,
        "is_away": found.is_away,
        "is_built": found.is_built,
    }


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone())
    except DatabaseError:
        return False


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _tasks() -> bool:
    """The backend of the settings exists; what it could not send stays in the outbox for the sweeper."""
    module, _dot, name = settings.TASKS["default"]["BACKEND"].rpartition(".")
    return hasattr(import_module(module), name)

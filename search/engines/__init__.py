"""Which engine answers: the database, or the one of SEARCH_URL with the database behind it."""

from django.conf import settings
from django.db import connection

from search.engines.base import Engine
from search.engines.database import DatabaseEngine


def database() -> DatabaseEngine:
    """Always there."""
    if connection.vendor == "postgresql":
        from search.engines.postgres import PostgresEngine

        return PostgresEngine()
    from search.engines.sqlite import SqliteEngine

    return SqliteEngine()


def search_engine() -> "Engine | None":
    """The one of the settings."""
    if not settings.SEARCH_URL:
        return None
    from search.engines.elastic import ElasticEngine

    return ElasticEngine(settings.SEARCH_URL, settings.SEARCH_INDEX)

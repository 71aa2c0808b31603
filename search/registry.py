"""What the search adds to the portal: the full text beside its table, its checks, the box in the head of every page."""

from django.apps import apps
from django.db.models.signals import post_migrate

from search import checks, context
from search.engines.storage import install

post_migrate.connect(install, sender=apps.get_app_config("search"), dispatch_uid="search-full-text")

__all__ = ["checks", "context"]

"""The portal's own kinds of support are there from the first migrate on."""

from typing import Any

from django.apps import AppConfig
from django.db import connections

from portal.marketplace.models import Taxonomy, TaxonomyTerm
from portal.marketplace.rules.kinds import KINDS, TAXONOMY, kind_uuid


def after_migrate(sender: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """Once the table exists, make sure that the kinds do."""
    if sender.label == "marketplace" and Taxonomy._meta.db_table in connections[using].introspection.table_names():
        kinds_ensure()


def kinds_ensure() -> Taxonomy:
    """Repeatable; changes nothing that exists."""
    uuid, name, description = TAXONOMY
    taxonomy, _made = Taxonomy.objects.get_or_create(uuid=uuid, defaults={"name": name, "description": description})
    known = set(TaxonomyTerm.objects.filter(taxonomy=taxonomy).values_list("uuid", flat=True))
    TaxonomyTerm.objects.bulk_create(
        [
            TaxonomyTerm(uuid=kind_uuid(kind), taxonomy=taxonomy, name=kind, description=words)
            for kind, words in KINDS
            if kind_uuid(kind) not in known
        ]
    )
    return taxonomy

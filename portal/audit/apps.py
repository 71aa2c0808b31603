from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "portal.audit"
    label = "audit"

    def ready(self) -> None:
        """Protect the record after each migrate: SQLite drops triggers when it rebuilds a table."""
        from portal.audit.triggers import install_triggers

        post_migrate.connect(install_triggers, dispatch_uid="audit-triggers")

from typing import Any

from django.core.management.base import BaseCommand

from portal.notifications.services import outbox_sweep


class Command(BaseCommand):
    """Run every few minutes by a timer."""

    help = "Send again the mail that could not be sent."

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep."""
        sent, waiting = outbox_sweep()
        self.stdout.write(f"{sent} sent, {waiting} still waiting.")

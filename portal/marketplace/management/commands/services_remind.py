from typing import Any

from django.core.management.base import BaseCommand

from portal.marketplace.services.reminders import services_remind


class Command(BaseCommand):
    """Run once a day by a timer. That details are old is decided by the clock; each reminder goes out once."""

    help = "Ask those who run a service whether its details are still right, when nobody said so for six months."

    def handle(self, *args: Any, **options: Any) -> None:
        """Remind."""
        self.stdout.write(f"Reminders sent: {services_remind()}.")

from typing import Any

from django.core.management.base import BaseCommand

from portal.alliances.tasks import decisions_remind


class Command(BaseCommand):
    """Run daily by a timer. Each day that was set for looking again is told of once."""

    help = "Remind the conveners of alliances of decisions that are looked at again within a week."

    def handle(self, *args: Any, **options: Any) -> None:
        """Remind."""
        self.stdout.write(f"Decisions to be looked at again: {decisions_remind()}.")

from typing import Any

from django.core.management.base import BaseCommand

from portal.tenders.services.opening import openings_lapse


class Command(BaseCommand):
    """Run every few minutes by a timer. That a start has lapsed is decided by the clock, not by this."""

    help = "Record the openings of bids that nobody confirmed within 15 minutes, and tell the officers."

    def handle(self, *args: Any, **options: Any) -> None:
        """Record."""
        self.stdout.write(f"Lapsed and recorded: {openings_lapse()}.")

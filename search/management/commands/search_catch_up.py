from typing import Any

from django.core.management.base import BaseCommand

from search.services import catch_up
from search.status import status


class Command(BaseCommand):
    """Run every minute by a timer: what waits while the engine is away is sent when it is back."""

    help = "Make findable what changed, and send what waits to the search engine."

    def handle(self, *args: Any, **options: Any) -> None:
        """Catch up."""
        caught = catch_up(insist=True)
        away = " The search engine does not answer." if caught.is_away else ""
        self.stdout.write(f"{caught.changes} changes, {caught.sent} sent, {status().waiting} still waiting.{away}")

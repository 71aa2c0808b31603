from typing import Any

from django.core.management.base import BaseCommand

from portal.dashboards.demo.specification import WORD, word_file


class Command(BaseCommand):
    """Run after a change of specification.json; a test compares the two."""

    help = "Write the Word file that the demo uploads from the text of its specification."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write."""
        WORD.write_bytes(word_file())
        self.stdout.write(WORD.name)

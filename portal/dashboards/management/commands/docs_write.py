from typing import Any

from django.core.management.base import BaseCommand

from portal.dashboards.docs import DOCUMENTS, FOLDER


class Command(BaseCommand):
    """Run after a change of wiring, workflow or permission."""

    help = "Write the documents that are generated from the code."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write."""
        for name, make in DOCUMENTS.items():
            (FOLDER / name).write_text(make())
            self.stdout.write(f"docs/{name}")

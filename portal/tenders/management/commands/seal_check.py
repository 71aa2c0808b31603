"""Prove that sealed bids are as they were sealed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.tenders.selectors.seal_check import counted, seal_problems


class Command(BaseCommand):
    """Exit 0 and a count, or exit 1 and each break. Prints no content."""

    help = "Check every sealed bid against its keys, its marks and the record."

    def handle(self, *args: Any, **options: Any) -> None:
        """Check."""
        problems = list(seal_problems())
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"The seal is broken in {len(problems)} places.")
        figures = ", ".join(f"{name}: {figure:,}" for name, figure in counted().items())
        self.stdout.write(f"The seal holds. {figures}.")

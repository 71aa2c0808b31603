"""Prove that the record is whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.audit.selectors import counted, verify_all


class Command(BaseCommand):
    """Exit 0 and a count, or exit 1 and each break."""

    help = "Recompute every chain of the record and compare it with its signed end."

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify."""
        problems = list(verify_all())
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"The record is broken in {len(problems)} places.")
        self.stdout.write(f"{counted()} events verified, no break.")

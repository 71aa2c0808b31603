"""Recompute every derived right and compare it with what is stored."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.common.grants import counted, drift


class Command(BaseCommand):
    """Exit 0 and a count, or exit 1 and each difference."""

    help = "Prove that stored object rights are exactly those that follow from roles and assignments."

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare."""
        problems = list(drift())
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} differences in rights.")
        self.stdout.write(f"{counted()} rights checked, all as they should be.")

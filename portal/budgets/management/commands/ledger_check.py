"""Prove that every fund's ledger is whole and says what was decided."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.budgets.selectors.ledger import counted, verify_all


class Command(BaseCommand):
    """Exit 0 and a count, or exit 1 and each break."""

    help = "Recompute every ledger: chain, signed end, balance, agreement with what was decided."

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify."""
        problems = list(verify_all())
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"The ledgers are broken in {len(problems)} places.")
        self.stdout.write(f"{counted()} entries verified, every one balances and was decided.")

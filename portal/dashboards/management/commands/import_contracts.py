"""Real consortium contracts from files. Repeatable: matched by `contract_reference`."""

import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from portal.common.exceptions import DomainError
from portal.dashboards.demo.sourced import contract_import, contract_read, contracts_read


class Command(BaseCommand):
    """Says how many contracts came in, were updated or stayed, what was mended, and what was refused and why."""

    help = "Import published contracts with their lead and subcontractors (contracts.json, providers/providers.json)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where they lie, and whether to try only."""
        parser.add_argument("path", type=Path, metavar="FOLDER-or-FILE")
        parser.add_argument("--dry-run", action="store_true", help="read and check, keep nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Contract by contract; a refused one does not stop the others. Exit 1 when any was refused."""
        try:
            file, rows, names = contracts_read(options["path"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        counts: Counter[str] = Counter()
        mended: list[str] = []
        refused: list[str] = []
        with transaction.atomic():
            for place, row in enumerate(tqdm(rows, unit="contract", disable=not sys.stderr.isatty())):
                where = (
                    f"{file}: [{place}] {row.get('contract_reference', '') if isinstance(row, dict) else ''}".strip()
                )
                try:
                    with transaction.atomic():
                        published = contract_read(row, names)
                        counts[contract_import(actor=None, published=published)] += 1
                    mended += [f"{where}: {reason}" for reason in published.mended]
                except (ValueError, DomainError) as error:
                    refused.append(f"{where}: {error}")
            if options["dry_run"]:
                transaction.set_rollback(True)
        self._tell(counts, mended, refused)

    def _tell(self, counts: Counter[str], mended: list[str], refused: list[str]) -> None:
        self.stdout.write(
            f"{counts['in']} in, {counts['updated']} updated, {counts['unchanged']} unchanged, "
            f"{len(refused)} refused; {len(mended)} mended."
        )
        for reason in mended:
            self.stdout.write(reason)
        for reason in refused:
            self.stderr.write(reason)
        if refused:
            raise CommandError(f"Refused: {len(refused)}.")

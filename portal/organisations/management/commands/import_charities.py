"""Organisations with GB-CHC numbers from a CSV file. Repeatable: matched by charity number."""

import csv
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from portal.organisations.rules.charities import NEEDED, charity_facts
from portal.organisations.services.imported import Publication, charity_import


class Command(BaseCommand):
    """Says how many came in, were updated or stayed, and each line it refused with the reason; exit 1 then."""

    help = "Import charities from a CSV file with the columns charity_number and name (and any others)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, where it comes from, and whether to try only."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--source-name", default="360Giving: grants of Lloyds Bank Foundation 2010 to 2015")
        parser.add_argument("--source-url", default="")
        parser.add_argument("--licence", default="CC BY 4.0")
        parser.add_argument("--dry-run", action="store_true", help="read and check, keep nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read line by line in one transaction; refused lines do not stop the others."""
        rows = self._rows(options["file"])
        source = Publication(options["source_name"], options["source_url"], options["licence"])
        counts = {"in": 0, "updated": 0, "unchanged": 0}
        refused: list[str] = []
        with transaction.atomic():
            for line, row in tqdm(rows, unit="charity", disable=not sys.stderr.isatty()):
                try:
                    with transaction.atomic():
                        counts[charity_import(facts=charity_facts(row), source=source)] += 1
                except ValueError as error:
                    refused.append(f"{options['file']}:{line}: {error}")
                except ValidationError as error:
                    refused.append(f"{options['file']}:{line}: {'; '.join(error.messages)}")
            if options["dry_run"]:
                transaction.set_rollback(True)
        self.stdout.write(
            f"{counts['in']} in, {counts['updated']} updated, {counts['unchanged']} unchanged, {len(refused)} refused."
        )
        for reason in refused:
            self.stderr.write(reason)
        if refused:
            raise CommandError(f"{len(refused)} lines were refused.")

    def _rows(self, path: Path) -> list[tuple[int, dict[str, str | None]]]:
        try:
            with path.open(encoding="utf-8-sig", newline="") as stream:
                reader = csv.DictReader(stream)
                missing = set(NEEDED) - set(reader.fieldnames or [])
                if missing:
                    raise CommandError(f"{path} has no column {' and no column '.join(sorted(missing))}.")
                return [(reader.line_num, row) for row in reader]
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{path} is not UTF-8 text.") from error

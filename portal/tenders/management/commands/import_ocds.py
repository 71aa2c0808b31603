"""Published notices from OCDS files. Repeatable: matched by ocid; a newer release updates, an older one is kept."""

import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from portal.common.exceptions import DomainError
from portal.organisations.services.imported import Publication
from portal.tenders.rules.ocds import SOURCE, Package, package_read, release_read
from portal.tenders.services.ocds import release_import


class Command(BaseCommand):
    """Says how many releases came in, were updated or stayed, and each refused one with its place and reason."""

    help = "Import published notices from OCDS 1.1 release packages, lists of releases or single releases (JSON)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, what a file without a package header comes from, and whether to try only."""
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
        parser.add_argument("--source-name", default="", help="publisher, for files that do not name one")
        parser.add_argument("--source-url", default="")
        parser.add_argument("--licence", default="", help="licence, for files that do not name one")
        parser.add_argument("--dry-run", action="store_true", help="read and check, keep nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Release by release; a refused one does not stop the others. Exit 1 when any was refused."""
        counts: Counter[str] = Counter()
        refused: list[str] = []
        with transaction.atomic():
            for path in options["files"]:
                self._file(path, options, counts, refused)
            if options["dry_run"]:
                transaction.set_rollback(True)
        self.stdout.write(
            f"{counts['in']} in, {counts['updated']} updated, {counts['unchanged']} unchanged, {len(refused)} refused."
        )
        for reason in refused:
            self.stderr.write(reason)
        if refused:
            raise CommandError(f"Refused: {len(refused)}.")

    def _file(self, path: Path, options: dict[str, Any], counts: Counter[str], refused: list[str]) -> None:
        try:
            package = package_read(path.read_text(encoding="utf-8-sig"))
        except OSError as error:
            refused.append(f"{path}: cannot be read: {error.strerror}")
            return
        except UnicodeDecodeError:
            refused.append(f"{path}: is not UTF-8 text")
            return
        except ValueError as error:
            refused.append(f"{path}: {error}")
            return
        source = _source(package, options)
        for place, row in tqdm(package.releases, unit="release", disable=not sys.stderr.isatty()):
            try:
                with transaction.atomic():
                    counts[release_import(actor=None, release=release_read(row), source=source)] += 1
            except (ValueError, DomainError) as error:
                ocid = f" ({row['ocid']})" if isinstance(row, dict) and row.get("ocid") else ""
                refused.append(f"{path}: {place}{ocid}: {error}")


def _source(package: Package, options: dict[str, Any]) -> Publication:
    return Publication(
        name=options["source_name"] or package.publisher or SOURCE,
        url=options["source_url"] or (package.uri if package.uri.startswith("http") else ""),
        licence=options["licence"] or package.licence,
    )

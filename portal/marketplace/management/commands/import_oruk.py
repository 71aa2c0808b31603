"""Services from Open Referral UK feeds. Repeatable: matched by published id; begins again where it was cut short."""

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from portal.marketplace.feeds import FeedError, Page, full_row, is_url, pages
from portal.marketplace.rules.hsds import service_read
from portal.marketplace.services.oruk import feed_position, feed_position_keep, service_import
from portal.organisations.services.imported import Publication


class Command(BaseCommand):
    """Says how many services came in, were updated, stayed or were kept, and each refused one with place and reason."""

    help = "Import services, their organisations and places from Open Referral UK (HSDS-UK 3.0) files or feeds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files or addresses, what they come from, and whether to try only."""
        parser.add_argument("feeds", nargs="+", metavar="FILE-or-URL", help="JSON files, or addresses of /services")
        parser.add_argument("--source-name", default="", help="publisher; else the file's or host's name")
        parser.add_argument("--source-url", default="")
        parser.add_argument("--licence", default="", help="licence under which it is published")
        parser.add_argument("--from-start", action="store_true", help="read a feed from page 1 although one was begun")
        parser.add_argument("--dry-run", action="store_true", help="read and check, keep nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Page by page, each in a transaction of its own; a refused row does not stop the others."""
        counts: Counter[str] = Counter()
        refused: list[str] = []
        for name in options["feeds"]:
            try:
                self._feed(name, options, counts, refused)
            except FeedError as error:
                refused.append(str(error))
        self.stdout.write(
            f"{counts['in']} in, {counts['updated']} updated, {counts['unchanged']} unchanged, "
            f"{counts['kept']} kept as changed here, {len(refused)} refused."
        )
        for reason in refused:
            self.stderr.write(reason)
        if refused:
            raise CommandError(f"Refused: {len(refused)}.")

    def _feed(self, name: str, options: dict[str, Any], counts: Counter[str], refused: list[str]) -> None:
        keeps_place = is_url(name) and not options["dry_run"]
        first = 1 if options["from_start"] or not keeps_place else feed_position(name)
        if first > 1:
            self.stdout.write(f"{name}: goes on at page {first}.")
        source = _source(name, options)
        with tqdm(unit="service", disable=not sys.stderr.isatty()) as bar:
            for page in pages(name, first):
                bar.set_description(f"page {page.number} of {page.total}")
                # What a row needs from the network is asked for before the database is held.
                rows = list(_full_rows(name, page, refused))
                with transaction.atomic():
                    self._page(page, rows, source, counts, refused, bar)
                    if keeps_place:
                        feed_position_keep(name, page.number + 1 if page.number < page.total else None)
                    if options["dry_run"]:
                        transaction.set_rollback(True)

    def _page(
        self,
        page: Page,
        rows: list[tuple[int, Any]],
        source: Publication,
        counts: Counter[str],
        refused: list[str],
        bar: Any,
    ) -> None:
        for number, row in rows:
            try:
                published = service_read(row)
                with transaction.atomic():
                    counts[service_import(actor=None, published=published, source=source)] += 1
            except ValueError as error:
                known = f" ({row['id']})" if isinstance(row, dict) and row.get("id") else ""
                refused.append(f"{page.place}: contents/{number}{known}: {error}")
            bar.update()


def _full_rows(name: str, page: Page, refused: list[str]) -> Iterator[tuple[int, Any]]:
    for number, row in enumerate(page.rows):
        try:
            yield number, full_row(name, row)
        except FeedError as error:
            refused.append(f"{page.place}: contents/{number}: {error}")


def _source(name: str, options: dict[str, Any]) -> Publication:
    default = name if is_url(name) else name.rsplit("/", 1)[-1]
    return Publication(
        name=(options["source_name"] or default)[:200],
        url=options["source_url"] or (name if is_url(name) else ""),
        licence=options["licence"],
    )

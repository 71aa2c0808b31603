"""Everything that can be found, built anew beside what answers now, and swapped."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.engines.base import EngineAway
from search.models import Entry
from search.services import is_built, reindex, total
from search.status import status


class Command(BaseCommand):
    """Changes made meanwhile are in the new index too. What fails leaves the old one as it was."""

    help = "Build the search index anew beside the old one, and swap."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One choice."""
        parser.add_argument("--if-missing", action="store_true", help="only when there is none yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """With a progress bar on a terminal."""
        if options["if_missing"] and is_built():
            return
        bars: dict[str, Any] = {}

        def progress(what: str, number: int) -> None:
            if what not in bars:
                bars[what] = tqdm(total=total(), desc=what, unit="", disable=not sys.stderr.isatty())
            bars[what].update(number)

        try:
            generation = reindex(progress=progress)
        except EngineAway as error:
            raise CommandError(
                f"The database's index is built; the search engine's is not, and its old one still answers. {error}"
            ) from error
        finally:
            for bar in bars.values():
                bar.close()
        found = Entry.objects.filter(generation=generation).count()
        self.stdout.write(f"{found:,} documents can be found. {status().engine} answers.")

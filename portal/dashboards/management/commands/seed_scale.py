"""Bulk data for measuring. Repeatable: each number is how many there will be, not how many more."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from portal.common.exceptions import DomainError
from portal.dashboards.demo.cast import cast_create
from portal.dashboards.demo.scale import bids, comments, entries, procurements
from portal.dashboards.demo.scale_plans import plans
from portal.dashboards.demo.scale_services import services

PARTS: dict[str, Callable[..., int]] = {
    "procurements": procurements,
    "comments": comments,
    "bids": bids,
    "entries": entries,
    "plans": plans,
    "services": services,
}
SEED = 2026


class Command(BaseCommand):
    """Says how much was made of each."""

    help = "Make believable bulk data; the same seed makes the same data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many of each there will be."""
        for name in PARTS:
            parser.add_argument(f"--{name}", type=int, default=0, metavar="N")
        parser.add_argument("--seed", type=int, default=SEED)

    def handle(self, *args: Any, **options: Any) -> None:
        """Part by part, each with its progress on a terminal."""
        wanted = [name for name in PARTS if options[name]]
        if any(options[name] < 0 for name in wanted):
            raise CommandError("Numbers below zero cannot be made.")
        # Nobody at example.org reads mail, and thousands of messages are not what is measured.
        settings.EMAIL_BACKEND, usual = "django.core.mail.backends.dummy.EmailBackend", settings.EMAIL_BACKEND
        try:
            cast_create()
            for name in wanted:
                self._make(name, options[name], options["seed"])
        except DomainError as error:
            raise CommandError(str(error)) from error
        finally:
            settings.EMAIL_BACKEND = usual

    def _make(self, name: str, total: int, seed: int) -> None:
        with tqdm(total=total, unit=name, disable=not sys.stderr.isatty()) as bar:
            made = PARTS[name](total, seed, bar.update)
        self.stdout.write(f"{name.capitalize()}: {made:,} made of {total:,}.")

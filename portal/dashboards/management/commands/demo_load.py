"""The demo data: people, organisations and scenes of the journey. Repeatable; nothing is made twice."""

import traceback
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from portal.dashboards.demo.cast import BODIES, PEOPLE, cast_create
from portal.dashboards.demo.scenes import play, scenes
from search.services import later


class Command(BaseCommand):
    help = "Load the demo data. Repeatable: what is there already is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One choice."""
        parser.add_argument(
            "--accounts-only",
            action="store_true",
            help="the demo people, their organisations and standing roles, and no object of a journey",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Accounts first; each scene stands alone, so that one that fails does not take the others with it."""
        cast_create()
        self.stdout.write(f"{len(PEOPLE)} people in {len(BODIES)} organisations.")
        if options["accounts_only"]:
            return
        # Nobody at example.org reads mail: what is sent stays readable under /demo/outbox/ and leaves no line here.
        settings.EMAIL_BACKEND, usual = "django.core.mail.backends.dummy.EmailBackend", settings.EMAIL_BACKEND
        try:
            with later():
                self._play()
                call_command("demo_news", stdout=self.stdout)
        finally:
            settings.EMAIL_BACKEND = usual

    def _play(self) -> None:
        for scene in scenes():
            try:
                made = play(scene)
            except Exception as error:
                traceback.print_exc(file=self.stderr)
                self.stderr.write(f"The scene “{scene.name}” could not be loaded: {error}")
                continue
            self.stdout.write(f"{scene.name}: {'loaded' if made else 'there already'}.")

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from ...exceptions import TrackerError
from ..demo import load_demo


class Command(BaseCommand):
    help = "Load the five documents with their recommendations, actors, themes and evidence."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            added = load_demo(settings.FIXTURES_DIR)
        except TrackerError as error:
            self.stderr.write(str(error))
            raise SystemExit(1) from None
        self.stdout.write(", ".join(f"{number} {name}" for name, number in added.items()))

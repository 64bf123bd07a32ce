from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ..backups import restore
from ..refusals import refusals


class Command(BaseCommand):
    help = "Verify a backup and put its content in the place of everything there is, or change nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        with refusals(self):
            finding = restore(options["file"])
        self.stdout.write(f"{finding.rows} changes, head {finding.head}")

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ..backups import back_up
from ..refusals import refusals


class Command(BaseCommand):
    help = "Write the whole database to a file, as it stands at one moment, while the server runs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        with refusals(self):
            manifest = back_up(options["file"])
        rows = sum(table["rows"] for table in manifest["tables"].values())
        self.stdout.write(f"{rows} rows, {manifest['sequence']} changes, head {manifest['head']}")

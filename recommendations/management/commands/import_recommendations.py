from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from ...choices import Door
from ...exchange import import_table
from ...ledger import Stamp
from ..accounts import program_account
from ..refusals import fail, refusals


class Command(BaseCommand):
    help = "Apply a CSV or XLSX file to the recommendations, all its rows or none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="show each cell that would change")

    def handle(self, *args: Any, **options: Any) -> None:
        with refusals(self):
            stamp = Stamp(program_account(), timezone.now(), Door.IMPORT)
            result = import_table(stamp, options["file"].read_bytes(), dry_run=options["dry_run"])
        if result.errors:
            fail(self, *(f"row {e.row}, {e.column or 'all'}: {e.message}" for e in result.errors))
        if options["dry_run"]:
            for change in result.changes:
                where = f"row {change.row}, {change.ref or 'new'}, {change.column}"
                self.stdout.write(f"{where}: {change.before!r} → {change.after!r}")
        self.stdout.write(f"{result.created} new, {result.changed} changed, {result.unchanged} unchanged")

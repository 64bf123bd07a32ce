import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from ...choices import Door
from ...exceptions import TrackerError
from ...intake import reread
from ...ledger import Stamp
from ...models import Document
from ..accounts import program_account


class Command(BaseCommand):
    help = "Read stored documents again with the current reader and find every quote in the new text."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG", help="all documents where none is named")

    def handle(self, *args: Any, **options: Any) -> None:
        documents = Document.objects.select_related("text", "file")
        if options["slugs"]:
            documents = documents.filter(slug__in=options["slugs"])
        failed = False
        for document in documents:
            try:
                result = reread(Stamp(program_account(), timezone.now(), Door.COMMAND), document)
            except TrackerError as error:
                self.stderr.write(f"{document.slug}: {error}")
                failed = True
            else:
                if result.number is None:
                    self.stdout.write(f"{document.slug}: unchanged")
                else:
                    told = f"{result.anchored} quotes found again, {result.lost} lost"
                    self.stdout.write(f"{document.slug}: text {result.number}, {told}")
        if failed:
            sys.exit(1)

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from ...choices import Disclosure, DocumentKind, Door
from ...exceptions import Invalid
from ...intake import NewDocument, ingest
from ...ledger import Stamp
from ..accounts import program_account


class Command(BaseCommand):
    help = "Store documents, extract their recommendations and leave them as candidates for review."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--slug", default="")
        parser.add_argument("--title", default="")
        parser.add_argument("--published", default="", help="2022, 2022-05 or 2022-05-31")
        parser.add_argument("--kind", default=DocumentKind.OTHER.value, choices=DocumentKind.values)
        parser.add_argument("--disclosure", default=Disclosure.OPEN.value, choices=Disclosure.values)
        parser.add_argument("--publisher", default="")
        parser.add_argument("--number", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = False
        new = NewDocument(
            title=options["title"], slug=options["slug"], publisher=options["publisher"],
            published_on=options["published"], number=options["number"], kind=options["kind"],
            disclosure=options["disclosure"],
        )  # fmt: skip
        for path in options["files"]:
            try:
                stamp = Stamp(program_account(), timezone.now(), Door.COMMAND)
                document, is_new = ingest(stamp, path.read_bytes(), path.name, new)
            except OSError as error:
                self.stderr.write(f"{path}: {error.strerror}")
                failed = True
            except Invalid as error:
                details = "; ".join(f"{field}: {message}" for field, message in error.errors)
                self.stderr.write(f"{path}: {error} {details}")
                failed = True
            else:
                known = "new" if is_new else "known"
                count = document.candidates.count()
                self.stdout.write(f"{document.slug}: {known}, {count} candidates")
        if failed:
            sys.exit(1)

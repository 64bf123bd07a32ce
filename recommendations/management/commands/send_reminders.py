from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from ... import desk
from ..refusals import refusals


class Command(BaseCommand):
    help = "Mail each address one digest of what is due; nobody is told the same thing twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="print the digests; send and mark nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        if options["dry_run"]:
            for digest in desk.digests(today):
                self.stdout.write(f"{digest.address}\n{digest.subject(today)}\n\n{digest.text(today)}\n")
            return
        with refusals(self):
            sent = desk.send_digests(today, timezone.now)
        self.stdout.write(f"{sent.sent} sent, {sent.failed} failed, {sent.uncertain} uncertain")
        if sent.failed or sent.uncertain:
            raise SystemExit(1)

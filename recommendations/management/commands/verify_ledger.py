from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandParser

from ...ledger import verify
from ..refusals import fail


class Command(BaseCommand):
    help = "Check every change, the chain, the triggers and the current state; name the first bad row."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify()
        if options["json"]:
            answer = {"ok": found.ok, "rows": found.rows, "head": found.head}
            self.stdout.write(orjson.dumps(answer).decode())
        elif found.ok:
            self.stdout.write(f"{found.rows} changes, head {found.head}")
        if not found.ok:
            fail(self, found.problem)

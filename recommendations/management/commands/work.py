from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ...tasks import work, work_once
from ..refusals import refusals


class Command(BaseCommand):
    help = "The worker: run jobs and deliver webhooks until stopped. The server starts one by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits, then end")
        parser.add_argument("--parent", type=int, default=0, help="end when this process is gone")

    def handle(self, *args: Any, **options: Any) -> None:
        with refusals(self):
            if options["once"]:
                work_once()
            else:
                work(parent=options["parent"])

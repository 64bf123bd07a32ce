from typing import Any

from django.contrib.auth.management.commands.createsuperuser import Command as DjangoCommand
from django.core.management.base import CommandParser

from ..refusals import fail


class Command(DjangoCommand):
    help = "Not used here: accounts are made by create_account."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--email")

    def handle(self, *args: Any, **options: Any) -> None:
        fail(self, "accounts are made by: create_account NAME --role administrator")

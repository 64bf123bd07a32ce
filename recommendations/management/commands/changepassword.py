from typing import Any

from django.contrib.auth.management.commands.changepassword import Command as DjangoCommand
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandParser

from ...models import Account
from ..refusals import fail


class Command(DjangoCommand):
    help = "Set a new password for an account; it is asked for twice and stands in no history."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", metavar="NAME")

    def handle(self, *args: Any, **options: Any) -> None:
        account = Account.objects.filter(username=options["username"]).first()
        if account is None:
            fail(self, f"there is no account {options['username']!r}")
        password = self._get_pass()
        if password != self._get_pass("Password (again): "):
            fail(self, "the two passwords differ")
        try:
            validate_password(password, account)
        except ValidationError as error:
            fail(self, *error.messages)
        account.set_password(password)
        account.save(update_fields=["password"])
        self.stdout.write(f"New password for {account.username}.")

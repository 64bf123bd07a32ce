import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone
from knox.models import AuthToken

from ...choices import Door, Role
from ...editing import make_account
from ...ledger import Stamp
from ...models import Actor
from ..accounts import program_account
from ..refusals import fail, refusals


class Command(BaseCommand):
    help = (
        "Create an account and print its password, or with --token, for a program that cannot sign in,"
        " an API token instead. Either is shown only this once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--actor", action="append", default=[], metavar="SLUG", help="may be repeated")
        parser.add_argument("--token", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        actors = list(Actor.objects.filter(slug__in=options["actor"]))
        if unknown := sorted(set(options["actor"]) - {actor.slug for actor in actors}):
            fail(self, *(f"actor: there is no actor {slug!r}" for slug in unknown))
        password = None if options["token"] else secrets.token_urlsafe(12)
        now = timezone.now()
        with refusals(self), transaction.atomic():
            stamp = Stamp(program_account(), now, Door.COMMAND)
            account = make_account(stamp, options["name"], options["role"], password, actors, now)
            secret = password or AuthToken.objects.create(account)[1]
        self.stdout.write(secret)

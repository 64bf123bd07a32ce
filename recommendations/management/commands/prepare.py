import os
import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from ...choices import Door, Role
from ...editing import make_account
from ...ledger import Stamp
from ...models import Account, Document, Recommendation
from ..accounts import program_account

DEMO_ACCOUNTS = {
    "viewer": Role.VIEWER,
    "editor": Role.EDITOR,
    "reviewer": Role.REVIEWER,
    "admin": Role.ADMINISTRATOR,
}


class Command(BaseCommand):
    help = "Make everything ready to serve: tables, static files, and on an empty database demo data and accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0)
        if not Document.objects.exists() and not Recommendation.objects.exists():
            call_command("load_demo", stdout=self.stdout, stderr=self.stderr)
        passwords = make_demo_accounts()
        address = f"http://{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
        self.stdout.write(f"\n{address}/\n{address}/admin/\n{address}/api/v1/docs/")
        if passwords:
            self.stdout.write("\nDemo accounts, shown only now · 演示账号，仅显示这一次：")
        for name, password in passwords.items():
            self.stdout.write(f"  {name:<10} {password}")
        self.stdout.write("")


@transaction.atomic
def make_demo_accounts() -> dict[str, str]:
    """Create an account of each role where nobody can sign in yet; return name → generated password."""
    if Account.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists():
        return {}
    now = timezone.now()
    stamp = Stamp(program_account(), now, Door.COMMAND)
    passwords = {name: secrets.token_urlsafe(12) for name in DEMO_ACCOUNTS}
    for name, role in DEMO_ACCOUNTS.items():
        make_account(stamp, name, role, passwords[name], [], now)
    return passwords

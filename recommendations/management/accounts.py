"""The account that commands act as where nobody is signed in."""

from django.utils import timezone

from ..choices import Role
from ..editing import make_account
from ..models import Account

PROGRAM = "command-line"


def program_account() -> Account:
    """An administrator without a password, made on first use; nobody can sign in as it."""
    found = Account.objects.filter(username=PROGRAM).first()
    return found or make_account(None, PROGRAM, Role.ADMINISTRATOR, None, [], timezone.now())

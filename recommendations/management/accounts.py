"""The account that commands act as where nobody is signed in."""

from ..choices import Role
from ..editing import standing_account
from ..models import Account

PROGRAM = "command-line"


def program_account() -> Account:
    """An administrator without a password, made on first use."""
    return standing_account(PROGRAM, Role.ADMINISTRATOR)

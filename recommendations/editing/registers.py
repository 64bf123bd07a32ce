"""The registers beside recommendations: actors, themes, documents' descriptions, accounts."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..access import require, require_opening
from ..choices import Door, Role
from ..exceptions import Invalid
from ..ledger import Stamp, Write, create, save
from ..models import Account, Actor, Contact, Document, Record, RoleName, StatusClass, Theme
from ..text import fold

WRITERS: dict[type[Record], Role] = {
    Actor: Role.ADMINISTRATOR,
    Theme: Role.ADMINISTRATOR,
    Account: Role.ADMINISTRATOR,
    Document: Role.EDITOR,
    Contact: Role.EDITOR,
    StatusClass: Role.ADMINISTRATOR,
    RoleName: Role.ADMINISTRATOR,
}


def new_register(stamp: Stamp, record: Record, links: Mapping[str, Any] | None = None) -> Record:
    """Store a new actor, theme, or account."""
    require(stamp.by, WRITERS[type(record)])
    _check(record)
    create(stamp, [record], links=[links or {}])
    return record


def edit_register(
    stamp: Stamp,
    record: Record,
    fields: Mapping[str, Any],
    links: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Record:
    """Change an actor, theme, document description or account, compared by version.

    Raises ``Forbidden``, ``Invalid`` or ``Stale``.
    """
    account = require(stamp.by, WRITERS[type(record)])
    if isinstance(record, Document):
        require_opening(account, record.disclosure, fields.get("disclosure", record.disclosure))
    changed = type(record)._base_manager.get(pk=record.pk)
    for name, value in fields.items():
        setattr(changed, name, value)
    _check(changed)
    save(stamp, [Write(record, "edit", fields, links or {}, reason)])
    return record


def make_account(
    stamp: Stamp | None, username: str, role: str, password: str | None, actors: list[Actor], at: Any
) -> Account:
    """Create an account; without a password it cannot sign in. The very first one creates itself."""
    account = Account(username=username, role=role)
    account.set_password(password)
    try:
        account.full_clean(exclude=["version", "created_at", "updated_at", "password"])
    except ValidationError as error:
        raise Invalid(_("Some fields are wrong."), errors=_errors(error)) from None
    if stamp is None:
        stamp = Stamp(account, at, Door.COMMAND)
    else:
        require(stamp.by, Role.ADMINISTRATOR)
    create(stamp, [account], links=[{"actors": actors}])
    return account


def standing_account(username: str, role: str) -> Account:
    """The account a part of the program acts as, made on first use; nobody can sign in as it."""
    found = Account.objects.filter(username=username).first()
    return found or make_account(None, username, role, None, [], timezone.now())


def _check(record: Record) -> None:
    try:
        record.full_clean(exclude=["version", "created_at", "updated_at", "password"])
    except ValidationError as error:
        raise Invalid(_("Some fields are wrong."), errors=_errors(error)) from None
    parent = getattr(record, "parent", None)
    while parent is not None:
        if parent.pk == record.pk:
            raise Invalid(
                _("Some fields are wrong."), errors=[("parent", _("A part cannot hold its whole."))]
            )
        parent = parent.parent
    if isinstance(record, Actor):
        _check_names(record)


def _check_names(actor: Actor) -> None:
    """No name or alias may mean two actors."""
    mine = {fold(name) for name in (actor.name, *actor.aliases) if name}
    for other in Actor.objects.exclude(pk=actor.pk):
        shared = mine & {fold(name) for name in (other.name, *other.aliases)}
        if shared:
            text = _("“%(name)s” already names %(actor)s.") % {"name": min(shared), "actor": other}
            raise Invalid(_("Some fields are wrong."), errors=[("aliases", text)])


def _errors(error: ValidationError) -> list[tuple[str, str]]:
    return [(field, message) for field, messages in error.message_dict.items() for message in messages]

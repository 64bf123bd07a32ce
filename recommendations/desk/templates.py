"""Letter templates: kept by the desk, checked when they come in, one in use for each kind."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..access import require
from ..choices import LetterKind, Role
from ..exceptions import Invalid
from ..ledger import Stamp, Write, create, lock, save
from ..models import LetterTemplate, StoredFile
from .filling import check_template
from .forms import built_in

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def keep_template(stamp: Stamp, kind: str, name: str, filename: str, data: bytes) -> LetterTemplate:
    """Check and keep a template, and use it from now on. Raises ``Forbidden`` and ``Invalid``."""
    require(stamp.by, Role.EDITOR, None)
    errors: list[tuple[str, object]] = []
    if kind not in LetterKind.values:
        errors.append(("kind", _("There is no such choice.")))
    if not name.strip() or len(name) > 100:
        errors.append(("name", _("Give a name of at most %(limit)s characters.") % {"limit": 100}))
    if errors:
        raise Invalid(_("Some fields are wrong."), errors=errors)
    check_template(data)
    with transaction.atomic():
        lock()
        file = StoredFile.objects.keep(filename, WORD, data)
        template = LetterTemplate(kind=kind, name=name.strip(), file=file)
        create(stamp, [template])
        use_template(stamp, template)
    return template


def use_template(stamp: Stamp, template: LetterTemplate, *, used: bool = True) -> None:
    """Write letters of its kind from this template, or no longer; without one the built-in form is used."""
    require(stamp.by, Role.EDITOR, None)
    with transaction.atomic():
        lock()
        if used:
            for other in LetterTemplate.objects.filter(kind=template.kind, in_use=True).exclude(
                pk=template.pk
            ):
                save(stamp, [Write(other, "edit", {"in_use": False})])
        save(stamp, [Write(template, "edit", {"in_use": used})])


def template_for(kind: str) -> bytes:
    """The bytes from which letters of a kind are written now."""
    found = LetterTemplate.objects.filter(kind=kind, in_use=True).select_related("file").first()
    return bytes(found.file.content) if found else built_in()

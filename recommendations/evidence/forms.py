"""The forms of later files, alike on the pages and in the admin; each knows what was seen when it was opened."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..choices import EvidenceKind
from ..editing import keep_upload
from ..ledger import Stamp
from ..models import Evidence, EvidenceLink
from .files import archive, going_on, new_version


class LaterFile(forms.Form):
    """A file for stored evidence; ``links`` are the confirmed ones it has now."""

    label: Any
    said: Any
    opened = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    file = forms.FileField(label=_("File"))

    def __init__(
        self, evidence: Evidence, links: Sequence[EvidenceLink] = (), data: Any = None, files: Any = None
    ) -> None:
        self.evidence = evidence
        initial = {"opened": evidence.version}
        super().__init__(data, files, initial=initial, auto_id=f"id_file{evidence.pk}_%s")
        self.offer(links)

    def offer(self, links: Sequence[EvidenceLink]) -> None:
        """Show the links, where the form asks about them."""

    def keep(self, stamp: Stamp) -> None:
        """Store the file and do what the form is for, both or neither. Raises what its verb raises."""
        self.evidence.version = self.cleaned_data["opened"]
        with transaction.atomic():
            self.act(stamp)

    def act(self, stamp: Stamp) -> None:
        raise NotImplementedError

    def reopen(self) -> None:
        """Let the refused form be sent again, over what stands now."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["opened"] = Evidence.objects.get(pk=self.evidence.pk).version  # type: ignore[index]
        self.offer(going_on([self.evidence]).get(self.evidence.pk, []))


class ArchiveForm(LaterFile):
    """The archived copy of a link's page."""

    label = _("Store an archived copy")
    said = _("The archived copy is stored.")
    file = forms.FileField(
        label=_("Saved page"),
        help_text=_(
            "The page as you saved it, kept with its SHA-256; it is stored once and not exchanged later."
        ),
    )

    def act(self, stamp: Stamp) -> None:
        archive(stamp, self.evidence, keep_upload(self.cleaned_data["file"]))


class SeenLinks(forms.MultipleChoiceField):
    """Links as ``primary key.version``; what has changed since they were seen is for the verb to say."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        return re.fullmatch(r"[0-9]{1,18}\.[0-9]{1,9}", value, re.ASCII) is not None


class VersionForm(LaterFile):
    """A newer version of a file, and for which recommendations it counts."""

    label = _("Upload a new version")
    said = _("The new version is stored; the earlier one stays readable.")
    file = forms.FileField(label=_("New version"))
    text = forms.CharField(
        label=_("What has changed"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    document_date = forms.CharField(
        label=_("Date of the new version"), required=False, max_length=10,
        help_text=_("2026, 2026-05 or 2026-05-31"), widget=forms.TextInput(attrs={"class": "date vDateText"}),
    )  # fmt: skip
    links = SeenLinks(
        label=_("Counts as evidence for"), required=False,
        help_text=_("With stance, level and date as before. The earlier version keeps its own links."),
    )  # fmt: skip

    def offer(self, links: Sequence[EvidenceLink]) -> None:
        names = [f"{row.pk}.{row.version}" for row in links]
        self.fields["links"].choices = [  # type: ignore[attr-defined]
            (name, str(row.recommendation)) for name, row in zip(names, links, strict=True)
        ]
        self.initial["links"] = names

    def reopen(self) -> None:
        ticked = {each.partition(".")[0] for each in self.data.getlist("links")}  # type: ignore[attr-defined]
        super().reopen()
        now = [name for name in self.initial["links"] if name.partition(".")[0] in ticked]
        self.data.setlist("links", now)  # type: ignore[attr-defined]

    def act(self, stamp: Stamp) -> None:
        data = self.cleaned_data
        seen = {int(pk): int(version) for pk, version in (each.split(".") for each in data["links"])}
        text = data["text"].replace("\r\n", "\n")
        new_version(stamp, self.evidence, keep_upload(data["file"]), seen, text, data["document_date"])


FORMS: dict[str, type[LaterFile]] = {EvidenceKind.LINK: ArchiveForm, EvidenceKind.FILE: VersionForm}
"""What evidence of a kind may be given later."""


def later_files(pieces: Iterable[Evidence]) -> dict[int, LaterFile]:
    """The form of each piece that can still be given a file, by its primary key, in two queries."""
    asked = [piece for piece in pieces if piece.kind in FORMS]
    replaced = set(Evidence.objects.filter(replaces__in=asked).values_list("replaces", flat=True))
    links = going_on(asked)
    return {
        piece.pk: FORMS[piece.kind](piece, links.get(piece.pk, []))
        for piece in asked
        if (piece.file_id is None if piece.kind == EvidenceKind.LINK else piece.pk not in replaced)
    }

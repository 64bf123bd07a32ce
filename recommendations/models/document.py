"""Documents: the bytes as they came, the texts read from them, and what is known about them."""

import hashlib
from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import Disclosure, DocumentKind
from ..extraction import Reading, Span
from .base import Record


class StoredFileManager(models.Manager["StoredFile"]):
    def keep(self, name: str, content_type: str, data: bytes) -> "StoredFile":
        """The stored file with these bytes; the first name they came under stays."""
        digest = hashlib.sha256(data).hexdigest()
        file, _made = self.get_or_create(
            sha256=digest,
            defaults={
                "name": name[:255], "content_type": content_type[:100], "size": len(data), "content": data
            },
        )  # fmt: skip
        return file


class StoredFile(models.Model):
    """Bytes as they came, kept once for each SHA-256 and never changed."""

    KEY = "sha256"

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    name = models.CharField(_("file name"), max_length=255)
    content_type = models.CharField(_("content type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    content = models.BinaryField()

    objects = StoredFileManager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.name


class Document(Record):
    """``published_on`` is a partial date; ``date_note`` says how it was found where the text does not say."""

    KEY = "slug"
    LATER: ClassVar[Mapping[str, str]] = {"disclosure": Disclosure.OPEN}

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="documents", verbose_name=_("file"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    title = models.CharField(_("title"), max_length=500)
    authors = models.JSONField(_("authors"), default=list, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    published_on = models.CharField(_("date of the document"), max_length=10, blank=True)
    date_note = models.CharField(_("note on the date"), max_length=500, blank=True)
    number = models.CharField(_("document number"), max_length=100, blank=True)
    kind = models.CharField(
        _("kind of document"), max_length=20, choices=DocumentKind, default=DocumentKind.OTHER
    )
    language = models.CharField(_("language"), max_length=10, default="zh")
    disclosure = models.CharField(_("disclosure"), max_length=10, choices=Disclosure, default=Disclosure.OPEN)
    text = models.ForeignKey(
        "TextVersion", models.PROTECT, null=True, related_name="+", verbose_name=_("current text")
    )

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("slug",)
        indexes = (models.Index(fields=["published_on", "slug"], name="document_date"),)

    def __str__(self) -> str:
        return self.title


class TextVersion(models.Model):
    """The text of a file as one version of a reader produced it; never changed once stored.

    ``outline`` is a list of ``{"start", "end", "title", "level"}``, ``spans`` a list of
    ``{"start", "end", "kind", "page"}``; offsets count code points in ``content``.
    """

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="texts", verbose_name=_("file"))
    number = models.PositiveIntegerField(_("number"))
    content = models.TextField(_("text"))
    reader = models.CharField(_("reader"), max_length=40)
    reader_version = models.CharField(_("reader version"), max_length=40)
    outline = models.JSONField(_("outline"), default=list)
    spans = models.JSONField(_("spans"), default=list)
    notes = models.JSONField(_("footnotes"), default=list)
    warnings = models.JSONField(_("warnings"), default=list)
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints = (models.UniqueConstraint(fields=["file", "number"], name="text_number"),)

    def __str__(self) -> str:
        return f"{self.file} · {self.number}"

    def reading(self, language: str) -> Reading:
        """The text as its reader handed it out, for the extraction to look at again."""
        return Reading(
            text=self.content, spans=tuple(Span(**span) for span in self.spans), language=language,
            notes=tuple(self.notes), warnings=tuple(self.warnings), reader=self.reader,
            reader_version=self.reader_version,
        )  # fmt: skip

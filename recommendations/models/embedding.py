"""Meanings of texts, kept because they cost time to compute; can be rebuilt, and no history holds them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Embedding(models.Model):
    """``vector`` is float16 bytes, made by ``encoder`` from the text with this ``digest`` (BLAKE2b, 20 bytes, hex)."""

    encoder = models.CharField(_("encoder"), max_length=50)
    digest = models.CharField(_("digest of the text"), max_length=40)
    vector = models.BinaryField(_("vector"))

    class Meta:
        verbose_name = _("embedding")
        verbose_name_plural = _("embeddings")
        constraints = (models.UniqueConstraint(fields=["encoder", "digest"], name="one_embedding_a_text"),)

    def __str__(self) -> str:
        return f"{self.encoder} {self.digest}"

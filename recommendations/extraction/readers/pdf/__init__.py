"""PDF: characters by their boxes become lines, columns, paragraphs; page furniture and footnotes are set apart."""

from .reader import read

__all__ = ["read"]

"""Reasons of the machine and warnings of the readers in the reader's language."""

from django import template

from ..notices import in_words as warned
from ..reasons import in_words

register = template.Library()
register.filter("warned", warned)
register.filter("in_words", in_words)


@register.filter
def all_in_words(phrases: list[str]) -> list[str]:
    """Each of the reasons in words."""
    return [in_words(phrase) for phrase in phrases]

"""Reasons of the machine in the reader's language."""

from django import template

from ..reasons import in_words

register = template.Library()
register.filter("in_words", in_words)


@register.filter
def all_in_words(phrases: list[str]) -> list[str]:
    """Each of the reasons in words."""
    return [in_words(phrase) for phrase in phrases]

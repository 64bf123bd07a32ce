"""A record's history on its page."""

from typing import Any

from django import template

from ..history import action_label, history_of
from ..models import Record

register = template.Library()
register.filter("deed", action_label)


@register.inclusion_tag("recommendations/_history.html", takes_context=True)
def history(context: template.Context, record: Record) -> dict[str, Any]:
    """The record's history as a list, for whoever reads the page."""
    return {"entries": history_of(record, context["request"].user)}

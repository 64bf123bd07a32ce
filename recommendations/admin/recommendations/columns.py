"""The columns of the list, and which of them a person chose."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

COOKIE = "recommendation-columns"
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Column:
    """``ordering`` names the order the header sorts by, where there is one."""

    name: str
    label: Any
    ordering: str = ""
    chosen: bool = True


COLUMNS = (
    Column("light", _("Light"), "due_on"),
    Column("title", _("Recommendation"), "document"),
    Column("headline", _("State"), "status"),
    Column("status_class", _("Class"), chosen=False),
    Column("leads", _("Lead actor")),
    Column("due_on", _("Due date"), "due_on"),
    Column("document", _("Document"), "document"),
    Column("version", _("Version")),
    Column("supports", _("Supporting actors"), chosen=False),
    Column("priority", _("Priority"), "priority", chosen=False),
    Column("response", _("Response"), chosen=False),
    Column("response_due_on", _("Response due"), chosen=False),
    Column("response_on", _("Date of the response"), chosen=False),
    Column("satisfaction", _("Satisfaction"), chosen=False),
    Column("verification", _("Verification"), chosen=False),
    Column("horizon", _("Horizon"), chosen=False),
    Column("quote", _("Quote"), chosen=False),
    Column("summary", _("Summary"), chosen=False),
    Column("progress", _("Latest progress"), chosen=False),
    Column("themes", _("Themes"), chosen=False),
    Column("instruments", _("Instruments"), chosen=False),
    Column("places", _("Places"), chosen=False),
    Column("first_due_on", _("First due date"), chosen=False),
    Column("evidence_count", _("Evidence"), chosen=False),
    Column("children_count", _("Children"), chosen=False),
    Column("progressed_on", _("Last progress report"), chosen=False),
    Column("external_id", _("External number"), chosen=False),
    Column("updated_at", _("Last change"), "-updated_at", chosen=False),
    Column("created_at", _("Created"), "-created_at", chosen=False),
)


def chosen_columns(request: HttpRequest) -> list[Column]:
    """The columns named in the address or, without any, in the person's cookie; else the usual ones."""
    names = request.GET.getlist("columns") or request.COOKIES.get(COOKIE, "").split(".")
    found = [column for column in COLUMNS if column.name in names or column.name == "title"]
    return found if len(found) > 1 else [column for column in COLUMNS if column.chosen]

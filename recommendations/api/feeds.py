"""Feeds with a list's query: what changed (Atom, RFC 4287) and what falls due (iCalendar, RFC 5545)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from ..dates import PartialDate
from ..filters import Listing
from ..models import MAX_SIZE, headline
from .recommendations import check_fields
from .view import ApiView

Row = Mapping[str, Any]

PRODUCT = "-//recommendations//EN"
LINE = 75
"""Octets of a content line, its end left out."""
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


class Feed(ApiView):
    """The first page of a list with its own default order."""

    ordering = ""

    def rows(self) -> list[dict[str, Any]]:
        params = self.request.query_params.copy()
        params.setdefault("ordering", self.ordering)
        params.setdefault("page_size", str(MAX_SIZE))
        listing = Listing(params, self.request.user, timezone.now())
        check_fields(listing.fields)
        return listing.page().rows

    def page_of(self, row: Row) -> str:
        """The address of the record's page."""
        return self.request.build_absolute_uri(f"/recommendations/{row['ref']}/")


class RecommendationFeed(Feed):
    ordering = "-updated_at"

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        rows = self.rows()
        address = request.build_absolute_uri()
        feed = Atom1Feed(
            title=_("Recommendations"), link=request.build_absolute_uri("/recommendations/"), description="",
            language=get_language(), author_name=_("Recommendations"), feed_url=address, feed_guid=address,
        )  # fmt: skip
        for row in rows:
            feed.add_item(
                title=clean(row["title"]), link=self.page_of(row), unique_id=self.page_of(row),
                description=clean(about(row)), pubdate=row["created_at"], updateddate=row["updated_at"],
            )  # fmt: skip
        return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


class DueCalendar(Feed):
    ordering = "due_on"

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}"]
        for row in self.rows():
            if row["due_on"]:
                lines += self.event(row)
        folded = (part for line in [*lines, "END:VCALENDAR"] for part in fold(line))
        body = "".join(f"{line}\r\n" for line in folded)
        return HttpResponse(body.encode(), content_type="text/calendar; charset=utf-8")

    def event(self, row: Row) -> list[str]:
        """A whole-day event on the last day the due date covers."""
        return [
            "BEGIN:VEVENT",
            f"UID:{row['ref']}@{self.request.get_host().partition(':')[0]}",
            f"DTSTAMP:{row['updated_at']:%Y%m%dT%H%M%SZ}",
            f"SEQUENCE:{row['version']}",
            f"DTSTART;VALUE=DATE:{PartialDate.parse(row['due_on']).end:%Y%m%d}",
            f"SUMMARY:{escaped(row['title'])}",
            f"DESCRIPTION:{escaped(about(row))}",
            f"URL:{self.page_of(row)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]


def about(row: Row) -> str:
    """Where the record stands and what it says."""
    return "\n".join(part for part in (headline(row)[0], row["quote"] or row["summary"]) if part)


def clean(text: str) -> str:
    """Text without characters that XML and iCalendar cannot hold."""
    return _UNWRITABLE.sub("", text)


def escaped(text: str) -> str:
    """An iCalendar TEXT value."""
    for character in ("\\", ";", ","):
        text = text.replace(character, f"\\{character}")
    return clean(re.sub(r"\r\n?|\n", r"\\n", text))


def fold(line: str) -> Iterator[str]:
    """A content line in parts of at most ``LINE`` octets; every part but the first begins with a space."""
    part, room = "", LINE
    for character in line:
        size = len(character.encode())
        if size > room:
            yield part
            part, room = " ", LINE - 1
        part += character
        room -= size
    yield part


feed_urlpatterns = [
    path("recommendations.atom", RecommendationFeed.as_view(), name="feed-recommendations"),
    path("due.ics", DueCalendar.as_view(), name="feed-due"),
]

"""A list of recommendations as asked for in a query string: filters, order, page."""

import datetime as dt
from functools import cached_property
from typing import Any, NoReturn

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ..access import User, conceal
from ..exceptions import Invalid
from ..models import DEFAULT_ORDERING, MAX_SIZE, ORDERINGS, Page, for_list, page, rows
from .recommendations import RecommendationFilter

LISTING_PARAMS = ("ordering", "page_size", "cursor", "fields")
DEFAULT_SIZE = 50


class Paging:
    """How much of a list, and from where. Raises ``Invalid`` at once for wrong values."""

    def __init__(self, params: QueryDict, beside: tuple[str, ...] = ()) -> None:
        self.params = params
        for name in (*LISTING_PARAMS, *beside):
            if len(params.getlist(name)) > 1:
                self.refuse(name, _("This parameter can be given only once."))
        self.page_size = self._size(params.get("page_size"))
        self.cursor = params.get("cursor") or None

    def take(self, queryset: QuerySet[Any], columns: tuple[str, ...]) -> Page:
        """One page of ``queryset``, ordered by ``columns`` as ``models.page`` takes them."""
        try:
            return page(queryset, columns, self.cursor, self.page_size)
        except ValueError as error:
            self.refuse("cursor", str(error))

    @staticmethod
    def _size(text: str | None) -> int:
        if text is None:
            return DEFAULT_SIZE
        if not (text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= MAX_SIZE):
            Paging.refuse("page_size", _("Give a number from 1 to %(most)s.") % {"most": MAX_SIZE})
        return int(text)

    @staticmethod
    def refuse(name: str, message: Any) -> NoReturn:
        raise Invalid(_("Some parameters are wrong."), errors=[(name, message)])


class Listing(Paging):
    """A list of recommendations: filters, order and page."""

    def __init__(self, params: QueryDict, user: User, now: dt.datetime, beside: tuple[str, ...] = ()) -> None:
        super().__init__(params, beside)
        self.filter = RecommendationFilter(params, user, now, (*LISTING_PARAMS, *beside))
        self.ordering = params.get("ordering") or DEFAULT_ORDERING
        if self.ordering not in ORDERINGS:
            self.refuse("ordering", _("There is no such order."))

    @property
    def columns(self) -> tuple[str, ...]:
        return ORDERINGS[self.ordering]

    @cached_property
    def fields(self) -> list[str]:
        """The fields asked for, or none for all; unknown ones are refused once rows are known."""
        return [name for name in (self.params.get("fields") or "").split(",") if name]

    def records(self) -> Page:
        """One page of model instances, read with the joins of a row."""
        return self.take(for_list(self.filter.queryset), self.columns)

    def page(self) -> Page:
        """One page of rows as dictionaries."""
        found = self.records()
        return Page(self.as_rows(found.rows), found.next, found.previous)

    def as_rows(self, records: list[Any]) -> list[dict[str, Any]]:
        """Records read through ``for_list`` as the rows their reader may see."""
        return conceal(self.filter.user, rows(records, self.filter.today), self.filter.visible)

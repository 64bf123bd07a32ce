"""Actors and themes: the vocabularies administrators keep."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from ..choices import Role
from ..editing import edit_register, new_register
from ..models import Actor
from ..review import known_actors
from ..text import fold
from .base import RegisterAdmin, RegisterForm, stamp_of
from .fields import DatedNamesField


class RegisterOfNames(RegisterAdmin):
    added_by = Role.ADMINISTRATOR
    changed_by = Role.ADMINISTRATOR
    list_select_related = ("parent",)
    autocomplete_fields = ("parent",)

    def add_record(self, request: HttpRequest, record: Any, form: RegisterForm) -> None:
        new_register(stamp_of(request), record, form.links)

    def change_record(self, request: HttpRequest, record: Any, form: RegisterForm) -> None:
        edit_register(stamp_of(request), record, form.changes, form.links)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A slug names the record in history and addresses: it never changes."""
        return ("slug",) if obj is not None else ()


class ActorForm(RegisterForm):
    names = DatedNamesField(required=False)


class ActorAdmin(RegisterOfNames):
    form = ActorForm
    list_display = ("name", "kind", "parent", "slug", "version")
    list_filter = ("kind",)
    search_fields = ("name",)
    autocomplete_fields = ("parent", "predecessors")
    fields = ("slug", "name", "name_en", "kind", "parent", "aliases", "names", "predecessors", "note")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "names" in form.base_fields:
            form.base_fields["names"].label = Actor._meta.get_field("names").verbose_name
        return form

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Actor], bool]:
        """Any name or alias, folded."""
        term = fold(search_term.strip())
        if not term:
            return queryset, False
        keys = {actor.pk for name, actor in known_actors().items() if term in name}
        return queryset.filter(pk__in=keys), False


class ThemeAdmin(RegisterOfNames):
    list_display = ("name", "name_en", "parent", "slug", "version")
    search_fields = ("name", "name_en", "slug")
    fields = ("slug", "name", "name_en", "parent")

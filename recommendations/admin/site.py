"""The staff's site: our records only, the worklist as its home, passwords changed without a trace of them."""

from collections.abc import Callable
from functools import partial, update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import PasswordChangeView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from ..access import visible_to
from ..models import Document, Evidence, Letter, LetterTemplate, ProgressReport, StoredFile
from .exchanging import import_view
from .home import home_context
from .passwords import OwnPasswordForm
from .progress import progress_view
from .reminders import reminders_view
from .reporting import refuse_nul, report_view
from .situation import situation_view, situation_word_view

ORDER = (
    "recommendation", "assignment", "extensionrequest", "progressreport", "letter", "lettertemplate", "reportinglink", "candidate",
    "evidencelink", "evidence", "document", "actor", "contact", "theme", "statusclass", "rolename", "account",
    "webhookendpoint", "job", "mail", "change",
)  # fmt: skip
"""How the records stand in the menu."""
HOLDERS = (
    (Document, "file"), (Evidence, "file"), (ProgressReport, "files"), (Letter, "file"), (LetterTemplate, "file"),
)  # fmt: skip
"""The records that files belong to; a file is there for whoever may see one of its own."""


class Autocomplete(AutocompleteJsonView):
    """Answers with keys instead of primary keys where ``by=key`` asks for them."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        found = super().serialize_result(obj, to_field_name)
        return found | {"id": obj.key} if self.request.GET.get("by") == "key" else found


class DeskSite(AdminSite):
    site_title = _("Follow-up desk")
    site_header = _("Follow-up desk")
    index_title = _("My worklist")
    index_template = "recommendations_admin/home.html"
    enable_nav_sidebar = True
    final_catch_all_view = False

    def index(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().index(request, home_context(request) | dict(extra_context or {}))

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Django's guard; NUL, which no person types and no database holds, goes no further."""

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            refuse_nul(request)
            return view(request, *args, **kwargs)

        return super().admin_view(update_wrapper(guarded, view), cacheable)

    def get_urls(self) -> list[Any]:
        own = [
            path("progress/", self.admin_view(partial(progress_view, self)), name="progress"),
            path("reminders/", self.admin_view(partial(reminders_view, self)), name="reminders"),
            path("import/", self.admin_view(partial(import_view, self)), name="import"),
            path("situation/", self.admin_view(partial(situation_view, self)), name="situation"),
            path("situation/word/", self.admin_view(situation_word_view), name="situation-word"),
            path("report/<str:token>/", never_cache(partial(report_view, self)), name="report"),
            path("files/<int:pk>/", self.admin_view(file_view), name="file"),
        ]
        return [*own, *super().get_urls()]

    def app_index(self, request: HttpRequest, app_label: str, extra_context: Any = None) -> HttpResponse:
        """There is one app: its index is the worklist."""
        return HttpResponseRedirect(reverse("admin:index"))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda each: ORDER.index(each["model"]._meta.model_name))
        return apps

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return Autocomplete.as_view(admin_site=self)(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        request.current_app = self.name  # type: ignore[attr-defined]
        return PasswordChangeView.as_view(
            form_class=OwnPasswordForm,
            success_url=reverse("admin:password_change_done"),
            extra_context=self.each_context(request) | dict(extra_context or {}),
        )(request)


def file_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a record that this account may see, always as an attachment."""
    file = StoredFile.objects.filter(pk=pk).first()
    found = (visible_to(request.user, model).filter(**{name: file}) for model, name in HOLDERS)  # type: ignore[arg-type]
    if file is None or not any(rows.exists() for rows in found):
        raise Http404
    name = content_disposition_header(True, file.name)
    return HttpResponse(
        bytes(file.content), "application/octet-stream", headers={"Content-Disposition": name}
    )


site = DeskSite()

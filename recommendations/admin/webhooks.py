"""Webhooks: which systems receive changes, as whom, and how it goes. Only administrators see them."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from .. import webhooks
from ..choices import Role
from ..exceptions import TrackerError
from ..models import Account, LedgerHead, WebhookEndpoint
from .base import RegisterAdmin, RegisterForm, stamp_of
from .conflicts import in_words, put_refusal
from .fields import number


class EndpointForm(forms.Form):
    url = forms.CharField(label=_("Address"), max_length=500, widget=AdminTextInputWidget)
    account = forms.ModelChoiceField(
        Account.objects.filter(is_active=True), label=_("Sees what this account sees")
    )
    after = forms.IntegerField(
        label=_("Begin after the sequence"), min_value=0, max_value=2**63 - 1, required=False,
        help_text=_("Empty: with what happens from now on. 0: with the whole history."),
    )  # fmt: skip


class WebhookEndpointAdmin(RegisterAdmin):
    form = RegisterForm
    viewed_by = added_by = changed_by = Role.ADMINISTRATOR
    list_display = ("url", "account", "state", "position", "failures", "delivered_at", "last_error")
    list_select_related = ("account",)
    fields = (
        "url", "account", "active", "delivered", "delivered_at", "failures", "last_error", "next_try_at",
        "secret_renewed_at",
    )  # fmt: skip
    readonly_fields = fields[3:]
    change_form_template = "recommendations_admin/webhook.html"

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        name = "recommendations_webhookendpoint_secret"
        return [path("<int:pk>/secret/", guard(partial(_renew, self)), name=name), *super().get_urls()]

    @admin.display(description=_("state"), ordering="active")
    def state(self, endpoint: WebhookEndpoint) -> str:
        tone, text = (
            ("bad", _("Switched off"))
            if not endpoint.active
            else ("warning", _("Failing"))
            if endpoint.failures
            else ("good", _("Active"))
        )
        return format_html('<span class="pill tone-{}">{}</span>', tone, text)

    @admin.display(description=_("last sequence delivered"))
    def position(self, endpoint: WebhookEndpoint) -> str:
        return f"{endpoint.delivered} / {LedgerHead.objects.get(pk=1).sequence}"

    def change_record(self, request: HttpRequest, record: Any, form: RegisterForm) -> None:
        webhooks.change_endpoint(stamp_of(request), record, form.changes)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form, status = EndpointForm(request.POST or None), 200
        if request.method == "POST":
            status = 400
            if form.is_valid():
                data = form.cleaned_data
                try:
                    endpoint, secret = webhooks.new_endpoint(
                        stamp_of(request), data["url"], data["account"], data["after"]
                    )
                except TrackerError as refusal:
                    status = refusal.status
                    put_refusal(form, refusal)
                else:
                    return self.shown_once(request, endpoint, secret)
        context = self.admin_site.each_context(request) | {
            "form": form, "opts": self.opts, "title": _("New webhook"), "media": self.media + form.media,
        }  # fmt: skip
        return TemplateResponse(request, "recommendations_admin/new.html", context, status=status)

    def shown_once(self, request: HttpRequest, endpoint: WebhookEndpoint, secret: str) -> HttpResponse:
        context = self.admin_site.each_context(request) | {
            "opts": self.opts, "title": _("Secret of the webhook"), "endpoint": endpoint, "secret": secret,
            "media": self.media,
        }  # fmt: skip
        return TemplateResponse(request, "recommendations_admin/webhook_secret.html", context)


def _renew(model_admin: WebhookEndpointAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Replace the secret, unless somebody else just did; the new one is shown once."""
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    endpoint = model_admin.get_object(request, str(pk))
    if endpoint is None or request.method != "POST":
        return HttpResponseRedirect(reverse("admin:recommendations_webhookendpoint_changelist"))
    endpoint.version = number(request.POST.get("renewing")) or 0
    try:
        secret = webhooks.renew_secret(stamp_of(request), endpoint)
    except TrackerError as refusal:
        messages.error(request, in_words(refusal))
        return HttpResponseRedirect(reverse("admin:recommendations_webhookendpoint_change", args=[pk]))
    return model_admin.shown_once(request, endpoint, secret)

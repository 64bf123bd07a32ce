"""督办函 and 催办函 for rows chosen in the list."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin.sites import AdminSite
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...choices import LetterKind
from ...desk import LONGEST_BODY, write_letter
from ...exceptions import TrackerError
from ...models import Recommendation
from ..base import COUNT_CAP, stamp_of
from ..conflicts import put_refusal
from .desk_forms import actor_field

if TYPE_CHECKING:
    from .admin import RecommendationAdmin


class LetterForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of letter"), choices=LetterKind.choices)
    number = forms.CharField(label=_("Document number"), max_length=100, widget=AdminTextInputWidget)
    body = forms.CharField(
        label=_("Text of the letter"), max_length=LONGEST_BODY, required=False, widget=AdminTextareaWidget,
        help_text=_("Empty: the usual text. Each line becomes a paragraph."),
    )  # fmt: skip

    def __init__(self, *args: Any, site: AdminSite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actor"] = actor_field(site, _("Addressee"))
        self.order_fields(["kind", "number", "actor", "body"])


def letter_view(admin: "RecommendationAdmin", request: HttpRequest, selected: Any = None) -> HttpResponse:
    """Ask for number and addressee, write the letter, and go to the log of letters."""
    refs = request.POST.getlist("ref")
    rows = selected if selected is not None else admin.get_queryset(request).filter(ref__in=refs)
    records: list[Recommendation] = list(rows[:COUNT_CAP])
    asked = selected is None
    form, status = (
        LetterForm(request.POST if asked else None, site=admin.admin_site, initial=_initial(records)),
        200,
    )
    if asked and not form.is_valid():
        status = 400
    elif asked:
        data = form.cleaned_data
        try:
            letter = write_letter(
                stamp_of(request), data["kind"], data["number"], data["actor"], records, timezone.localdate(),
                data["body"],
            )  # fmt: skip
        except TrackerError as refusal:
            status = refusal.status
            put_refusal(form, refusal)
        else:
            messages.success(request, _("Letter %(number)s written.") % {"number": letter.number})
            return HttpResponseRedirect(reverse("admin:recommendations_letter_changelist"))
    context = admin.admin_site.each_context(request) | {
        "opts": admin.opts, "title": _("Write a letter"), "form": form, "records": records,
        "media": admin.media + form.media, "back": request.GET.urlencode(),
    }  # fmt: skip
    return TemplateResponse(request, "recommendations_admin/letter.html", context, status=status)


def _initial(records: list[Recommendation]) -> dict[str, Any]:
    """The lead of the first row; who writes to several leads chooses."""
    if not records:
        return {}
    lead = records[0].actor_links.filter(role="lead").order_by("order").first()
    return {"actor": lead.actor_id if lead else None}

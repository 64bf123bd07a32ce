"""Lists a person keeps under a name; nobody else sees them."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ...models import SavedView
from ..fields import number

if TYPE_CHECKING:
    from .admin import RecommendationAdmin

NAME, QUERY = 100, 2000


def views_of(request: HttpRequest) -> list[SavedView]:
    return list(SavedView.objects.filter(account=request.user))


def views_view(admin: "RecommendationAdmin", request: HttpRequest) -> HttpResponse:
    """Keep the list's address under a name, or forget one."""
    address = reverse("admin:recommendations_recommendation_changelist")
    query = QueryDict(request.POST.get("query", "").encode("utf-8", "replace"), mutable=True)
    query.pop("p", None)
    mine = SavedView.objects.filter(account=request.user)
    forget = number(request.POST.get("forget"))
    name = request.POST.get("name", "").strip()
    if request.method == "POST" and forget:
        mine.filter(pk=forget).delete()
        messages.success(request, _("Forgotten."))
    elif request.method == "POST" and name and len(name) <= NAME and len(query.urlencode()) <= QUERY:
        mine.update_or_create(account=request.user, name=name, defaults={"query": query.urlencode()})
        messages.success(request, _("Kept under this name."))
    elif request.method == "POST":
        messages.error(request, _("Give a name of at most %(limit)s characters.") % {"limit": NAME})
    return HttpResponseRedirect(f"{address}?{query.urlencode()}" if query else address)

"""Editing a recommendation; a stale save keeps what was typed and shows what the other person changed."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Field
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..access import require, visible_to
from ..choices import ActorRole, Role
from ..editing import edit
from ..exceptions import Stale, TrackerError
from ..models import Actor, Document, Recommendation, rows
from .acting import for_role, refuse, stamp
from .detail import find
from .forms import EditForm
from .naming import actors_named, theme_choices


@dataclass(frozen=True)
class Clash:
    """A field somebody else changed meanwhile: what it says now, and what is in the form if that differs."""

    label: str
    now: str
    typed: str
    both: bool


@require_http_methods(["GET", "HEAD", "POST"])
@for_role(Role.EDITOR)
def edit_recommendation(request: HttpRequest, ref: str) -> HttpResponse:
    """Only fields the person changed are sent; the version read goes along."""
    record = find(request, ref)
    account: Any = request.user
    require(account, Role.EDITOR, record)
    if request.method != "POST":
        form = form_for(account, initial=values_of(record))
        return page(request, record, form)
    form = form_for(account, data=request.POST)
    status = 400
    if form.is_valid():
        record.version = form.cleaned_data["version"]
        try:
            edit(stamp(request), record, changes_of(form), form.cleaned_data["reason"])
        except Stale as refusal:
            return stale_page(request, ref, form, refusal)
        except TrackerError as refusal:
            status = refuse(form, refusal)
        else:
            messages.success(request, _("Stored."))
            return redirect("recommendation", record.ref)
    return page(request, find(request, ref), form, status)


def form_for(account: Any, **kwargs: Any) -> EditForm:
    return EditForm(account=account, themes=theme_choices(), **kwargs)


def values_of(record: Recommendation) -> dict[str, Any]:
    """The record as the form shows it."""
    (row,) = rows([record], record.updated_at.date())
    names = {
        actor.slug: actor.name for actor in Actor.objects.filter(slug__in=[a["slug"] for a in row["actors"]])
    }
    by_role: dict[str, list[str]] = {role: [] for role in ActorRole.values}
    for actor in row["actors"]:
        by_role[actor["role"]].append(names[actor["slug"]])
    plain = {
        name: row[name] or ""
        for name in EditForm.base_fields
        if name in row and name not in ("published", "version")
    }
    return plain | {
        "leads": by_role["lead"], "supports": by_role["support"], "version": record.version,
        "instruments": row["instruments"], "places": row["places"], "themes": row["themes"],
        "published": record.published, "due_on": "" if record.due_inherited else record.due_on,
    }  # fmt: skip


def changes_of(form: EditForm) -> dict[str, Any]:
    """What the person changed, as an edit takes it. Raises ``Invalid`` for unknown actors."""
    data = form.cleaned_data
    wanted = set(form.wanted)
    changes = {name: data[name] for name in wanted - {"leads", "supports"}}
    if wanted & {"leads", "supports"}:
        changes["actors"] = actors_named(data["leads"], data["supports"])
    return changes


def stale_page(request: HttpRequest, ref: str, form: EditForm, refusal: Stale) -> HttpResponse:
    """The form again: what was typed stays, untouched fields show the record as it is now."""
    record = find(request, ref)
    now, mine = values_of(record), set(form.wanted)
    changed = set(refusal.extra["changed_fields"]) | (
        {"leads", "supports"} if "actors" in refusal.extra["changed_fields"] else set()
    )
    merged = form.data.copy()
    for name in form.fields:
        if name == "reason":
            continue
        values = now[name] if isinstance(now[name], list) and name == "themes" else [now[name]]
        texts = ["\n".join(v) if isinstance(v, list) else "" if v is False else str(v) for v in values]
        merged.setlist(f"initial-{name}", texts)
        if name not in mine:
            merged.setlist(name, [text for text in texts if text or name != "published"])
    again = form_for(request.user, data=merged)
    clashes = [
        Clash(str(field.label), words(field, now[name]), words(field, form.cleaned_data[name]), name in mine)
        for name, field in form.fields.items()
        if name in changed
    ]
    context = {"stale": refusal, "clashes": clashes}
    return page(request, record, again, refusal.status, context)


def words(field: Field, value: Any) -> str:
    """A form's value as a reader would say it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    labels = dict(getattr(field, "choices", ()))
    return "、".join(str(labels.get(each, each)) for each in (value if isinstance(value, list) else [value]))


def page(
    request: HttpRequest,
    record: Recommendation,
    form: EditForm,
    status: int = 200,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    documents = (
        visible_to(request.user, Document).order_by("-published_on").values_list("slug", "title")[:500]
    )  # type: ignore[arg-type]
    actors = Actor.objects.values_list("name", flat=True)[:1000]
    context = {
        "section": "recommendations", "record": record, "form": form, "documents": documents, "actors": actors,
    }  # fmt: skip
    return render(request, "recommendations/edit.html", context | (more or {}), status=status)

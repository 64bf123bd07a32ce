"""What the record page shows, read in a fixed number of queries."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models.functions import Substr
from django.utils import timezone

from ...choices import LinkState, ReportState, Role
from ...evidence import LaterFile, later_files
from ...history import entries
from ...ledger import changes_of
from ...models import Evidence, EvidenceLink, Recommendation, TextVersion, for_list, rows
from .desk_forms import desk_context, drafts_of
from .evidence_forms import LinkForm, ProgressForm
from .moves import Panel, decision_panels, move_panels

if TYPE_CHECKING:
    from .record import RecordPage

AROUND = 400
"""Characters of the document shown before and after the quote."""


@dataclass(frozen=True)
class Quote:
    """The quote with what stands around it in the stored text; ``cut`` where the text goes on."""

    before: str
    text: str
    after: str
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True)
class LinkRow:
    """A link with its form and the decisions open to this account.

    ``later`` is the form of a file its evidence can still be given, ``newer`` the key of the version after it.
    """

    link: EvidenceLink
    form: Any
    decisions: tuple[str, ...]
    opened: bool
    later: LaterFile | None
    newer: int | None


def record_context(page: "RecordPage", record: Recommendation) -> dict[str, Any]:
    """The template's variables for one record."""
    user: Any = page.request.user
    shown = for_list(Recommendation.objects.filter(pk=record.pk)).get()
    today = timezone.localdate()
    (row,) = rows([shown], today)
    themes = dict(shown.theme_links.values_list("theme__slug", "theme__name"))
    links = list(
        EvidenceLink.objects.filter(recommendation=record)
        .select_related("evidence", "evidence__document", "evidence__file", "decided_by")
        .defer("evidence__file__content")
        .order_by("state", "-pk")
    )
    later = later_files(link.evidence for link in links)
    keys = [link.evidence_id for link in links]
    newer = dict(Evidence.objects.filter(replaces__in=keys).values_list("replaces", "pk"))
    confirmed = [link for link in links if link.state == LinkState.CONFIRMED]
    children = list(
        for_list(Recommendation.objects.filter(parent=record)).order_by("document_rank", "position", "ref")
    )
    reports = list(record.progress.prefetch_related("files"))
    filed = sum(report.state == ReportState.FILED for report in reports)
    return {
        "record": shown,
        "row": row | {"theme_names": [themes.get(slug, slug) for slug in row["themes"]]},
        "quote": quote_in_context(shown),
        "moves": _bound(page, move_panels(shown, user, page.site, confirmed)),
        "decisions": _bound(page, decision_panels(shown, user)),
        "links": [
            _link_row(page, link, user, later.get(link.evidence_id), newer.get(link.evidence_id))
            for link in links
        ],
        "progress": drafts_of(page, reports),
        "progress_form": page.shown("progress", ProgressForm(seen=filed)),
        "children": list(zip(children, rows(children, today), strict=True)),
        "history": entries(list(reversed(changes_of(record)))),
    } | desk_context(page, record, today)


def quote_in_context(record: Recommendation) -> Quote:
    """The quote with its surroundings; prefix and suffix where it stands in no stored text."""
    if record.start is None or record.end is None or record.text_id is None:
        return Quote(record.prefix, record.quote, record.suffix)
    first = max(0, record.start - AROUND)
    text = (
        TextVersion.objects.filter(pk=record.text_id)
        .annotate(
            before=Substr("content", first + 1, record.start - first),
            after=Substr("content", record.end + 1, AROUND + 1),
        )
        .values("before", "after")
        .get()
    )
    after = text["after"] or ""
    before = text["before"] if record.start > first else ""
    return Quote(before, record.quote, after[:AROUND], first > 0, len(after) > AROUND)


def _bound(page: "RecordPage", panels: list[Panel]) -> list[Panel]:
    """The panel whose form was refused shows that form, unfolded."""
    for panel in panels:
        panel.form, panel.opened = page.shown(panel.code, panel.form), panel.code in page.bound
    return panels


def _link_row(
    page: "RecordPage", link: EvidenceLink, user: Any, later: LaterFile | None, newer: int | None
) -> LinkRow:
    reviewer = user.has_role(Role.REVIEWER)
    decisions: tuple[str, ...] = ()
    if link.state == LinkState.SUGGESTED and reviewer:
        decisions = ("confirm", "reject")
    elif link.state == LinkState.CONFIRMED and (reviewer or link.decided_by_id == user.pk):
        decisions = ("withdraw",)
    code, form = f"link{link.pk}", LinkForm(link=link)
    shown = page.shown(code, form) if decisions else form
    return LinkRow(link, shown, decisions, code in page.bound, later, newer)

"""The FilterSets of what stands beside recommendations: documents, actors, themes, candidates, evidence."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ..access import User, visible_to
from ..choices import (
    ActorKind,
    CandidateState,
    Disclosure,
    DocumentKind,
    EvidenceKind,
    EvidenceLevel,
    LinkState,
    RecommendationLevel,
    Stance,
)
from ..exceptions import Invalid
from ..models import Actor, Candidate, Document, Evidence, EvidenceLink, Recommendation, Theme
from .strict import ManyFilter, SlugsFilter, StrictFilterSet

REGISTERS: dict[str, tuple[Any, str]] = {
    "document": (Document, "slug"),
    "actor": (Actor, "slug"),
    "theme": (Theme, "slug"),
    "recommendation": (Recommendation, "ref"),
}


class KnownFilterSet(StrictFilterSet):
    """A FilterSet whose ``SlugsFilter`` values must name rows that exist for ``user``."""

    def __init__(self, data: QueryDict, queryset: Any, *, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(data, queryset, **kwargs)
        errors = []
        for name, values in self.given.items():
            if isinstance(self.filters[name], SlugsFilter):
                model, key = REGISTERS[self.filters[name].rows]
                known = visible_to(user, model).filter(**{f"{key}__in": values}).count()
                if known != len(values):
                    errors.append((name, _("There is no such choice.")))
        if errors:
            raise Invalid(_("Some parameters are wrong."), errors=errors)


class DocumentFilterSet(KnownFilterSet):
    kind = ManyFilter(label=_("Kind of document"), lookup_expr="in", choices=DocumentKind.choices)
    language = ManyFilter(label=_("Language"), lookup_expr="in", choices=[("zh", "中文"), ("en", "English")])
    disclosure = ManyFilter(label=_("Disclosure"), lookup_expr="in", choices=Disclosure.choices)

    class Meta:
        model = Document
        fields = ()


class ActorFilterSet(KnownFilterSet):
    kind = ManyFilter(label=_("Kind of body"), lookup_expr="in", choices=ActorKind.choices)
    parent = SlugsFilter("parent__slug", "in", label=_("Part of"), rows="actor")

    class Meta:
        model = Actor
        fields = ()


class ThemeFilterSet(KnownFilterSet):
    parent = SlugsFilter("parent__slug", "in", label=_("Part of"), rows="theme")

    class Meta:
        model = Theme
        fields = ()


class CandidateFilterSet(KnownFilterSet):
    document = SlugsFilter("document__slug", "in", label=_("Document"), rows="document")
    state = ManyFilter(label=_("State"), lookup_expr="in", choices=CandidateState.choices)
    level = ManyFilter(label=_("Level"), lookup_expr="in", choices=RecommendationLevel.choices)

    class Meta:
        model = Candidate
        fields = ()


class EvidenceFilterSet(KnownFilterSet):
    kind = ManyFilter(label=_("Kind of evidence"), lookup_expr="in", choices=EvidenceKind.choices)
    level = ManyFilter(label=_("Level of evidence"), lookup_expr="in", choices=EvidenceLevel.choices)
    disclosure = ManyFilter(label=_("Disclosure"), lookup_expr="in", choices=Disclosure.choices)
    document = SlugsFilter("document__slug", "in", label=_("Document"), rows="document")

    class Meta:
        model = Evidence
        fields = ()


class EvidenceLinkFilterSet(KnownFilterSet):
    state = ManyFilter(label=_("State"), lookup_expr="in", choices=LinkState.choices)
    stance = ManyFilter(label=_("Stance"), lookup_expr="in", choices=Stance.choices)
    recommendation = SlugsFilter(
        "recommendation__ref", "in", label=_("Recommendation"), rows="recommendation"
    )
    document = SlugsFilter("evidence__document__slug", "in", label=_("Document"), rows="document")

    class Meta:
        model = EvidenceLink
        fields = ()

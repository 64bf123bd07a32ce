"""The FilterSets, used by the API, the pages and the admin alike."""

from .listing import LISTING_PARAMS, Listing, Paging
from .recommendations import Chip, RecommendationFilter, RecommendationFilterSet
from .registers import (
    ActorFilterSet,
    CandidateFilterSet,
    DocumentFilterSet,
    EvidenceFilterSet,
    EvidenceLinkFilterSet,
    KnownFilterSet,
    ThemeFilterSet,
)
from .strict import DateFilter, FlagFilter, ManyFilter, NumberFilter, SlugsFilter, StrictFilterSet

__all__ = [
    "LISTING_PARAMS", "ActorFilterSet", "CandidateFilterSet", "Chip", "DateFilter", "DocumentFilterSet",
    "EvidenceFilterSet", "EvidenceLinkFilterSet", "FlagFilter", "KnownFilterSet", "Listing", "ManyFilter",
    "NumberFilter", "Paging", "RecommendationFilter", "RecommendationFilterSet", "SlugsFilter",
    "StrictFilterSet", "ThemeFilterSet",
]  # fmt: skip

"""The FilterSets, used by the API, the pages and the admin alike."""

from .listing import LISTING_PARAMS, Listing
from .recommendations import Chip, RecommendationFilter, RecommendationFilterSet
from .strict import DateFilter, FlagFilter, ManyFilter, NumberFilter, SlugsFilter, StrictFilterSet

__all__ = [
    "LISTING_PARAMS", "Chip", "DateFilter", "FlagFilter", "Listing", "ManyFilter", "NumberFilter",
    "RecommendationFilter", "RecommendationFilterSet", "SlugsFilter", "StrictFilterSet",
]  # fmt: skip

"""Addresses under ``/api/v1/``."""

from django.urls import path, re_path, register_converter
from django.urls.converters import IntConverter, StringConverter

from ..exchange import FORMATS
from .actions import (
    EvidenceOfRecommendation,
    HistoryList,
    ProgressFile,
    ProgressList,
    StatusAction,
    SuggestionsOfRecommendation,
    VerificationAction,
)
from .bulk import BulkEdit, BulkStatus
from .candidates import (
    AcceptCandidate,
    CandidateDetail,
    CandidateList,
    MergeCandidate,
    RejectCandidate,
    SplitCandidate,
)
from .changes import ChangeList
from .documents import DocumentDetail, DocumentFile, DocumentList, DocumentTextView
from .evidence import (
    ConfirmLink,
    EvidenceDetail,
    EvidenceFile,
    EvidenceLinkList,
    EvidenceList,
    RejectLink,
    WithdrawLink,
)
from .export import Export
from .recommendations import RecommendationDetail, RecommendationList
from .reference import Nothing, Reference, Schema
from .registers import ActorList, ThemeList
from .statistics import Facets, StatisticsView
from .vocabulary import Vocabulary


class RefConverter(StringConverter):
    regex = "[A-Za-z0-9-]{1,20}"


class IdConverter(IntConverter):
    """Numbers a database can hold; a larger one names nothing."""

    regex = "[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        if int(value) >= 2**63:
            raise ValueError
        return int(value)


class DigestConverter(StringConverter):
    regex = "[0-9a-f]{64}"


class FormatConverter(StringConverter):
    regex = "|".join(FORMATS)


register_converter(FormatConverter, "format")
register_converter(DigestConverter, "sha256")
register_converter(RefConverter, "ref")
register_converter(IdConverter, "id")

urlpatterns = [
    path("recommendations/", RecommendationList.as_view(), name="api-recommendations"),
    path("recommendations/facets/", Facets.as_view()),
    path("recommendations/export.<format:extension>", Export.as_view()),
    path("recommendations/bulk-status/", BulkStatus.as_view()),
    path("recommendations/bulk-edit/", BulkEdit.as_view()),
    path("recommendations/<ref:ref>/", RecommendationDetail.as_view(), name="api-recommendation"),
    path("recommendations/<ref:ref>/status/", StatusAction.as_view()),
    path("recommendations/<ref:ref>/verification/", VerificationAction.as_view()),
    path("recommendations/<ref:ref>/progress/", ProgressList.as_view()),
    path("recommendations/<ref:ref>/progress/<id:id>/files/<sha256:sha256>/", ProgressFile.as_view()),
    path("recommendations/<ref:ref>/history/", HistoryList.as_view()),
    path("recommendations/<ref:ref>/evidence/", EvidenceOfRecommendation.as_view()),
    path("recommendations/<ref:ref>/suggestions/", SuggestionsOfRecommendation.as_view()),
    path("documents/", DocumentList.as_view()),
    path("documents/<slug:slug>/", DocumentDetail.as_view()),
    path("documents/<slug:slug>/text/", DocumentTextView.as_view()),
    path("documents/<slug:slug>/file/", DocumentFile.as_view()),
    path("candidates/", CandidateList.as_view()),
    path("candidates/<id:id>/", CandidateDetail.as_view()),
    path("candidates/<id:id>/accept/", AcceptCandidate.as_view()),
    path("candidates/<id:id>/reject/", RejectCandidate.as_view()),
    path("candidates/<id:id>/merge/", MergeCandidate.as_view()),
    path("candidates/<id:id>/split/", SplitCandidate.as_view()),
    path("evidence/", EvidenceList.as_view()),
    path("evidence/<id:id>/", EvidenceDetail.as_view()),
    path("evidence/<id:id>/file/", EvidenceFile.as_view()),
    path("evidence-links/", EvidenceLinkList.as_view()),
    path("evidence-links/<id:id>/confirm/", ConfirmLink.as_view()),
    path("evidence-links/<id:id>/reject/", RejectLink.as_view()),
    path("evidence-links/<id:id>/withdraw/", WithdrawLink.as_view()),
    path("actors/", ActorList.as_view()),
    path("themes/", ThemeList.as_view()),
    path("vocabulary/", Vocabulary.as_view()),
    path("changes/", ChangeList.as_view()),
    path("statistics/", StatisticsView.as_view()),
    path("schema/", Schema.as_view(), name="api-schema"),
    path("docs/", Reference.as_view(), name="api-docs"),
    re_path("", Nothing.as_view()),
]

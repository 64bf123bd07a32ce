"""The pages' addresses; every list's query string is its state."""

from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, path
from django.views.i18n import set_language

from . import (
    candidates,
    dashboard,
    detail,
    documents,
    editing,
    evidence,
    files,
    listing,
    login,
    moving,
    review,
)

urlpatterns: list[URLPattern] = [
    path("", dashboard.dashboard, name="dashboard"),
    path("recommendations/", listing.recommendations, name="recommendations"),
    path("recommendations/<slug:ref>/", detail.recommendation, name="recommendation"),
    path("recommendations/<slug:ref>/edit/", editing.edit_recommendation, name="recommendation-edit"),
    path("recommendations/<slug:ref>/status/", moving.move, name="recommendation-status"),
    path("recommendations/<slug:ref>/verification/", moving.verify, name="recommendation-verification"),
    path("recommendations/<slug:ref>/progress/", moving.progress, name="recommendation-progress"),
    path("recommendations/<slug:ref>/evidence/", evidence.add, name="recommendation-evidence"),
    path(
        "recommendations/<slug:ref>/evidence/<int:pk>/file/", evidence.later_file, name="recommendation-file"
    ),
    path("recommendations/<slug:ref>/search/", evidence.log_search, name="recommendation-search"),
    path("evidence-links/<int:pk>/", evidence.decide, name="evidence-link"),
    path("evidence/<int:pk>/file/", files.evidence_file, name="evidence-file"),
    path("documents/", documents.documents, name="documents"),
    path("documents/upload/", documents.upload, name="document-upload"),
    path("documents/<slug:slug>/", documents.document, name="document"),
    path("documents/<slug:slug>/passage/", documents.passage, name="document-passage"),
    path("documents/<slug:slug>/file/", files.document_file, name="document-file"),
    path("review/", review.review, name="review"),
    path("review/candidates/", candidates.many, name="candidates"),
    path("review/candidates/<int:pk>/", candidates.one, name="candidate"),
    path("login/", login.SignIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", set_language, name="set_language"),
]

"""Documents: what is stored, the text read from it, and the file as it came."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from ..access import User, get_readable, get_visible, reads_text, require, visible_to
from ..choices import Role
from ..filters import DocumentFilterSet
from ..intake import Incoming, NewDocument, look_into, store
from ..models import Document
from ..notices import in_words
from . import bodies
from .files import FormParser, attachment, file_row, read_upload
from .idempotency import once_prepared
from .representations import DocumentRow, DocumentText, listed
from .schema import IDEMPOTENCY_KEY, query_of
from .view import ApiView


class DocumentList(ApiView):
    parser_classes = (FormParser,)

    @extend_schema(
        operation_id="list_documents", parameters=query_of(DocumentFilterSet), responses=listed(DocumentRow)
    )
    def get(self, request: Request) -> Response:
        """Documents, latest first."""
        return self.listed(
            DocumentFilterSet, ("-published_on", "-slug"), document_rows(request.user), for_list
        )

    @extend_schema(
        operation_id="store_document",
        parameters=[IDEMPOTENCY_KEY],
        request={"multipart/form-data": bodies.NewDocumentBody},
        responses={201: DocumentRow, 200: DocumentRow},
    )
    def post(self, request: Request) -> HttpResponseBase:
        """Store a document and look for recommendations; the same bytes give the same document (200)."""
        require(request.user, Role.EDITOR)
        self.only()
        return once_prepared(request, self.look_into, self.store)

    def look_into(self) -> Incoming:
        parts = bodies.NewDocumentBody.read(self.request)
        upload = parts.pop("file")
        new = NewDocument(**parts | {"authors": tuple(parts.get("authors", ()))})
        return look_into(self.stamp, read_upload(upload), upload.name or "", new)

    def store(self, incoming: Incoming) -> Response:
        document, created = store(self.stamp, incoming)
        response = Response(_row(self, document.slug), 201 if created else 200)
        response["Location"] = self.request.build_absolute_uri(f"{document.slug}/")
        return response


class DocumentDetail(ApiView):
    @extend_schema(operation_id="read_document", responses=DocumentRow)
    def get(self, request: Request, slug: str) -> Response:
        """One document."""
        get_visible(request.user, Document, slug=slug)
        self.only()
        return Response(_row(self, slug))


class DocumentTextView(ApiView):
    @extend_schema(operation_id="read_document_text", responses=DocumentText)
    def get(self, request: Request, slug: str) -> Response:
        """The text the reader produced, with its outline and spans."""
        text = get_readable(request.user, slug).text
        self.only()
        return Response(
            {
                "text": text.content if text else "",
                "outline": text.outline if text else [],
                "spans": text.spans if text else [],
                "notes": text.notes if text else [],
                "warnings": [in_words(each) for each in text.warnings] if text else [],
                "reader": text.reader if text else None,
                "reader_version": text.reader_version if text else None,
            }
        )


class DocumentFile(ApiView):
    @extend_schema(operation_id="download_document", responses={(200, "*/*"): OpenApiTypes.BINARY})
    def get(self, request: Request, slug: str) -> HttpResponse:
        """The file as it came."""
        document = get_readable(request.user, slug)
        self.only()
        return attachment(document.file)


def for_list(queryset: Any) -> Any:
    return queryset.select_related("file", "text").defer(
        "file__content", "text__content", "text__outline", "text__spans", "text__notes"
    )


def document_rows(user: User) -> Callable[[list[Document]], list[dict[str, Any]]]:
    """Documents as this account may see them: what its reader noted in a text is for those who may read it."""

    def as_rows(documents: list[Document]) -> list[dict[str, Any]]:
        return [
            {
                "slug": document.slug,
                "title": document.title,
                "authors": document.authors,
                "publisher": document.publisher,
                "published_on": document.published_on or None,
                "date_note": document.date_note,
                "number": document.number,
                "kind": document.kind,
                "language": document.language,
                "disclosure": document.disclosure,
                "sha256": document.sha256,
                "file": file_row(document.file),
                "warnings": warnings_of(document, user),
                "version": document.version,
                "created_at": document.created_at,
                "updated_at": document.updated_at,
            }
            for document in documents
        ]

    return as_rows


def warnings_of(document: Document, user: User) -> list[str]:
    """What its reader noted, in the language asked for."""
    readable = document.text is not None and reads_text(user, document)
    return [in_words(each) for each in document.text.warnings] if readable and document.text else []


def _row(view: ApiView, slug: str) -> dict[str, Any]:
    found = for_list(visible_to(view.request.user, Document).filter(slug=slug))
    return document_rows(view.request.user)(list(found))[0]

"""The bytes of documents and of evidence, as attachments and never shown in place."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from ..access import get_readable, get_visible
from ..exceptions import NotVisible
from ..models import Evidence, StoredFile


@require_safe
def document_file(request: HttpRequest, slug: str) -> HttpResponse:
    return attachment(get_readable(request.user, slug).file)  # type: ignore[arg-type]


@require_safe
def evidence_file(request: HttpRequest, pk: int) -> HttpResponse:
    evidence = get_visible(request.user, Evidence, pk=pk)  # type: ignore[arg-type]
    if evidence.file is None:
        raise NotVisible("")
    return attachment(evidence.file)


def attachment(file: StoredFile) -> HttpResponse:
    """The original bytes under their name; the type is not the uploader's to choose, so nothing runs."""
    answer = HttpResponse(bytes(file.content), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer

"""Files in and out: uploads kept as they came, downloads always as attachments."""

import io
import re
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import MultiPartParser

from ..models import StoredFile
from ..text import safe_name
from .problems import TooLarge

FORM_BYTES = 1024 * 1024
"""Bytes a form may have beside its file."""
_CONTENT_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,40}/[a-z0-9][a-z0-9.+-]{0,58}")


class FormParser(MultiPartParser):
    """``multipart/form-data`` as large as one file may be, refused before it is read."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        length = parser_context["request"].META.get("CONTENT_LENGTH", "")
        if length.isdigit() and int(length) > settings.MAX_UPLOAD_BYTES + FORM_BYTES:
            raise RequestDataTooBig
        return super().parse(stream, media_type, parser_context)


def read_upload(upload: UploadedFile) -> bytes:
    """The bytes of an upload; raises ``TooLarge`` beyond the allowed size."""
    if (upload.size or 0) > settings.MAX_UPLOAD_BYTES:
        message = _("The file is too large.")
        raise TooLarge(message, errors=[("file", message)])
    return upload.read()


def keep_upload(upload: UploadedFile) -> StoredFile:
    kind = (upload.content_type or "").lower()
    known = kind if _CONTENT_TYPE.fullmatch(kind) else "application/octet-stream"
    return StoredFile.objects.keep(safe_name(upload.name or ""), known, read_upload(upload))


def attachment(file: StoredFile) -> FileResponse:
    return FileResponse(
        io.BytesIO(file.content), as_attachment=True, filename=file.name, content_type=file.content_type
    )


def file_row(file: StoredFile) -> dict[str, Any]:
    return {"name": file.name, "content_type": file.content_type, "size": file.size, "sha256": file.sha256}

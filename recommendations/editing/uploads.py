"""Files that come in through a form."""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ..exceptions import Invalid
from ..models import StoredFile
from ..text import safe_name


def keep_upload(upload: UploadedFile) -> StoredFile:
    """Store an upload as bytes of no special type; raises ``Invalid`` where it is larger than allowed."""
    if (upload.size or 0) > settings.MAX_UPLOAD_BYTES:
        text = _("The file is too large: at most 20 MB, and 100 MB unpacked.")
        raise Invalid(text, errors=[("file", text)])
    return StoredFile.objects.keep(safe_name(upload.name or ""), "application/octet-stream", upload.read())

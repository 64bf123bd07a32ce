"""``Idempotency-Key``: a repeated POST has one effect and gets the first answer again."""

import datetime as dt
import hashlib
import re
from collections.abc import Callable
from typing import TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from ..exceptions import Invalid
from ..models import IdempotentAnswer
from .problems import KeyReused
from .rendering import dump

HEADER = "Idempotency-Key"
KEPT = dt.timedelta(days=1)
REPEATED = ("ETag", "Location")
"""Headers that belong to an answer, beside what every answer gets."""
T = TypeVar("T")
_KEY = re.compile(r"[\x21-\x7e]{1,255}")


def once(request: Request, act: Callable[[], Response]) -> HttpResponseBase:
    """Run ``act`` unless this account used the key already; keep its answer with its effect.

    Refusals have no effect and are not kept. Raises ``Invalid`` for a malformed key, ``KeyReused`` where
    the key came with another request.
    """
    return once_prepared(request, lambda: None, lambda _nothing: act())


def once_prepared(
    request: Request, prepare: Callable[[], T], act: Callable[[T], Response]
) -> HttpResponseBase:
    """The same for what takes long: ``prepare`` stores nothing and holds up no writer; ``act`` stores."""
    key = request.headers.get(HEADER)
    if key is None:
        return act(prepare())
    if not _KEY.fullmatch(key):
        message = _("The key must be 1 to 255 visible ASCII characters.")
        raise Invalid(message, errors=[(HEADER, message)])
    fingerprint = _fingerprint(request)
    answers = IdempotentAnswer.objects.filter(account=request.user)
    now = timezone.now()
    answers.filter(created_at__lt=now - KEPT).delete()
    if (kept_before := answers.filter(key=key).first()) is not None:
        return _repeat(kept_before, fingerprint)
    prepared = prepare()
    try:
        with transaction.atomic():
            # Stored first, so that the same key sent twice at once waits here and not in the middle.
            kept = answers.create(
                account=request.user, key=key, fingerprint=fingerprint, status=0, body=b"", created_at=now
            )
            answer = act(prepared)
            kept.status, kept.body = answer.status_code, dump(answer.data)
            kept.headers = {name: answer[name] for name in REPEATED if name in answer}
            kept.save()
            return answer
    except IntegrityError:
        kept_before = answers.filter(key=key).first()
        if kept_before is None:
            raise
        return _repeat(kept_before, fingerprint)


def _repeat(kept: IdempotentAnswer, fingerprint: str) -> HttpResponse:
    if kept.fingerprint != fingerprint:
        raise KeyReused(_("This key was used with another request."))
    headers = kept.headers | {"Idempotency-Replayed": "true"}
    return HttpResponse(bytes(kept.body), "application/json", kept.status, headers=headers)


def _fingerprint(request: Request) -> str:
    digest = hashlib.sha256(
        f"{request.method} {request.get_full_path()}\n{request.headers.get('If-Match', '')}\n".encode()
    )
    if not request.content_type.startswith("multipart/"):
        digest.update(request._request.body)
        return digest.hexdigest()
    for name, values in sorted(request.data.lists()):
        for value in values:
            digest.update(f"\n{name}=".encode())
            if isinstance(value, UploadedFile):
                digest.update(f"{value.name}\n".encode())
                for chunk in value.chunks():
                    digest.update(chunk)
                value.seek(0)
            else:
                digest.update(value.encode())
    return digest.hexdigest()

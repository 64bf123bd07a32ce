"""Optimistic locking: ``ETag`` is ``"<version>.<hash>"``, ``If-Match`` compares the version alone."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from ..exceptions import Stale
from ..models import Record
from .problems import PreconditionRequired
from .rendering import dump

_TAG = re.compile(r'\s*(?:W/)?"([0-9]{1,9})(?:\.[^"]*)?"\s*', re.ASCII)


def etag_of(row: Mapping[str, Any]) -> str:
    """The entity tag of a representation that holds its ``version``."""
    return f'"{row["version"]}.{hashlib.sha256(dump(row)).hexdigest()[:16]}"'


def is_known(request: Request, etag: str) -> bool:
    """Whether ``If-None-Match`` names the entity the client has (weak comparison)."""
    offered = request.headers.get("If-None-Match", "")
    return any(tag.strip().removeprefix("W/") in (etag, "*") for tag in offered.split(","))


def versions_of(request: Request) -> list[int] | None:
    """The versions ``If-Match`` names, or none without the header; ``*`` names no version."""
    header = request.headers.get("If-Match", "").strip()
    if header in ("", "*"):
        return None
    return [int(tag[1]) for each in header.split(",") if (tag := _TAG.fullmatch(each))]


@contextmanager
def precondition(request: Request, record: Record) -> Iterator[None]:
    """Let the action inside compare ``record`` with the version the client read.

    The action itself refuses what comes before (403, 400) and after (409, 422). Raises
    ``PreconditionRequired`` in place of ``Stale`` where the client named no version.
    """
    versions = versions_of(request)
    if versions is None or record.version not in versions:
        # A version to come tells nothing about what was read: like none, it is older than every change.
        record.version = max((v for v in versions or () if v < record.version), default=0)
    try:
        yield
    except Stale:
        if versions is not None:
            raise
        raise PreconditionRequired(
            _("Send the header If-Match with the ETag of the record as you read it.")
        ) from None

"""Backup and restore: every table as JSON lines in one archive, the same for every database."""

import hashlib
import io
import os
import uuid
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
from django.apps import apps
from django.core.management.color import no_style
from django.db import Error, connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import search
from ..exceptions import Invalid, LedgerBroken
from ..ledger import Finding, install, triggers, verify
from ..models import LedgerHead, Recommendation, SearchText
from ..models.inserting import insert
from ..snapshot import snapshot

FORMAT = 1
CHUNK = 1000
COMPRESSION = 3
MANIFEST = "manifest.json"
OPTIONS = orjson.OPT_APPEND_NEWLINE | orjson.OPT_SORT_KEYS
DERIVED = {SearchText}
"""Tables that are made again instead of kept."""


def back_up(path: Path) -> dict[str, Any]:
    """Write the whole database, as it stands at one moment, to a file only its owner can read.

    Returns the manifest: ``rows`` by table, the ledger's ``sequence`` and ``head``. Raises ``OSError``.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        descriptor = os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            with (
                snapshot(),
                zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION) as archive,
            ):
                tables = {model._meta.label_lower: _write(archive, model) for model in _kept()}
                head = LedgerHead.objects.get(pk=1)
                manifest = {
                    "format": FORMAT, "created_at": timezone.now(), "migrations": _migrations(),
                    "sequence": head.sequence, "head": head.hash, "tables": tables,
                }  # fmt: skip
                archive.writestr(MANIFEST, orjson.dumps(manifest))
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def restore(path: Path) -> Finding:
    """Put the content of a backup in the place of everything there is, under a new epoch, or change nothing.

    What was restored is verified before it replaces anything. Raises ``Invalid`` for a file that is no backup
    of this release, ``LedgerBroken`` where what it holds does not verify, ``OSError``.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive)
            with transaction.atomic():
                _clear()
                for model in _kept():
                    insert(model, *_read(archive, model, manifest["tables"][model._meta.label_lower]))
                LedgerHead.objects.filter(pk=1).update(epoch=uuid.uuid4())
                _make_again()
                finding = verify()
                if not finding.ok or finding.head != manifest["head"]:
                    raise LedgerBroken(
                        finding.problem or _("The ledger ends elsewhere than the backup says.")
                    )
    except (
        zipfile.BadZipFile,
        EOFError,
        KeyError,
        TypeError,
        ValueError,
        NotImplementedError,
        Error,
    ) as error:
        message = _("This backup cannot be restored: %(error)s") % {"error": error}
        raise Invalid(message, errors=[("file", message)]) from error
    return finding


def _kept() -> list[type[models.Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.can_migrate(connection) and model not in DERIVED]


def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def _migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _write(archive: zipfile.ZipFile, model: type[models.Model]) -> dict[str, Any]:
    columns = [field.attname for field in _fields(model)]
    rows = model._base_manager.order_by("pk").values_list(*columns).iterator(chunk_size=CHUNK)
    digest, count = hashlib.sha256(), 0
    with archive.open(f"{model._meta.label_lower}.jsonl", "w", force_zip64=True) as file:
        while chunk := list(islice(rows, CHUNK)):
            lines = b"".join(orjson.dumps(row, default=_plain, option=OPTIONS) for row in chunk)
            digest.update(lines)
            file.write(lines)
            count += len(chunk)
    return {"columns": columns, "rows": count, "sha256": digest.hexdigest()}


def _plain(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    raise TypeError(type(value).__name__)


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    manifest = orjson.loads(archive.read(MANIFEST))
    if manifest["format"] != FORMAT or manifest["migrations"] != _migrations():
        raise ValueError(_("it is of another release; restore it with that release, then upgrade"))
    if set(manifest["tables"]) != {model._meta.label_lower for model in _kept()}:
        raise ValueError(_("its tables are not those of this release"))
    for name, table in manifest["tables"].items():
        digest, rows = hashlib.sha256(), 0
        with archive.open(f"{name}.jsonl") as file:
            for line in file:
                digest.update(line)
                rows += 1
        if (digest.hexdigest(), rows) != (table["sha256"], table["rows"]):
            raise ValueError(f"{name}.jsonl")
    return manifest


def _read(
    archive: zipfile.ZipFile, model: type[models.Model], table: dict[str, Any]
) -> tuple[list[str], Iterator[list[Any]]]:
    fields = _fields(model)
    if [field.attname for field in fields] != table["columns"]:
        raise ValueError(model._meta.label_lower)
    read = [b64decode if isinstance(field, models.BinaryField) else field.to_python for field in fields]

    def rows() -> Iterator[list[Any]]:
        with archive.open(f"{model._meta.label_lower}.jsonl") as file:
            for line in io.BufferedReader(file):  # type: ignore[arg-type]
                yield [
                    value if value is None else convert(value)
                    for convert, value in zip(read, orjson.loads(line), strict=True)
                ]

    return [field.name for field in fields], rows()


def _clear() -> None:
    """Empty every table; constraints are checked when the transaction ends."""
    tables = [connection.ops.quote_name(model._meta.db_table) for model in _kept()]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {', '.join(tables)} IN EXCLUSIVE MODE")
        triggers.drop()
        search.clear(connection)
    for model in _kept():
        model._base_manager.all()._raw_delete(connection.alias)  # type: ignore[attr-defined]


def _make_again() -> None:
    """What follows from the tables: triggers, the search index, the sequences of keys."""
    install()
    records = Recommendation.objects.order_by("pk").values_list("pk", "title", "quote", "summary")
    search.index(
        connection, ((pk, *search.entry(*texts)) for pk, *texts in records.iterator(chunk_size=CHUNK))
    )
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _kept()):
            cursor.execute(statement)

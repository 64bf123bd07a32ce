"""A backup holds everything as it stood at one moment; a restore replaces all of it or nothing."""

import hashlib
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any

import orjson
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from knox.models import AuthToken

from recommendations import editing, ledger
from recommendations.exceptions import Invalid, LedgerBroken, TrackerError
from recommendations.management.backups import MANIFEST, back_up, restore
from recommendations.management.generating import generate
from recommendations.models import Account, Change, LedgerHead, Recommendation, StoredFile

from ..factories import ActorFactory, RecommendationFactory, ThemeFactory, founder, stamp

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    generate(documents=3, recommendations=120, actors=30, seed=1)
    StoredFile.objects.create(
        sha256=hashlib.sha256(bytes(range(256))).hexdigest(), name="all.bin", size=256,
        content_type="application/octet-stream", content=bytes(range(256)),
    )  # fmt: skip
    RecommendationFactory(
        title="标题\n😀'\"\x01", summary="=1", actors=[ActorFactory()], themes=[ThemeFactory()]
    )
    AuthToken.objects.create(founder())
    back_up(tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


def everything() -> dict[str, list[Any]]:
    """Every row of every table, but the epoch."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        names = [f.attname for f in model._meta.concrete_fields if f.name != "epoch"]
        rows = model._base_manager.order_by("pk").values_list(*names)
        found[model._meta.label] = [
            tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in rows
        ]
    return found


def test_a_restore_brings_everything_back_under_a_new_epoch(backup: Path) -> None:
    before, epoch = everything(), LedgerHead.objects.get().epoch
    generate(documents=1, recommendations=30, actors=30, seed=2)
    editing.edit(stamp(), Recommendation.objects.get(ref="R000001"), {"title": "改过"})
    assert everything() != before
    restore(backup)
    assert everything() == before
    assert LedgerHead.objects.get().epoch != epoch
    assert ledger.verify().ok and ledger.missing() == []
    assert Recommendation.objects.search("改过").count() == 0
    assert Recommendation.objects.search("😀").count() == 1


def test_life_goes_on_after_a_restore(backup: Path) -> None:
    generate(documents=1, recommendations=30, actors=30, seed=2)
    restore(backup)
    refs = set(Recommendation.objects.values_list("ref", flat=True))
    assert RecommendationFactory(title="之后").ref not in refs
    assert Recommendation.objects.search("之后").count() == 1
    assert Account.objects.get(username="founder").check_password("correct horse battery staple")
    assert ledger.verify().ok


def test_only_its_owner_can_read_a_backup(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


def rewritten(backup: Path, change: Callable[[str, bytes], bytes], resign: bool = False) -> Path:
    """The backup with its parts changed, with right checksums if wanted."""
    path = backup.with_name("changed.zip")
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(path, "w") as new:
        parts = {name: change(name, old.read(name)) for name in old.namelist()}
        if resign:
            manifest = orjson.loads(parts[MANIFEST])
            for name, table in manifest["tables"].items():
                data = parts[f"{name}.jsonl"]
                table["sha256"] = hashlib.sha256(data).hexdigest()
                table["rows"] = data.count(b"\n")
            parts[MANIFEST] = orjson.dumps(manifest)
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def in_history(name: str, data: bytes) -> bytes:
    return data.replace("加快".encode(), "放慢".encode()) if name.endswith(".change.jsonl") else data


def without_last_change(name: str, data: bytes) -> bytes:
    return data[: data.rstrip().rindex(b"\n") + 1] if name.endswith(".change.jsonl") else data


def with_no_accounts(name: str, data: bytes) -> bytes:
    return b"" if name.endswith(".account.jsonl") else data


def of_another_release(name: str, data: bytes) -> bytes:
    return data.replace(b"0001_initial", b"0000_initial") if name == MANIFEST else data


@pytest.mark.parametrize(
    ("change", "resign", "refusal"),
    [
        (in_history, False, Invalid), (in_history, True, LedgerBroken), (without_last_change, True, LedgerBroken),
        (with_no_accounts, True, TrackerError), (of_another_release, False, Invalid),
    ],
)  # fmt: skip
def test_a_backup_that_was_tampered_with_replaces_nothing(
    backup: Path, change: Callable[[str, bytes], bytes], resign: bool, refusal: type[Exception]
) -> None:
    RecommendationFactory(title="后来的")
    before, epoch = everything(), LedgerHead.objects.get().epoch
    with pytest.raises(refusal):
        restore(rewritten(backup, change, resign))
    assert everything() == before and LedgerHead.objects.get().epoch == epoch
    assert ledger.verify().ok and Recommendation.objects.search("后来的").count() == 1


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a backup", None])
def test_what_is_no_backup_is_one_line_and_exit_status_1(
    backup: Path, data: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = backup.with_name("other.zip")
    if data is None:
        path.write_bytes(backup.read_bytes()[:-200])
    elif data:
        path.write_bytes(data)
    before = everything()
    with pytest.raises(SystemExit) as ended:
        call_command("restore", path)
    assert ended.value.code == 1 and capsys.readouterr().err.count("\n") == 1
    assert everything() == before


def test_a_backup_during_writes_is_one_moment(tmp_path: Path) -> None:
    generate(documents=2, recommendations=200, actors=20, seed=1)
    act, stop, written = stamp(), Event(), list[int]()

    def write() -> None:
        try:
            record = Recommendation.objects.get(ref="R000001")
            while not stop.is_set():
                editing.edit(act, record, {"summary": f"第{len(written)}次"})
                written.append(record.version)
        finally:
            connection.close()

    writer = Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            so_far = len(written)
            back_up(tmp_path / f"{number}.zip")
            assert len(written) >= so_far
    finally:
        stop.set()
        writer.join()
    assert written
    for number in range(3):
        finding = restore(tmp_path / f"{number}.zip")
        assert finding.ok and Change.objects.count() == finding.rows

"""The Chinese catalogue is complete, and what ships compiled is what was written."""

import os
import re
import shutil
import subprocess
import sys
from gettext import GNUTranslations
from pathlib import Path

import pytest

from tests.services import REQUIRED

ROOT = Path(__file__).parent.parent
CATALOGUES = ROOT / "recommendations" / "locale" / "zh_Hans" / "LC_MESSAGES"
needs_gettext = pytest.mark.skipif(
    not REQUIRED and shutil.which("msgfmt") is None, reason="gettext's programs are not installed"
)


def run(*command: str, cwd: Path = ROOT) -> str:
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    result = subprocess.run(command, cwd=cwd, env=environment, check=True, capture_output=True, text=True)
    return result.stdout


def messages(compiled: Path) -> dict[str, str]:
    with compiled.open("rb") as file:
        catalogue = GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {key: text for key, text in catalogue.items() if key}


@needs_gettext
def test_the_compiled_catalogue_is_what_was_written(tmp_path: Path) -> None:
    run("msgfmt", "--check-format", "-o", str(tmp_path / "django.mo"), str(CATALOGUES / "django.po"))
    assert messages(CATALOGUES / "django.mo") == messages(tmp_path / "django.mo")


@needs_gettext
def test_every_text_of_the_interface_is_translated(tmp_path: Path) -> None:
    copy = tmp_path / "recommendations"
    shutil.copytree(ROOT / "recommendations", copy, ignore=shutil.ignore_patterns("__pycache__", "static"))
    run(sys.executable, "-m", "django", "makemessages", "-l", "zh_Hans", cwd=copy)
    written = str(copy / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po")
    for kind in ("--untranslated", "--only-fuzzy"):
        entries = run("msgattrib", kind, "--no-obsolete", "--no-wrap", written)
        assert re.findall(r'^msgid "(.+)"$', entries, re.MULTILINE) == []

"""The documents keep up with the project: settings, dependencies, lock files."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAME = re.compile(r"[A-Za-z0-9_.-]+")


def package(requirement: str) -> str:
    """Return the normalised name at the head of a requirement (PEP 503)."""
    found = NAME.match(requirement)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found.group()).lower()


RUN = {package(line) for line in PROJECT["project"]["dependencies"]}
DEV = {package(line) for line in PROJECT["dependency-groups"]["dev"]}


def locked(name: str) -> dict[str, str]:
    """Return package → the whole entry of a lock file."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return {package(entry): entry for entry in re.split(r"\n(?=[A-Za-z])", text)}


@pytest.mark.parametrize("source", ["tracker/settings.py", "gunicorn.conf.py", "tests/services.py"])
def test_every_environment_variable_is_documented(source: str) -> None:
    code = (ROOT / source).read_text(encoding="utf-8")
    read = set(re.findall(r"""(?:environ\.get\(|environ\[|\bflag\()\s*["']([A-Z_]+)["']""", code))
    table = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE))
    assert read
    assert read - documented == set()


def test_every_dependency_has_a_line_that_says_what_it_is_for() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| ([^|]+) \|", page, re.MULTILINE)
    named = {package(name) for cell in cells for name in cell.split(", ")}
    assert (RUN | DEV) - named == set()


@pytest.mark.parametrize(("name", "wanted"), [("run", RUN), ("dev", RUN | DEV)])
def test_locks_pin_everything_with_hashes_and_no_addresses(name: str, wanted: set[str]) -> None:
    entries = locked(name)
    assert wanted - entries.keys() == set()
    for entry in entries.values():
        assert re.match(r"\S+==\S+", entry) and "--hash=sha256:" in entry
        assert "://" not in entry and "--index" not in entry


def test_both_locks_pin_the_same_releases() -> None:
    run, dev = locked("run"), locked("dev")
    assert {name: entry.split()[0] for name, entry in run.items()} == {
        name: dev[name].split()[0] for name in run
    }

"""The five documents as the matching sees them: measures from the records, passages from the extraction."""

import json
from pathlib import Path

import pytest

from recommendations.management.quality import measures_of, passages_of
from recommendations.matching import Measure, Passage, Suggestion, suggest
from recommendations.matching.evaluation import JudgedPair, read_pairs

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.fixture(scope="session")
def manifest() -> dict[str, dict]:
    return {one["slug"]: one for one in json.loads((FIXTURES / "documents" / "manifest.json").read_text())}


@pytest.fixture(scope="session")
def pairs() -> list[JudgedPair]:
    return read_pairs((FIXTURES / "labelled" / "evidence_pairs.jsonl").read_text().splitlines())


@pytest.fixture(scope="session")
def measures(manifest) -> list[Measure]:
    return measures_of(FIXTURES, manifest)


@pytest.fixture(scope="session")
def passages(manifest) -> list[Passage]:
    return passages_of(FIXTURES, manifest)


@pytest.fixture(scope="session")
def suggestions(measures, passages) -> dict[str, list[Suggestion]]:
    return suggest(measures, passages)

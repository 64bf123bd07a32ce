"""The five documents as the matching sees them: measures from the records, passages from the extraction."""

import json
from pathlib import Path

import pytest

from recommendations.extraction import extract, read
from recommendations.matching import Measure, Passage, Suggestion, cut, suggest
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
    records = json.loads((FIXTURES / "records" / "recommendations.json").read_text())
    return [
        Measure(
            record["key"], record["quote"], record["title"], manifest[record["document"]]["published_on"],
            record["document"], tuple(actor["name"] for actor in record["actors"]), tuple(record["places"]),
            tuple(record["instruments"]), " ".join((manifest[record["document"]]["title"], *record["section"])),
        )
        for record in records
    ]  # fmt: skip


@pytest.fixture(scope="session")
def passages(manifest) -> list[Passage]:
    found = []
    for slug, document in manifest.items():
        name = document["file"]
        extraction = extract(read((FIXTURES / "documents" / name).read_bytes(), name))
        sentences = [(one.start, one.end, one.kind) for one in extraction.sentences]
        found += cut(extraction.reading.text, sentences, slug, document["published_on"])
    return found


@pytest.fixture(scope="session")
def suggestions(measures, passages) -> dict[str, list[Suggestion]]:
    return suggest(measures, passages)

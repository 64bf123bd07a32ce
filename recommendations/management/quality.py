"""What `evaluate` measures: extraction on the labelled documents, suggestions on the judged pairs."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..extraction import read
from ..extraction.evaluation import report
from ..extraction.extracting import extract
from ..matching import Measure, Passage, cut, suggest
from ..matching.evaluation import by_tfidf, quality, read_pairs


def measured(fixtures: Path) -> dict[str, Any]:
    """Every figure, by what it was measured on; ``held_out`` was never tuned on.

    ``reference`` is measured on the files of the five documents as a user's would be read.
    """
    extraction = report(fixtures / "labelled", fixtures / "documents")
    extraction["reference"] = extraction.pop("reference_files")
    return extraction | {"evidence": evidence(fixtures)}


def evidence(fixtures: Path) -> dict[str, Any]:
    """Recall and rank of suggestions on the judged pairs, beside plain TF-IDF, tuned and held out apart."""
    manifest = {
        row["slug"]: row for row in json.loads((fixtures / "documents" / "manifest.json").read_text())
    }
    lines = (fixtures / "labelled" / "evidence_pairs.jsonl").read_text(encoding="utf-8").splitlines()
    measures, passages = measures_of(fixtures, manifest), passages_of(fixtures, manifest)
    suggested = {key: [each.passage for each in found] for key, found in suggest(measures, passages).items()}
    plain = by_tfidf(measures, passages)
    pairs = read_pairs(lines)
    result: dict[str, Any] = {}
    for split in ("tune", "held_out"):
        own = [pair for pair in pairs if pair.split == split]
        result[split] = {
            "suggestions": asdict(quality(suggested, own)),
            "tfidf": asdict(quality(plain, own)),
        }
    return result


def measures_of(fixtures: Path, manifest: dict[str, Any]) -> list[Measure]:
    """The shipped recommendations, keyed as the judged pairs name them."""
    records = json.loads((fixtures / "records" / "recommendations.json").read_text(encoding="utf-8"))
    return [
        Measure(
            record["key"], record["quote"], record["title"], manifest[record["document"]]["published_on"],
            record["document"], tuple(actor["name"] for actor in record["actors"]), tuple(record["places"]),
            tuple(record["instruments"]), " ".join((manifest[record["document"]]["title"], *record["section"])),
        )
        for record in records
    ]  # fmt: skip


def passages_of(fixtures: Path, manifest: dict[str, Any]) -> list[Passage]:
    """The passages of the five documents."""
    found: list[Passage] = []
    for slug, row in manifest.items():
        extraction = extract(read((fixtures / "documents" / row["file"]).read_bytes(), row["file"]))
        sentences = [(each.start, each.end, each.kind) for each in extraction.sentences]
        found += cut(extraction.reading.text, sentences, slug, row["published_on"])
    return found

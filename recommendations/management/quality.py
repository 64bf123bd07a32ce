"""What `evaluate` measures: extraction on the labelled documents, suggestions on the judged pairs."""

import json
from collections.abc import Hashable, Sequence
from dataclasses import asdict, replace
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
    """Recall and rank of suggestions on the judged pairs, beside plain TF-IDF, tuned and held out apart.

    ``agreed`` is what both of two independent readers named, ``either`` what one of them did; ``by_document``
    ranks the passages of each later document by themselves, as after an upload.
    """
    manifest = {
        row["slug"]: row for row in json.loads((fixtures / "documents" / "manifest.json").read_text())
    }
    lines = (fixtures / "labelled" / "evidence_pairs.jsonl").read_text(encoding="utf-8").splitlines()
    measures, passages = measures_of(fixtures, manifest), passages_of(fixtures, manifest)
    ranked = {"suggestions": suggested(measures, passages), "tfidf": by_tfidf(measures, passages)}
    for method, rank in (("suggestions", suggested), ("tfidf", by_tfidf)):
        ranked[f"{method}_by_document"] = {
            (key, slug): found
            for slug in manifest
            for key, found in rank(measures, [each for each in passages if each.document == slug]).items()
        }
    pairs = read_pairs(lines)
    result: dict[str, Any] = {}
    for split in ("tune", "held_out"):
        own = [pair for pair in pairs if pair.split == split]
        named = {"agreed": [p for p in own if p.by_both], "either": [p for p in own if p.by_either]}
        for group, wanted in named.items():
            apart = [replace(pair, recommendation=(pair.recommendation, pair.document)) for pair in wanted]
            result[f"{split}_{group}"] = {
                method: asdict(quality(found, apart if method.endswith("by_document") else wanted))
                for method, found in ranked.items()
            }
    return result


def suggested(measures: Sequence[Measure], passages: Sequence[Passage]) -> dict[Hashable, list[Passage]]:
    """The passages suggested for the key of each measure, best first."""
    return {key: [each.passage for each in found] for key, found in suggest(measures, passages).items()}


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

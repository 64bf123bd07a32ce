"""What `evaluate` measures: extraction on the labelled documents, suggestions on the judged pairs."""

import json
from collections.abc import Callable, Hashable, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

from ..extraction import read
from ..extraction.evaluation import report
from ..extraction.extracting import extract
from ..matching import Measure, Passage, cut, default_encoder, suggest
from ..matching.evaluation import PARTS, by_tfidf, quality, read_pairs
from ..matching.fitting import fit
from ..matching.passages import measure_text
from ..matching.scoring import Weighing


def measured(fixtures: Path) -> dict[str, Any]:
    """Every figure, by what it was measured on; ``held_out`` was never tuned on.

    ``reference`` is measured on the files of the five documents as a user's would be read.
    """
    extraction = report(fixtures / "labelled", fixtures / "documents")
    extraction["reference"] = extraction.pop("reference_files")
    return extraction | {"evidence": evidence(fixtures)}


def evidence(fixtures: Path) -> dict[str, Any]:
    """Recall and rank of suggestions on the judged pairs, beside plain TF-IDF.

    ``agreed`` is what both of two independent readers named, ``either`` what one of them did; ``by_document``
    ranks the passages of each later document by themselves, as after an upload. ``trained_on`` ranks with the weights
    that ship; ``left_out`` ranks each recommendation with weights fitted without its fifth of the named containers.
    """
    manifest = {
        row["slug"]: row for row in json.loads((fixtures / "documents" / "manifest.json").read_text())
    }
    lines = (fixtures / "labelled" / "evidence_pairs.jsonl").read_text(encoding="utf-8").splitlines()
    measures, passages = measures_of(fixtures, manifest), passages_of(fixtures, manifest)
    texts = [measure_text(each.title, each.quote) for each in measures] + [each.text for each in passages]
    vectors = iter(default_encoder().encode(texts))
    measures = [replace(each, embedding=next(vectors)) for each in measures]
    passages = [replace(each, embedding=next(vectors)) for each in passages]
    pairs = read_pairs(lines)
    ranked: dict[str, dict[str, dict[Hashable, list[Passage]]]] = {
        "trained_on": rankings(partial(suggested, measures), passages),
        "left_out": {"suggestions": {}, "suggestions_by_document": {}},
    }
    for number in range(PARTS):
        rest = [pair for pair in pairs if pair.part != number]
        own = {pair.recommendation for pair in pairs if pair.part == number}
        asked = [measure for measure in measures if measure.key in own]
        weighing = fit(rest, measures, passages, default_encoder())
        found = rankings(partial(suggested, asked, weighing=weighing), passages)
        for method, rows in found.items():
            ranked["left_out"][method] |= rows
    ranked["tfidf"] = rankings(partial(by_tfidf, measures), passages)
    result: dict[str, Any] = {}
    named = {"agreed": [p for p in pairs if p.by_both], "either": [p for p in pairs if p.by_either]}
    for group, wanted in named.items():
        apart = [replace(pair, recommendation=(pair.recommendation, pair.document)) for pair in wanted]
        result[group] = {
            f"{weights}{method.removeprefix('suggestions')}": asdict(
                quality(found, apart if method.endswith("by_document") else wanted)
            )
            for weights, methods in ranked.items()
            for method, found in methods.items()
        }
    return result


def rankings(
    rank: Callable[[Sequence[Passage]], dict[Hashable, list[Passage]]], passages: Sequence[Passage]
) -> dict[str, dict[Hashable, list[Passage]]]:
    """All passages ranked together, and those of each document by themselves under (recommendation, document)."""
    slugs = dict.fromkeys(passage.document for passage in passages)
    return {
        "suggestions": rank(passages),
        "suggestions_by_document": {
            (key, slug): found
            for slug in slugs
            for key, found in rank([each for each in passages if each.document == slug]).items()
        },
    }


def suggested(
    measures: Sequence[Measure], passages: Sequence[Passage], weighing: Weighing | None = None
) -> dict[Hashable, list[Passage]]:
    """The passages suggested for the key of each measure, best first."""
    found = suggest(measures, passages, weighing=weighing)
    return {key: [each.passage for each in some] for key, some in found.items()}


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

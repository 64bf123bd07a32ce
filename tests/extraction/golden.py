"""Golden files of the extraction: `python -m tests.extraction.golden` writes them anew after a wanted change."""

import json
from pathlib import Path

from recommendations.extraction.evaluation import REFERENCE
from recommendations.extraction.extracting import extract
from recommendations.extraction.reading import read

DOCUMENTS = Path(__file__).resolve().parents[2] / "fixtures" / "documents"
GOLDEN = Path(__file__).with_name("golden")


def found_in(slug: str) -> list[dict]:
    """The recommendations of one of the five documents, as far as a golden file holds them."""
    path = DOCUMENTS / f"{slug}.txt"
    return [
        {
            "level": one.level,
            "parent": one.parent,
            "quote": one.quote,
            "actors": [actor.name for actor in one.actors],
        }
        for one in extract(read(path.read_bytes(), path.name)).recommendations
    ]


def write() -> None:
    """Write every golden file."""
    GOLDEN.mkdir(exist_ok=True)
    for slug in REFERENCE:
        lines = [json.dumps(one, ensure_ascii=False) for one in found_in(slug)]
        (GOLDEN / f"{slug}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()

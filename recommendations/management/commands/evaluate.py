import json
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from ...extraction import read
from ...extraction.evaluation import evaluate_documents
from ...extraction.extracting import extract
from ...extraction.labelled import LabelledDocument, read_folder, read_reference


class Command(BaseCommand):
    help = "Precision, recall and F1 on the labelled documents in the repository."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        labelled = settings.FIXTURES_DIR / "labelled"
        documents = {
            "reference": references(settings.FIXTURES_DIR),
            "labelled": read_folder(labelled / "documents"),
            "held_out": read_folder(labelled / "held_out"),
        }
        results = {name: evaluate_documents(each, extract) for name, each in documents.items() if each}
        if options["json"]:
            self.stdout.write(orjson.dumps(results).decode())
            return
        for name, result in results.items():
            for group in ("languages", "documents"):
                for key, scores in result[group].items():
                    self.stdout.write(f"{name:<10} {key:<36} {in_words(scores)}")
            self.stdout.write(f"{name:<10} {'all':<36} {in_words(result['overall'])}")


def references(fixtures: Path) -> list[LabelledDocument]:
    """The five documents as they are read, with their reference annotation."""
    manifest = json.loads((fixtures / "documents" / "manifest.json").read_text(encoding="utf-8"))
    documents = []
    for row in manifest:
        path = fixtures / "documents" / row["file"]
        documents.append(
            read_reference(
                fixtures / "labelled" / "reference", row["slug"], read(path.read_bytes(), path.name)
            )
        )
    return documents


def in_words(scores: dict[str, Any]) -> str:
    sentences, actors = scores["sentences"], scores["actors"]
    return (
        "sentences P {precision:.2f} R {recall:.2f} F1 {f1:.2f}".format(**sentences)
        + f"  parents {scores['parents_found']:.2f}  measures {scores['measures_found']:.2f}"
        + f"  actors F1 {actors['f1']:.2f}"
    )

from typing import Any

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from ..quality import measured


class Command(BaseCommand):
    help = "Precision, recall and F1 on the labelled documents in the repository."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        results = measured(settings.FIXTURES_DIR)
        if options["json"]:
            self.stdout.write(orjson.dumps(results).decode())
            return
        suggestions = results.pop("evidence")
        for name, result in results.items():
            for group in (
                ("genres", "documents") if name in ("reference", "held_out", "held_out_2") else ("genres",)
            ):
                for key, scores in result[group].items():
                    self.stdout.write(f"{name:<18} {key:<36} {in_words(scores)}")
            for key, scores in result["languages"].items():
                self.stdout.write(f"{name:<18} {'all ' + key:<36} {in_words(scores)}")
            self.stdout.write(f"{name:<18} {'all':<36} {in_words(result['overall'])}")
        for group, methods in suggestions.items():
            for method, found in methods.items():
                self.stdout.write(
                    f"evidence {group:<9} {method:<36} recall@5 {found['recall_at_5']:.2f}"
                    f"  recall@10 {found['recall_at_10']:.2f}  MRR {found['mean_reciprocal_rank']:.2f}"
                )


def in_words(scores: dict[str, Any]) -> str:
    sentences, actors = scores["sentences"], scores["actors"]
    return (
        "sentences P {precision:.2f} R {recall:.2f} F1 {f1:.2f}".format(**sentences)
        + f"  parents {scores['parents_found']:.2f} ({scores['parents_covered']:.2f} covered)"
        + f"  measures {scores['measures_found']:.2f} ({scores['measures_covered']:.2f} covered)"
        + f"  actors F1 {actors['f1']:.2f}"
    )

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from ...choices import CandidateState
from ...extraction.evaluation import evaluate_with, labelled_documents
from ...extraction.labelled import LabelledDocument, read_folder
from ...extraction.model import MODELS, WEIGHTS
from ...extraction.training import from_review, train_models, write
from ...models import Candidate, Document

ACCEPTED = (CandidateState.ACCEPTED, CandidateState.MERGED)


class Command(BaseCommand):
    help = (
        "Train the extraction on the labelled documents and on what reviewers decided; compare, then --write."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="replace the weights in use")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.FIXTURES_DIR / "labelled"
        labelled, learnt = labelled_documents(folder), reviewed()
        models = train_models([*labelled, *learnt])
        self.stdout.write(f"{len(labelled)} labelled and {len(learnt)} reviewed documents")
        measured = {"labelled": labelled, "reviewed": learnt, "held_out": read_folder(folder / "held_out")}
        for name, documents in measured.items():
            before, after = (
                evaluate_with(documents, each)["overall"]["sentences"]["f1"] for each in (MODELS, models)
            )
            self.stdout.write(f"{name:<10} sentence F1 {before:.3f} -> {after:.3f}")
        if options["write"]:
            write(models, WEIGHTS)
            self.stdout.write("weights replaced")


def reviewed() -> list[LabelledDocument]:
    """The documents all of whose candidates are decided, as training data."""
    decided = Candidate.objects.values("document").distinct()
    waiting = Candidate.objects.filter(state=CandidateState.PENDING).values("document")
    found = []
    for document in Document.objects.filter(pk__in=decided).exclude(pk__in=waiting).select_related("text"):
        spans: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
        for candidate in document.candidates.filter(text=document.text).exclude(state=CandidateState.SPLIT):
            spans[candidate.state in ACCEPTED].append((candidate.start, candidate.end))
        if document.text:
            reading = document.text.reading(document.language)
            found.append(from_review(document.slug, reading, spans[True], spans[False]))
    return found

import sys
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from ...choices import Door
from ...evidence import Ranked, keep_suggestions, suggest_evidence
from ...ledger import Stamp
from ...models import Document, Recommendation
from ..accounts import program_account


class Command(BaseCommand):
    help = "Rank passages of later documents as evidence; stores suggestions, never changes a status."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--all", action="store_true", help="every recommendation (the default)")
        what.add_argument("--recommendation", metavar="REF", help="one recommendation, all later documents")
        what.add_argument("--document", metavar="SLUG", help="one document, all earlier recommendations")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        recommendations = Recommendation.objects.only("ref", "quote").order_by("ref")
        documents = Document.objects.select_related("text").order_by("published_on", "slug")
        if options["recommendation"]:
            recommendations = recommendations.filter(ref=options["recommendation"])
        if options["document"]:
            documents = documents.filter(slug=options["document"])
        chosen, texts = list(recommendations), list(documents)
        if (options["recommendation"] and not chosen) or (options["document"] and not texts):
            self.stderr.write("There is nothing here under this name.")
            sys.exit(1)
        ranked = suggest_evidence(chosen, texts)
        stored = keep_suggestions(Stamp(program_account(), timezone.now(), Door.COMMAND), ranked)
        if not options["json"]:
            self.stdout.write(f"{len(ranked)} recommendations, {stored} new suggestions")
            return
        for each in ranked:
            self.stdout.write(orjson.dumps(as_json(each)).decode())


def as_json(ranked: Ranked) -> dict[str, Any]:
    """The line of one recommendation (interface, section 2)."""
    return {
        "recommendation": ranked.recommendation.ref,
        "quote": ranked.recommendation.quote,
        "suggestions": [
            {
                "rank": rank, "score": round(suggestion.score, 4), "document": suggestion.passage.document,
                "start": suggestion.passage.start, "end": suggestion.passage.end,
                "quote": suggestion.passage.text, "document_date": suggestion.passage.date,
                "reasons": list(suggestion.reasons), "trap": suggestion.trap,
            }
            for rank, suggestion in enumerate(ranked.suggestions, start=1)
        ],
    }  # fmt: skip

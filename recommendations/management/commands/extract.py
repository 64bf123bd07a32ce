from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandParser

from ...extraction.corpus import extract_each
from ...extraction.extracting import Extraction, as_json


class Command(BaseCommand):
    help = "Read documents, one a core at a time, and print what is found in them; stores nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", help="one JSON object a line and document")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = False
        for path, found in extract_each(options["files"]):
            if isinstance(found, Extraction):
                self.stdout.write(
                    orjson.dumps(as_json(found, str(path))).decode()
                    if options["json"]
                    else in_words(found, path)
                )
            else:
                reason = found.strerror if isinstance(found, OSError) else found
                self.stderr.write(f"{path}: {reason}")
                failed = True
        if failed:
            raise SystemExit(1)


def in_words(found: Extraction, path: Path) -> str:
    titles = [f"{'' if each.level == 'parent' else '  '}{each.title}" for each in found.recommendations]
    return "\n".join([f"{path}: {len(titles)} recommendations", *titles])

from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandParser

from ...extraction import UnreadableDocument
from ...extraction.extracting import Extraction, as_json
from ...extraction.limits import MAX_FILE_BYTES
from ...extraction.sandbox import extract_in_child


class Command(BaseCommand):
    help = "Read documents and print what is found in them; stores nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", help="one JSON object a line and document")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = False
        for path in options["files"]:
            try:
                with path.open("rb") as file:
                    found = extract_in_child(file.read(MAX_FILE_BYTES + 1), path.name)
            except OSError as error:
                self.stderr.write(f"{path}: {error.strerror}")
                failed = True
            except UnreadableDocument as refusal:
                self.stderr.write(f"{path}: {refusal}")
                failed = True
            else:
                self.stdout.write(
                    orjson.dumps(as_json(found, str(path))).decode()
                    if options["json"]
                    else in_words(found, path)
                )
        if failed:
            raise SystemExit(1)


def in_words(found: Extraction, path: Path) -> str:
    titles = [f"{'' if each.level == 'parent' else '  '}{each.title}" for each in found.recommendations]
    return "\n".join([f"{path}: {len(titles)} recommendations", *titles])

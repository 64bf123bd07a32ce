import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import QueryDict
from django.utils import timezone

from ...exchange import FORMATS, stream
from ...filters import RecommendationFilter
from ..accounts import program_account
from ..refusals import refusals


class Command(BaseCommand):
    help = "Write every recommendation to a file whose name ends in .csv, .xlsx or .jsonl."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--as-of", default="", metavar="DATE", help="as it stood: 2024, 2024-05 or 2024-05-31"
        )
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, help="headings and choices in words, not codes")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        format = path.suffix[1:].lower()
        if format not in FORMATS:
            raise CommandError(f"{path}: the name must end in .{', .'.join(FORMATS)}.", returncode=2)
        asked = QueryDict(mutable=True)
        asked["as_of"] = options["as_of"]
        unfinished = path.with_name(f".{path.name}.unfinished")
        with refusals(self):
            wanted = RecommendationFilter(asked, program_account(), timezone.now())
            try:
                with unfinished.open("wb") as file:
                    file.writelines(
                        stream(wanted, format, ordering="created_at", language=options["language"])
                    )
                os.replace(unfinished, path)
            finally:
                unfinished.unlink(missing_ok=True)

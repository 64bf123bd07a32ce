"""``generate_data``: deterministic synthetic data for benchmarks."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ...exceptions import TrackerError
from ..generating import MAX_DOCUMENTS, generate
from ..registers import MAX_ACTORS


class Command(BaseCommand):
    help = "Stores deterministic, realistic synthetic documents, recommendations and actors."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--documents", type=int, required=True)
        parser.add_argument("--recommendations", type=int, required=True)
        parser.add_argument("--actors", type=int, required=True)
        parser.add_argument("--seed", type=int, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        for name, least, most in (
            ("documents", 1, MAX_DOCUMENTS), ("recommendations", 0, 10_000_000), ("actors", 1, MAX_ACTORS),
            ("seed", 0, 2**31),
        ):  # fmt: skip
            if not least <= options[name] <= most:
                raise CommandError(f"--{name} takes a number from {least} to {most}.", returncode=2)
        wanted = [options[name] for name in ("documents", "recommendations", "actors", "seed")]
        try:
            generate(*wanted)
        except TrackerError as error:
            raise CommandError(str(error)) from None
        self.stdout.write("{} documents, {} recommendations, {} actors".format(*wanted))

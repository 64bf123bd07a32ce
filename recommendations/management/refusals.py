"""Refusals on the command line: one line each on standard error, exit status 1, no traceback."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from django.core.management.base import BaseCommand

from ..exceptions import TrackerError


def lines(refusal: TrackerError) -> list[str]:
    """What was refused and why, a line for each field."""
    return [f"{field}: {message}" for field, message in refusal.errors] or [str(refusal)]


def fail(command: BaseCommand, *problems: str) -> NoReturn:
    for problem in problems:
        command.stderr.write(problem)
    raise SystemExit(1)


@contextmanager
def refusals(command: BaseCommand) -> Iterator[None]:
    """End the command with exit status 1 where the domain refuses or a file cannot be used."""
    try:
        yield
    except TrackerError as refusal:
        fail(command, *lines(refusal))
    except OSError as error:
        fail(command, f"{error.filename or ''}: {error.strerror or error}".lstrip(": "))

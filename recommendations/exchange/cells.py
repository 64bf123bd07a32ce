"""The text of a cell: safe in a spreadsheet, and read back to the same value."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import orjson

SIGNS = frozenset("=+-@−")
SEPARATOR = "；"
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?", re.ASCII)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might run the text: the first visible character, folded, is a formula's sign.

    Full-width and small signs fold to the plain ones; so counts a line break or tab at the beginning.
    """
    if text[:1] in ("\t", "\r", "\n"):
        return True
    for character in text:
        if not character.isspace() and unicodedata.category(character) not in ("Cc", "Cf"):
            return unicodedata.normalize("NFKC", character)[:1] in SIGNS
    return False


def guard(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet might run; ``unguard`` takes it away."""
    return f"'{text}" if is_formula(text.lstrip("'")) else text


def unguard(text: str) -> str:
    return text[1:] if text.startswith("'") and is_formula(text.lstrip("'")) else text


def join(items: Sequence[str]) -> str:
    """A list as one text, its items separated by ``；``, or as JSON where an item would not come back."""
    plain = all(item and item == item.strip() and not {*SEPARATOR, "\n"} & {*item} for item in items)
    text = SEPARATOR.join(items)
    return text if plain and not text.startswith("[") else orjson.dumps(list(items)).decode()


def split(text: str) -> list[str]:
    """The items of a list, separated by ``；`` or line breaks, or JSON; raises ``ValueError``."""
    if text.startswith("["):
        found = parse(text)
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            raise ValueError
        return found
    return [item for part in text.split("\n") for each in part.split(SEPARATOR) if (item := each.strip())]


def parse(text: str) -> Any:
    """JSON, or none for an empty text; raises ``ValueError``."""
    return orjson.loads(text) if text else None


def partial_date(text: str) -> str:
    """A partial date as spreadsheets write it (2024/5/1, 2024年5月), as 2024-05-01; other texts unchanged."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return text
    year, month, day = match.groups()
    return "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])

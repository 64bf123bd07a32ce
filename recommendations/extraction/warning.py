"""What a reader left out, moved or could not read, in words: a fixed set of templates that interfaces can translate."""

import re
from collections.abc import Callable

TEMPLATES = {
    "decoded": "The text was decoded as {0}.",
    "control": "Control characters left out: {0}.",
    "order": "Columns stood in the wrong order and were put back by their numbering.",
    "furniture": "Furniture was moved to the notes: {0}.",
    "menus": "Menus and other furniture were moved to the notes: {0}.",
    "heads": "Running heads and feet were moved to the notes: {0}.",
    "edges": "Page headers and footers left out: {0}.",
    "footnotes": "Footnotes moved to the notes: {0}; footnote marks dropped: {1}.",
    "word_footnotes": "Footnotes moved to the notes: {0}; marks dropped: {1}.",
    "page_footnotes": "Page {0}: footnotes moved to the notes: {1}.",
    "footnote_links": "Links to footnotes dropped: {0}.",
    "marks": "Footnote marks dropped: {0}.",
    "foreign": "Part of another article cut a sentence and was moved to the end: “{0}…”.",
    "mended": "Sentences cut by a page or column and joined: {0}.",
    "contents": "The table of contents was moved to the notes ({0} lines).",
    "deleted": "Deleted or hidden passages left out: {0}.",
    "comments": "Comments left out: {0}.",
    "brackets": "The file has so many brackets that links were not looked for.",
    "front_matter": "The front matter was moved to the notes.",
    "flattened": "Lines nested too deeply were flattened: {0}.",
    "hidden": "Left out {0} × hidden part.",
    "dropped": "Left out {0} × {1}.",
    "unreadable": "Page {0}: {1} characters could not be read.",
    "empty": "Pages without text: {0}.",
    "turned": "Characters set in another direction were left out: {0}.",
}
_PATTERNS = {
    template: re.compile(re.sub(r"\\{[0-9]\\}", "(.*?)", re.escape(template)), re.S)
    for template in TEMPLATES.values()
}


def warning(key: str, *values: object) -> str:
    """The English sentence of a warning."""
    return TEMPLATES[key].format(*values)


def translate(sentence: str, gettext: Callable[[str], str]) -> str:
    """A warning in the language of ``gettext``, which is given the template; other sentences stay as they are."""
    for template, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(sentence):
            return gettext(template).format(*found.groups())
    return sentence

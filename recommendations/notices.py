"""The readers' warnings in the reader's language."""

from django.utils.translation import gettext, gettext_noop

from .extraction.warning import translate

# The readers know no Django; their templates are named here for the catalogue (a test compares).
NAMED = (
    gettext_noop("The text was decoded as {0}."),
    gettext_noop("Control characters left out: {0}."),
    gettext_noop("Columns stood in the wrong order and were put back by their numbering."),
    gettext_noop("Furniture was moved to the notes: {0}."),
    gettext_noop("Menus and other furniture were moved to the notes: {0}."),
    gettext_noop("Running heads and feet were moved to the notes: {0}."),
    gettext_noop("Page headers and footers left out: {0}."),
    gettext_noop("Footnotes moved to the notes: {0}; footnote marks dropped: {1}."),
    gettext_noop("Footnotes moved to the notes: {0}; marks dropped: {1}."),
    gettext_noop("Page {0}: footnotes moved to the notes: {1}."),
    gettext_noop("Links to footnotes dropped: {0}."),
    gettext_noop("Footnote marks dropped: {0}."),
    gettext_noop("Part of another article cut a sentence and was moved to the end: “{0}…”."),
    gettext_noop("Sentences cut by a page or column and joined: {0}."),
    gettext_noop("The table of contents was moved to the notes ({0} lines)."),
    gettext_noop("Deleted or hidden passages left out: {0}."),
    gettext_noop("Comments left out: {0}."),
    gettext_noop("The file has so many brackets that links were not looked for."),
    gettext_noop("The front matter was moved to the notes."),
    gettext_noop("Lines nested too deeply were flattened: {0}."),
    gettext_noop("Left out {0} × hidden part."),
    gettext_noop("Left out {0} × {1}."),
    gettext_noop("Page {0}: {1} characters could not be read."),
    gettext_noop("Pages without text: {0}."),
    gettext_noop("Characters set in another direction were left out: {0}."),
)


def in_words(warning: str) -> str:
    """A stored warning in the active language; a sentence of no known template stays as it is."""
    return translate(warning, gettext)

"""What a document may cost to read, and the one exception for those that cannot be read."""

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_UNPACKED_RATIO = 100
MAX_MEMBERS = 2_000
MAX_PARAGRAPHS = 50_000
MAX_PAGES = 2_000
MAX_SECONDS = 30
MAX_MEMORY_BYTES = 512 * 1024 * 1024

REFUSALS = frozenset(
    {
        "encrypted",
        "no_text_layer",
        "undecodable",
        "doctype",
        "macros",
        "wrong_type",
        "truncated",
        "empty",
        "too_large",
        "too_many_pages",
        "too_many_paragraphs",
        "too_many_members",
        "timed_out",
        "out_of_memory",
    }
)


class UnreadableDocument(Exception):
    """A document that is refused as a whole.

    ``code`` is one of ``REFUSALS``, ``detail`` an English sentence for the person who sent the document.
    """

    def __init__(self, code: str, detail: str) -> None:
        if code not in REFUSALS:
            raise ValueError(f"unknown refusal {code!r}")
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail

"""Reads the labelled documents (fixtures/labelled/README.md) and the reference annotation."""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

from recommendations.extraction.reading import Reading, Span
from recommendations.extraction.results import ActorName

_MARK = re.compile(r"(#\+|#|\+|-) ")
_NUMBER = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[章节]\s*|第[一二三四五六七八九十]，|\d+[.、])\s*"
)
_TOKEN = re.compile(r"⟦(?:([PS]):)?|⟧(?:\{([^{}]*)\})?")


@dataclass(frozen=True)
class LabelledSentence:
    """A labelled sentence; the offsets are those of the document's text."""

    start: int
    end: int
    text: str
    label: int
    heading: bool


@dataclass(frozen=True)
class LabelledItem:
    """A labelled recommendation; `parent` is an index into the document's items."""

    quote: str
    level: str
    parent: int | None
    actors: tuple[ActorName, ...]
    deadline: str | None = None
    target: str | None = None
    theme: str | None = None
    start: int = -1
    end: int = -1


@dataclass(frozen=True)
class LabelledDocument:
    """A document with its sentences labelled and its recommendations marked."""

    slug: str
    genre: str
    language: str
    held_out: bool
    written_by: str
    reading: Reading
    sentences: tuple[LabelledSentence, ...]
    items: tuple[LabelledItem, ...]


class BadLabels(ValueError):
    """A labelled document that does not follow the format; the message names file and line."""


def _actors(words: list[str]) -> tuple[ActorName, ...]:
    return tuple(
        ActorName(word[1:].strip(), word[0] == "@") for word in words if word[:1] in "@?" and word[1:].strip()
    )


def _unmark(line: str, start: int, where: str) -> tuple[str, list[tuple[int, int, str, str]]]:
    """The line without its marks, and (start, end, level letter, attributes) of each marked quote."""
    plain = ""
    marks: list[tuple[int, int, str, str]] = []
    open_marks: list[tuple[int, str, int]] = []
    at = 0
    for token in _TOKEN.finditer(line):
        plain += line[at : token.start()]
        at = token.end()
        if token[0].startswith("⟦"):
            open_marks.append((len(plain), token[1] or "", len(marks)))
            marks.append((0, 0, "", ""))
            continue
        if not open_marks:
            raise BadLabels(f"{where}: ⟧ without ⟦")
        begin, level, place = open_marks.pop()
        marks[place] = (start + begin, start + len(plain), level, token[2] or "")
    if open_marks:
        raise BadLabels(f"{where}: ⟦ without ⟧")
    return plain + line[at:], marks


def _items(
    text: str, marks: list[tuple[int, int, str, str]], default: tuple[ActorName, ...]
) -> tuple[LabelledItem, ...]:
    items: list[LabelledItem] = []
    parent: int | None = None
    for start, end, level, attributes in marks:
        words = [word.strip() for word in attributes.split(";")]
        values = dict(word.split("=", 1) for word in words if "=" in word)
        actors = _actors(words)
        above = None if level in ("P", "S") else parent
        if not actors:
            actors = items[above].actors if above is not None else default
        if level == "P":
            parent = len(items)
        start += len(text[start:end]) - len(_NUMBER.sub("", text[start:end]))
        items.append(
            LabelledItem(
                text[start:end],
                "parent" if level == "P" else "child",
                above,
                actors,
                values.get("by"),
                values.get("target"),
                None,
                start,
                end,
            )
        )
    return tuple(items)


def read_labelled(path: Path) -> LabelledDocument:
    """One labelled document. Raises `BadLabels`."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    fields = dict(line.split(":", 1) for line in head.splitlines() if ":" in line)
    fields = {name.strip(): value.strip() for name, value in fields.items()}
    language = fields["language"]
    text = ""
    sentences: list[LabelledSentence] = []
    marks: list[tuple[int, int, str, str]] = []
    spans: list[Span] = []
    paragraph_start, new_paragraph = 0, True
    for number, line in enumerate(body.splitlines(), start=head.count("\n") + 3):
        where = f"{path.name}:{number}"
        if not line.strip():
            new_paragraph = True
            continue
        mark = _MARK.match(line)
        if mark is None:
            raise BadLabels(f"{where}: no mark")
        if text and new_paragraph:
            spans.append(Span(paragraph_start, len(text), "body"))
            text += "\n"
            paragraph_start = len(text)
        elif text and language != "zh":
            text += " "
        content, found = _unmark(line[mark.end() :].strip(), len(text), where)
        sentences.append(
            LabelledSentence(
                len(text), len(text) + len(content), content, int("+" in mark[1]), "#" in mark[1]
            )
        )
        marks += found
        text += content
        new_paragraph = "#" in mark[1] and not content.endswith(("。", "：", ".", ":"))
    spans.append(Span(paragraph_start, len(text), "body"))
    reading = Reading(text, tuple(spans), language, (), (), "labelled", "1")
    default = _actors([word.strip() for word in fields.get("actor", "").split(";")])
    return LabelledDocument(
        path.stem,
        fields["genre"],
        language,
        fields.get("held_out", "false") == "true",
        fields.get("written_by", ""),
        reading,
        tuple(sentences),
        _items(text, marks, default),
    )


def read_folder(folder: Path) -> list[LabelledDocument]:
    """Every labelled document of a folder, by name."""
    return [read_labelled(path) for path in sorted(folder.glob("*.txt"))]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def read_reference(folder: Path, slug: str, reading: Reading | None = None) -> LabelledDocument:
    """The reference annotation of one of the five documents.

    Without a `reading` its text is put together from the annotated sentences, a paragraph between headings;
    with one, sentences have no offsets (-1) and are aligned by their text.
    """
    rows = [json.loads(line) for line in (folder / f"{slug}.sentences.jsonl").read_text("utf-8").splitlines()]
    sentences, spans, text, begin, after_heading = [], [], "", 0, True
    apart = {"heading", "metadata", "footnote", "reference", "layout-noise", "abstract"}
    for row in rows:
        heading = row["kind"] == "heading"
        if text and (after_heading or row["kind"] in apart):
            spans.append(Span(begin, len(text), "body"))
            text += "\n"
            begin = len(text)
        after_heading = row["kind"] in apart
        sentences.append(
            LabelledSentence(len(text), len(text) + len(row["text"]), row["text"], row["label"], heading)
        )
        text += row["text"]
    spans.append(Span(begin, len(text), "body"))
    if reading is None:
        reading = Reading(text, tuple(spans), "zh", (), (), "reference", "1")
    else:
        sentences = [replace(sentence, start=-1, end=-1) for sentence in sentences]
    records = [
        row
        for row in json.loads((folder / "recommendations.json").read_text("utf-8"))
        if row["document"] == slug
    ]
    places = {row["id"]: index for index, row in enumerate(records)}
    items = tuple(
        LabelledItem(
            _squeezed(row["quote"]),
            row["level"],
            places.get(row.get("parent")),
            tuple(ActorName(actor["name"], actor["explicit"]) for actor in row["actors"]),
            row.get("deadline"),
            row.get("target"),
            row["theme"],
        )
        for row in records
    )
    return LabelledDocument(
        slug, "reference", "zh", False, "reference annotation", reading, tuple(sentences), items
    )

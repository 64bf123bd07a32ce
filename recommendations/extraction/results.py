"""What the extraction hands out: frozen dataclasses, offsets in code points of `Reading.text`, end exclusive."""

from dataclasses import dataclass, field

from recommendations.extraction.reading import Reading


@dataclass(frozen=True)
class Heading:
    """A heading with its level: 0 the document's title, 1 the outermost numbered level, and so on inwards."""

    start: int
    end: int
    title: str
    level: int


@dataclass(frozen=True)
class Sentence:
    """A sentence or heading: `label` 1 when it states a recommendation, `score` the calibrated probability."""

    start: int
    end: int
    label: int
    score: float
    kind: str


@dataclass(frozen=True)
class ActorName:
    """Somebody asked to act; `explicit` is true only where the text names them."""

    name: str
    explicit: bool


@dataclass(frozen=True)
class Value:
    """A typed span: `kind` is actor, place, instrument, deadline or target; `normal` e.g. `2030` or `2026-06`."""

    kind: str
    start: int
    end: int
    text: str
    normal: str = ""


@dataclass(frozen=True)
class Reason:
    """Why a candidate was proposed: a key of `reasons.TEMPLATES` and its parameters."""

    key: str
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True)
class FoundRecommendation:
    """A recommendation found in the text; `text[start:end] == quote`, `parent` and `restates` index the result."""

    start: int
    end: int
    quote: str
    title: str
    level: str
    parent: int | None
    section: tuple[str, ...]
    actors: tuple[ActorName, ...]
    themes: tuple[str, ...]
    instruments: tuple[str, ...]
    places: tuple[str, ...]
    deadline: str | None
    target: str | None
    score: float
    reasons: tuple[str, ...]
    values: tuple[Value, ...] = ()
    restates: int | None = None


@dataclass(frozen=True)
class Extraction:
    """Everything found in one reading."""

    reading: Reading
    outline: tuple[Heading, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    recommendations: tuple[FoundRecommendation, ...] = ()
    warnings: tuple[str, ...] = field(default=())

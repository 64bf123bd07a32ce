"""How good the extraction is on labelled documents: sentences, items and actors, per document and genre."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

from recommendations.extraction.actors import clean
from recommendations.extraction.extracting import extract
from recommendations.extraction.labelled import LabelledDocument, read_folder, read_reference
from recommendations.extraction.model import MODELS, Linear
from recommendations.extraction.reading import read
from recommendations.extraction.results import Extraction
from recommendations.extraction.training import example_of, without

OVERLAP = 0.6


@dataclass
class Counts:
    """True positives, false positives and false negatives; precision, recall and F1 from them (1.0 when empty)."""

    found: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, other: "Counts") -> None:
        self.found += other.found
        self.wrong += other.wrong
        self.missed += other.missed

    def scores(self) -> dict[str, float]:
        predicted, real = self.found + self.wrong, self.found + self.missed
        precision = self.found / predicted if predicted else 1.0
        recall = self.found / real if real else 1.0
        f1 = 2 * self.found / (predicted + real) if predicted + real else 1.0
        return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


@dataclass
class Score:
    """Of one document or several: sentences, items and actors.

    `parents` and `measures` are found by 60 % of the longer quote; `…_covered` by 60 % of the labelled quote alone.
    `predictions` leaves containers out, `all_predictions` does not.
    """

    sentences: Counts = field(default_factory=Counts)
    sentence_count: int = 0
    predicted_positive: int = 0
    parents: Counts = field(default_factory=Counts)
    measures: Counts = field(default_factory=Counts)
    parents_covered: Counts = field(default_factory=Counts)
    measures_covered: Counts = field(default_factory=Counts)
    predictions: int = 0
    all_predictions: int = 0
    actors: Counts = field(default_factory=Counts)

    def add(self, other: "Score") -> None:
        for name in ("sentences", "parents", "measures", "parents_covered", "measures_covered", "actors"):
            getattr(self, name).add(getattr(other, name))
        for name in ("sentence_count", "predicted_positive", "predictions", "all_predictions"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def summary(self) -> dict:
        items = self.measures.found + self.measures.missed
        everything = items + self.parents.found + self.parents.missed
        return {
            "sentences": self.sentences.scores(),
            "positive_share": round(self.predicted_positive / max(1, self.sentence_count), 4),
            "parents_found": self.parents.scores()["recall"],
            "measures_found": self.measures.scores()["recall"],
            "parents_covered": self.parents_covered.scores()["recall"],
            "measures_covered": self.measures_covered.scores()["recall"],
            "predictions_per_measure": round(self.predictions / items, 3) if items else None,
            "predictions_per_item": round(self.all_predictions / everything, 3) if everything else None,
            "actors": self.actors.scores(),
        }


class _Alignment:
    """Positions in a text without its white space, where two renderings of a document can be compared."""

    def __init__(self, text: str) -> None:
        self.squeezed = "".join(text.split())
        self.position = [0]
        for character in text:
            self.position.append(self.position[-1] + (not character.isspace()))

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.position[start], self.position[end]

    def locate(self, words: str, after: int) -> tuple[int, int] | None:
        """Where `words` (without white space) stand, preferably at or after `after`."""
        for piece in (words, words[: max(12, len(words) // 2)], words[-max(12, len(words) // 2) :]):
            at = self.squeezed.find(piece, max(0, after - 200))
            at = self.squeezed.find(piece) if at < 0 else at
            if at >= 0:
                return at, at + len(piece)
        return None


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _sentence_labels(
    document: LabelledDocument, extraction: Extraction, alignment: _Alignment
) -> list[tuple[int, int]]:
    """(reference label, predicted label) of every reference sentence that is in the text.

    A reference sentence counts as predicted when a predicted sentence overlaps it by half of the shorter of the two.
    """
    predicted = [
        (alignment.span(sentence.start, sentence.end), sentence.label) for sentence in extraction.sentences
    ]
    starts = [span[0] for span, _ in predicted]
    pairs, after = [], 0
    for sentence in document.sentences:
        words = "".join(sentence.text.split())
        own = (
            alignment.span(sentence.start, sentence.end)
            if sentence.start >= 0
            else alignment.locate(words, after)
        )
        if own is None:
            pairs.append((sentence.label, 0))
            continue
        after = own[1]
        label = 0
        for span, positive in _near(predicted, starts, own):
            shorter = min(own[1] - own[0], span[1] - span[0])
            if positive and _overlap(own, span) * 2 >= max(1, shorter):
                label = 1
        pairs.append((sentence.label, label))
    return pairs


def _near(predicted: Sequence, starts: Sequence[int], own: tuple[int, int]) -> Iterable:
    from_index = max(0, bisect_right(starts, own[0]) - 1)
    for entry in predicted[from_index:]:
        if entry[0][0] >= own[1]:
            break
        yield entry


def same_actor(a: str, b: str) -> bool:
    """Whether two names mean the same: equal without articles and brackets, or one ends the other (市教育局, 教育局)."""
    a, b = clean(a), clean(b)
    return a == b or min(len(a), len(b)) >= 2 and (a.endswith(b) or b.endswith(a))


def score(document: LabelledDocument, extraction: Extraction) -> Score:
    """Compare an extraction with the labels of its document.

    An item is found when one prediction, of whatever level, overlaps it by 60 % of the longer of the two quotes, and
    covered when one holds 60 % of it. Actors are those the text names: the explicit ones of the items found, against
    those of the prediction that found them.
    """
    alignment = _Alignment(extraction.reading.text)
    result = Score()
    for label, predicted in _sentence_labels(document, extraction, alignment):
        result.sentence_count += 1
        result.predicted_positive += predicted
        if label or predicted:
            result.sentences.add(Counts(label & predicted, predicted & ~label & 1, label & ~predicted & 1))
    spans = [alignment.span(found.start, found.end) for found in extraction.recommendations]
    containers = {found.parent for found in extraction.recommendations}
    result.all_predictions = len(extraction.recommendations)
    result.predictions = result.all_predictions - len(containers - {None})
    after = 0
    for item in document.items:
        words = "".join(item.quote.split())
        own = alignment.span(item.start, item.end) if item.start >= 0 else alignment.locate(words, after)
        counts, covered = (
            (result.parents, result.parents_covered)
            if item.level == "parent"
            else (result.measures, result.measures_covered)
        )
        if own is None:
            counts.missed += 1
            covered.missed += 1
            continue
        after = own[0]
        held = max((_overlap(own, span) for span in spans), default=0) >= OVERLAP * (own[1] - own[0])
        covered.found += held
        covered.missed += not held
        best, share = _best(own, spans, [found.level == item.level for found in extraction.recommendations])
        if best is None or share < OVERLAP:
            counts.missed += 1
            continue
        counts.found += 1
        named = [actor.name for actor in item.actors if actor.explicit]
        given = [actor.name for actor in extraction.recommendations[best].actors if actor.explicit]
        right = sum(any(same_actor(name, other) for other in given) for name in named)
        wrong = sum(not any(same_actor(name, other) for other in named) for name in given)
        result.actors.add(Counts(right, wrong, len(named) - right))
    return result


def _best(
    own: tuple[int, int], spans: Sequence[tuple[int, int]], same_level: Sequence[bool]
) -> tuple[int | None, float]:
    best, key = None, (0.0, False)
    for index, span in enumerate(spans):
        shared = _overlap(own, span)
        if shared:
            share = shared / max(own[1] - own[0], span[1] - span[0])
            if (share >= OVERLAP, same_level[index], share) > (key[0] >= OVERLAP, key[1], key[0]):
                best, key = index, (share, same_level[index])
    return best, key[0]


def summarise(scored: Iterable[tuple[LabelledDocument, Score]]) -> dict:
    """Totals, and per genre, language and document."""
    groups: dict[str, dict[str, Score]] = {
        name: defaultdict(Score) for name in ("languages", "genres", "documents")
    }
    overall = Score()
    for document, own in scored:
        overall.add(own)
        for group, key in (
            ("languages", document.language),
            ("genres", document.genre),
            ("documents", document.slug),
        ):
            groups[group][key].add(own)
    return {"overall": overall.summary()} | {
        group: {key: own.summary() for key, own in sorted(members.items())}
        for group, members in groups.items()
    }


REFERENCE = (
    "carec-xinjiang-2013",
    "tianshan-ecology-2017",
    "china-central-asia-2022",
    "xinjiang-finance-2025",
    "belt-road-forum-2023",
)


def labelled_documents(folder: Path) -> list[LabelledDocument]:
    """What is trained on: the reference annotation and the documents written for it, in a folder of labelled documents."""
    return [read_reference(folder / "reference", slug) for slug in REFERENCE] + read_folder(
        folder / "documents"
    )


def evaluate_with(documents: Iterable[LabelledDocument], models: Mapping[str, Linear]) -> dict:
    """Score an extraction with `models` on labelled documents."""
    return summarise(
        (document, score(document, extract(document.reading, models=models))) for document in documents
    )


def left_out(documents: Sequence[LabelledDocument], key: Callable[[LabelledDocument], str]) -> dict:
    """Score every document by models that saw nothing of its group, `key(document)`."""
    examples = [example_of(document) for document in documents]
    whole = without(documents, examples, "", key)
    scored: list[tuple[LabelledDocument, Score]] = []
    for group in dict.fromkeys(key(document) for document in documents):
        models = without(documents, examples, group, key, whole)
        scored += [
            (document, score(document, extract(document.reading, models=models)))
            for document in documents
            if key(document) == group
        ]
    return summarise(scored)


def _tenth(document: LabelledDocument) -> str:
    """Which tenth of the documents a document is left out with; the same whatever others there are."""
    return f"{document.language} {crc32(document.slug.encode()) % 10}"


def report(folder: Path, texts: Path | None = None) -> dict:
    """Everything `evaluate` prints.

    `folder` holds reference/, documents/, held_out/ and held_out_2/. With `texts` (the folder of the five documents as files) the
    reference documents are read from there, as a user's would be. `trained_on` is measured on the training documents
    themselves; `left_out_documents` (a tenth at a time) and `left_out_genres` are cross-validated; `held_out` (scored more than once) and
    `held_out_2` were never trained on.
    """
    documents = labelled_documents(folder)
    result = {"trained_on": evaluate_with(documents, MODELS)}
    if texts is not None:
        read_again = []
        for slug in REFERENCE:
            path = texts / f"{slug}.txt"
            read_again.append(read_reference(folder / "reference", slug, read(path.read_bytes(), path.name)))
        result["reference_files"] = evaluate_with(read_again, MODELS)
    result["left_out_documents"] = left_out(documents, _tenth)
    result["left_out_genres"] = left_out(documents, lambda document: f"{document.language} {document.genre}")
    for name in ("held_out", "held_out_2"):
        result[name] = evaluate_with(read_folder(folder / name), MODELS)
    return result

"""Learns from labelled items where the clauses of a sentence begin new measures."""

from collections.abc import Iterable

import numpy as np

from recommendations.extraction import cues_zh
from recommendations.extraction.clauses import cut_features, decided
from recommendations.extraction.folding import plain
from recommendations.extraction.labelled import LabelledDocument
from recommendations.extraction.model import Linear, fit


def _spans_of_items(document: LabelledDocument) -> list[tuple[int, int]]:
    """Where the children stand in the document's text (items without offsets are looked up by their quote)."""
    squeezed_at = [index for index, character in enumerate(document.reading.text) if not character.isspace()]
    squeezed = "".join(document.reading.text[index] for index in squeezed_at)
    spans, after = [], 0
    for item in document.items:
        if item.level != "child":
            continue
        if item.start >= 0:
            spans.append((item.start, item.end))
            continue
        at = squeezed.find(item.quote, max(0, after - 400))
        at = squeezed.find(item.quote) if at < 0 else at
        if at >= 0:
            spans.append((squeezed_at[at], squeezed_at[at + len(item.quote) - 1] + 1))
            after = at
    return spans


def boundaries(document: LabelledDocument) -> tuple[list[np.ndarray], list[int]]:
    """Features and label (1: a new measure begins) of the clause boundaries that the labelled items decide."""
    rows: list[np.ndarray] = []
    labels: list[int] = []
    items = sorted(_spans_of_items(document))
    for sentence in document.sentences:
        inside = [(a, b) for a, b in items if a >= sentence.start and b <= sentence.end]
        if not sentence.label or sentence.heading or not inside:
            continue
        text = plain(document.reading.text[sentence.start : sentence.end], "zh")
        spans = cues_zh.clauses(text)
        for at in range(1, len(spans)):
            left, right = sentence.start + spans[at - 1][1] - 1, sentence.start + spans[at][0] + 2
            own_left = [k for k, (a, b) in enumerate(inside) if a <= left < b]
            own_right = [k for k, (a, b) in enumerate(inside) if a <= right < b]
            if own_left and own_right and decided(text, spans, at) is not False:
                rows.append(cut_features(text, spans, at))
                labels.append(int(not set(own_left) & set(own_right)))
    return rows, labels


def train_cuts(documents: Iterable[LabelledDocument], *, penalty: float = 60.0) -> Linear:
    """The model of clause boundaries, from Chinese documents."""
    rows: list[np.ndarray] = []
    labels: list[int] = []
    for document in documents:
        more, cut = boundaries(document)
        rows += more
        labels += cut
    return fit(
        np.stack(rows), np.array(labels, dtype=np.float64), np.zeros(len(rows)), np.ones(len(rows)), penalty
    )

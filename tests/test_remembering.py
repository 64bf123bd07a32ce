"""Embeddings are computed once, kept by text and encoder, and bounded in one call."""

from collections.abc import Sequence

import numpy as np
import pytest

from recommendations.evidence import remembering
from recommendations.evidence.remembering import RememberingEncoder
from recommendations.matching import Measure, NgramEncoder, Passage, candidates, suggest, suggesting
from recommendations.models import Embedding

pytestmark = pytest.mark.django_db


class Counting(NgramEncoder):
    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.texts += texts
        return super().encode(texts)


def test_a_text_is_encoded_once_and_its_vector_comes_back() -> None:
    plain, texts = Counting(), ["口岸建设", "职业教育", "口岸建设"]
    first = RememberingEncoder(plain).encode(texts)
    again = RememberingEncoder(plain).encode([*texts, "新的一句"])
    assert plain.texts == ["口岸建设", "职业教育", "新的一句"]
    assert first == pytest.approx(NgramEncoder().encode(texts), abs=1e-3)
    assert again[:3] == pytest.approx(first, abs=1e-3) and Embedding.objects.count() == 3


def test_another_encoder_has_its_own() -> None:
    RememberingEncoder(NgramEncoder()).encode(["口岸建设"])
    other = Counting()
    other.name = "another"
    RememberingEncoder(other).encode(["口岸建设"])
    assert other.texts == ["口岸建设"] and Embedding.objects.count() == 2


def test_what_is_too_much_for_one_call_comes_as_zeros_until_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "FRESH", 2)
    texts = ["口岸建设", "职业教育", "光伏发电"]
    first, second = (RememberingEncoder(NgramEncoder()).encode(texts) for _ in range(2))
    assert np.any(first, axis=1).tolist() == [True, True, False]
    assert np.any(second, axis=1).all()


def test_nothing_to_encode_asks_for_nothing() -> None:
    assert RememberingEncoder(NgramEncoder()).encode([]).shape[0] == 0
    assert not Embedding.objects.exists()


def test_in_a_big_base_the_likeliest_are_compared_by_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "FEW", 5)
    monkeypatch.setattr(suggesting, "FEW", 5)
    measures = [
        Measure(number, f"修建环湖公路第{number}段", f"修建环湖公路第{number}段", "2020", "paper")
        for number in range(40)
    ]
    passages = [Passage("p", "已修建环湖公路第7段。", 0, 11, "report", "2024")]
    plain = Counting()
    found = suggest(measures, passages, encoder=RememberingEncoder(plain))
    looked_at = [measure.quote for measure in measures if measure.quote in plain.texts]
    assert 0 < len(looked_at) < len(measures)
    assert any(
        "close in meaning" in reason for some in found.values() for one in some for reason in one.reasons
    )

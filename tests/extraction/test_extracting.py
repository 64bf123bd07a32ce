import json
from pathlib import Path

import pytest

from recommendations.extraction.evaluation import REFERENCE, Score, score
from recommendations.extraction.extracting import as_json, extract
from recommendations.extraction.labelled import read_reference
from recommendations.extraction.model import WEIGHTS
from recommendations.extraction.reading import read
from recommendations.extraction.reasons import TEMPLATES, render, translate

from .golden import DOCUMENTS, GOLDEN, found_in
from .texts import reading_of

LABELLED = Path(__file__).resolve().parents[2] / "fixtures" / "labelled"


@pytest.mark.parametrize("slug", REFERENCE)
def test_the_five_documents_give_what_the_golden_files_say(slug):
    lines = (GOLDEN / f"{slug}.jsonl").read_text(encoding="utf-8").splitlines()
    assert found_in(slug) == [json.loads(line) for line in lines if line]


def test_sentences_of_the_five_documents_against_the_reference_annotation():
    total = Score()
    for slug in REFERENCE:
        path = DOCUMENTS / f"{slug}.txt"
        reading = read(path.read_bytes(), path.name)
        total.add(score(read_reference(LABELLED / "reference", slug, reading), extract(reading)))
    assert total.summary()["sentences"]["f1"] >= 0.90
    assert total.summary()["predictions_per_measure"] <= 1.3


@pytest.mark.parametrize("slug", REFERENCE)
def test_quotes_are_the_text_at_their_offsets(slug):
    path = DOCUMENTS / f"{slug}.txt"
    extraction = extract(read(path.read_bytes(), path.name))
    text = extraction.reading.text
    for found in extraction.recommendations:
        assert text[found.start : found.end] == found.quote
        assert found.parent is None or extraction.recommendations[found.parent].level == "parent"
        for value in found.values:
            assert text[value.start : value.end] == value.text


def test_the_printed_object_has_the_contracts_fields():
    printed = as_json(extract(reading_of("关于供水的建议\n一、建议\n应完善水价机制。")), "a.txt")
    assert list(printed) == ["file", "language", "text", "sentences", "recommendations", "warnings"]
    assert list(printed["sentences"][0]) == ["start", "end", "label", "score", "kind"]
    assert list(printed["recommendations"][0]) == [
        "start", "end", "quote", "title", "level", "parent", "section", "actors", "themes", "instruments", "places",
        "deadline", "target", "score", "reasons",
    ]  # fmt: skip
    assert json.loads(json.dumps(printed, ensure_ascii=False)) == printed


@pytest.mark.parametrize("key", TEMPLATES)
def test_reasons_can_be_translated(key):
    template = TEMPLATES[key]
    phrase = render(key, "应当") if "{0}" in template else render(key)
    assert translate(phrase, lambda text: f"<{text}>") == f"<{template.replace('{0}', '应当')}>"


def test_the_weights_are_a_small_file():
    assert WEIGHTS.stat().st_size < 1_000_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "（" * 5000,
        "一、" * 3000,
        "应" * 5000 + "。",
        "建立" * 4000,
        "，" * 5000,
        "各市、" * 2000 + "县要加强监管。",
        "“" * 3000 + "。" * 3000,
        "\ud800要加强\x00监管。",
        "1\t" * 4000,
    ],
)
@pytest.mark.parametrize("language", ["zh", "en", "ru"])
def test_hostile_text_is_taken(text, language):
    extraction = extract(reading_of(text, language))
    assert all(0 <= one.start < one.end <= len(text) for one in extraction.sentences)


@pytest.mark.parametrize(
    "text",
    [
        "the " * 5000 + "should act.",
        "Recommendation 1 " * 2000,
        "and to " * 4000,
        ". " * 5000,
        "by the end of " * 2000,
    ],
)
def test_hostile_english_is_taken(text):
    assert extract(reading_of(text, "en")).reading.text == text

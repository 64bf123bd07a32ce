"""English sentences are cut where another obligation begins."""

import pytest

from recommendations.extraction.clauses_en import english


def measures(sentence: str) -> list[str]:
    return [sentence[start:end] for start, end in english(sentence)]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "The agency should (1) publish its register of vessels, (2) require a documented analysis, and (3) report every year.",
            [
                "publish its register of vessels, ",
                "require a documented analysis, and ",
                "report every year.",
            ],
        ),
        (
            "The council should publish the results of every inspection and set a date for each repair",
            ["The council should publish the results of every inspection", "set a date for each repair"],
        ),
        (
            "The ministry should open the data to all, train its inspectors in their use, and report on progress every year",
            [
                "The ministry should open the data to all",
                "train its inspectors in their use",
                "report on progress every year",
            ],
        ),
        (
            "each school be given a nurse of its own and that the cost be met by the county",
            ["each school be given a nurse of its own", "that the cost be met by the county"],
        ),
    ],
)
def test_another_obligation_begins_another_measure(sentence: str, parts: list[str]) -> None:
    assert measures(sentence) == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "The board should develop and implement a plan for the winter months",
        "The fund should be opened to small firms so that they can buy pumps, hire fitters and train them in their use",
        "Claims should be settled once the applicants have either (a) signed the form or (b) withdrawn it altogether",
        "The government and where appropriate the port authority shall answer within two months",
    ],
)
def test_what_belongs_to_one_measure_stays_together(sentence: str) -> None:
    assert measures(sentence) == [sentence]


def test_background_and_references_are_left_off() -> None:
    sentence = "As more ships call at the port each year, the authority must add a second pilot station. (Paragraph 33)"
    assert measures(sentence) == ["the authority must add a second pilot station."]

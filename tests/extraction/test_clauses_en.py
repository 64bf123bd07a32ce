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


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        (
            "In the years before the bridge is replaced, the county should keep the ferry running all night.",
            "the county should keep the ferry running all night.",
        ),
        (
            "The harbour master told a packed meeting on Tuesday and later said that the pier must be closed in storms.",
            "the pier must be closed in storms.",
        ),
        (
            "Residents of the three villages below the dam are calling for an independent survey of the spillway.",
            "an independent survey of the spillway.",
        ),
        (
            "The regulator should publish the list of unsafe lifts, as these are used by thousands every day.",
            "The regulator should publish the list of unsafe lifts",
        ),
        ("Replace the lamps along the towpath | Canals Board | 2027", "Replace the lamps along the towpath"),
        (
            "Offer every patient a second reading. [strong; low certainty]",
            "Offer every patient a second reading",
        ),
        (
            "Widening the lock at the river mouth would bring back the coastal trade and its jobs.",
            "Widening the lock at the river mouth",
        ),
    ],
)
def test_the_quote_is_what_is_asked(sentence: str, asked: str) -> None:
    assert measures(sentence) == [asked]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "The union urges the port to fence its quays and is asking the ministry to inspect the cranes.",
            ["the port to fence its quays", "the ministry to inspect the cranes."],
        ),
        (
            "The agency will replace the old pumps in every station and will report on them each spring.",
            ["The agency will replace the old pumps in every station", "will report on them each spring."],
        ),
        (
            "They want to see a national register of wells and a fund for their repair.",
            ["a national register of wells", "a fund for their repair."],
        ),
    ],
)
def test_each_ask_of_a_sentence_is_a_measure(sentence: str, parts: list[str]) -> None:
    assert measures(sentence) == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "The council should write to every tenant on the estate and invite them to the meeting in June",
        "The inspectors should continue in the coming year to collect and analyse samples from each well",
    ],
)
def test_verbs_that_share_their_object_are_one_measure(sentence: str) -> None:
    assert measures(sentence) == [sentence]

"""What templates share: the headline label, and characters that hide themselves."""

import pytest
from django.utils.translation import override

from recommendations.choices import Status
from recommendations.models import headline
from recommendations.templatetags.tracker import segments, share, visible

ROW = {"status": "not_assessed", "reported_status": None, "verification": "none", "response": "none"}


@pytest.mark.parametrize(
    ("changed", "text", "tone"),
    [
        ({}, "Not assessed", "neutral"),
        ({"response": "accepted"}, "Accepted, not yet assessed", "info"),
        ({"response": "not_accepted"}, "Not accepted, not yet assessed", "warning"),
        ({"status": "in_progress", "response": "accepted"}, "In progress", "progress"),
        (
            {"reported_status": "implemented", "verification": "reported"},
            "Reported “Implemented”, awaiting verification",
            "info",
        ),
        (
            {"reported_status": "implemented", "verification": "returned"},
            "Report of “Implemented” returned",
            "warning",
        ),
        ({"reported_status": "implemented", "verification": "disputed"}, "“Implemented” disputed", "bad"),
        ({"status": "implemented", "verification": "disputed"}, "“Implemented” disputed", "bad"),
        ({"status": "implemented", "verification": "verified"}, "Verified: Implemented", "good"),
    ],
)
def test_the_headline_says_first_what_waits_for_somebody(changed: dict, text: str, tone: str) -> None:
    with override("en"):
        assert headline(ROW | changed) == (text, tone)


def test_hidden_characters_are_shown_as_their_code_points() -> None:
    shown = visible("实\u200b施\u202e<b>\ufeff\u3164\n\x00")
    for code in ("U+200B", "U+202E", "U+FEFF", "U+3164", "U+0000"):
        assert code in shown
    assert "&lt;b&gt;" in shown and "\u202e" not in shown and "\n" in shown


def test_what_is_plain_stays_plain_and_escaped() -> None:
    assert visible("建议 & “引号”　a\tb") == "建议 &amp; “引号”　a\tb"


def test_a_bar_is_full_and_in_the_declared_order() -> None:
    found = segments({"implemented": 1, "not_assessed": 3, "planned": 0})
    assert [(s.tone, s.number, s.width) for s in found] == [
        ("status-not_assessed", 3, 75),
        ("status-implemented", 1, 25),
    ]
    assert segments(None) == [] and segments({}) == []
    everything = segments(dict.fromkeys(Status.values, 7))
    assert sum(s.width for s in everything) == pytest.approx(100, abs=0.05)


def test_a_share_that_rounds_to_nothing_is_not_nothing() -> None:
    assert (share(0, 448), share(1, 448), share(224, 448), share(0, 0)) == ("0%", "< 1%", "50%", "0%")

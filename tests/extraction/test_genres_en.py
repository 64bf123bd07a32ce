"""What kind of document an English text is."""

import pytest

from recommendations.extraction.genres_en import genre_of


@pytest.mark.parametrize(
    ("title", "opening", "genre"),
    [
        ("Summary of stakeholders' submissions on Torvania", "", "summary"),
        ("Report of the Working Group on the Universal Periodic Review: Torvania", "", "upr"),
        ("Minutes of the Harbour Board", "", "minutes"),
        ("Harbour Board", "Apologies were received from Ms Vane.", "minutes"),
        ("Government response to the report on bees", "", "reply"),
        ("Report 28 – Mr Orme", "Dear Madam, Thank you for your report of 3 May.", "reply"),
        ("Submission on the review of mooring fees", "", "proposal"),
        ("Response to the consultation on mooring fees", "", "proposal"),
        ("Harbour action plan 2026", "", "directive"),
        ("Shared code", "This memorandum establishes a policy on shared code.", "directive"),
        ("National statement", "Mr. President, Excellencies, we meet in hard times.", "speech"),
        ("Rivers too foul to swim in", "For immediate release: 4 March", "news"),
        ("Torvania: Staff Report for the Article IV Consultation", "", "policy-review"),
        ("On the colour of gulls", "Gulls are white.", "other"),
    ],
)
def test_genre_from_title_and_opening(title, opening, genre):
    assert genre_of(title, opening, ()) == genre


def test_headings_that_respond_make_a_reply():
    assert (
        genre_of("Mooring fees", "", ("Recommendation 1", "Response", "Recommendation 2", "Our response"))
        == "reply"
    )

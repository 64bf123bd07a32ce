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


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("The staff urged restraint. The authorities agreed. The staff noted the risks.", "policy-review"),
        ("The Ombudsman found fault. Mr X had waited a year. The Ombudsman asked why.", "inquiry-report"),
        ("We submit that the toll is unfair. Our submission rests on three grounds.", "proposal"),
        ("“Ports are full,” Ms Vane said. “They will stay so,” he added.", "news"),
        ("Torvania accepts this recommendation. Torvania notes this recommendation.", "reply"),
        ("JS1 spoke of tolls. JS2 spoke of ferries. JS1 spoke again.", "summary"),
        ("(a) Open the port (Norway);\n(b) Close the bar (Chile);\n(c) Pay crews (Spain);", "upr"),
        ("DOT will buy cranes, and PORT will lend them. " * 4, "directive"),
        ("The authors said little of gulls.", "other"),
    ],
)
def test_an_excerpt_without_a_title_is_known_by_its_voice(text, genre):
    assert genre_of("", text, ()) == genre


@pytest.mark.parametrize(
    ("subtitle", "genre"),
    [
        ("Compilation prepared by the Office of the High Commissioner", "summary"),
        ("Views on conclusions and/or recommendations presented by the State under review", "reply"),
        ("(b) A compilation prepared by the Office of the High Commissioner;", "upr"),
    ],
)
def test_a_document_of_a_series_is_what_its_subtitle_says(subtitle, genre):
    title = "Human Rights Council Working Group on the Universal Periodic Review"
    assert genre_of(title, f"{title}\nTorvania\n{subtitle}\n", ()) == genre


def test_a_response_printed_under_the_committees_name_is_a_reply():
    text = "PORT Committee Report\nGovernment Response to the Third Report of the Committee on Ports\n"
    assert genre_of("PORT Committee Report", text, ()) == "reply"


def test_attendance_spoken_of_makes_no_minutes():
    assert genre_of("On ferries", "A decline in attendance at the lectures was noticed.", ()) == "other"


def test_a_letter_to_a_chairman_is_no_speech():
    assert (
        genre_of("", "State Accountability Office\nDear Mr. Chairman:\nWe looked at ports.", ())
        == "audit-report"
    )


def test_delegations_that_speak_in_turn_are_summarised():
    spoken = (
        "31. In the discussion the delegation explained its reform of prisons.\n"
        "32. Westmark welcomed the ratification of the Protocol.\n33. Lusania noted the situation of tenants. It recommended adopting a plan on housing.\n"
        "34. The Office for Equality expressed concern at long procedures.\n35. Norvania commended the law on legal aid and encouraged its full application.\n"
        "36. Ostrava praised the efforts against trafficking.\n37. Belvaria urged that more judges be appointed."
    )
    assert genre_of("", spoken, []) == "summary"


def test_a_first_sentence_is_no_title():
    text = (
        "A parliamentary committee has looked at gulls.\n“Gulls eat chips,” he said. “And crabs,” she said."
    )
    assert genre_of("A parliamentary committee has looked at gulls", text, ()) == "news"

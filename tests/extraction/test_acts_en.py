"""English speech acts: who asks, orders, resolves or promises, and what only looks like it."""

import pytest

from recommendations.extraction.acts_en import ACTS
from recommendations.extraction.cues_en import FLAGS, MODAL, clauses, opening_verb, strip_number


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        ("asked", "12. The Quayside Forum recommended abolishing the toll."),
        ("asked", "JS4 urged the Ministry to reopen the shelters."),
        ("asked", "Directors underscored the importance of a credible budget."),
        ("asked", "I would like the Board to publish its letters."),
        ("action_tag", "ACTION 7: circulate the draft."),
        ("action_tag", "Commitment 3: open the register."),
        ("to_do", "Mr Bloom to circulate the revised terms."),
        ("to_do", "Action 4/22: The secretariat to publish the minutes."),
        ("to_do", "The Board, working with the port, to publish a plan."),
        ("resolved", "It was agreed that officers would report back in May."),
        ("resolved", "The Chair undertook to write to the schools."),
        ("directed", "Agencies are prohibited from renewing such contracts."),
        ("directed", "No further vessel may be chartered."),
        ("be_done", "(b) That a fund be offered to the trusts."),
        ("be_done", "A dam authority be established by statute."),
        ("agent_will", "By 2027 the Ministry of Water will review its fees."),
        ("agent_will", "In its letter the agency said it will issue new rules."),
        ("under_way", "A new strategy is being developed."),
        ("dated_row", "Prototype tested with banks | May 2026"),
        ("courtesy", "Should you have any questions, do not hesitate to write."),
        ("rule", "The tenancy agreement says the landlord must keep the roof in repair."),
        ("closed", "Action 12/23 (publish the plan): closed."),
        ("directed", "The old register should be closed once the new one opens."),
        ("under_way", "Further steps are planned."),
        ("rule", "Today, each port must buy its own cranes."),
        ("courtesy", "Learn more on our Dredging page."),
        ("asked", "The mission saw scope for lower tolls."),
        ("asked", "The staff emphasized that there is room to lower tolls."),
        ("courtesy", "Ordered, That the draft Report be read a second time."),
        ("courtesy", "Resolved, That the Report be the Sixth Report of the Committee."),
        ("courtesy", "At the end we set out the action the port will take."),
        ("courtesy", "For the tables please refer to the annex."),
        ("rule", "The standards for moorings dictate that chains be inspected."),
        ("their_view", "The authorities agreed that tolls should fall."),
        ("their_view", "The authorities intend to lower the tolls."),
        ("their_view", "PORT agreed that it needs to count its cranes."),
    ],
)
def test_an_act_is_told_by_its_wording(act, sentence):
    assert ACTS[act].search(sentence)


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        ("asked", "The Panel noted that its predecessor had recommended closure."),
        ("to_do", "Public money ought to pay for public goods."),
        ("to_do", "Torvania continues to open new courts."),
        ("to_do", "In general, to speed up loading, the port planned to hire."),
        ("asked", "The tool recommended in the 2014 review was never bought."),
        ("asked", "The note weighs the effect of the proposed rule."),
        ("be_done", "The roof will be repaired in May."),
        ("agent_will", "This will help to reduce the amount of litter."),
        ("agent_will", "The Minister should set out a date by which it will publish the plan."),
        ("agent_will", "We will not be able to attend."),
        ("courtesy", "I would like the Board to publish its letters."),
        ("asked", "The proposed toll is backed by the skippers."),
        ("asked", "The recommended toll is low."),
        ("to_do", "Directs the Office of Ports to open a register."),
        ("to_do", "This note provides guidance to staff on moorings."),
        ("resolved", "Paragraphs 1 to 9 read and agreed to."),
        ("resolved", "The Committee has agreed to the following Report:"),
        ("directed", "Traffic is expected to rise in spring."),
        ("their_view", "The authorities should agree on a toll."),
    ],
)
def test_what_only_looks_like_an_act(act, sentence):
    assert not ACTS[act].search(sentence)


@pytest.mark.parametrize(
    ("clause", "verb"),
    [
        ("Do not order imaging routinely", "order"),
        ("Offer a supervised exercise programme", "offer"),
        ("Plant cover increased by half", None),
        ("Put another way, nobody was asked", None),
        ("Open", None),
        ("Review into the harbour", None),
        ("Do not leave the crews behind", "leave"),
        ("Be candid about the cost of dredging", "be"),
        ("Be that as it may", None),
        ("Staff Report for the 2031 Consultation", None),
        ("Report 475", None),
        ("Complete table of tolls", None),
        ("As tax receipts fall short, ports may close", None),
        ("Where appropriate, review the tolls", None),
        ("R3.2-1 Inspect every chain before winter", "inspect"),
    ],
)
def test_orders_not_to_do_and_verbs_that_are_nouns(clause, verb):
    assert opening_verb(clause) == verb


@pytest.mark.parametrize(
    "sentence",
    [
        "Should the volume rise, queues would lengthen.",
        "We shall say more next year.",
        "It should have been rebuilt.",
    ],
)
def test_a_condition_a_promise_and_a_reproach_do_not_ask(sentence):
    assert not MODAL.search(sentence)


@pytest.mark.parametrize(
    "sentence", ["The owner should have to pay.", "By 2030 should wages rise?", "Ports must close."]
)
def test_a_modal_asks(sentence):
    assert MODAL.search(sentence)


def test_an_article_is_no_enumeration():
    assert strip_number("A test costs little.") == "A test costs little."
    assert strip_number("a The port should close.") == "The port should close."


def test_a_lone_verb_before_a_comma_belongs_to_the_next():
    text = "Draft, print and post the tide tables, with care"
    assert [text[start:end] for start, end in clauses(text)] == [
        "Draft, print and post the tide tables",
        " with care",
    ]


@pytest.mark.parametrize(
    ("cue", "sentence"),
    [
        ("principle", "Guidance on moorings states that ports should keep a log."),
        ("principle", "However, should the port refuse, it is obliged to say why."),
        ("principle", "Torvania Should Better Protect Its Ports"),
        ("principle", "Demand should also begin to contribute in spring."),
        ("suggest", "GAO is making one recommendation to the Port Agency to count its cranes."),
        ("suggest", "We are making two recommendations to PORT, including that it count its cranes."),
        ("suggest", "We would like replies to deal with the evidence."),
        ("may", "Closer watch of the bar would also be needed."),
        ("may", "Adoption of the pilotage law is critical."),
    ],
)
def test_cues_of_audits_committees_and_reviews(cue, sentence):
    assert FLAGS[cue].search(sentence)


@pytest.mark.parametrize(
    ("cue", "sentence"),
    [
        ("aim", "The mission welcomed the lower tolls."),
        ("definition", "The mission agreed with this strategy."),
        ("reported", "Adoption of the proposed law is critical."),
        ("may", "A strike could also lead to queues."),
        ("may", "Growth will provide the scope for lower tolls."),
    ],
)
def test_cues_that_words_of_reviews_do_not_give(cue, sentence):
    assert not FLAGS[cue].search(sentence)

import pytest

from recommendations.extraction.extracting import extract
from recommendations.extraction.judging import said
from recommendations.extraction.prior import RULES

from .texts import reading_of


def labels(text: str, language: str = "zh") -> dict[str, int]:
    reading = reading_of(text, language)
    return {reading.text[s.start : s.end]: s.label for s in extract(reading).sentences}


def test_the_same_verbs_report_in_a_review_and_ask_in_a_plan():
    found = labels("""青禾县政府工作报告
一、2023年工作回顾
扎实推进乡村建设，改造农村公路213公里。
建立健全帮扶机制，消除返贫风险187户。
加强生态保护，空气优良天数比例达到91.3%。
二、2024年工作安排
扎实推进乡村建设，改造农村公路200公里。
建立健全防返贫监测机制。
加强生态保护，深入推进流域治理。""")
    assert [label for text, label in found.items() if text.endswith("。")] == [0, 0, 0, 1, 1, 1]


def test_aims_principles_problems_and_findings_are_not_asked_for():
    found = labels("""关于加强供水安全的实施意见
一、总体要求
（一）指导思想。坚持以人民为中心，全面提升供水保障能力。
（二）基本原则。坚持政府主导、社会参与。
二、存在问题
一是管网老化，漏损率偏高。
二是监管不到位，应当落实的巡查制度没有落实。
三、主要任务
加快改造老旧管网，完善巡查制度。""")
    assert found["坚持以人民为中心，全面提升供水保障能力。"] == 0
    assert found["二是监管不到位，应当落实的巡查制度没有落实。"] == 0
    assert found["加快改造老旧管网，完善巡查制度。"] == 1


def test_a_reply_counts_only_where_it_commits():
    found = labels("""对第35号建议的答复
张伟代表：
您提出的关于增加公交线路的建议收悉，现答复如下：
您建议加密早晚高峰班次，很有针对性。
去年以来，我局新开线路6条，优化线路11条。
下一步，我局将继续优化公交线网，加密高峰班次。""")
    assert found["您建议加密早晚高峰班次，很有针对性。"] == 0
    assert found["去年以来，我局新开线路6条，优化线路11条。"] == 0
    assert found["下一步，我局将继续优化公交线网，加密高峰班次。"] == 1


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("We recommend that the Department publish the results every year.", 1),
        ("The Ministry should establish a national register by 2027.", 1),
        ("In 2015 the Committee recommended that the Department publish the results.", 0),
        ("The Government has strengthened the inspectorate and trained its staff.", 0),
        ("Witnesses told us that the Ministry should establish a register.", 0),
        ("The plan should have been reviewed in 2019.", 0),
        ("It should be noted that the figures are provisional.", 0),
    ],
)
def test_english_asks_and_what_only_looks_like_them(sentence, label):
    text = f"Inquiry into school transport\nChapter 2\nBuses carry 40,000 pupils a day.\n{sentence}\nThe fleet has 812 buses."
    assert labels(text, "en")[sentence] == label


def test_a_government_response_does_not_ask_but_may_commit():
    found = labels(
        """Government response to the Committee's report on buses
Recommendation 1
The Department should publish timetables.
The Government agrees with this recommendation.
We will publish timetables for every county by June 2027.""",
        "en",
    )
    assert found["The Department should publish timetables."] == 0
    assert found["We will publish timetables for every county by June 2027."] == 1


def test_abstracts_references_and_metadata_are_never_recommendations():
    reading = reading_of("""供水价格改革研究
摘要：本文提出应建立阶梯价格，完善补贴制度。
关键词：供水；价格
一、建议
应建立阶梯价格。
参考文献
[1] 李华. 应当加强供水监管[J]. 2019.""")
    kinds = {reading.text[s.start : s.end]: (s.kind, s.label) for s in extract(reading).sentences}
    assert kinds["摘要：本文提出应建立阶梯价格，完善补贴制度。"] == ("abstract", 0)
    assert kinds["应建立阶梯价格。"] == ("recommendation", 1)
    assert all(label == 0 for kind, label in kinds.values() if kind in ("reference", "metadata"))


def test_every_candidate_says_why():
    extraction = extract(reading_of("关于供水的建议\n一、建议\n市水务局应加快改造管网，2026年底前完成。"))
    assert extraction.recommendations
    for found in extraction.recommendations:
        assert found.reasons
    spoken = [reason for found in extraction.recommendations for reason in found.reasons]
    assert "says “应”" in spoken
    assert "stands in a prescribing section: “一、建议”" in spoken


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Summary of stakeholders' submissions on Torvania\nA. Prisons\n3. JS2 urged the Government to close the old wing.",
            "asks for an action",
        ),
        (
            "Minutes of the Harbour Board\n2. Fees\nACTION: Mr Bloom to write to the skippers.",
            "asks for an action",
        ),
        (
            "Government response to the report on bees\nRecommendation 1\nThe Department should count hives.\nWe will publish a count of hives by 2027.",
            "commits to something still to be done",
        ),
    ],
)
def test_english_speech_acts_say_why(text, reason):
    found = [one for one in extract(reading_of(text, "en")).recommendations if reason in one.reasons]
    assert len(found) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_that_speaks_for_a_sentence_has_words_for_it(language):
    """Statements without a cue are what the labelled documents and the section speak for."""
    silent = {
        rule.cues[0] for rule in RULES[language] if rule.cues and max(rule.weights) > 1 and not said(rule)
    }
    assert silent <= {"plain_statement", "reported"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "县政府办公室关于春播进度的通报\n各镇春播进度不一。\n县督查室将对进度滞后的镇进行约谈。",
            "commits to something still to be done",
        ),
        (
            "省政府办公厅关于青浦县引水问题的复函\n所报情况已经核实。\n引水工程所需资金由县财政承担，省里予以适当补助。",
            "asks for an action",
        ),
    ],
)
def test_chinese_promises_and_allotments_say_why(text, reason):
    assert any(reason in one.reasons for one in extract(reading_of(text)).recommendations)


def test_a_numbered_heading_alone_names_no_measure_in_a_reply():
    text = "Government response to the report on bees\nRecommendation 1\nThe Department should count hives.\nWe will publish a count of hives by 2027."
    assert [one.quote for one in extract(reading_of(text, "en")).recommendations] == [
        "We will publish a count of hives by 2027"
    ]


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Torvania should reopen the northern ferry.", 1),
        ("We believe that the Board should be ready to meet again.", 1),
        ("It would be better if the two funds were merged.", 1),
        ("The port would be well advised to lower its tolls.", 1),
        ("I therefore conclude that the duty needs to rest with the Board.", 1),
        ("The panel made nine recommendations, including a ban on night sailings.", 1),
        ("Lower tolls should lead to more traffic.", 0),
        ("The need to spend less has grown.", 0),
        ("Your request that we count the ferries arrived late.", 0),
        ("What does the panel advise and propose?", 0),
        ("Passengers were told that they should wait.", 0),
    ],
)
def test_who_asks_and_what_is_only_expected_in_english(sentence, label):
    text = f"On ferries\nThe ferries cross the bay twice a day.\n{sentence}\nThe bay is nine miles wide."
    assert labels(text, "en")[sentence] == label


def test_news_reports_what_others_ask_for_now_not_what_they_asked_for_once():
    found = labels(
        """An inquiry on Monday recommended a ban on night sailings.
All tolls should be halved, the inquiry has recommended.
“We are pleased,” a spokeswoman said. “It was time,” she added.
Ms Vane said that ports must stop charging crews.
A similar inquiry in 2009 urged the port to close.""",
        "en",
    )
    assert found["An inquiry on Monday recommended a ban on night sailings."] == 1
    assert found["All tolls should be halved, the inquiry has recommended."] == 1
    assert found["Ms Vane said that ports must stop charging crews."] == 1
    assert found["A similar inquiry in 2009 urged the port to close."] == 0


def test_what_did_not_find_support_is_not_asked_for():
    found = labels(
        """Report on the ferries of Torvania
Conclusions
The following recommendations enjoy the support of Torvania:
1.1 Paint the ferries (Norway);
The following recommendations did not enjoy the support of Torvania:
1.2 Sink the ferries (Chile);""",
        "en",
    )
    assert found["1.1 Paint the ferries (Norway);"] == 1
    assert found["1.2 Sink the ferries (Chile);"] == 0


def test_what_the_authorities_think_is_no_advice_of_a_review():
    found = labels(
        """Torvania: Staff Report for the Article IV Consultation
The staff urged a rapid reform of tolls.
The authorities agreed that tolls should be reformed over time.
The mission saw scope for lower harbour dues.""",
        "en",
    )
    assert list(found.values())[1:] == [1, 0, 1]


def test_criteria_duties_and_concessions_in_an_audit_are_no_recommendations():
    found = labels(
        """Audit of the Port Agency
PORT is required to list its cranes every year.
Federal standards for moorings dictate that ports should keep a log.
PORT agreed that it needs to be quicker.
What we recommend
GAO is making one recommendation to the Port Agency to count its cranes.""",
        "en",
    )
    assert list(found.values()) == [0, 0, 0, 0, 0, 1]


def test_what_somebody_complains_was_not_done_is_not_asked():
    found = labels(
        """Investigation by the Ombudsman into moorings
Ms Y says the port failed to:
- answer her letters in good time;
- repair the chain before winter;""",
        "en",
    )
    assert not any(found.values())


def test_what_was_done_through_actions_opens_no_list_of_them():
    found = labels(
        """Audit of the Port Agency
The agency watched the tolls through the following actions.
- Calls. The agency would listen to calls with skippers.
Skippers need advice.""",
        "en",
    )
    assert not any(found.values())


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("会议强调，要加强渡口管理，全面排查老旧船只。", 1),
        ("会议听取了渡口安全情况汇报，强调，要严格执行停航规定，逐一检修趸船。", 1),
        ("会议强调，要以时不我待的紧迫感，咬紧牙关，负重奋进。", 0),
        ("会议还审议了其他事项。", 0),
    ],
)
def test_what_a_meeting_says_is_to_be_done_is_asked_for_but_not_its_slogans(sentence, label):
    opening = "本报讯（记者 田禾）3月5日，市政府召开常务会议，研究水上交通安全等工作。"
    found = labels(f"市政府召开常务会议\n{opening}\n{sentence}\n有关部门负责人参加会议。")
    assert found[sentence] == label


@pytest.mark.parametrize(
    "sentence",
    [
        "应当安装的14处护栏，3处至今未装。",
        "居民办一次手续要跑三趟，来回要40分钟。",
        "应检尽检的目标已经实现，无须重复申报。",
        "对上述问题，我们将采取有力措施认真加以解决。",
        "渡运效能仍需提升，更新任务艰巨。",
    ],
)
def test_modals_that_tell_of_rules_burdens_and_problems_ask_for_nothing(sentence):
    assert (
        labels(f"青禾市渡运工作情况\n一、工作回顾\n去年全市渡运总体平稳。\n{sentence}\n二是管理粗放。")[
            sentence
        ]
        == 0
    )


def test_a_notice_is_a_directive_whatever_it_forwards():
    found = labels("""关于分解落实政府工作报告目标任务的通知
各乡镇人民政府：
现将目标任务分解如下：
一、工作要求
各责任单位要认真研究推进措施，每月报送进展。""")
    assert found["各责任单位要认真研究推进措施，每月报送进展。"] == 1


def test_an_account_of_this_year_announces_no_tasks():
    found = labels("""关于审计查出问题整改情况的报告
主任、各位委员：
今年8月，市人大常委会审议了审计工作报告。
市财政局清理结余资金，完善管理办法。""")
    assert not any(found.values())


def test_asking_to_solve_problems_does_not_open_a_list_of_problems():
    found = labels("""关于冬季供水工作的实施意见
一、主要任务
要着力解决存在的漏损问题，在管网改造上取得更大突破；加强夜间巡查，及时更换老旧阀门。""")
    assert found["加强夜间巡查，及时更换老旧阀门。"] == 1


def test_an_inquiry_tells_what_was_once_decided_and_asks_what_was_agreed():
    found = labels(
        """Inquiry into the sinking of the ferry
In May the company decided to close the repair yard.
The company has agreed to reopen the repair yard within three months.""",
        "en",
    )
    assert list(found.values())[1:] == [0, 1]


def test_orders_in_a_paragraph_that_opens_with_an_outcome_tell_what_was_done():
    told = "——渡口改造向纵深推进。加强航道疏浚。实施渡船更新行动，出台渡工补助办法。"
    asked = "推进渡口改造。加强航道疏浚。实施渡船更新行动，出台渡工补助办法。"
    assert sum(labels(told).values()) == 0
    assert labels(asked)["实施渡船更新行动，出台渡工补助办法。"] == 1


def test_a_sentence_is_no_title():
    found = labels("各渡口管理单位要及时通报预警信息。\n县航道局要加密巡航，发现险情立即处置。")
    assert found["县航道局要加密巡航，发现险情立即处置。"] == 1

import pytest

from recommendations.extraction import actors_en, actors_zh, duties_zh
from recommendations.extraction.actors import Resolver, assign_actors
from recommendations.extraction.context import document_of
from recommendations.extraction.extracting import extract
from recommendations.extraction.items import Draft

from .texts import reading_of


@pytest.mark.parametrize(
    ("clause", "names"),
    [
        ("市教育局要建立巡查制度", ["市教育局"]),
        ("财政部门、国有资产管理部门要搭建平台", ["财政部门", "国有资产管理部门"]),
        ("农业农村、自然资源部门要严格审批", ["农业农村、自然资源部门"]),
        ("由市交通运输局负责组织实施", ["市交通运输局"]),
        ("由省委编办会同省教育厅建立调配机制", ["省委编办", "省教育厅"]),
        ("各市、县（市、区）人民政府要制定清单", ["各市、县（市、区）人民政府"]),
        ("各级党委和政府要加强领导", ["各级党委和政府"]),
        ("新疆应重点发展满足中亚地区需要的制造业", ["新疆"]),
        ("发展改革委拟研究制定节水价格政策", ["发展改革委"]),
        ("市自然资源和规划局要公布年度计划", ["市自然资源和规划局"]),
        ("省文化和旅游厅、省卫生健康委应联合检查", ["省文化和旅游厅", "省卫生健康委"]),
        ("县级以上人民政府应当设立信箱", ["县级以上人民政府"]),
        ("有条件的地区要先行先试", ["有条件的地区"]),
        ("区委、区政府要专题研究", ["区委、区政府"]),
        ("希望双方积极推动互认", ["双方"]),
        ("我局将会同市水利局开展巡查", ["我局", "市水利局"]),
        ("省教育厅会同有关部门制定办法", ["省教育厅", "有关部门"]),
        ("供热企业提前储备燃料", ["供热企业"]),
        ("财政部门核查政府投资项目", ["财政部门"]),
        ("可考虑由丝路基金和产业基金联合设立专项", ["丝路基金", "产业基金"]),
        ("第九条 乡镇人民政府应当明确专人", ["乡镇人民政府"]),
        ("县（市、区）水利主管部门应当设置标志", ["县（市、区）水利主管部门"]),
        ("科技创新署合并现有计划", ["科技创新署"]),
        ("全县各级各部门一定要落实责任", ["全县各级各部门"]),
        ("各镇、镇直有关单位要摸清底数", ["各镇、镇直有关单位"]),
        ("各牵头县领导要靠前指挥", ["各牵头县领导"]),
        ("党组书记严格履行第一责任", ["党组书记"]),
        ("请你单位尽快完善手续", ["你单位"]),
        ("请责任单位逐个倒排工期", ["责任单位"]),
        ("由市政府督查室指定承办单位", ["市政府督查室"]),
        ("由自治区主管领导牵头", ["自治区"]),
        ("《办法》明确市级财政设立专项资金", ["市级财政"]),
        ("县财政拿出资金支持技改", ["县财政"]),
        ("市、县两级要分担费用", ["市、县两级"]),
        ("河口镇、城东街道要报送整改情况", ["河口镇", "城东街道"]),
        ("由市海洋与渔业局按规定办理手续", ["市海洋与渔业局"]),
        ("统计部门要尽快出台核算办法", ["统计部门"]),
        ("请规划处会同文化局组织论证", ["规划处", "文化局"]),
        ("利息由市财政全额承担", ["市财政"]),
        ("我们建议探索新的分享办法", []),
        ("经市政府同意下达计划", []),
        ("协调东部两所医科大学对口支援", []),
        ("超出部分不得计入成本", []),
        ("由市水利局负责的三项任务进展滞后", []),
        ("由县委书记、县长任双组长", []),
        ("矿区周边重点工矿区实施复绿", []),
        ("加快建设配送中心", []),
        ("引导企业增加研发投入", []),
        ("督促运营单位配合安装", []),
        ("优化城乡布局", []),
        ("清单应当明确服务对象", []),
    ],
)
def test_subjects_in_chinese(clause, names):
    assert actors_zh.subject_of(clause) == names


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("（发展改革委、财政部负责）", ["发展改革委", "财政部"]),
        ("（省民政厅牵头，省财政厅等按职责分工负责）", ["省民政厅", "省财政厅"]),
        ("（责任单位：自治区科技厅；配合单位：各地州市人民政府）", ["自治区科技厅", "各地州市人民政府"]),
        (
            "（市财政局、人民银行某市支行、市残联、海关等按职责分工负责）",
            ["市财政局", "人民银行某市支行", "市残联", "海关"],
        ),
        ("（市商务局牵头，市直有关部门配合）", ["市商务局", "市直有关部门"]),
        ("（市商务局、各县区）", ["市商务局", "各县区"]),
        ("责任单位：县水利局、各乡镇（街道） 完成时限：10月底", ["县水利局", "各乡镇（街道）"]),
        ("牵头领导：张某 责任单位：县水利局", ["县水利局"]),
        ("（含支线和户线）", []),
        ("（作者曾任某县政府顾问委员）", []),
    ],
)
def test_trailing_brackets(words, names):
    assert duties_zh.responsible_in(words) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "The Cabinet Office, HMRC and the Home Office should agree a plan.",
            ["Cabinet Office", "HMRC", "Home Office"],
        ),
        ("We recommend that the Department of Health publish its data.", ["Department of Health"]),
        ("We urge the Treasury to provide multi-year settlements.", ["Treasury"]),
        ("The State party is invited to submit its report.", ["State party"]),
        ("As part of its review, Ofwat should test the model.", ["Ofwat"]),
        ("The infrastructure manager should revise its register.", ["infrastructure manager"]),
        ("The Office of Rail is directed to inspect every depot.", ["Office of Rail"]),
        ("The Chair is to draft the letter.", ["Chair"]),
        ("The Police Academy is revising its curriculum.", ["Police Academy"]),
        ("The Minister and/or the Department shall reply.", ["Minister", "Department"]),
        ("The Board in conjunction with the Trust must report.", ["Board", "Trust"]),
        ("Secretariat to circulate the revised terms.", ["Secretariat"]),
        ("Ms Aldous to bring a paper to the Board.", ["Ms Aldous"]),
        ("The Centre recommended that the authorities repeal section 4.", ["authorities"]),
        ("We recommend that the Government introduces a label.", ["Government"]),
        ("Similarly, the authorities should act.", ["authorities"]),
        ("Under current rules companies must pay.", []),
        ("Opioids should not be started in primary care.", []),
        ("Such charges should cover the cost.", []),
        ("Tariffs should be increased gradually.", []),
        ("Landlords should be required to insulate homes.", ["Landlords"]),
        ("The Council has agreed to apologise to the tenant.", ["Council"]),
        ("The Ministry is determined to shorten waiting times.", ["Ministry"]),
        ("Officers were asked to supply figures.", ["Officers"]),
        ("Marovia accepts this recommendation and will amend the Act.", ["Marovia"]),
        ("The fault lay with Mr X. The Board has agreed to pay.", ["Board"]),
        ("The Institute calls for the Government to devolve powers.", ["Government"]),
        (
            "The Committee recommends that the Ministry encourage its regional counterparts to release land.",
            ["Ministry"],
        ),
        ("Both the government and social partners should agree a pact.", ["government", "social partners"]),
        ("The Treasury, working with the Bank (BoM), will publish rules.", ["Treasury", "Bank"]),
        (
            "The Assistant Secretary for Planning and Development should collect data.",
            ["Assistant Secretary for Planning and Development"],
        ),
        ("A portal is to be piloted by the Statistics Bureau with the tax agencies.", ["Statistics Bureau"]),
        ("It would be helpful if the Board published its responses.", ["Board"]),
        ("The department: (a) review the fee model", ["department"]),
        ("To the Prison Service: reduce the roll at Thornleigh.", ["Prison Service"]),
        ("The Statement commits Marovian Government entities to:", ["Marovian Government entities"]),
        ("Where the Ministry does not agree, it should say so.", ["Ministry"]),
        ("Parliament hears too little, and we intend to return to it.", []),
        ("Public Works principles should apply.", []),
        ("Pressures from banks to ease the rules should be resisted.", []),
        ("Giving the authority more staff will help.", []),
        ("Task Two is to keep aid flowing.", []),
        ("A new analysis should be required.", []),
    ],
)
def test_subjects_in_english(sentence, names):
    assert actors_en.subject_of(sentence) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("各县、各部门，特别是山区县，要备足物资", [["各县、各部门"]]),
        ("滨湖经济带，加快建设配送中心", []),
        ("用人单位开办托育点的，给予补助", []),
        (
            "我市将责成青口镇政府加强维护，并会同市公安局设置标志",
            [["我市", "青口镇政府"], ["我市", "青口镇政府", "市公安局"]],
        ),
        ("由省卫生厅牵头，省财政厅参加，成立专班", [["省卫生厅", "省财政厅"]]),
        ("市水利局要编制预案，市应急局要组织演练", [["市水利局"], ["市应急局"]]),
    ],
)
def test_clauses_of_a_sentence(sentence, names):
    assert [found for _, _, found in actors_zh.subjects_in(sentence)] == names


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("对市城管局下一步工作的建议", ["市城管局"]),
        ("（二）市交通运输局：", ["市交通运输局"]),
        ("统筹规划布局", []),
    ],
)
def test_headings_that_name_actors(heading, names):
    assert actors_zh.heading_names(heading) == names


def test_authorities_set_in_motion():
    assert actors_zh.moved_in("推动沿江各县与港口共建物流园") == ["沿江各县"]
    assert actors_zh.moved_in("推动企业建立台账") == []
    assert actors_zh.moved_in("推动滨海大湾区建设，打造一流城市群") == []
    assert actors_zh.moved_in("加强基础学科、新兴学科建设") == []
    assert actors_zh.moved_in("深化双方合作机制") == ["双方"]


def actors_of(text, *quotes, language="zh"):
    """The actors of each quote, taken as an item of its own; “?” before those only implied."""
    document = document_of(reading_of(text, language))
    drafts = []
    for quote in quotes:
        start = document.reading.text.index(quote)
        index = max(at for at, unit in enumerate(document.units) if unit.start <= start)
        drafts.append(
            Draft(start, start + len(quote), "child", document.units[index], index, 1.0, (), None, ())
        )
    return [
        [actor.name if actor.explicit else f"?{actor.name}" for actor in names]
        for names in assign_actors(drafts, document, ())
    ]


def test_a_duty_line_reaches_back_over_the_points_before_it():
    text = """关于落实督察反馈意见的整改方案
三、整改任务
（一）污水直排问题。
整改措施：
1.完成老旧管网改造。
2.建立排口巡查制度。
牵头单位：县住建局
配合单位：县财政局
（二）矿山修复滞后问题。
整改措施：
1.编制矿山修复方案。
牵头单位：县自然资源局"""
    measures = ("完成老旧管网改造", "建立排口巡查制度", "编制矿山修复方案")
    assert actors_of(text, *measures) == [["县住建局", "县财政局"]] * 2 + [["县自然资源局"]]


def test_a_sentence_that_only_says_who_leads_belongs_to_its_point():
    text = """关于发展托育服务的实施意见
一、建设设施
（一）建设社区托育点。到2027年，每个街道至少建成2个托育点。市卫生健康委牵头，市财政局、市住建局配合。
（二）培训人员。开设托育专业，扩大招生。由市教育局负责。"""
    assert actors_of(text, "每个街道至少建成2个托育点", "开设托育专业") == [
        ["市卫生健康委", "市财政局", "市住建局"],
        ["市教育局"],
    ]
    assert "市卫生健康委牵头，市财政局、市住建局配合" not in [
        found.quote for found in extract(reading_of(text)).recommendations
    ]


def test_a_duty_line_before_the_measures_reaches_forward():
    text = """关于落实督察反馈意见的整改方案
三、整改任务
（一）污水直排问题。
责任单位：县住建局
整改措施：
1.完成老旧管网改造。
2.建立排口巡查制度。"""
    assert actors_of(text, "完成老旧管网改造", "建立排口巡查制度") == [["县住建局"]] * 2


def test_the_sentence_before_only_implies_its_actors():
    text = "关于防汛工作的通知\n一、工作要求\n市水利局要加密巡查，及时更新台账。对险工险段派专人值守。"
    assert actors_of(text, "及时更新台账", "对险工险段派专人值守") == [["市水利局"], ["?市水利局"]]


@pytest.mark.parametrize(
    ("text", "quote", "names"),
    [
        (
            "关于防火工作的通知\n各县（市）人民政府：\n现就有关事项通知如下：\n一、加强巡护\n严格落实防火检查。",
            "严格落实防火检查",
            ["?各县（市）人民政府"],
        ),
        (
            "关于防火工作的通知\n一、加强巡护\n各县区、各部门要落实责任。\n各县区、各部门要加强值守。\n二、加强储备\n补充灭火器材。",
            "补充灭火器材",
            ["?各县区、各部门"],
        ),
        (
            "青溪市“十五五”水利发展规划\n一、主要任务\n加快建设骨干水网。",
            "加快建设骨干水网",
            ["?青溪市人民政府"],
        ),
        (
            "青溪市政府工作报告\n今年，重点做好以下工作：\n一、扩大投资\n加快建设骨干水网。",
            "加快建设骨干水网",
            ["?市政府"],
        ),
        (
            "青川流域保护研究\n省政府和流域委员会（以下简称省政府和流域委）负责保护。省政府和流域委已有经验。\n一、建议\n恢复湿地。",
            "恢复湿地",
            ["?省政府和流域委"],
        ),
    ],
)
def test_whom_a_document_addresses_is_implied(text, quote, names):
    assert actors_of(text, quote) == [names]


def test_who_replies_is_named_for_all():
    text = "对第12号建议的答复\n感谢关心。我局收悉。\n三、下一步打算\n一是会同市财政局制定补助办法。\n二是新建自行车道8公里。"
    assert actors_of(text, "会同市财政局制定补助办法", "新建自行车道8公里") == [
        ["我局", "市财政局"],
        ["我局"],
    ]


def test_a_reply_ends_with_those_who_handled_it():
    text = "关于第3号建议的答复\n您提出的建议收悉。\n下一步，我们将开通校车。\n主办单位：县教育局"
    assert actors_of(text, "开通校车") == [["县教育局"]]


def test_a_government_report_names_nobody_by_saying_we():
    text = "青溪市政府工作报告\n今年，重点做好以下工作：\n我们要加快建设骨干水网。我市要扩大开放。"
    assert actors_of(text, "加快建设骨干水网", "我市要扩大开放") == [["?市政府"]] * 2


def test_a_letter_implies_whom_it_speaks_to():
    text = "关于防治工程的复函\n青川省人民政府：\n你省来函收悉。你省情况属实，你省已有预案。\n加强监测，掌握变化。\n请你省抓紧施工。"
    assert actors_of(text, "加强监测", "抓紧施工") == [["?青川省人民政府"], ["你省"]]


def test_a_notice_about_a_report_addresses_its_addressees():
    text = "关于分解落实政府工作报告任务的通知\n各县区人民政府：\n现将县政府工作报告任务分解如下：\n一、加强调度\n加快建设骨干水网。"
    assert actors_of(text, "加快建设骨干水网") == [["?各县区人民政府"]]


def test_a_last_clause_names_who_carries_out_all_before_it():
    text = "关于标识的提案\n二、建议\n尽快出台地方标准，统一标识格式，由省药监局组织实施。"
    assert actors_of(text, "尽快出台地方标准", "统一标识格式") == [["省药监局"]] * 2


def test_a_heading_only_implies_whom_its_measures_name():
    text = "关于防汛的通知\n一、强化值守防范\n各县区要落实责任。\n各县区要加强巡查。"
    document = document_of(reading_of(text))
    units = {unit.plain: (at, unit) for at, unit in enumerate(document.units)}
    drafts: list[Draft] = []
    for words in ("一、强化值守防范", "各县区要落实责任。", "各县区要加强巡查。"):
        at, unit = units[words]
        level = "parent" if unit.heading else "child"
        drafts.append(Draft(unit.start, unit.end, level, unit, at, 1.0, (), drafts[0] if drafts else None))
    named = [
        [(actor.name, actor.explicit) for actor in names] for names in assign_actors(drafts, document, ())
    ]
    assert named == [[("各县区", False)], [("各县区", True)], [("各县区", True)]]


def test_a_review_without_its_title_is_of_the_state_others_speak_to():
    text = "B. Responses by the State under review\n88. Peru commended Marovia for its reforms. Chile noted that Marovia had ratified the Convention.\n123.1 Ratify the Optional Protocol;"
    assert actors_of(text, "Ratify the Optional Protocol", language="en") == [["Marovia"]]


def test_the_country_under_review_is_named_for_all():
    text = "Report of the Working Group on the Universal Periodic Review: Marovia\nConclusions and recommendations\n12. The recommendations listed below will be examined by Marovia:\n12.1 Ratify the Optional Protocol;\n12.2 Abolish the fees for birth registration;"
    assert actors_of(text, "Ratify the Optional Protocol", language="en") == [["Marovia"]]


def test_an_english_document_implies_the_authority_told_most():
    text = "Report on ports\nRecommendations\nThe Ministry of Ports should publish its plan. The Ministry of Ports must report every year.\nCharges need to be simpler."
    assert actors_of(text, "Charges need to be simpler", language="en") == [["?Ministry of Ports"]]


def test_a_pronoun_stands_for_the_last_body_named():
    text = "Audit of grants\nRecommendations\nThe Ministry of Finance should publish the rules. It should update them every year."
    found = extract(reading_of(text, "en")).recommendations
    assert [[actor.name for actor in one.actors] for one in found] == [
        ["Ministry of Finance"],
        ["Ministry of Finance"],
    ]


def test_brackets_count_for_every_measure_of_their_point():
    text = """关于开放的若干措施
一、扩大开放
1.完善口岸功能。推进智慧口岸建设。（责任单位：省商务厅）
2.培育外贸主体。（责任单位：省财政厅）"""
    found = extract(reading_of(text)).recommendations
    named = {one.quote: [actor.name for actor in one.actors] for one in found}
    assert named["推进智慧口岸建设"] == ["省商务厅"]
    assert named["培育外贸主体"] == ["省财政厅"]


def test_addressees_are_only_implied():
    text = "关于做好供暖工作的通知\n各区人民政府：\n现就有关事项通知如下：\n一、加强值守\n严格执行24小时值班制度。"
    found = extract(reading_of(text)).recommendations
    actors = [actor for one in found for actor in one.actors]
    assert {(actor.name, actor.explicit) for actor in actors} == {("各区人民政府", False)}


def test_known_actors_are_resolved_by_their_aliases():
    text = "关于供水的建议\n一、建议\n发改委应完善水价机制。"
    found = extract(
        reading_of(text), known_actors=[("国家发展和改革委员会", "发改委", "国家发改委")]
    ).recommendations
    assert found[0].actors[0].name == "国家发展和改革委员会"


def test_known_actors_are_resolved_by_their_usual_short_forms():
    known = [
        ("市发展和改革委员会",),
        ("市人力资源和社会保障局",),
        ("青溪市人民政府",),
        ("东区卫生健康局", "卫健局"),
        ("西区卫生健康局", "卫健局"),
    ]
    resolve = Resolver(known, "zh")
    assert resolve("市发改委") == "市发展和改革委员会"
    assert resolve("市人社局") == "市人力资源和社会保障局"
    assert resolve("青溪市政府") == "青溪市人民政府"
    assert resolve("市交通局") == "市交通局"


def test_a_short_form_of_two_actors_resolves_to_neither():
    known = [("东区发展改革委",), ("东区发展和改革委员会",)]
    assert Resolver(known, "zh")("东区发改委") == "东区发改委"

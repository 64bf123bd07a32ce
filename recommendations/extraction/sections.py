"""Whether a document and its sections prescribe, describe or set aims, told from titles, headings and lead-ins."""

import re
from collections.abc import Sequence

from recommendations.extraction import genres_en

PRESCRIBES, DESCRIBES, AIMS, UNKNOWN = "prescribes", "describes", "aims", "unknown"

_ZH_NEXT = re.compile(
    r"建议|对策|提议|下一步|下一阶段|下步|今后|打算|工作安排|重点任务|主要任务|工作任务|重点工作|工作要求|有关要求|相关要求|整改要求|处理意见|工作措施|主要措施|具体措施|保障措施|政策措施|"
    r"政策支持|组织实施|组织保障|保障机制|实施步骤|工作举措|重点举措|主要举措|路径|出路|战略思考|工作部署|主要安排|任务分工|改进措施|解决措施|怎么办|(?:20\d\d|今)年.{0,10}(?:任务|安排|工作重点|重点|打算|计划|部署|总体要求|工作$)|"
    r"政策取向|政策启示|启示|重点方向|(?:任务|措施|举措|要求|对策|部署)$"
)
_ZH_DESCRIBES = re.compile(
    r"回顾|成绩|成效|成就|进展|现状|问题|困难|挑战|短板|不足|形势|背景|概况|基本情况|情况|原因|分析|特点|做法|经验|评价|演进|综述|意义|必要性|机遇|潜力|发现|概念|内涵|理论|数据来源|研究方法|影响|"
    r"优势|案例|比较|历程|历史|回应|亮点|总结|引言|前言|结论|主要工作|工作开展|(?:过去|20\d\d).{0,6}工作$"
)
_ZH_AIMS = re.compile(
    r"总体要求|指导思想|基本原则|工作原则|总体目标|主要目标|发展目标|工作目标|行动目标|目标要求|目标任务|预期目标|总体思路|编制依据|目的|依据|适用范围|总则|附则|基本思路|战略定位|工作思路"
)
_ZH_DONE = re.compile(r"成效|成绩|成果|进展|亮点|(?:开展|落实|完成|推进|执行|整改|办理|履职)情况|主要做法")
_ZH_WEAK = re.compile(r"(?:措施|举措|工作|做法)$")
_TELLING = frozenset({"work-report", "rectification", "circular", "status", "reply"})
_ZH_TELLING_TAIL = re.compile(
    r"(?:情况|问题|成效|成绩|进展|回顾|建议|对策|要求|措施|任务|打算|安排|思考|思路|路径|举措|保障|实施|目标|原则|工作|启示|取向)$"
)
_ZH_BOTH = re.compile(
    r"(?:问题|情况|现状|成效|进展|分析).{0,6}(?:及|与|和|、|以及).{0,10}(?:建议|对策|措施|打算|安排)"
)

_EN_NEXT = re.compile(
    r"recommendation|proposal|\badvice\b|way forward|ways forward|next steps|what (?:should|needs to|must) |what .{2,40} (?:should|must|needs? to) do\b|action plan|actions?\b|measures to|policy options|priorities for|"
    r"roadmap|to[- ]do|call to action|what we (?:recommend|propose)|required improvements|future work|agenda for|policy implications|implications for (?:policy|practice)|areas for improvement|matters for",
    re.I,
)
_EN_DESCRIBES = re.compile(
    r"background|introduction|overview|findings?\b|methodolog|^evidence\b|evidence (?:base|from|heard|received|taken)|what we (?:found|did|heard)|achievement|progress|^context\b|\bcontext$|\brespon(?:se|ses|ds?|ding)\b|^scope\b|trends?\b|history|"
    r"^(?:\d[\d.]* )?data\b|data (?:sources?|and method|analysis|collection)|literature|results|appendix|annex|about (?:this|the|us)|terms of reference|key (?:facts|figures)|why we did|why this matters|current (?:situation|position|status)|"
    r"status of|follow-?up (?:of|on|to|report)|\b(?:previous|prior)\b|implementation of (?:the |our |its |these )?(?:\w+ )?(?:recommendations|actions)|what the .{1,40} (?:has|have) done|witness|submissions|summary of|^performance\b|performance (?:against|report|summary|of the)|chronology|the events|highlights|implications$|(?:role|powers|jurisdiction) and (?:powers|role|duties)|how (?:we|i) considered|what (?:we|i) (?:have|can)|relevant law|legal (?:and administrative )?(?:background|framework)|(?:agency|management|department\w*) (?:comments|views)|minutes of (?:the )?(?:last|previous)|^(?:formal )?minutes\b(?! of)|membership|members present|glossary|contact|acknowledge|footnotes|copies|further information|abbreviations|copyright|biograph",
    re.I,
)
_ZH_DIRECTIVE = re.compile(
    r"(?:通知|意见|方案|规划|计划|纲要|决定|要点|预案|若干措施|措施|行动|细则|安排|指引|任务分工|责任清单|公告|通告|令|办法|条例|规定)(?:\s*[（(].{1,60}[）)])?$|实施意见|指导意见|工作方案|实施方案|行动计划|行动方案|三年行动|五年规划"
)
_ZH_REPORT = re.compile(r"报告|汇报|总结|公报|白皮书|述职|综述|通讯|纪实|侧记|成就|成果|情况$")
_ZH_GENRES = (
    ("directive", re.compile(r"(?<!情况的)通知(?:\s*[（(].{1,24}[）)])?$")),
    (
        "status",
        re.compile(
            r"白皮书|年报|统计公报|(?:评估|总结|述职|自评|绩效评价|终期|中期|监测)报告|(?:完成|进展|推进)情况(?:的)?通报"
        ),
    ),
    (
        "law",
        re.compile(
            r"条例(?:实施细则)?(?:[（(].{1,24}[）)])?$|(?:管理|实施|奖励|处罚)办法(?:[（(].{1,24}[）)])?$"
        ),
    ),
    (
        "approval",
        re.compile(
            r"批复(?:[（(].{1,12}[）)])?$|^(?!.*(?:建议|提案|议案|代表|委员)).*复函$|省[^，。]{0,30}所提[^，。]{0,20}办理情况的函$"
        ),
    ),
    ("reply", re.compile(r"答复|复函|回复|办理情况|答复函")),
    ("rectification", re.compile(r"整改(?:落实)?(?:情况|报告|结果|工作情况|进展)|整改的(?:报告|情况)")),
    ("circular", re.compile(r"通报")),
    ("audit-report", re.compile(r"审计.{0,20}(?:报告|公告|结果)|审计结果")),
    ("work-report", re.compile(r"政府工作报告|工作报告|工作总结|年度报告|计划.{0,6}报告|执行情况|工作情况")),
    ("proposal", re.compile(r"提案|的建议(?:案)?$|议案|调研报告|对策建议|政策建议")),
    ("directive", _ZH_DIRECTIVE),
    ("minutes", re.compile(r"纪要")),
    ("speech", re.compile(r"讲话|致辞|发言|演讲")),
)
GENRES = (
    "status",
    "summary",
    "approval",
    "reply",
    "rectification",
    "circular",
    "audit-report",
    "work-report",
    "proposal",
    "directive",
    "minutes",
    "speech",
    "upr",
    "committee-report",
    "inquiry-report",
    "policy-review",
    "paper",
    "news",
    "other",
)

_ZH_STARTS = re.compile(
    r"(?:提出|制定|作出|采取|拟订|落实).{0,4}(?:以下|如下).{0,6}(?:意见|措施|建议|方案|要求|安排)|(?:通知|意见|措施|建议|要求|安排|部署|任务)如下|(?:为此|对此|因此|鉴于此|基于此|综上)[，,].{0,12}(?:建议|提出)|建议[:：]\s*$|(?:议定|确定|商定|决定|明确|纪要)(?:事项)?(?:如下|[:：])|"
    r"现(?:就|对).{2,60}(?:通知|意见|要求|安排|建议)|制定本(?:方案|计划|措施|意见)|(?:要|需|应)?(?:重点|着重|切实)?(?:做好|抓好|推进|开展|注意|把握).{0,6}以下.{0,8}(?:工作|方面|任务|措施)|^(?:下一步|今后|下一阶段|今年(?!以来|[上前初\d一二三四五六七八九十])|新的一年)[，,]?.{0,30}(?:将|(?<![重主])要|工作|重点)|"
    r"提几点(?:建议|要求|意见)|(?:几点|[一二三四五六七八九十]点)(?:建议|要求|意见)"
)
_ZH_STARTS_ALL_THE_SAME = re.compile(
    r"(?:提出|作出).{0,4}(?:以下|如下).{0,8}(?:意见|建议|要求|措施)[：:。]?\s*$"
)
_ZH_STOPS = re.compile(
    r"(?<!解决)(?<!整改)(?<!针对)(?:存在|发现|面临|主要)(?!的[^，。]{2,12}[，；]).{0,12}(?:问题|不足|困难|差距)|问题(?:主要|有|如下|表现)|主要表现|(?:工作|任务|整改|进展|成效).{0,8}情况(?:报告|汇报|答复|通报)?如下|"
    r"^[—\s]{0,3}(?!推[动进]|促进|确保|实现|力争|努力|保持|加|[使让要把以])[\u4e00-\u9fff“”、]{3,24}(?:向纵深推进|有力有效|(?:扎实|稳步|积极|有序|顺利)推进|得到[^，。]{2,12}|(?:持续|不断|显著|明显|稳步|进一步|更加|有效|全面|大幅)(?:提升|提高|改善|增强|优化|巩固|夯实|完善|增长|向好|显现|加快|凸显|有力))。$|过去(?:的)?一年|一年来|取得.{0,12}(?:成效|成绩|进展)"
)
_ZH_AIM_IS = re.compile(r"(?:目标|总体要求|基本思路|总体思路|指导思想)(?:任务)?是[：，]?")
_EN_STARTS = re.compile(
    r"(?:we|committee|inquiry|report|review|board|panel|commission|council)\s+(?:therefore\s+|accordingly\s+|also\s+)?(?:make|makes|recommends?|propose|proposes|are making|is making)\b.{0,80}:?\s*$|(?<!\bthrough the )(?<!\btook the )(?<!\btaken the )(?<!\bintroduced the )(?<!\bby the )following (?:\w+ )?(?:recommendations?|actions|measures|steps)|these (?:\w+ )?(?:recommendations|actions|measures|steps)\b[^.]{0,40}:\s*$|"
    r"^\W*(?:\d[\d.]*\s+)?(?:key )?recommendations?\s*(?:no\.? )?\d*[.:]\s*$|recommend(?:s|ed)? that .{2,80}:\s*$|should\s*:\s*$|(?:should|must)\b[^.]{0,120}:\s*$|enjoy the support of|will be examined by",
    re.I,
)
_EN_STOPS = re.compile(
    r"following (?:\w+ )?(?:findings|problems|issues|weaknesses|achievements|results|progress|evidence)|we found(?: that)?:?\s*$|(?:found|identified|heard) that:?\s*$|\bfail(?:ed|ing|ure) to:\s*$|\bcomplain(?:s|ed)(?: that)?\b[^.;]{0,40}:\s*$|not (?:enjoy|have) the support|included:\s*$|were:\s*$|\bresponse[.:]?\s*$|^agreed\b",
    re.I,
)


QUOTING = frozenset({"reply", "rectification", "status"})
_QUOTED_HEADING = re.compile(r"recommendation|action|proposal|建议|意见|提案|问题", re.I)


def section_mode(heading: str, language: str, verbal: bool, genre: str = "other") -> str | None:
    """What a heading (plain text, without its number) announces; None where it does not tell.

    `verbal` headings open with a verb and name a measure or a deed, whatever nouns they hold.
    Documents of a `QUOTING` genre quote in their headings what others recommended.
    """
    if (
        genre in QUOTING
        and _QUOTED_HEADING.search(heading)
        and not re.search("下一步|今后|打算|安排", heading)
    ):
        return DESCRIBES
    if language != "zh":
        following, describes = _EN_NEXT.search(heading), _EN_DESCRIBES.search(heading)
        if following and describes:
            return UNKNOWN if re.search(r"\band\b", heading) else DESCRIBES
        return PRESCRIBES if following else DESCRIBES if describes else None
    heading = heading.strip(" 。：:")
    if verbal and not _ZH_TELLING_TAIL.search(heading):
        return None
    if _ZH_BOTH.search(heading):
        return UNKNOWN
    if (
        _ZH_AIMS.search(heading)
        and len(heading) <= 30
        and not re.search("政策取向|(?:重点|主要)(?:任务|工作|举措|措施)|工作重点", heading)
    ):
        return AIMS
    if (
        _ZH_DONE.search(heading)
        or genre in _TELLING
        and _ZH_WEAK.search(heading)
        and not re.search(r"今后|下[一步]|\d{4}年|[今明]年", heading)
    ):
        return DESCRIBES
    if _ZH_NEXT.search(heading):
        return (
            DESCRIBES
            if re.search(r"(?:落实|执行|完成|整改|办理|采纳|进展|推进)情况|工作情况|回顾|完成情况", heading)
            else PRESCRIBES
        )
    if len(heading) <= 24 and _ZH_DESCRIBES.search(heading):
        return DESCRIBES
    return None


def list_mode(sentence: str, language: str) -> str | None:
    """What a lead-in sentence announces for what follows it."""
    starts, stops = (_ZH_STARTS, _ZH_STOPS) if language == "zh" else (_EN_STARTS, _EN_STOPS)
    if language == "zh" and _ZH_AIM_IS.search(sentence):
        return AIMS
    if language == "zh" and _ZH_STARTS_ALL_THE_SAME.search(sentence):
        return PRESCRIBES
    if stops.search(sentence):
        return DESCRIBES
    return PRESCRIBES if starts.search(sentence) else None


def own_question(sentence: str) -> bool:
    """Whether a lead-in announces problems or findings outright, strong enough to suspend a prescribing section."""
    return bool(re.search(r"存在|发现|问题|we found|findings", sentence))


def genre_of(title: str, text: str, language: str, headings: Sequence[str] = ()) -> str:
    """One of `GENRES`, from the title (the first lines), the opening and, in English, the headings and the voice of a document."""
    if language != "zh":
        return genres_en.genre_of(title, text, headings)
    opening = text[:1500]
    for genre, pattern in _ZH_GENRES:
        if pattern.search(title):
            return genre
    if re.search(r"摘\s*要|关键词|内容提要|中图分类号", opening):
        return "paper"
    if re.search(r"记者|本报讯|新华社|通讯员|来源[:：]", opening):
        return "news"
    return "other"

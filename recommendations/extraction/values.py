"""Typed values in a measure: deadlines, targets, places and instruments, each with its span."""

import re

from recommendations.extraction.gazetteer import EN_PLACES, ZH_PLACES
from recommendations.extraction.results import Value

_MONTHS = {
    name: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(),
        start=1,
    )
}
_EN_DATE = r"(?:\d{1,2}\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+(?:\d{1,2},?\s+)?20\d\d|(?:early|mid|late|spring|summer|autumn|winter|the end of|end-?)?[\s-]?20\d\d(?:[–/-]\d{2,4})?"
_EN_COUNT = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|eighteen|twenty-four|thirty|sixty|ninety)"
DEADLINES = {
    "zh": re.compile(
        r"(?:(?:力争|争取)?(?:到|于|在|至|截至|自|从)?(?:20\d\d年?(?:上半年|下半年|[一二三四]季度|第[一二三四]季度|\d{1,2}月(?:份)?(?:\d{1,2}日)?|[春夏秋冬]季)?|(?:今|明|后|当)年(?:\d{1,2}月(?:份)?(?:\d{1,2}日)?)?|\d{1,2}月(?:份)?(?:\d{1,2}日)?|本?季度|本世纪中叶|“?十[四五六]五”?)"
        r"(?:年?[底末初]|月底|[上中下]旬|期间|时期)?(?:之?前|以前|起|内|末|底)?)|(?:\d{1,3}|[一二两三四五六七八九十]{1,3}|半)个?(?:年|月|季度|周|天|日|工作日|小时)(?:之?内|以内|左右)|每(?:半?年|季度?|月|周|日|两年|五年)(?!龄|轻)|年(?:底|内)(?:之?前)?|(?:汛期|放假|采暖季|供暖|会议?)前|尽快|尽早|近期|限期|长期|未来[一二三五十\d]{1,2}年|[一二三五十两]年内|条件成熟(?:时|后)"
    ),
    "en": re.compile(
        rf"\b(?:by|before|no later than|not later than|until|from|starting in|beginning in|as of|in)\s+(?:the\s+)?(?:{_EN_DATE})|\bby the end of (?:the )?(?:{_EN_DATE}|this (?:year|parliament|session|decade)|the (?:year|decade|parliament|financial year))|"
        rf"\bwithin\s+(?:the next |a period of )?{_EN_COUNT}\s+(?:working |calendar )?(?:days?|weeks?|months?|years?)|\b(?:annually|quarterly|monthly|every (?:\w+ )?(?:months?|years?)|each year|as soon as (?:possible|practicable)|immediately|without delay|in the (?:short|medium|long)[- ]term|over the next \w+ years?|this winter|this year|next year)\b",
        re.I,
    ),
}
_ZH_UNIT = r"\s?(?:%|个百分点|倍|成(?!立|为|果|效|本)|(?:万|亿|千|百|多|余)*(?:元|美元|吨|人次|人|户|亩|公里|平方公里|千米|平方米|立方米|千瓦时|千瓦|家|个(?!月|工作日|小时|方面|问题)|项|座|所|条(?!例)|件|套|台|辆|处|场|名|张|只|头|枚|艘|公顷|兆瓦|吉瓦|万|亿))"
TARGETS = {
    "zh": re.compile(
        r"(?:(?:不低于|不少于|不超过|不高于|不大于|不小于|达到?|控制在|提高到|提高至|增加到|降低到|降到|降至|增至|下降到|稳定在|保持在|至少|力争|超过|突破|增长|下降|减少|增加|压减|提高|降低|新增|新建|完成|培育|建成|建设|改造|占比?)[^，。；、\d]{0,8})?"
        r"\d[\d,.]*"
        + _ZH_UNIT
        + r"(?:以上|以下|以内|左右)?|100%|全覆盖|清零|国内(?:先进|领先)水平|翻一番|减半"
    ),
    "en": re.compile(
        r"(?:(?:at least|no (?:less|fewer|more) than|up to|below|above|to|by|of|a minimum of|a maximum of)\s+)?(?:[£$€]\s?\d[\d,.]*(?:\s?(?:million|billion|trillion|bn|m)\b)?|\b\d[\d,.]*\s?(?:%|(?:per ?cent|percentage points?|million|billion|hectares|tonnes|megawatts|MW|GW|km|kilometres|homes|places|hours|minutes|staff|schools|beds|jobs)\b)|\bhalve\b)",
        re.I,
    ),
}
_ZH_INSTRUMENT = re.compile(
    r"(?:建立健全|建立|健全|完善|设立|制定|制订|出台|编制|修订|实施|开展|推行|构建|搭建|打造|成立|组建|创新|推广|落实|探索|推进|建设|开通|设置|签订|签署|商签|举办|发布|实行|落实好|深化|启动|发放|培育)(?:[的了]?)"
    r"(?:一批|一个|一套|相关|更加|成为|以|了|落实|实施|完善|推行)?([^，。；：、（）“]{1,24}?(?:机制|制度|基金|平台|试点|规划|方案|条例|办法|目录|清单|标准|工程|中心|基地|体系|专项资金|资金|补贴|名录|示范区|试验区|园区|台账|联席会议|领导小组|计划|行动|协定|协议|备忘录|指标|红线|政策|模式|保险|贷款|库|网络|系统|账户|联盟|论坛|预案|意见|规定|细则|准则|指引|指南|立法|法|考核|评估|审计|培训班|研讨会|交易|对接|战略))(?=[，。；：、）]|$|建设|试点|管理|工作|和|与|及|等|，)"
)
_EN_INSTRUMENT = re.compile(
    r"\b((?:(?!(?:a|an|the|and|or|of|for|to|in|on|by|with|its|their|this|that|these|each|all|any|should|must|will|which|is|are|be|as|at|from|how|it|has|have|whether|new|next|develop|publish|introduce|establish|set|create|review|"
    r"update|launch|use|ensure|improve|strengthen|implement|monitor)\b)[a-z][\w-]*\s+){0,4}(?:act|bill|fund|programme|program|scheme|strategy|action plan|plan|framework|regulator|regulation|register|levy|tax|tariff|subsidy|grant|licence|licensing|standard|guidance|guidelines|code|inspectorate|commission|authority|task force|working group|platform|system|database|"
    r"audit|review|target|charter|protocol|convention|campaign|moratorium|ban|quota|voucher|roadmap|timetable|budget|pilot|network|centre|agency|ombudsman|policy|mechanism|settlement|agreement))\b",
    re.I,
)
_EN_PLAIN = frozenset(
    "act plan review target system policy audit budget tax register standard commission authority framework strategy".split()
)
_ZH_PLACE = re.compile(
    "|".join(sorted(map(re.escape, ZH_PLACES), key=len, reverse=True))
    + r"|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,5}(?:经济带|自治州|自治县)"
)
_EN_PLACE = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, EN_PLACES), key=len, reverse=True)) + r")\b")


def _normal(words: str) -> str:
    """The date a deadline names, its precision told by its length; empty where it names none."""
    year = re.search(r"20\d\d", words)
    if year is None:
        return ""
    month = re.search(r"20\d\d年\s?(\d{1,2})月(?:份)?(?:(\d{1,2})日)?", words)
    if month:
        parts = [int(part) for part in month.groups() if part]
        return "-".join([year[0], *(f"{part:02d}" for part in parts)]) if 1 <= parts[0] <= 12 else year[0]
    named = re.search(
        r"(?:(\d{1,2})\s+)?(" + "|".join(_MONTHS) + r")\s+(?:(\d{1,2}),?\s+)?20\d\d", words, re.I
    )
    if named:
        day = named[1] or named[3]
        return f"{year[0]}-{_MONTHS[named[2].lower()]:02d}" + (f"-{int(day):02d}" if day else "")
    return year[0]


def values_of(plain: str, start: int, language: str) -> tuple[Value, ...]:
    """The typed values of a measure whose folded text is `plain` and which begins at `start` of the document."""
    found: list[Value] = []

    def keep(kind: str, match: re.Match[str], group: int = 0, normal: str = "") -> None:
        words = match[group]
        left = len(words) - len(words.lstrip())
        found.append(
            Value(
                kind,
                start + match.start(group) + left,
                start + match.start(group) + len(words.rstrip()),
                words.strip(),
                normal,
            )
        )

    for match in DEADLINES[language].finditer(plain):
        keep("deadline", match, normal=_normal(match[0]))
    for match in TARGETS[language].finditer(plain):
        keep("target", match)
    for match in (_ZH_INSTRUMENT if language == "zh" else _EN_INSTRUMENT).finditer(plain):
        if language == "zh" or match[1].lower() not in _EN_PLAIN:
            keep("instrument", match, 1)
    for match in (_ZH_PLACE if language == "zh" else _EN_PLACE).finditer(plain):
        keep("place", match)
    return tuple(found)

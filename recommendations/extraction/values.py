"""Typed values in a measure: deadlines, targets, places and instruments, each with its span."""

import re

from recommendations.extraction.deadlines import MONTH, named_date
from recommendations.extraction.gazetteer import EN_PLACES, ZH_PLACES
from recommendations.extraction.results import Value

_EN_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{MONTH}\b(?:\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d))?(?:,?\s+20\d\d)?|(?:Q[1-4]|(?:the )?(?:early|mid|late|spring|summer|autumn|fall|winter|the end of|end-?))?[\s-]?20\d\d(?:[–/-]\d{{2,4}})?"
_EN_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|eighteen|twenty-four|thirty|sixty|ninety)"
_EN_TIME = r"(?:year|quarter|month|week|day|decade|session|Parliament|parliament|meeting|budget|Budget|Spending Review|spending review|spring|summer|autumn|fall|winter|(?:academic|financial|fiscal) year|(?:budget|grant|review) (?:cycle|round))"
_ZH_YEAR = r"(?:(?:20|19)\d\d年(?:度)?|[一二]九[〇○零一二三四五六七八九]{2}年|二[〇○零][〇○零一二三四五六七八九]{2}年|20\d\d(?=[-—–/.]\d))"
_ZH_MONTH = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份)?(?:(?:\d{1,2}|[一二三]?十?[一二三四五六七八九十])日)?"
DEADLINES = {
    "zh": re.compile(
        rf"(?:(?:力争|争取)?(?:到|于|在|至|截至|自|从)?(?:{_ZH_YEAR}(?:上半年|下半年|[一二三四]季度|第[一二三四]季度|{_ZH_MONTH}|[春夏秋冬]季(?:学期)?)?|(?:今|明|后|当)年(?:{_ZH_MONTH})?|{_ZH_MONTH}|(?:本|下)?季度末|上半年|下半年|本世纪中叶|“?(?:十[一二三四五六]|[八九])五”?(?=期间|时期|末|后|规划期)|规划期)"
        r"(?:年?[底末初]|月底|[上中下]旬|期间|时期|后[一两三]年)?(?:开学)?(?:之?前|以前|起|内|末|底)?)|(?:\d{1,3}|[一二两三四五六七八九十]{1,3}|半)个?(?:年|月|季度|周|天|日|工作日|小时)(?:之?内|以内|左右)|短期[内內]|每(?:半?年|学期|季度?|月|周[一二三四五]?|日|两年|五年)(?!龄|轻)|逐年|"
        r"年(?:底|内)(?:之?前)?|(?:汛期|放假|采暖季|供暖|会议?|开学|改造|改造完成|方案确定)前|立即|尽快|尽早|近期|按年度|未来[一二三五十\d]{1,2}年|[一二三五十两]年内|条件成熟(?:时|后)"
    ),
    "en": re.compile(
        rf"\b(?:by|before|no later than|not later than|until|from|starting in|beginning in|as of|in|on)\s+(?:the\s+)?(?:{_EN_DATE})|\b(?:by|before|from)\s+(?:the\s+)?(?:end of (?:the )?(?:{_EN_DATE}|(?:this |next )?{_EN_TIME})|(?:next\s+)?(?:spring|summer|autumn|winter|Easter|Christmas))\b|"
        rf"\b(?:within|not? later than|in)\s+(?:the next |a period of |no more than )?{_EN_COUNT}\s+(?:working |calendar |business )?(?:days?|weeks?|months?|years?)\b(?! (?:ago|old|earlier))|\b(?:annually|quarterly|monthly|weekly|every (?:\w+ )?(?:days?|weeks?|months?|quarters?|years?)|(?:each|once a|twice a|every other) {_EN_TIME}|as soon as (?:is )?(?:possible|practicable|reasonably practicable)|immediately|shortly|without delay|"
        rf"in the (?:short|medium|long)[- ]term|over the (?:next )?(?:\w+ )?(?:years?|months?|winter|summer)|(?:later )?this (?:winter|spring|summer|autumn|year|month)|(?:in|at|to|with|for|before|over|from) (?:the |its )?next {_EN_TIME}|in (?:the (?:spring|summer|autumn|fall)|this {_EN_TIME}))\b",
        re.I,
    ),
}
_ZH_FEW = r"[一二两三四五六七八九十百千]{1,5}"
_ZH_UNIT = r"\s?(?:%|个百分点|倍|成(?!立|为|果|效|本)|(?:万|亿|千|百|多|余)*(?:元|美元|吨|人次|人|户|亩|公里|平方公里|千米|平方米|立方米|千瓦时|千瓦|家|个(?!月|工作日|小时|方面|问题)|项|座|所|条(?!例)|件|套|台|辆|处|场|名|张|只|头|枚|艘|支|间|座|次|字|亩|米|分钟|公顷|兆瓦|吉瓦|万|亿))"
TARGETS = {
    "zh": re.compile(
        r"(?:(?:不低于|不少于|不超过|不高于|不大于|不小于|达到?|控制在|提高到|提高至|增加到|降低到|降到|降至|增至|下降到|稳定在|保持在|至少|力争|超过|突破|增长|下降|减少|增加|压减|提高|降低|新增|新建|完成|培育|建成|建设|改造|占比?)[^，。；、\d]{0,8})?"
        r"\d[\d,.]{0,18}"
        + _ZH_UNIT
        + r"(?:以上|以下|以内|左右)?|(?:[^，。；、\d]{0,3}?(?:不低于|不少于|不超过|不高于|达到|至少|占)[^，。；、\d]{0,6}?)?百分之(?:零点)?"
        + _ZH_FEW
        + r"(?:以上|以下|左右)?|(?:不低于|不少于|不超过|不高于|至少[^，。；、]{0,4}?|最多)"
        + _ZH_FEW
        + r"(?:个|家|次|名|人|处|所|座|项|件|成|天|年|条|场|亩|万|千)|三分之[一二]|100%|全覆盖|清零|国内(?:先进|领先)水平|翻一番|减半"
    ),
    "en": re.compile(
        r"(?:(?:at least|no (?:less|fewer|more) than|up to|below|above|to|by|of|a minimum of|a maximum of)\s+)?(?:[£$€]\s?(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?:\.\d{1,4})?(?:\s?(?:million|billion|trillion|bn|m)\b)?(?: a (?:year|month|week))?|\b\d[\d,.]{0,18}\s?(?:%|(?:per ?cent|percentage points?|million|billion|hectares|tonnes|megawatts|MW|GW|km|kilometres|homes|places|hours|minutes|staff|schools|beds|jobs|places|litres|degrees|sites|chargers|advisers|officers)\b)|\b(?:halve|double|treble)d?\b)|"
        r"\b(?:at least|no (?:less|fewer|more) than|up to|below|at most)\s+(?:\d[\d,.]{0,18}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|eighteen|twenty|thirty|forty|fifty|half|a (?:quarter|third|half))\b(?:\s+(?!(?:of|to|by|in|and|the|for|from|before|after)\b)[a-z]+)?",
        re.I,
    ),
}
_ZH_KINDS = (
    r"(?:联席会议制度|联席会议|领导小组|专项小组|协调机构|机制|制度|专项资金|基金|平台|试点示范|试点|规划|方案|条例|办法|目录|名录|清单|标准|工程|中心|基地|体系|补贴|示范区|试验区|先行区|保税区|监管区|自贸区|功能区|保护区|行动计划|计划|路线图|"
    r"协定|协议|备忘录|保护红线|红线|保险|信贷|贷款|储备库|数据库|项目库|网络|(?<!生态)(?<!绿洲)系统|联盟|论坛|预案|细则|准则|指引|指南|立法|政策法规|规章|考核|审核|交易|对接|战略|倡议|监测|评估|培训班|研讨会|培训|走廊|大通道|班列|专列|退[耕牧田]还[林草湖湿](?:还[林草湖湿])?|退牧|休牧|禁牧|总量控制|控制线|开发边界|边界控制|"
    r"品牌|责任追究|补偿|生产示范|专项小组|台账|配额|准入|处理设施|污水处理厂|总体框架|合作框架|协作体制|配套政策|边贸政策|优惠政策|技术改造|封山育林|休养生息|产能合作|便利化|集散地|枢纽|联防联控|招标|税收优惠|减免|债券|账户|指标|模式|确权|督查|督察|审计|合作备忘录|专项行动|行动|大赛|博览会|顶层设计|本币结算|离岸业务|试验田|产业转移|海关特殊监管区|增值税|关税|碳汇|标识|认证|一站式服务|负面清单|黑名单)"
)
_ZH_INSTRUMENT = re.compile(
    r"(?P<quoted>[“「][^“”「」，。；]{2,12}[”」](?:配套)?(?:工程|战略|试点|项目|行动|机制|计划|制度|平台|模式|政策|防护林))|(?P<kind>"
    + _ZH_KINDS
    + r")(?!化|性|型|上|内|外|下|经济|力|层面|之|[和与]?制度|[和与]?机制)"
)
_ZH_EDGE = re.compile(r"[，。；：、（）()“”\s的和与及或]")
# what stands before an instrument and is no part of its name
_ZH_BEFORE = re.compile(
    r"^(?:.*(?:建立健全|建立|健全|完善|设立|制定|制订|出台|编制|修订|实施|开展|推行|构建|搭建|打造|成立|组建|推广|落实|探索|推进|建设|开通|设置|签订|签署|商签|举办|发布|实行|深化|启动|发放|培育|划定|纳入|严守|加强|强化|加快|加大|发挥|利用|创新|优化|改革|提高|提升|扩大|增加|增设|形成|形成|提供|提出|研究|依托|按照|根据|以|将|把|对(?!话|外|口|标|比|策|接)|在|从|为|向(?!西|东)|到|用|好|通过|和|与|及|如|于|等|要求|以及|具体|参与|列为|列入|作为|成为|扶持|支持|鼓励|引导|推动|促进|积极|大力|全面|严格|继续|进一步|逐步|有序|持续|统一|规范|重点|优先|适于|一批|一个|一套|相关|更加|若干|各类|各项|配套|建成|建好|新建|新增|至少|不少于|\d+[个项座所家处条套]))"
)


_ZH_GENERIC = frozenset(
    "体制机制 政策制度 制度体系 机制 体系 规划 平台 工程 制度 战略 计划 行动 标准 方案 中心 基地 网络 系统 模式 品牌 指标 考核 评估 监测 交易 培训 审计 目录 清单 贷款 保险 补偿 补贴 基金 条例 办法 对接 枢纽 账户 债券 减免 试点 预案 准则 指南 关税 认证".split()
)


def _zh_instrument(match: re.Match[str]) -> tuple[int, int] | None:
    """Where the name of an instrument stands in what was found, without the verbs before it."""
    if match["quoted"]:
        return match.span("quoted")
    start, end = max(0, match.start("kind") - 14), match.end("kind")
    edges = [edge.end() for edge in _ZH_EDGE.finditer(match.string, start, match.start("kind"))]
    start = edges[-1] if edges else start
    before = _ZH_BEFORE.match(match.string[start : match.start("kind")])
    start += before.end() if before else 0
    name = match.string[start:end]
    return (start, end) if 2 <= end - start <= 16 and name not in _ZH_GENERIC else None


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
        keep("deadline", match, normal=named_date(match[0]))
    for match in TARGETS[language].finditer(plain):
        keep("target", match)
    if language == "zh":
        spans = [_zh_instrument(match) for match in _ZH_INSTRUMENT.finditer(plain)]
        found += [
            Value("instrument", start + span[0], start + span[1], plain[slice(*span)], "")
            for span in spans
            if span is not None
        ]
    else:
        for match in _EN_INSTRUMENT.finditer(plain):
            if match[1].lower() not in _EN_PLAIN:
                keep("instrument", match, 1)
    for match in (_ZH_PLACE if language == "zh" else _EN_PLACE).finditer(plain):
        keep("place", match)
    return tuple(found)

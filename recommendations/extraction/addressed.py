"""Whom a document as a whole addresses: the actors of measures where neither sentence nor container names any.

In the reference annotation they are implied (not explicit): the governments of the region a paper is about, everybody
told to act (各地区、各部门). Two kinds of document name them once for all their measures, and there they are explicit: the
country under review, and the body that replies (“We will …”).
"""

import re
from collections import Counter
from collections.abc import Sequence

from recommendations.extraction.context import Document
from recommendations.extraction.duties_zh import responsible_in
from recommendations.extraction.folding import plain
from recommendations.extraction.gazetteer import ZH_PLACES

_EVERYBODY = re.compile(
    r"(?:各|全[省市县区国]|[市省县区]级各|县级以上|每个).{0,24}(?:政府|部门|单位|地区|各地|[市县区州盟旗地]|街道|乡镇|局|委|厅)[）)]?$"
)
_NOT_ADDRESSED = re.compile(r"各位|同志|代表|委员$|委员会?委员|人大|政协|先生|女士|主席|总理|书记")
_SHORT_NAME = re.compile(
    r"[（(]以下(?:统?简称|统称)[“\"]?([\u4e00-\u9fff、]{2,12}?(?:政府|部门|兵团|局|厅|委|部))[”\"]?[）)]"
)
_WORK_REPORT = re.compile(r"(?P<level>[省市州县区旗镇乡]|自治区)?(?P<office>(?:人民)?政府|行署)工作报告")
_LEVEL = re.compile(r"[\u4e00-\u9fff]([省市州县区旗镇乡])(?:第|人民|20)")
_REPORTS = frozenset({"reply", "rectification", "work-report", "audit-report", "status", "proposal"})
_PLAN_OF = re.compile(
    r"\s*([\u4e00-\u9fff]{1,6}?(?:自治区|自治州|自治县|省|市|州|县|区|盟|旗|地区))(?=[“”\u4e00-\u9fff\d]{2,30}(?:规划|计划|纲要|工作要点)(?:纲要)?[（(\d\s—]*)"
)
_GOVERNMENT = re.compile(
    r"(?:特区|[省市县区州镇乡])(?:人民)?政府|地方(?:各级)?(?:人民)?政府|各级(?:人民)?政府"
)
_OWN_LEVEL = re.compile(r"我([省市县区州])(?![委级])")
_REPLIER = re.compile(r"(?<![自忘大])我[局厅委部院办](?=[\u4e00-\u9fff，])")
_NOTICE = re.compile(r"的通知\s*(?:[（(][^）)]*[）)]\s*)?$", re.M)
_ONE_ADDRESSED = re.compile(
    r"[\u4e00-\u9fff（）]{2,24}(?:政府|委员会|委|厅|局|办公室|公司|中心|大学|学院|医院|集团)："
)
_HANDLED_BY = re.compile(r"(?:主办|会办|协办|承办)(?:单位|部门)：")
_YOU = re.compile(r"[你贵](?:[国省市县区州局厅部委院校]|单位|公司)(?![\u4e00-\u9fff]?委员)")
_NAME_EN = r"((?:[A-Z][\w'’-]*|United|Republic)(?: (?:of|and|the|for|[A-Z][\w'’-]*)){0,6})"
_EXAMINES = re.compile(
    r"(?:examined by|enjoy the support of|supported by|accepted by) (?:the delegation of )?(?:the )?"
    + _NAME_EN
)
_REVIEW_OF = re.compile(
    r"(?:[Pp]eriodic [Rr]eview|[Ss]ubmissions|[Oo]bservations|[Rr]eport)\b.{0,80}?(?:[:–—]| of| on| -) (?:the )?"
    + _NAME_EN
    + r"$"
)
_REVIEWS = re.compile(
    r"[Uu]niversal [Pp]eriodic|[Ss]takeholders' submissions|[Cc]oncluding observations|State under review|[Ii]nformation provided by (?:other )?stakeholders|[Ii]nformation provided by the national human rights institution"
)
_REVIEWED_STATE = re.compile(
    r"\b(?:commended|congratulated|thanked|supported by|accepted by|(?:stated|noted|reported|regretted|appreciation|recommended) that) (?:the )?([A-Z][a-z]{3,}(?: [A-Z][a-z]+)?)\b"
)
_AUTHORITY = re.compile(
    r"\b(?:[Gg]overnments?|[Dd]epartments?|[Mm]inistr(?:y|ies)|[Mm]inisters?|[Aa]uthorit(?:y|ies)|[Aa]genc(?:y|ies)|Commission|Council|council|Parliament|Congress|Commonwealth|Secretary of State|Treasury|Office|Board|"
    r"States|State party|Member States|[Cc]ountries|Cabinet|Premier|Administrator|Service|[Tt]rust|[Ll]andlord|[Cc]ities|HMRC|[A-Z]{3,6})(?: (?:of|for|on) .{3,60})?$"
)
_SPOKEN = re.compile(
    r"\bthe ([Gg]overnment|Department|Ministry|authorities|Commonwealth|State party|Premier|Council)\b"
)
_RESPONSE = re.compile(
    r"(?:the )?\b([Gg]overnment)(?:['’]s)? [Rr]esponse|[Rr]esponse (?:of|from|by) (?:the )?"
    + _NAME_EN
    + r"|^\W*(?:The )?"
    + _NAME_EN
    + r"(?:['’]s)? (?:[Rr]esponse|[Rr]eply)\b"
)
_SIGNED = re.compile(
    r"(?:^|, )((?:[A-Z][\w'’&-]*(?: (?:of|and|for|the|[A-Z][\w'’&-]*)){0,6}) ?(?:Service|Council|Trust|Department|Ministry|Agency|Authority|Office|Board|Commission|Government|Company|University|Police|Association))$"
)
_NATIONAL = re.compile(r"国民经济和社会发展.{0,12}(?:规划|计划|纲要)(?!.{0,20}[省市县])|中华人民共和国")
_PLACE = re.compile("|".join(sorted(map(re.escape, ZH_PLACES), key=len, reverse=True)))


def addressed_by(document: Document, told: Sequence[Sequence[str]]) -> tuple[list[str], bool]:
    """The bodies a document addresses and whether it names them for all; `told` holds the actors of each sentence or
    bracket that obliges some.

    In English the country under review, who replies, else the authority told most often. In Chinese, in this order: the
    government that gives a work report; who replies; everybody of a kind who is told repeatedly (各地区、各部门要…); the
    addressees, or who a letter speaks to as 你省 or 你单位; bodies the text introduces under a short name; whose plan, policy or matter it is.
    """
    text = plain(document.reading.text, document.language)
    if document.language != "zh":
        named = _reviewed(document, text) or _replying(document)
        return (named, True) if named else (_authority_told(told, text), False)
    if document.genre == "reply" and _REPLIER.search(text):
        return [Counter(_REPLIER.findall(text)).most_common(1)[0][0]], True
    handling = _handling(document)
    if handling:
        return handling, True
    spoken_to = Counter(_YOU.findall(text)).most_common(1)
    if spoken_to and spoken_to[0][1] >= 3 and document.genre != "reply":
        return _addressees(document)[:1] or [spoken_to[0][0]], False
    general = [tuple(names) for names in told if all(_EVERYBODY.match(name) for name in names)]
    upwards = document.genre in _REPORTS and not _NOTICE.search(text[:120])
    return (
        (_reporting(text) if upwards or not _addressees(document) else [])
        or ([] if upwards else _most_told(general, 2) or _addressees(document))
        or _short_named(text)
        or _spoken_of(document, text)
        or _most_told(general, 1)
    ), False


def _reviewed(document: Document, text: str) -> list[str]:
    """The country under review: who is to examine or supports the recommendations, or whom the title names."""
    if document.genre != "upr" and not _REVIEWS.search(text[:600]):
        return []
    if text.count("State party") >= 3:
        return ["State party"]
    found = _EXAMINES.search(text)
    if found is not None:
        return [found[1]]
    for line in text[:600].split("\n")[:6]:
        titled = _REVIEW_OF.search(line.strip())
        if titled is not None:
            return [titled[1]]
    spoken = Counter(found[1] for found in _REVIEWED_STATE.finditer(text))
    return [name for name, times in spoken.most_common(1) if times >= 2 or len(spoken) == 1]


def _replying(document: Document) -> list[str]:
    """The body that answers in the first person: named by the title, or by the signature."""
    if document.genre != "reply":
        return []
    text = document.reading.text
    titled = _RESPONSE.search(text[:400])
    if titled is not None:
        return [next(name for name in titled.groups() if name)]
    for unit in reversed(document.units[-8:]):
        signed = _SIGNED.search(unit.plain.strip())
        if signed is not None and len(unit.plain) < 90:
            return [signed[1]]
    return []


def _handling(document: Document) -> list[str]:
    """The bodies that a Chinese reply ends with as those who handled it (主办单位：…, 会办单位：…)."""
    if document.genre != "reply":
        return []
    lines = [unit.plain.strip() for unit in document.units[-8:]]
    return [name for line in lines if _HANDLED_BY.match(line) for name in responsible_in(line)]


def _authority_told(told: Sequence[Sequence[str]], text: str) -> list[str]:
    """The public authority told most often, of several the one the text speaks of most; else the one it speaks of at all."""
    counted = Counter(name for names in told for name in names[:1] if _AUTHORITY.search(name))
    spoken = Counter(found[1] for found in _SPOKEN.finditer(text))
    if counted:
        most = max(counted.values())
        return [max((name for name in counted if counted[name] == most), key=lambda name: text.count(name))]
    return [name for name, times in spoken.most_common(1) if times >= 2]


def _most_told(told: Sequence[tuple[str, ...]], least: int) -> list[str]:
    """The list of names told most often, at least `least` times; of several the one told first."""
    counted = Counter(told).most_common(1)
    return list(counted[0][0]) if counted and counted[0][1] >= least else []


def _addressees(document: Document) -> list[str]:
    """The bodies of an addressee line (各区人民政府，市政府各部门：)."""
    for unit in document.units:
        if (
            unit.zone == "addressee"
            or unit in document.units[:8]
            and _ONE_ADDRESSED.fullmatch(unit.plain.strip())
        ):
            words = re.sub(r"[：:\s]+$", "", document.reading.text[unit.start : unit.end].strip())
            if "国务院各部委" in words:
                return ["各地区", "各部门"]
            parts = [part for part in re.split(r"[，,；;]", words) if 2 <= len(part) <= 28]
            return [part for part in parts if not _NOT_ADDRESSED.search(part)][:3]
    return []


def _short_named(text: str) -> list[str]:
    """The bodies introduced under a short name that the text then uses most."""
    names = Counter({found[1]: text.count(found[1]) for found in _SHORT_NAME.finditer(text)})
    return [name for name, times in names.most_common(1) if times >= 2]


def _reporting(text: str) -> list[str]:
    """The government that gives a work report, by its level as the text words it (县政府, 镇人民政府, 行署)."""
    found = _WORK_REPORT.search(text[:300])
    if found is None:
        return []
    if found["office"] == "行署" or "国务院" in found[0] + text[:300]:
        return ["行署" if found["office"] == "行署" else "国务院"]
    level = found["level"] or next(iter(_LEVEL.findall(text[:300])), "")
    return [level + found["office"]]


def _spoken_of(document: Document, text: str) -> list[str]:
    """Whose plan, policy or matter a text is about."""
    title = text[: document.units[0].end] if document.units else ""
    planning = _PLAN_OF.match(title)
    if planning is not None:
        return [planning[1] + ("行署" if planning[1].endswith("地区") else "人民政府")]
    if _NATIONAL.search(text[:400]):
        return ["国家"]
    if document.genre in ("directive", "circular", "minutes"):
        return []
    places = [name for name in _PLACE.findall(title) if name in _JURISDICTIONS]
    if places:
        return places[-1:]
    governments = Counter(_GOVERNMENT.findall(text))
    own = Counter(_OWN_LEVEL.findall(text))
    if own and own.most_common(1)[0][1] >= 2:
        return [own.most_common(1)[0][0] + "政府"]
    if governments:
        return [governments.most_common(1)[0][0]]
    if sum(map(text.count, ("国家", "全国", "我国"))) >= max(6, 2 * text.count("政府")):
        return ["国家"]
    return ["政府"] if text.count("政府") >= 2 else []


_JURISDICTIONS = frozenset(
    "中国 北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾".split()
)

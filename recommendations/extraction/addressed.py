"""Whom a document as a whole addresses: the actors of measures where neither sentence nor container names any.

In the reference annotation they are implied (not explicit): the governments of the region a paper is about, everybody
told to act (各地区、各部门). Two kinds of document name them once for all their measures, and there they are explicit: the
country under review, and the body that replies (“We will …”).
"""

import re
from collections import Counter
from collections.abc import Sequence

from recommendations.extraction.context import Document
from recommendations.extraction.folding import plain
from recommendations.extraction.gazetteer import ZH_PLACES

_SELVES = re.compile(r"^(?:我们|我[国省市区县州局厅部委办院]|本[局厅部委办院市县省区])$")
_EVERYBODY = re.compile(
    r"(?:各|全[省市县区国]|[市省县区]级各|县级以上|每个).{0,24}(?:政府|部门|单位|地区|各地|[市县区州盟旗地]|街道|乡镇|局|委|厅)[）)]?$"
)
_NOT_ADDRESSED = re.compile(r"各位|同志|代表|委员$|委员会?委员|人大|政协|先生|女士|主席|总理|书记")
_SHORT_NAME = re.compile(
    r"[（(]以下(?:统?简称|统称)[“\"]?([\u4e00-\u9fff、]{2,12}?(?:政府|部门|兵团|局|厅|委|部))[”\"]?[）)]"
)
_WORK_REPORT = re.compile(r"(国务院|[省市州县区旗镇乡]|自治区)(?:人民)?政府工作报告|政府工作报告")
_OWN_LEVEL = re.compile(r"我([省市县区州])(?![委级])")
_REPLIER = re.compile(r"(?<![\u4e00-\u9fff])我[局厅委部院办](?=[\u4e00-\u9fff，])")
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

    In English the country under review, who replies, else those told most often. In Chinese, in this order: the
    government that gives a work report; everybody of a kind who is told most often (各地区、各部门要…) or the addressees of
    a notice; bodies the text introduces under a short name; who replies; whose policy a paper is about; the government.
    """
    if document.language != "zh":
        reviewed = _reviewed(document) if document.genre == "upr" else _replying(document)
        return (reviewed, True) if reviewed else (_most_told(told) or _authorities(document), False)
    folded = plain(document.reading.text, "zh")
    general = [names for names in told if all(_EVERYBODY.match(name) for name in names)]
    directs = document.genre not in (
        "reply",
        "rectification",
        "work-report",
        "audit-report",
        "status",
        "proposal",
    )
    if document.genre == "reply" and _REPLIER.search(folded):
        return [Counter(_REPLIER.findall(folded)).most_common(1)[0][0]], True
    return (
        _reporting(folded)
        or (_most_told(general) or _addressees(document) if directs else [])
        or _short_named(folded)
        or _spoken_of(document, folded, document.genre in ("directive", "circular", "minutes"))
    ), False


def _reviewed(document: Document) -> list[str]:
    """The country under review: who is to examine or supports the recommendations, or whom the title names."""
    text = document.reading.text
    found = _EXAMINES.search(text)
    if found is not None:
        return [found[1]]
    for line in text[:600].split("\n")[:6]:
        titled = _REVIEW_OF.search(line.strip())
        if titled is not None:
            return [titled[1]]
    return []


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


def _authorities(document: Document) -> list[str]:
    return ["authorities"] if document.reading.text.lower().count("the authorities") >= 3 else []


def _most_told(told: Sequence[Sequence[str]]) -> list[str]:
    """The list of names told most often, of several the one told first."""
    counted = Counter(tuple(names) for names in told if names and not any(map(_SELVES.match, names)))
    return list(counted.most_common(1)[0][0]) if counted else []


def _addressees(document: Document) -> list[str]:
    """The bodies of an addressee line (各区人民政府，市政府各部门：)."""
    for unit in document.units:
        if unit.zone == "addressee":
            words = re.sub(r"[：:\s]+$", "", document.reading.text[unit.start : unit.end].strip())
            parts = [part for part in re.split(r"[，,；;]", words) if 2 <= len(part) <= 28]
            return [part for part in parts if not _NOT_ADDRESSED.search(part)][:3]
    return []


def _short_named(text: str) -> list[str]:
    """The bodies introduced under a short name that the text then uses most."""
    names = Counter({found[1]: text.count(found[1]) for found in _SHORT_NAME.finditer(text)})
    return [name for name, times in names.most_common(1) if times >= 2]


def _reporting(text: str) -> list[str]:
    """The government that gives a work report, by its level (县政府)."""
    found = _WORK_REPORT.search(text[:300])
    if found is None:
        return []
    level = found[1] or ("国务院" if "国务院" in text[:300] else "")
    return [level if level == "国务院" else f"{level}政府"]


def _spoken_of(document: Document, text: str, directs: bool) -> list[str]:
    """Whose policy a plan, a paper, a proposal or an article is about."""
    if _NATIONAL.search(text[:400]):
        return ["国家"]
    if directs:
        return []
    own = Counter(_OWN_LEVEL.findall(text))
    if own and own.most_common(1)[0][1] >= 2:
        return [own.most_common(1)[0][0] + "政府"]
    title = text[: document.units[0].end] if document.units else ""
    places = [name for name in _PLACE.findall(title) if name in _JURISDICTIONS]
    if places:
        return places[-1:]
    if sum(map(text.count, ("国家", "全国", "我国"))) >= max(6, 2 * text.count("政府")):
        return ["国家"]
    return ["政府"] if text.count("政府") >= 2 else []


_JURISDICTIONS = frozenset(
    "中国 北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾".split()
)

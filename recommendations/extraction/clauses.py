"""Cuts a recommending sentence into measures: the clauses that belong together, purpose clauses with their measure."""

import re

import numpy as np

from recommendations.extraction import cues_zh
from recommendations.extraction.clauses_en import english
from recommendations.extraction.dividing import divide
from recommendations.extraction.model import Linear, probability

PURPOSE = frozenset(
    "促进 提高 提升 实现 增强 防止 避免 减少 降低 减轻 确保 保障 满足 带动 形成 营造 维护 保持 达到 推动 优化 支撑 让 使 缩小 缓解 扩大 释放 激发 巩固 改善 防范 方便 便利 打造 服务 遏制 杜绝 消除 节约 凝聚 保证 引导 完善".split()
)
_NEW_SUBJECT = re.compile(
    cues_zh.BODY + r"(?:应|要|须|需|负责|牵头|会同)|由[^，。；]{2,20}(?:负责|牵头|组织|承担)"
)
_JOINED = re.compile("[和与及、]")
_FIGURE = re.compile(r"\d")
_TOWARDS, _MOVES, _AND = re.compile(r"\s*对"), re.compile(r"\s*[将把]"), re.compile(r"\s*(?:并|以及|和|及)")
_MANNER = re.compile(r"\s*(?:不断|切实|进一步|逐步|真正|更好|有效)")
_SUBJECT = re.compile(r"\s*[^，]{0,10}" + cues_zh.BODY)
_ASKING = re.compile(
    r"[^，。；]{0,24}?(?:应当|应该|应|须|必须|需要|需|要)(?![求对用急点素])(?:更|进一步|积极|充分)*"
)
_LEADS_IN = re.compile(
    r"\s*(?:认真|全面|深入|充分|积极|牢牢|紧紧|坚决|切实)*(?:利用|发挥|依托|立足|围绕|坚持(?!以)|按照|根据|结合|针对|借助|聚焦|面向|贯彻|本着|通过|抓住|抢抓|把握|紧扣|紧盯|统筹(?=[两“]))|"
    r"\s*(?:在|当|随着|以|除|为(?=[了确保推促进加适落贯规深巩]|[^，]{2,30}$)|对于|自)"
)
_HANGS_ON = re.compile(
    r"\s*(?:即|主要(?:用于|体现|包括|是)|包括|其中|从而|进而|以便|以(?=[利保免促推提实增便确不]|进一步|更)|这样|才能|从中|再由|带动|使|在[^，]{2,20}上(?:实现|取得|闯出|作出|走在|迈出|见到|下功夫)|让(?=[^更])|争取|直至|务必(?:做到|确保)|避免|防止|杜绝|实现|形成|确保|营造|满足|促使|助力|为[^，]{2,40}(?:提供|打下?好?|奠定|创造|作出|贡献|做好|争取|注入|夯实)|做到|达到|并提出[^，]{0,6}要求|请[^，]{0,8}(?:遵照|贯彻)?执行|真正|努力(?=实现|形成|营造))"
)
_PARALLEL = re.compile(
    r"\s*(?:同时(?!，)|此外|另外|由[^，]{2,20}(?:负责|牵头|组织)|[一二三四五六七八九十]是|严禁|不得|未[^，]{2,16}的|(?:也|还|更|就|都)?[要应](?![求对用急点素]))"
)


def _plain_verb(clause: str) -> str | None:
    """The verb a clause opens with behind its subject and modal."""
    asking = _ASKING.match(clause)
    return cues_zh.opening_verb(clause[asking.end() :]) if asking else cues_zh.opening_verb(clause)


def _head(clause: str) -> bool:
    """Whether a clause could stand as a measure of its own."""
    moved = re.match(r"\s*[将把]([^，]+)$", clause)
    if moved is not None and not _MOVED_VERB.search(moved[1]):
        return False
    return cues_zh.MODAL.search(clause) is not None or _ANY_VERB.search(clause) is not None


_ANY_VERB = re.compile(
    "(?:" + "|".join(sorted({verb for verb in cues_zh.VERBS if len(verb) == 2})) + ")(?![的者性])"
)
_MOVED_VERB = re.compile(_ANY_VERB.pattern + r"|为|到|成|在|给|于|入|作")


_ABOUT = re.compile("(?:针对|对于|关于|面对|鉴于|考虑到|随着)")
_LEAD_NOUN = re.compile(
    r"(?:优势|作用|契机|机遇|基础|经验|通道|政策|资源|精神|要求|部署|特征|特点|实际|原则|情况|需求|需要|目标|重点|抓手|平台|依托|核心|引领|同时|前提|框架|过程|方面|背景|关切|变化|大局|主线|导向|思路|理念|力量|潜力|规律|条件|时机|动力|关键|根本|牵引|支撑|载体|突破口|标志|主体)[上下中里内外后前时]?$|[外后时]$"
)


_GOING_ON = re.compile(r"[^，。；]{0,24}?将(?=继续|进一步|围绕|根据|按|对|在|结合|以|坚持|立足)")
_STILL = re.compile(r"(?:继续|进一步|优先|还|也)*")
_WHEN = re.compile(
    r"(?:待|在|自|到|经).*(?:后|时|前|中|里|之际|期间|以来|过程中)$|[^，]{2,12}(?:条件|前提|背景|情况)下$"
)
_TO_WHAT = re.compile(
    r"(?:对|凡|凡是|按|作为).*的(?P<noun>[^，]{0,8})$|作为|按(?=[“《]|[^，]{2,20}(?:要求|标准|原则|机制|方案|比例|规定)$)"
)


def _lead_in(clause: str) -> bool:
    """Whether a clause only leads in to the measure after it (利用…优势，在…基础上，对…的企业，)."""
    asking = _ASKING.match(clause) or _GOING_ON.match(clause)
    rest = (clause[asking.end() :] if asking else clause).lstrip('“‘" ')
    rest = _STILL.sub("", rest, count=1)
    if _ABOUT.match(rest) or _WHEN.match(rest):
        return True
    towards = _TO_WHAT.match(rest)
    if towards is not None and not _ANY_VERB.search(towards["noun"] or ""):
        return True
    lead = _LEADS_IN.match(rest)
    if lead is None:
        return False
    return _LEAD_NOUN.search(rest) is not None or _ANY_VERB.search(rest, lead.end()) is None


_ATTITUDE = re.compile(
    r"\s*(?:[^，]{2,24}(?:一定)?要)?(?:要|切实|进一步|不断|真正|坚决|全力|持续|更加|认真)*(?:高度重视|(?:增强|提高|深化|树立|改进|发扬|扛牢|传导)[^，]{0,14}(?:责任感|使命感|紧迫感|认识|意识|担当|作风|压力|精神)|统一(?:思想)?认识|统一思想|认清形势|加强(?:组织)?领导|精心组织|周密(?:安排|部署)|"
    r"(?:强化|压实|落实|明确|扛牢|夯实|细化|完善)(?:工作|主体)?(?:责任|措施|担当|举措)|展现担当作为|强化[^，]{0,4}(?:调度|督导|督促检查)|(?:负总责、)?亲自抓|抓[紧实细落地抓]{3,}|严明纪律|狠抓[^，]{0,4}落实|抓好落实|形成[^，]{0,4}合力|(?:协同|密切|通力|加强|搞好)(?:沟通|协调|协作)?(?:配合|协调)|主动(?:作为|担当)|奋发有为|"
    r"真抓(?:实干|真管)|靠前指挥|求真务实|各负其责|勇挑重担|拼搏赶超|精准发力|举一反三|大胆创新|积极作为)$"
)


def _pairs(words: str) -> set[str]:
    """Neighbouring ideographs: what two clauses speak of when they share some."""
    ideographs = "".join(character for character in words if "\u4e00" <= character <= "\u9fff")
    return {ideographs[at : at + 2] for at in range(len(ideographs) - 1)}


_EVERYWHERE = frozenset("的和与及等以为在对将把要应")


def _alike(before: str, following: str) -> float:
    """Share of the ideographs of the shorter clause that the other has too, those of every sentence left out."""
    shared = {character for character in before if "\u4e00" <= character <= "\u9fff"} & set(following)
    return len(shared - _EVERYWHERE) / max(1, min(len(before), len(following)))


def _telling(before: str, following: str) -> tuple[bool, ...]:
    """What the two clauses hold that a measure of its own would: figures, dates, obligations, verbs, a subject."""
    verb, verb_before = cues_zh.opening_verb(following), cues_zh.opening_verb(before)
    return (
        _FIGURE.search(before) is not None,
        _FIGURE.search(following) is not None,
        bool(_FIGURE.search(before) and _FIGURE.search(following)),
        _TOWARDS.match(following) is not None,
        _MOVES.match(following) is not None,
        cues_zh.FLAGS["deadline"].search(following) is not None,
        cues_zh.MODAL.search(following) is not None,
        cues_zh.MODAL.search(before) is not None,
        verb is not None,
        verb_before is not None,
        verb is None and _SUBJECT.match(following) is not None,
        _head(following),
        verb in PURPOSE,
        verb_before in PURPOSE,
        _AND.match(following) is not None,
        _MANNER.match(following) is not None,
    )


_OUTCOME = re.compile(
    r"\s*(?:着力|加快|努力|有效|全力|共同|携手|牢牢|持续|切实|坚决|逐步|不断)*(?:打造|构建|掀起|抢占|夯实|筑牢|守护|守住|守牢|兜牢|拉紧|释放|力争|赢得|走出|闯出|开创|助推|开拓|增进|汇聚|激活|补齐|"
    r"推动[^，]{2,}(?:发展|提升|流动|治理|转型|落实|升级|增长)$)"
)
_QUALITY = re.compile(
    r"(?:水平|能力|效能|质量|效率|比重|产出率|竞争力|氛围|格局|局面|高地|安全|平衡|稳定|效果|成效|责任|责任感|难题|成果|公平|作用|程度|优势|动力|活力|潜力|空间|关系|效益|风险|影响|强省|强国|城市)[上中]?$"
)
_DETAIL = re.compile(r"\s*(?:由|先|再|并|每|到|于|对|将|把|一律|其余|按|[年月]|一旦|\d|限)")
_GENERAL = 12


def cut_features(sentence: str, spans: list[tuple[int, int]], at: int) -> np.ndarray:
    """What speaks for a new measure at clause `at`."""
    earlier, before, following, later = (
        sentence[spans[k][0] : spans[k][1]] if 0 <= k < len(spans) else "" for k in range(at - 2, at + 2)
    )
    shared, size, next_size = len(_pairs(before) & _pairs(following)), len(before), len(following)
    odd, even = at % 2, len(spans) % 2 == 0
    values = [
        decided(sentence, spans, at) is True,
        shared > 0,
        min(shared, 4) / 4,
        _alike(before, following),
        before[-2:] == following[-2:],
        min(size, next_size) / max(size, next_size, 1),
        size + next_size < 20,
        size + next_size < 30,
        size + next_size > 50,
        size >= 20,
        next_size >= 20,
        size >= 30,
        next_size >= 30,
        odd,
        even and odd,
        even and not odd,
        bool(earlier) and len(_pairs(earlier) & _pairs(before)) > shared,
        bool(later) and len(_pairs(following) & _pairs(later)) > shared,
        bool(later) and _head(later),
        bool(later) and bool(_HANGS_ON.match(later)),
        bool(earlier) and _head(earlier),
        _head(before),
        _lead_in(before),
        len(spans) == 2,
        len(spans) == 3,
        len(spans) >= 6,
        "；" in sentence,
        sentence.count("；") >= 2,
        min(size, 60) / 60,
        min(next_size, 60) / 60,
        min(len(later), 40) / 40,
        min(len(earlier), 40) / 40,
        bool(_PARALLEL.match(following)),
        bool(_NEW_SUBJECT.match(following)),
        bool(_HANGS_ON.match(following)),
        bool(_JOINED.search(before)),
        bool(_JOINED.search(following)),
        cues_zh.opening_verb(before) == cues_zh.opening_verb(following),
        size <= 10,
        next_size <= 10,
        size <= 8,
        next_size <= 8,
        *_telling(before, following),
        at == len(spans) - 1,
        min(len(spans), 12) / 8,
        all(cues_zh.opening_verb(sentence[a:b]) is not None for a, b in spans),
        _OUTCOME.match(following) is not None,
        _QUALITY.search(following) is not None,
        _DETAIL.match(following) is not None,
        at == 1,
        at == 1 and size < _GENERAL,
    ]
    return np.array(values, dtype=np.float64)


def decided(sentence: str, spans: list[tuple[int, int]], at: int) -> bool | None:
    """What the wording says of a new measure at clause `at`; None where it does not tell."""
    before, following = (sentence[spans[k][0] : spans[k][1]] for k in (at - 1, at))
    if _lead_in(before):
        return False
    if _ATTITUDE.match(following) or _ATTITUDE.match(before):
        return False
    if _HANGS_ON.match(following) and not cues_zh.MODAL.search(following):
        return False
    mark = sentence[spans[at - 1][1] : spans[at][0]].strip()[:1]
    if mark == "；" or _PARALLEL.match(following) or _NEW_SUBJECT.match(following):
        return True
    return None


def _chinese(sentence: str, model: Linear) -> list[tuple[int, int]]:
    spans = cues_zh.clauses(sentence)
    if len(spans) < 2:
        return spans
    rows = np.array([cut_features(sentence, spans, at) for at in range(1, len(spans))])
    cuts = probability(model.corrections(rows))
    open_ = [decided(sentence, spans, at) is not False for at in range(1, len(spans))]
    return divide(spans, np.where(open_, cuts, 0.0))


def measures(sentence: str, language: str, model: Linear | None) -> list[tuple[int, int]]:
    """Spans of the measures in a recommending sentence (folded text, without its number), in order, at least one."""
    if language != "zh" or model is None:
        return english(sentence)
    found = _chinese(sentence, model)
    return found or [(0, len(sentence))]

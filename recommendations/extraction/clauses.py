"""Cuts a recommending sentence into measures: the clauses that belong together, purpose clauses with their measure."""

import re

import numpy as np

from recommendations.extraction import cues_en, cues_zh
from recommendations.extraction.model import Linear, probability

PURPOSE = frozenset(
    "促进 提高 提升 实现 增强 防止 避免 减少 降低 减轻 确保 保障 满足 带动 形成 营造 维护 保持 达到 推动 优化 支撑 让 使 缩小 缓解 扩大 释放 激发 巩固 改善 防范 方便 便利 打造 服务 遏制 杜绝 消除 节约 凝聚 保证 引导 完善".split()
)
_SHIFT = re.compile(
    r"\s*(?:同时|此外|另外|并且|并(?![购网入排列])|从而|进而|以便|以(?=[利保免促推提实增便])|使|让|不断|切实|真正|逐步|进一步|积极|大力|加快|全面|深入)"
)
_NEW_SUBJECT = re.compile(
    cues_zh.BODY + r"(?:应|要|须|需|负责|牵头|会同)|由[^，。；]{2,20}(?:负责|牵头|组织|承担)"
)
_PREPOSITION = re.compile(
    r"\s*(?:以|在|按照|按|根据|通过|围绕|针对|结合|依托|利用|对于?|对(?!接|标|照)|为|充分发挥|发挥|立足|面向|借助|统筹|坚持|除|当|随着|聚焦|把握|抓住)"
)
_FAMILIES = (
    "促进",
    "提高",
    "提升",
    "实现",
    "防止",
    "避免",
    "减少",
    "降低",
    "确保",
    "保障",
    "维护",
    "推动",
    "推进",
    "加强",
    "建立",
    "完善",
    "健全",
    "构建",
    "打造",
    "优化",
    "扩大",
    "开展",
    "实施",
    "加快",
    "加大",
    "强化",
    "支持",
    "鼓励",
    "引导",
    "严格",
    "落实",
    "制定",
    "发展",
    "建设",
    "深化",
    "培育",
    "形成",
    "发挥",
    "改善",
    "增加",
    "控制",
    "保持",
    "做好",
    "组织",
    "将",
    "对",
)


_ASKING = re.compile(
    r"[^，。；]{0,24}?(?:应当|应该|应|须|必须|需要|需|要)(?![求对用急点素])(?:更|进一步|积极|充分)*"
)
_LEADS_IN = re.compile(
    r"\s*(?:认真|全面|深入|充分|积极|牢牢|紧紧|坚决|切实)*(?:利用|发挥|依托|立足|围绕|坚持(?!以)|按照|根据|结合|针对|借助|聚焦|面向|贯彻|本着|通过|抓住|抢抓|把握|紧扣|紧盯|统筹(?=[两“]))|"
    r"\s*(?:在|当|随着|以|除|为(?=[了确保推促进加适落贯规深巩]|[^，]{2,30}$)|对于|自)"
)
_HANGS_ON = re.compile(
    r"\s*(?:即|主要(?:用于|体现|包括|是)|包括|其中|从而|进而|以便|以(?=[利保免促推提实增便确])|这样|才能|从中|再由|带动|使|让(?=[^更])|避免|防止|杜绝|实现|形成|确保|营造|满足|促使|助力|为[^，]{2,40}(?:提供|打下?好?|奠定|创造|作出|贡献|做好|争取|注入|夯实)|做到|达到|真正|努力(?=实现|形成|营造))"
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


_LEAD_NOUN = re.compile(
    r"(?:优势|作用|契机|机遇|基础|经验|通道|政策|资源|精神|要求|部署|特征|特点|实际|原则|情况|需求|需要|目标|重点|抓手|平台|依托|核心|引领|同时|前提|框架|过程|方面|背景|关切|变化|大局|主线|导向|思路|理念|力量|潜力|规律|条件|时机|动力|关键|根本|牵引|支撑|载体|突破口|标志|主体)[上下中里内外后前时]?$|[外后时]$"
)


def _lead_in(clause: str) -> bool:
    """Whether a clause only leads in to the measure after it (利用…优势，在…基础上，)."""
    asking = _ASKING.match(clause)
    rest = clause[asking.end() :] if asking else clause
    lead = _LEADS_IN.match(rest)
    if lead is None:
        return False
    return _LEAD_NOUN.search(rest) is not None or _ANY_VERB.search(rest, lead.end()) is None


def cut_features(sentence: str, spans: list[tuple[int, int]], at: int, since: int) -> np.ndarray:
    """What speaks for a new measure at clause `at`, the current measure having begun at clause `since`."""
    current, following = sentence[spans[since][0] : spans[at - 1][1]], sentence[spans[at][0] : spans[at][1]]
    before = sentence[spans[at - 1][0] : spans[at - 1][1]]
    mark = sentence[spans[at - 1][1] : spans[at][0]].strip()[:1]
    verb, verb_before = cues_zh.opening_verb(following), cues_zh.opening_verb(before)
    heads = sum(_head(sentence[a:b]) for a, b in spans[since:at])
    values = [
        mark in ("；", "。"),
        mark == "：",
        _head(following),
        verb is not None,
        verb in PURPOSE,
        verb_before in PURPOSE,
        verb_before is not None,
        verb is not None and verb == verb_before,
        heads == 0,
        heads == 1,
        heads >= 2,
        min(len(following), 40) / 40,
        min(len(before), 40) / 40,
        min(len(current), 80) / 80,
        len(following) < 9,
        len(current) < 12,
        at == len(spans) - 1,
        len(spans) <= 2,
        min(len(spans), 8) / 8,
        bool(_SHIFT.match(following)),
        bool(_NEW_SUBJECT.search(following)),
        bool(_PREPOSITION.match(following)),
        bool(_PREPOSITION.match(before)),
        bool(cues_zh.MODAL.search(following)),
        bool(cues_zh.MODAL.search(before)),
        bool(re.search(r"\d", following)),
        bool(cues_zh.FLAGS["deadline"].search(following)),
        (verb in PURPOSE) and heads >= 1,
        (verb in PURPOSE) and at == len(spans) - 1,
        "、" in following,
        "、" in before,
        bool(cues_zh.FLAGS["enumerated"].match(following)),
        *(verb == family for family in _FAMILIES),
        *(verb_before == family for family in _FAMILIES[:24]),
    ]
    return np.array(values, dtype=np.float64)


def decided(sentence: str, spans: list[tuple[int, int]], at: int, since: int) -> bool | None:
    """Whether a new measure begins at clause `at`, where the wording decides it; None where it does not."""
    current = [sentence[a:b] for a, b in spans[since:at]]
    following = sentence[spans[at][0] : spans[at][1]]
    if not any(_head(clause) and not _lead_in(clause) for clause in current):
        return False
    if not any(_head(sentence[a:b]) for a, b in spans[at:]) or len(following.strip()) < 4:
        return False
    if _HANGS_ON.match(following) and not cues_zh.MODAL.search(following):
        return False
    if not _head(following) and not _lead_in(following):
        return False
    mark = sentence[spans[at - 1][1] : spans[at][0]].strip()[:1]
    if mark == "；" or _PARALLEL.match(following) or _NEW_SUBJECT.match(following):
        return True
    return None


def _chinese(sentence: str, model: Linear) -> list[tuple[int, int]]:
    spans = cues_zh.clauses(sentence)
    if not spans:
        return []
    starts, since = [0], 0
    for at in range(1, len(spans)):
        cut = decided(sentence, spans, at, since)
        if cut is None:
            cut = (
                probability(model.corrections(cut_features(sentence, spans, at, since)[None]))[0]
                >= model.threshold
            )
        if cut:
            starts.append(at)
            since = at
    return [(spans[a][0], spans[b - 1][1]) for a, b in zip(starts, [*starts[1:], len(spans)], strict=True)]


_EN_SPLIT = re.compile(
    r";\s+(?:and\s+|or\s+)?|,?\s+and\s+(?=that\s)|,\s+and\s+(?:also\s+|then\s+)?(?=(?:should|must|to|that|the \w+ (?:should|must)|[a-z]+ (?:should|must))\b)|\s+and to\s+|,\s+while\s+(?=\w+)|,\s+and\s+",
    re.I,
)


def _english(sentence: str) -> list[tuple[int, int]]:
    """Measures of an English sentence: cut where another obligation begins, not at every “and”."""
    spans, start = [], 0
    for mark in _EN_SPLIT.finditer(sentence):
        after = sentence[mark.end() :]
        before = sentence[start : mark.start()]
        sure = (
            mark[0].strip().startswith(";")
            or re.match(r"that |should |must |to ", after)
            or mark[0].rstrip().endswith("to")
            or re.match(r"[\w' ]{2,60}? (?:should|must|needs? to|ought to)\b", after)
        )
        verb = cues_en.opening_verb(after.split(",")[0]) is not None
        if len(before) < 25 or len(after) < 20 or not (sure or verb):
            continue
        spans.append((start, mark.start()))
        start = mark.end()
    spans.append((start, len(sentence)))
    return spans


def measures(sentence: str, language: str, model: Linear | None) -> list[tuple[int, int]]:
    """Spans of the measures in a recommending sentence (folded text, without its number), in order, at least one."""
    if language != "zh" or model is None:
        return _english(sentence)
    found = _chinese(sentence, model)
    return found or [(0, len(sentence))]

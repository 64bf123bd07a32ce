"""Cuts a recommending sentence into measures: the clauses that belong together, purpose clauses with their measure."""

import re

import numpy as np

from recommendations.extraction import cues_en, cues_zh
from recommendations.extraction.model import Linear, probability, shipped

PURPOSE = frozenset(
    "促进 提高 提升 实现 增强 防止 避免 减少 降低 减轻 确保 保障 满足 带动 形成 营造 维护 保持 达到 推动 优化 支撑 让 使 缩小 缓解 扩大 释放 激发 巩固 改善 防范 方便 便利 打造 服务 遏制 杜绝 消除 节约 凝聚 保证 引导 完善".split()
)
_SHIFT = re.compile(r"\s*(?:同时|此外|另外|并且|并(?![购网入排列])|从而|进而|以便|以(?=[利保免促推提实增便])|使|让|不断|切实|真正|逐步|进一步|积极|大力|加快|全面|深入)")
_NEW_SUBJECT = re.compile(cues_zh.BODY + r"(?:应|要|须|需|负责|牵头|会同)|由[^，。；]{2,20}(?:负责|牵头|组织|承担)")
_PREPOSITION = re.compile(r"\s*(?:以|在|按照|按|根据|通过|围绕|针对|结合|依托|利用|对于?|对(?!接|标|照)|为|充分发挥|发挥|立足|面向|借助|统筹|坚持|除|当|随着|聚焦|把握|抓住)")
_FAMILIES = ("促进", "提高", "提升", "实现", "防止", "避免", "减少", "降低", "确保", "保障", "维护", "推动", "推进", "加强", "建立", "完善", "健全", "构建", "打造", "优化", "扩大", "开展", "实施", "加快", "加大",
             "强化", "支持", "鼓励", "引导", "严格", "落实", "制定", "发展", "建设", "深化", "培育", "形成", "发挥", "改善", "增加", "控制", "保持", "做好", "组织", "将", "对")


def _head(clause: str) -> bool:
    """Whether a clause could stand as a measure of its own."""
    return (
        cues_zh.opening_verb(clause) is not None or cues_zh.MODAL.search(clause) is not None
        or any(cues_zh.FLAGS[name].search(clause) for name in ("preposed", "body_verb", "inner_verb", "sanction"))
    )


def cut_features(sentence: str, spans: list[tuple[int, int]], at: int, since: int) -> np.ndarray:
    """What speaks for a new measure at clause `at`, the current measure having begun at clause `since`."""
    current, following = sentence[spans[since][0]: spans[at - 1][1]], sentence[spans[at][0]: spans[at][1]]
    before = sentence[spans[at - 1][0]: spans[at - 1][1]]
    mark = sentence[spans[at - 1][1]: spans[at][0]].strip()[:1]
    verb, verb_before = cues_zh.opening_verb(following), cues_zh.opening_verb(before)
    heads = sum(_head(sentence[a:b]) for a, b in spans[since:at])
    values = [
        mark in ("；", "。"), mark == "：", _head(following), verb is not None, verb in PURPOSE, verb_before in PURPOSE,
        verb_before is not None, verb is not None and verb == verb_before, heads == 0, heads == 1, heads >= 2,
        min(len(following), 40) / 40, min(len(before), 40) / 40, min(len(current), 80) / 80, len(following) < 9, len(current) < 12,
        at == len(spans) - 1, len(spans) <= 2, min(len(spans), 8) / 8, bool(_SHIFT.match(following)), bool(_NEW_SUBJECT.search(following)),
        bool(_PREPOSITION.match(following)), bool(_PREPOSITION.match(before)), bool(cues_zh.MODAL.search(following)), bool(cues_zh.MODAL.search(before)),
        bool(re.search(r"\d", following)), bool(cues_zh.FLAGS["deadline"].search(following)), (verb in PURPOSE) and heads >= 1, (verb in PURPOSE) and at == len(spans) - 1,
        "、" in following, "、" in before, bool(cues_zh.FLAGS["enumerated"].match(following)),
        *(verb == family for family in _FAMILIES), *(verb_before == family for family in _FAMILIES[:24]),
    ]
    return np.array(values, dtype=np.float64)


def _chinese(sentence: str, model: Linear) -> list[tuple[int, int]]:
    spans = cues_zh.clauses(sentence)
    if not spans:
        return []
    starts, since = [0], 0
    for at in range(1, len(spans)):
        has_head = any(_head(sentence[a:b]) for a, b in spans[since:at])
        following = sentence[spans[at][0]: spans[at][1]]
        if not has_head or not _rest_has_head(sentence, spans, at) or len(following.strip()) < 4:
            continue
        row = cut_features(sentence, spans, at, since)[None]
        if probability(model.corrections(row))[0] >= model.threshold:
            starts.append(at)
            since = at
    return [(spans[a][0], spans[b - 1][1]) for a, b in zip(starts, [*starts[1:], len(spans)], strict=True)]


def _rest_has_head(sentence: str, spans: list[tuple[int, int]], at: int) -> bool:
    return any(_head(sentence[a:b]) for a, b in spans[at:])


_EN_SPLIT = re.compile(
    r";\s+(?:and\s+|or\s+)?|,?\s+and\s+(?=that\s)|,\s+and\s+(?:also\s+|then\s+)?(?=(?:should|must|to|that|the \w+ (?:should|must)|[a-z]+ (?:should|must))\b)|\s+and to\s+|,\s+while\s+(?=\w+)|,\s+and\s+", re.I
)


def _english(sentence: str) -> list[tuple[int, int]]:
    """Measures of an English sentence: cut where another obligation begins, not at every “and”."""
    spans, start = [], 0
    for mark in _EN_SPLIT.finditer(sentence):
        after = sentence[mark.end():]
        before = sentence[start: mark.start()]
        sure = mark[0].strip().startswith(";") or re.match(r"that |should |must |to ", after) or mark[0].rstrip().endswith("to") \
            or re.match(r"[\w' ]{2,60}? (?:should|must|needs? to|ought to)\b", after)
        verb = cues_en.opening_verb(after.split(",")[0]) is not None
        if len(before) < 25 or len(after) < 20 or not (sure or verb):
            continue
        spans.append((start, mark.start()))
        start = mark.end()
    spans.append((start, len(sentence)))
    return spans


def measures(sentence: str, language: str, model: Linear | None = None) -> list[tuple[int, int]]:
    """Spans of the measures in a recommending sentence (folded text, without its number), in order, at least one."""
    if language != "zh":
        return _english(sentence)
    found = _chinese(sentence, shipped("cut") if model is None else model)
    return found or [(0, len(sentence))]

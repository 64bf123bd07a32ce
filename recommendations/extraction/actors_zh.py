"""Who is to act, in Chinese: subjects before a modal or a verb, agents after 由, brackets （…负责）.

How the reference annotation names actors, and what follows from it:
- The subject of 应, 要, 须, 将, 愿, 拟 or of the measure's own verb acts; so does the agent after 由 and whoever acts
  together with them (会同…, 联合…, 由…牵头，…配合), leads first.
- 引导, 鼓励, 支持 with enterprises or the public as object: the object does not act, the authority that is addressed does.
  With an authority as object (推动沿边州市…, 督促各县…) that authority is named.
- Two territories joined by 和 or 与 are one name; bodies in a list are one name each.
"""

import re

from recommendations.extraction import cues_zh
from recommendations.extraction.bodies_zh import (
    ANYBODY,
    LIST,
    SOMEBODY,
    is_area,
    is_enterprise,
    is_person,
    is_public,
    joined,
    names_in,
    names_of_duty,
    needs_modal,
    opens_with_verb,
    without_leader,
)

_BEFORE = r"^(?:[\s“]|关键是|重点是|被[^，。；]{1,4}的|因此|所以|同时|此外|另外|为此|对此|下一步|今后|其中|并|而|且|建议|提请|恳请|呼吁|希望|责成|要求|需要|由|请|与之相适应)*"


_MODAL = r"(?:一定要|大?可以?|可考虑|应[当该]?|要(?![求素点])|须|必须|务必|需要?|负责|牵头|宜|不得|会同|将|[拟愿]|同意|商定|承诺|决定|亦?不妨|亦?应|有必要|还?应|也?要|更要|都要|均应)"


_VERBS = "|".join(sorted(set(cues_zh.VERBS), key=len, reverse=True))


_ADVERBS = "|".join(
    sorted((a for a in cues_zh.ADVERBS if len(a) > 1 and a not in cues_zh.VERBS), key=len, reverse=True)
)


_GAP = r"(?:[在每按于根据结合对就从到年分别主至今明][^，。；、的]{0,10}|[都还均更仍则也就既]|主要|共同|今后|原则上|[\d月日底前旬中上下]{2,8}){0,2}"


_AFTER = (
    r"(?:等(?:部门|单位|有关部门)?)?(?:层面|方面)?(?=(?:"
    + _GAP
    + _MODAL
    + r")|(?:已|正在?|按|根据|每|对|把|为(?![主了期])|优先|及时|具体|共同|分别|定期|于|在|至少|一律|一次性|逐[个项级一]|[今明后]年|\d{4}年|统筹|请|全面|严格|切实|带头|组织|先|从|依法|依托|进一步)|(?:"
    + _ADVERBS
    + r"){0,2}(?:拿出|补助|出资|通报|约谈|上门|指定|"
    + _VERBS
    + r")(?![了过的]))"
)


_PLEASE = re.compile(r"(?:烦|敬|恳|提)?请(" + LIST + r")(?=[\u4e00-\u9fff\d])(?!的|们)")


_SUBJECT = re.compile(_BEFORE + "(" + LIST + ")" + _AFTER)


_AGENT = re.compile(
    r"(?<![自经理])由("
    + LIST
    + r")(?:等)?(?!的|(?:负责|牵头|承担)的|组成|构成|来源|任|当|担任|长|方|法|人|[^，。；]{0,8}(?:任|当)[双总副]?(?:组长|主任|指挥长|[\u4e00-\u9fff]{0,2}长)|会(?![同商]))(?=[^，。；、])"
)


_FREE_AGENT = re.compile(
    r"(?<![自经理])由([^，。；由的了]{2,30}?)(?=(?:牵头|负责|承担)(?!的)|会同|组织实施|联合(?:设|建|开|出|组))"
)


_WITH = re.compile(
    r"(?:会[同商]|联合|(?<=[府院部委局厅])组织)("
    + LIST
    + r")(?=等|，|$|于|对|按|在|先|共同|建立|"
    + _ADVERBS
    + "|"
    + _VERBS
    + ")"
)


_SUPPORTS = re.compile(r"^(?:并?由)?(" + LIST + r")(?:等)?(?:予以|积极)?(?:配合|协助|参与|参加|协同)")


_ASKED = re.compile(
    r"(?:(?<=》)(?:明确|规定|提出)|建议|要求|责成|敦促|提请|呼吁|希望|需要?)(?=[\u4e00-\u9fff])"
)


_MOVED = re.compile(
    r"(?:推动|督促|督导|指导|协调好?|组织|压实|责成|充分发挥|发挥好?|加强)("
    + LIST
    + r")(?=与|和|的?(?:内部)?(?:联动|协调|协作|责任|职能作用|作用|咨询)|对|在|区域|"
    + _VERBS
    + r")(?!建设(?:[，。；、和与]|$))"
)


_CHARGED = re.compile(
    _GAP
    + r"(?:将|要|应|会|拟)[^，。；、]{0,6}?(?:责成|责令|督促|敦促|要求|指导)("
    + LIST
    + r")(?=对|在|按|把|将|"
    + _ADVERBS
    + "|"
    + _VERBS
    + ")"
)


_PARTIES = re.compile(r"(?:[双三]方)(?=合作|协作|共同|同频|携手|加强|应|可|需|要)")


_LEADER = re.compile(
    r"(?:第一|主体|直接|领导)?责任人|(?:分管|主管|主要)(?:负责人|领导)|负责同志|负责人|班子成员"
)


_STOPS = re.compile(r"^(?:的|是|了|等)|[。，；]")


_ALONE = re.compile(
    r"(" + LIST + r")(?:(?:作为|处于|地处|身处|特别是|尤其是|立足|传承|坚持|站在|面对|针对|围绕)[^，。；]*)?"
)


_PARENTHESIS = re.compile(
    r"(?:特别是|尤其是|作为|立足|根据|按照|在|结合|面对|针对|围绕|坚持|以|依据|依托|通过|对|为了?)"
)


_TOLD_TOGETHER = re.compile(
    r"(?:特别是|尤其是)[^，。；]{2,24}(?:[区县市州]|地区|地方|政府|部门|单位|企业)(?:也|都|更)?[要应须]"
)


_THEN = re.compile(r"(?:(?:也|还|更|都|均|就|仍|又|既)?" + _MODAL + r"|切实|认真|扎实|加快)")


_CARRIES_OUT = re.compile(
    r"由[^，。；]{2,40}?(?:组织实施|组织落实|牵头(?:落实|实施|负责)?|负总责|负责(?:落实|实施)?|抓(?:好)?落实|抓总|承担)[。；，]?$"
)


# who only says what ought to be done (我们建议…)
_SPEAKS = re.compile(r"(?:还|也)?(?:建议|认为|呼吁|主张)")
_SETS_UP = ("组建", "成立", "设立", "建立", "制定")


# a clause that only says when (用人单位举办…的，)
_CONDITION = re.compile(r"(?<!目)的[，、]?$")


_ARTICLE = re.compile(r"\s*第[一二三四五六七八九十百\d]{1,5}条[\s，、]*")


def _bare(clause: str) -> str:
    """A clause without its number, ready for the patterns of names."""
    return joined(cues_zh.strip_number(_ARTICLE.sub("", clause, count=1)))


def subject_of(clause: str, opens: bool = True) -> list[str]:
    """Actors a clause (folded) names as those who act; `opens` tells that a sentence begins with it."""
    bare = _bare(clause)
    together = _WITH.search(bare)
    others = [name for name in names_in(together[1]) if not name.startswith(_SETS_UP)] if together else []
    agent = _AGENT.search(bare)
    if agent is not None:
        return list(
            dict.fromkeys(
                [
                    without_leader(name) if bare.startswith("牵头", agent.end(1)) else name
                    for name in names_in(agent[1])
                ]
                + others
            )
        )
    free = _FREE_AGENT.search(bare)
    if free is not None:
        words = re.sub(r"(?:全额|全部|统一|共同|分别)$", "", free[1])
        return list(dict.fromkeys(names_of_duty(re.sub("[和与及]", "、", words)) + others))
    please = _PLEASE.match(bare)
    if please is not None:
        return list(dict.fromkeys([*names_in(please[1]), *others]))
    asked = _ASKED.search(bare)
    for words in (bare, bare[asked.end() :] if asked else ""):
        found = _SUBJECT.match(words)
        if found is None or opens_with_verb(found[1]) or _STOPS.search(found[1]):
            continue
        if _SPEAKS.match(words, found.end(1)):
            continue
        if re.match(
            r"[^、和与及]{0,12}(?:的(?!地区|地方|大中|城市|单位|企业|部门|县|市|区)|[让使把将对向为])",
            found[1],
        ):
            continue
        names = [name for name in names_in(found[1]) if not _LEADER.fullmatch(name)]
        told = re.match(_GAP + _MODAL, words[found.end(1) :]) or asked is not None
        if not told and all(
            needs_modal(name) and not (opens and (is_enterprise(name) or is_person(name))) for name in names
        ):
            continue
        if names:
            charged = _CHARGED.match(words, found.end(1))
            told_too = [name for name in names_in(charged[1]) if is_public(name)] if charged else []
            return list(dict.fromkeys(names + told_too + others))
    return others if together and together.start() <= 2 else []


def charges_all(clause: str) -> bool:
    """Whether a clause says who carries out all that stands before it (由市水利局组织实施)."""
    return _CARRIES_OUT.match(clause.strip()) is not None


def is_partner(clause: str) -> bool:
    """Whether a clause names only those who join in (会同市财政局…)."""
    bare = cues_zh.strip_number(clause).removeprefix("并")
    return bare.startswith(("会同", "会商", "联合")) and _AGENT.search(joined(bare)) is None


def subjects_in(sentence: str) -> list[tuple[int, int, list[str]]]:
    """(start, end, actors) of every clause of a folded sentence that names who acts.

    A name set apart by a comma counts (各县、各部门，特别是山区县，要…); who only supports (由…牵头，…配合) joins the clause before.
    """
    spans = cues_zh.clauses(sentence)
    found: list[tuple[int, int, list[str]]] = []
    for at, (start, end) in enumerate(spans):
        clause = sentence[start:end]
        support = _SUPPORTS.match(joined(clause))
        if support is not None and found:
            found[-1][2].extend(
                name
                for name in names_in(support[1])
                if name not in found[-1][2] and name not in SOMEBODY and not needs_modal(name)
            )
            continue
        names = [] if _CONDITION.search(clause) else subject_of(clause, opens=at == 0)
        if names and found and is_partner(clause):
            found.append((start, end, list(dict.fromkeys([*found[-1][2], *names]))))
        elif names:
            found.append((start, end, names))
        elif _set_apart(sentence, spans, at):
            alone = _ALONE.match(_bare(clause))
            names = names_in(alone[1]) if alone is not None else []
            if not all(is_area(name) for name in names):
                found.append((start, end, names))
    return [one for one in found if one[2]]


def _set_apart(sentence: str, spans: list[tuple[int, int]], at: int) -> bool:
    """Whether a clause is nothing but names, and what follows, parentheses left out, tells them what to do."""
    bare = _bare(sentence[spans[at][0] : spans[at][1]])
    if _ALONE.fullmatch(bare) is None or opens_with_verb(bare):
        return False
    for start, end in spans[at + 1 : at + 4]:
        clause = sentence[start:end].lstrip()
        if _THEN.match(clause) or _TOLD_TOGETHER.match(clause):
            return True
        if not _PARENTHESIS.match(clause):
            return False
    return False


def moved_in(words: str) -> list[str]:
    """Authorities that a measure without a subject sets in motion (推动各州市…, 发挥各级政府…作用, 深化双方合作)."""
    parties = _PARTIES.search(words)
    if parties is not None:
        return [parties[0]]
    found = _MOVED.search(joined(words))
    return [name for name in names_in(found[1]) if is_public(name) and not needs_modal(name)] if found else []


def heading_names(heading: str) -> list[str]:
    """Actors of a heading: nothing but their names (市教育局：), whose level it is (关于政府层面的工作), to whom (对市教育局的建议)."""
    bare = joined(cues_zh.strip_number(heading).strip(" ：:。"))
    to = re.match(r"(?:对|向|给)(" + LIST + r")(?:下一步|今后|下一阶段|下步)?(?:工作)?的?.{0,6}建议$", bare)
    level = to or re.match(r"(?:关于|从)?(" + LIST + r")(?:工作)?(?:层面|方面|角度)", bare)
    if level is not None and len(bare) <= 30:
        return [name for name in names_in(level[1]) if name not in ANYBODY]
    if len(bare) <= 60 and re.fullmatch(LIST, bare) and not opens_with_verb(bare):
        return names_in(bare)
    return []

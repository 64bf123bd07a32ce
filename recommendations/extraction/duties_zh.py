"""Brackets, lines and cells that say in Chinese who is responsible (（市财政局负责）, 责任单位：…)."""

import re

from recommendations.extraction.bodies_zh import all_bodies, joined, names_of_duty

_BRACKET = re.compile(
    r"[（(【\[〔]([^（）()【】\[\]]{2,200}(?:[（(][^（）()]{1,16}[）)][^（）()【】\[\]]{0,100}){0,6})[）)】\]〕]"
)


_DUTY = re.compile(
    r"(?:整改|主要|共同|直接|市级|省级|县级)?(?:牵头|主办|责任|配合|协办|会办|负责|参加|参与|实施|落实|主管|督导|承办)(?:责任)?(?:单位|部门|处室|主体|科室|地区|(?P<person>领导|人))?[：:]"
)


_DUTY_TAIL = re.compile(
    r"(?:等(?:有关部门|相关部门|有关单位|部门|单位)?)?(?:按(?:照)?(?:各自)?职责(?:分工)?)?(?:具体)?(?:共同)?(?:负责|牵头|配合|参与|落实|承担|参加|实施|协办|主办|按职责分工负责|按职责分工|分工负责|会同)+(?:落实)?$"
)


_WHOLE_BRACKET = re.compile(r"\s*[（(【〔\[]([^：:]{2,120})[）)】〕\]]\s*[。；]?\s*")


_OFFICE = re.compile(r"(?:政府|部门|单位|委员会|管委会|街道|乡镇|[部委局厅办署联社区县市州院])(?:[）)])?$")


_PIECES = re.compile(
    r"[；;。]|(?<=牵头)[，,]|(?<=负责)[，,]|[，,](?=配合|责任|参加|协办)|\s+(?=[\u4e00-\u9fff]{2,6}[：:])"
)


_TIMED = re.compile(r"(?:完成|整改|办结|落实)?(?:时限|时间|期限)[：:]")


BARE_DUTY = re.compile(
    r"由?[^，。；：由]{2,40}(?:牵头|负责)(?:负责|落实|组织实施)?(?:，[^。；]{2,80}(?:配合|参与|协助|按职责分工负责))?[。；]?"
)
"""A sentence that does nothing but say who leads and who helps (市民政局牵头，市财政局配合。)."""


_MEASURES = re.compile(r"(?:整改|具体|工作|主要|下一步)?(?:整改)?(?:措施|举措|任务)(?:及进展)?(?:如下)?[：:]")


def is_duty(words: str) -> bool:
    """Whether a sentence does nothing but say who is responsible (责任单位：…, or names alone in brackets)."""
    bare = words.strip()
    return bool(_DUTY.match(bare) or BARE_DUTY.fullmatch(bare) or _bracketed(words))


def _bracketed(words: str) -> list[str]:
    """The names of a sentence that is a bracket with nothing but names of bodies in it (（市商务局）)."""
    whole = _WHOLE_BRACKET.fullmatch(words)
    if whole is None or _DUTY_TAIL.search(whole[1]):
        return []
    names = all_bodies(joined(whole[1]))
    return names if all(_OFFICE.search(name) for name in names) else []


def cell_names(row: str) -> list[str]:
    """The names of the cells of a row written in one line (…｜县教体局｜6月底｜)."""
    cells = re.split(r"[｜|]", joined(row))
    return [name for cell in cells[1:] for name in all_bodies(cell.strip())] if len(cells) > 3 else []


def leading_bracket(words: str) -> int:
    """Where a sentence goes on behind a bracket of duties that belongs to the point before it; 0 where there is none."""
    bracket = _BRACKET.match(words.lstrip())
    if bracket is None or not responsible_in(bracket[0]):
        return 0
    end = len(words) - len(words.lstrip()) + bracket.end()
    return end if len(words) - end > 6 else 0


def announces_measures(words: str) -> bool:
    """Whether a line announces the measures for a problem (整改措施：), which may stand behind its duty lines."""
    return _MEASURES.match(words.strip()) is not None


def responsible_in(words: str) -> list[str]:
    """Actors named in brackets or after “责任单位：” (folded text), leads first."""
    names = _bracketed(words)
    words = joined(words)
    inners = [bracket[1] for bracket in _BRACKET.finditer(words)]
    if _DUTY.match(words.strip()) or BARE_DUTY.fullmatch(words.strip()):
        inners = [words.strip(" 。；;").removeprefix("由")]
    for inner in inners:
        duty = _DUTY.search(inner)
        if duty is None and not re.search(r"负责|牵头|配合|参与|落实$|承担|按职责分工", inner):
            continue
        for piece in _PIECES.split(inner):
            labelled = _DUTY.match(piece.strip())
            if labelled is not None and labelled["person"] or _TIMED.match(piece.strip()):
                continue
            piece = _DUTY.sub("", piece).strip("，, ")
            piece = _DUTY_TAIL.sub("", piece).strip("，, ")
            names += [name for name in names_of_duty(piece) if name not in names]
    return names

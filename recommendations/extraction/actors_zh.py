"""Who is to act, in Chinese: subjects before a modal or a verb, agents after 由, brackets （…负责）."""

import re

from recommendations.extraction import cues_zh
from recommendations.extraction.gazetteer import ZH_PLACES

_SUFFIX = (
    r"(?:政府部门|人民政府|政府|主管部门|部门|委员会|办公室|指挥部|领导小组|联席会议|管委会|党委|党组|工会|共青团|妇联|法院|检察院|人民银行|银行|分行|支行|总行|金融机构|机构|中心|集团|公司|企业|单位|机关|团体|党组织|行业组织|各[镇乡]|学校|院校|高校|大学|医院|卫生院|协会|学会|商会|"
    r"街道办事处|街道|乡镇|社区|村委会|村民委员会|合作社|家庭农场|农户|平台|园区|开发区|经济带|示范区|灌区|县区|区县|市县|省市|州市|地州市|地市|兵团|自治区|国家|中央|双方|各方|各国|六国|五国|成员国|当事方|产权人|使用人|责任人|班主任|负责人|第一书记|各地区?|各级|[县乡镇村市区省]{1,3}[两三]级|省防指|[省市县]财政|行政首长|署长|局长|厅长|市长|县长|部长|"
    r"省[委政]?|市[委政]?|县[委政]?|区[委政]?|州[委政]?|委员?|办|厅|局|部|院|署|队|总站|站|所|处|科)"
)
_INNER = (
    r"(?:(?!应(?!急)|要|须|将|把|让|使|对|为|以|向|从|由|在|的|和|与|及|是|有(?!限|关|色|资)|会同|负责|等|即|当|建议|鼓励|支持|引导|组织(?!部)|推动|推进|加强|联合|参与|实现|通过|根据|按照|"
    r"促进|提高|开展|建立|发挥|利用|进入|包括|如|若|并|更|也|都|还|需|可|不|且|而|该|此)[\u4e00-\u9fffA-Z])"
)
_NAME = (
    r"(?:[\u4e00-\u9fff]{2,4}及[\u4e00-\u9fff]{2,6}?(?:署|局|处|部|委员会)(?:署长|局长|处长|部长)?|各地区?、?各(?:部门|单位)|各级、?各部门|各部门、?各单位|"
    r"各(?:地州?市?|市州?|州市?|省|县|区|盟市?|旗县?)(?:[、，（(](?:地州?|市|县|区|州|旗|盟|市、区|县、区|自治县|兵团)(?:[、（()）市县区旗州盟])*)*(?:人民政府|政府|党委|[\u4e00-\u9fff]{1,8}?(?:局|委|办|厅|部门))|我[国省市区县州局厅部委办院们]|"
    r"各级(?:各部门|党委和政府|党委政府|党委|人民政府|政府|行政首长|领导干部|党组织|[\u4e00-\u9fff]{2,6}(?:部门|机关|组织|法院))|"
    + _INNER
    + r"{0,16}"
    + _SUFFIX
    + r"(?:[（(][^（）()]{1,16}[）)])?(?:负责同志|主要负责人|负责人|署长|局长)?|"
    + "|".join(sorted(ZH_PLACES, key=len, reverse=True))
    + r")"
)
_LIST = (
    r"(?:(?!各|加强|推进|完善|建立|健全|加快|强化|落实|开展|推动)[\u4e00-\u9fff]{2,6}、){0,3}"
    + _NAME
    + r"(?:(?:[、和与及]|以及)(?:[\u4e00-\u9fff]{2,8}[、])?"
    + _NAME
    + r"){0,9}"
)
_BEFORE = r"^(?:[\s“]|因此|所以|同时|此外|另外|为此|对此|下一步|今后|其中|并|而|且|建议|提请|恳请|呼吁|希望|责成|督促|要求|由|请|与之相适应)*"
_MODAL = r"(?:应当?|要(?![求素点])|须|必须|需要?|负责|牵头|宜|不得|会同|将|还?应|也?要|更要|都要|均应)"
_VERBS = "|".join(sorted(set(cues_zh.VERBS), key=len, reverse=True))
_AFTER = (
    r"(?:等(?:部门|单位|有关部门)?)?(?:层面|方面)?(?=(?:[^，。；、]{0,10}?"
    + _MODAL
    + r")|(?:按|根据|每|对|及时|具体|共同|分别|定期|于|在|至少|统筹|请|全面|严格|切实|带头|组织|先|从|依法|依托|进一步)|(?:"
    + _VERBS
    + r")(?![了过的]))"
)
_SUBJECT = re.compile(_BEFORE + "(" + _LIST + ")" + _AFTER)
_AGENT = re.compile(
    r"(?<![自经理])由("
    + _LIST
    + r")(?:等)?(?=负责|牵头|会同|分|于|在|予以|组织|承担|统筹|按|与|向|具体|颁发|审定|主办|协办|挂牌|代行|出台|研究|制定|实施|投资|"
    + _VERBS
    + ")"
)
_BRACKET = re.compile(
    r"[（(【\[〔]([^（）()【】\[\]]{2,200}(?:[（(][^（）()]{1,16}[）)][^（）()【】\[\]]{0,100}){0,6})[）)】\]〕]"
)
_DUTY = re.compile(
    r"(?:牵头|主办|责任|配合|协办|负责|参加|参与|实施|落实|主管)(?:单位|部门|领导|处室|主体)?[：:]"
)
_DUTY_TAIL = re.compile(
    r"(?:等)?(?:有关部门|相关部门|有关单位|部门|单位)?(?:按(?:照)?(?:各自)?职责(?:分工)?)?(?:具体)?(?:共同)?(?:负责|牵头|配合|参与|落实|承担|参加|实施|协办|主办|按职责分工负责|按职责分工|分工负责|会同)+(?:落实)?$"
)
_WITH = re.compile(r"会同(" + _LIST + r")(?=等|研究|制定|组织|于|对|按|在|共同|建立|" + _VERBS + ")")
_ASKED = re.compile(r"(?:建议|要求|责成|敦促|提请|呼吁|希望)(?=[\u4e00-\u9fff])")
_NOT_NAMES = re.compile(
    r"^(?:本|该|此|其|这|那|以|对|在|为|将|把|从|到|如|若|并|可|不|并且|所有项目|全部|项目|问题|工作|方案|规划|情况|一律|原则上|上述|有关)$|(?:山区|牧区|城郊|引水区|退化区|超采区|聚居区|保护区|功能区|重点区|试验区|社会力量|社会组织|建设|处理|管理|经济带)$"
)
_ANYBODY = frozenset(
    "企业 公司 学校 农户 平台 园区 单位 机构 社区 部门 医院 银行 团体 集团 中心 县区 地方".split()
)
_SOMEBODY = frozenset("有关部门 相关部门 有关单位 相关单位 各有关部门".split())
_STOPS = re.compile(r"^(?:的|是|了|等)|[。，；]")


def _names(words: str) -> list[str]:
    """The names of a list; a part without an ending of its own belongs to the next (农业农村、自然资源部门)."""
    if (
        words.startswith("各")
        and re.fullmatch(
            r"各级党委和政府|各[^和与]{1,20}(?:[）)]?(?:人民政府|政府|党委|局|委|办|厅|部门))", words
        )
        and not re.search(r"[局委办厅门]、", words)
    ):
        return [words] if "、各" not in words else words.split("、")
    parts = [
        part
        for part in re.split(r"[、，,；;]|(?<=[部委局厅办府院心会门国方团司位业政])(?:和|与|及|以及)", words)
        if part.strip()
    ]
    names: list[str] = []
    waiting = ""
    for part in parts:
        part = re.sub(r"^(?:和|与|及|以及)", "", part.strip())
        whole = waiting + part
        if (
            re.search(_SUFFIX + r"(?:[（(][^（）()]{1,16}[）)])?(?:署长|局长|主要负责人|负责人)?$", part)
            or part in ZH_PLACES
            or part.startswith("我")
        ):
            names.append(whole)
            waiting = ""
        else:
            waiting = whole + "、"
    if waiting and names:
        waiting = ""
    return [name.strip("、 ") for name in names if 2 <= len(name) <= 28 and not _NOT_NAMES.match(name)]


def _opens_with_verb(words: str) -> bool:
    verb = cues_zh.opening_verb(words)
    return verb is not None and words.startswith(verb)


def subject_of(clause: str) -> list[str]:
    """Actors a clause (folded) names as those who act."""
    bare = cues_zh.strip_number(clause)
    joined = _WITH.search(bare)
    others = _names(joined[1]) if joined else []
    agent = _AGENT.search(bare)
    if agent is not None:
        return list(dict.fromkeys(_names(agent[1]) + [name for name in others if name not in _SOMEBODY]))
    asked = _ASKED.search(bare)
    for words in (bare, bare[asked.end() :] if asked else ""):
        found = _SUBJECT.match(words)
        if found is None or _opens_with_verb(found[1]) or _STOPS.search(found[1]):
            continue
        if re.match(r"[^、和与及]{0,12}(?:的|[让使把将对向为])", found[1]):
            continue
        names = _names(found[1])
        if set(names) <= _ANYBODY and not re.match(_MODAL, words[found.end(1) :]):
            continue
        if names:
            return list(dict.fromkeys(names + [name for name in others if name not in _SOMEBODY]))
    return []


def responsible_in(words: str) -> list[str]:
    """Actors named in brackets or after “责任单位：” (folded text), leads first."""
    names: list[str] = []
    inners = [bracket[1] for bracket in _BRACKET.finditer(words)]
    if not inners and _DUTY.match(words.strip()):
        inners = [words.strip(" 。；;")]
    for inner in inners:
        duty = _DUTY.search(inner)
        if duty is None and not re.search(r"负责|牵头|配合|参与|落实$|承担|按职责分工", inner):
            continue
        for piece in re.split(r"[；;。]|(?<=牵头)[，,]|(?<=负责)[，,]|[，,](?=配合|责任|参加|协办)", inner):
            piece = _DUTY.sub("", piece).strip("，, ")
            piece = _DUTY_TAIL.sub("", piece).strip("，, ")
            names += [name for name in _names(piece) if name not in names]
    return names


def heading_names(heading: str) -> list[str]:
    """Actors of a heading that is nothing but their names (市教育局：), or says whose level it is (关于政府层面的工作)."""
    bare = cues_zh.strip_number(heading).strip(" ：:。")
    level = re.match(r"(?:关于|从)?(" + _LIST + r")(?:工作)?(?:层面|方面|角度)", bare)
    if level is not None and len(bare) <= 24:
        return [name for name in _names(level[1]) if name not in _ANYBODY]
    if len(bare) <= 60 and re.fullmatch(_LIST, bare) and not _opens_with_verb(bare):
        return _names(bare)
    return []


def addressees(line: str) -> list[str]:
    """The bodies an addressee line names (各区人民政府，市政府各部门：)."""
    words = re.sub(r"[：:\s]+$", "", line.strip())
    return [part for part in re.split(r"[，,；;]", words) if 2 <= len(part) <= 28][:3]

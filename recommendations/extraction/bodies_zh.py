"""What names of public and other bodies look like in Chinese, and how a list of them comes apart."""

import re

from recommendations.extraction import cues_zh
from recommendations.extraction.gazetteer import ZH_PLACES

_SUFFIX = (
    r"(?:政府部门|人民政府|政府|(?:督查|研究|政研)室|[工农中建交]行|主管部门|部门|委员会|办公室|指挥部|领导小组|工作组|专班|联席会议|管委会|党委|党组|工会|共青团|妇联|法院|检察院|人民银行|银行|分行|支行|总行|金融机构|机构|中心|集团|公司|企业|单位|机关|团体|党组织|行业组织|当局|投行|商业银行|省份|[两三四多]方|各[镇乡]|学校|院校|高校|大学|医院|卫生院|协会|学会|商会|联合会|"
    r"街道办事处|街道|乡镇|社区|村委会|村民委员会|村集体|合作社|家庭农场|农户|平台|园区|开发区|经济带|示范区|灌区|受水区|县区|区县|市县|省市|州市|地州市|地市|地州|兵团|自治区|国家|中央|地方|双方|各方|各国|六国|五国|成员国|[中外我己乙甲]方|当事方|产权人|使用人|责任人|班主任|负责人|第一书记|各地区?|各级|"
    r"[县乡镇村市区省]{1,3}[两三]级|省防指|(?:中央|地方|[省市县区州]级?|本级)财政|领导干部|[\u4e00-\u9fff]{1,3}干部|班子成员|书记|网格员|(?<=[各头管级府])领导|行政村|组长|承包商|运营商|行政首长|署长|局长|厅长|市长|县长|镇长|区长|州长|省长|秘书长|部长|海关|[工商残文侨科社作记]联|工商联|科协|作协|供销社|联社|总社|新区|高新区|经开区|管理区|总队|支队|大队|派出所|武装部|军分区|新媒体|网站|科研院所|研究院|研究所|媒体|大中城市|"
    r"省[委政]?|市[委政]?|县[委政]?|区[委政]?|州[委政]?|委员?|办|厅|局|部(?![分位])|院|署|队|总站|站|所|(?<=[事理查书政财建教科监稽划])处|科|机构|提供者|经营者|运营者)"
)
# “和” and “与” inside one name (自然资源和规划局), stood in for by characters no text has, so that lists can be cut at the others
_JOINTS = {"和": "\ue000", "与": "\ue001"}
_JOINED = str.maketrans(_JOINTS)
_SPELT = {ord(joint): word for word, joint in _JOINTS.items()}
_COMPOUND = re.compile(
    r"(?<=住房|发展|工业|经济|文化|资源|社会|卫生|人口|规划|交通|教育|科技|体育|商务|广播|电视|出版|应急|林业|海洋|农业|商业|水利|民族|信访|监察|地质|粮食|统计|技术)[和与]"
    r"(?=城乡建设|城乡规划|改革|信息化|旅游|社会保障|规划|自然资源|计划生育|健康|草原|体育|电视|国土|渔业|物资|宗教|地震|建设|信息|科技|农村|妇幼|通信)"
)
_INNER = (
    r"(?:(?!应(?!急)|要|须|将|把|让|使|对|为|以|向|从|由|在|的|和|与|及|是|有(?!限|关|色|资)|会同|负责|等|即|当|建议|鼓励|支持|引导|组织(?!部)|推动|推进|加强|联合(?!会)|参与|实现|通过|根据|按照|协助|督促|贯彻|认真|提供|"
    r"促进|提高|开展|建立|发挥|利用|进入|包括|如|若|并|更|也|都|还|需|可|不|且|而|该|此|愿|拟|待|按|下设|强化|其余|全额|结果|随|报(?![社业刊])|前(?![海进])|经(?![济信开贸发管营]))[\u4e00-\u9fffA-Z\ue000\ue001])"
)
_ROLE = r"(?:(?:党政)?(?:主要|分管|牵头)?(?:负责同志|负责人|领导)|署长|局长)?"
NAME = (
    r"(?:[省市州县区][（(][市县区旗、]{1,5}[）)][\u4e00-\u9fff\ue000\ue001]{0,14}(?:主管部门|部门|局|委|办)|[\u4e00-\u9fff]{2,4}及[\u4e00-\u9fff]{2,6}?(?:署|局|处|部|委员会)(?:署长|局长|处长|部长)?|各级各有关部门|各有关[\u4e00-\u9fff]{0,4}(?:部门|单位|地区|方面)|各级、?各部门|各级党委、(?:人民)?政府|有关[省市州县](?:、[市州县区])+|各(?:部门|单位|地区|地|方面?)|每个?(?:县区?|市县?|区县|乡镇|街道|社区|行政村|村|单位|部门)|县级以上(?:地方)?(?:各级)?人民政府|"
    r"各(?:地州?市?|市州?|州市?|省|县|区|盟市?|旗县?)(?:[、，（(](?:自治区|直辖市|地州?|市|县|区|州|旗|盟|市、区|县、区|自治县|兵团)(?:[、（()）市县区旗州盟])*)*(?:人民政府|政府|党委|[\u4e00-\u9fff]{1,8}?(?:局|委|办|厅|部门)|财政|(?=[，要应须也]))|[省市州县区](?:[（(][市县区旗][)）])?(?:、[省市州县区旗乡镇](?:[（(][市县区、]{1,3}[）)])?){0,3}(?:(?:人民政府|政府|党委)(?:办公[厅室]|督查室|研究室)?|[两三四]级)|其[他余][\u4e00-\u9fff]{0,4}(?:县区?|市县?|地区|地方|部门|单位)|我[国省市区县州局厅部委办院们]|本[局厅部委办院市县省区]|[你贵](?:[国省区市县州镇乡局厅部委办院校]|单位|公司|集团|街道|们)|"
    r"各级(?:各部门|党委和政府|党委政府|党委|人民政府|政府|行政首长|领导干部|党组织|[\u4e00-\u9fff]{2,6}(?:部门|机关|组织|法院))|(?:有条件|具备条件|符合条件|(?:从事|承担|负责)[\u4e00-\u9fff]{2,14})的[\u4e00-\u9fff]{0,6}(?:地区|地方|城市|单位|企业|学校|部门|医院|机构|县|市|区)|有关的?[\u4e00-\u9fff]{0,4}(?:城市|地方|地区|部门|单位|企业|方面)|"
    + _INNER
    + r"{0,16}"
    + _SUFFIX
    + r"(?:[（(][^（）()]{1,16}[）)])?"
    + _ROLE
    + r"|"
    + "|".join(sorted(ZH_PLACES, key=len, reverse=True))
    + r")"
)
_PART = r"(?:(?!各|以|加强|推进|完善|建立|健全|加快|强化|落实|开展|推动|按|在|向|须|报|赴|经|优先|从|把|对|下设|严格|统筹)(?:(?!牵头)[\u4e00-\u9fff]){2,6}、)"
LIST = _PART + r"{0,3}" + NAME + r"(?:(?:[、和与及]|以及)(?:[\u4e00-\u9fff]{2,8}、)?" + NAME + r"){0,9}"
_ENDS_LIKE_ONE = re.compile(
    r"(?:(?:有关|相关)方面|[\u4e00-\u9fff]{2,4}[镇乡]|"
    + _SUFFIX[3:]
    + r"(?:[（(][^（）()]{1,16}[）)])?"
    + _ROLE
    + "$"
)
# names that a comma of enumeration divides although they are one: 市委、市政府, 有关市、县
_PAIR = re.compile(
    r"[\u4e00-\u9fff]{0,6}[省市县区州镇]委、[省市县区州镇]?(?:人民)?政府|各级党委[和、](?:人民)?政府|[省市县区州镇](?:、[市县区州镇乡])+[两三四]级|有关[省市州县](?:、[市州县区])+|各省、自治区、直辖市"
)
# everybody addressed at once: 各地、各部门, 各乡镇、县直有关单位
_EVERYBODY = re.compile(
    r"各[^和与及、，（(]{1,6}、(?:各|[省市县区州镇乡]直|责任|有关|相关)[^和与及、，（(]{0,6}?(?:部门|单位|机构|地区|方面)(?:(?:主要|分管)?负责人)?"
)
_ONE_NAME = re.compile(r"各[^和与]{1,20}(?:[）)]?(?:人民政府|政府|党委|局|委|办|厅|部门))")
_NOT_NAMES = re.compile(
    r"(?:本|该|此|其|这|那|以|对|在|为|将|把|从|到|如|若|并|可|不|按|向|并且|所有项目|全部|项目|问题|工作|方案|规划|情况|一律|原则上|上述|有关|分管|主管|主要)$|(?:按|在|向|对于|通过|依照|协助|督促|贯彻|执行|认真|推动|推进|加强|进一步|每[个一座家所处])|"
    r"[\u4e00-\u9fff]{0,8}(?:山区|牧区|城郊|引水区|退化区|超采区|聚居区|保护区|功能区|重点区|试验区|监管区|小区|社会力量|社会组织|建设|处理|管理)$|.*(?:全部|内部|外部|局部|干部|布局|格局|结局)$"
)
_ANY_VERB = re.compile("|".join(sorted((v for v in set(cues_zh.VERBS) if len(v) > 1), key=len, reverse=True)))
_ENDED = re.compile(r"(?<=..)(?:部门|单位|机关|机构|企业|政府|委员会|委|局|厅|办公室)")
_PARTS = re.compile(
    r"[、，,；;\s](?![^（(]{0,12}[）)])|(?<=[部委局厅办府院心会门团司位政行社])(?:和|与|及|以及)(?=[^、])|(?<=[区市县州])(?:和|及)(?=[市省县区]直|各|有关|相关)"
)
# 各市、县（市、区）人民政府 is one name although a comma of enumeration divides it
_LEVELS = re.compile(r"(?:各|有关|相关)?[省市县区州镇乡](?:、[省市县区州镇乡])*|各级党委")
_LEVEL_FIRST = re.compile(r"[省市县区州镇乡](?:[（(]|人民政府|政府|$|、|党委)|(?:人民)?政府$")
_ROLES = re.compile(r"(?<=.{2})(?:党政)?(?:主要)?负责同志$")
_LED = re.compile(r"(?<=.{2})(?:党政)?(?:主要|分管|主管)?(?:负责同志|负责人|领导)$")
# verbs that also begin names of bodies (发展改革委, 建设局)
_NAMING_VERBS = frozenset(
    "创新 创业 劳动 发展 建设 教育 管理 规划 审计 统计 监督 监管 保障 服务 合作 组织 宣传 指导 检查 调查 评估 审查 审核 研究 投资 融资 储备 经营 运营 运输 救援 保护 检验 检测 检疫 监测 统筹 协调 督查 改革 开发 执法 采购 供应 防控 治理 登记 培训 信访 考核 招商 协作 结算 交易 维护".split()
)
_ACTING = re.compile(
    r"(?:协调|组织|指导|支援|保障|检查)(?!(?:[\u4e00-\u9fff]{0,2})(?:小组|机构|办公室|委员会|[办部委局处科室组]|中心|机关|单位|人员|专班)(?:$|[、和与及]))"
)
_WHOLE_BODY = re.compile(
    r"(?:[市省县区州]|各|国家|中央|地方|人民政府|政府|企业|学校|银行|单位$|双方|相关|有关|基层|社会|部门$|机构$|园区|社区)"
)
_AREA = re.compile(
    r"(?:带|(?:综保|边合|保税|园|牧|山|林|灌|水|矿|景|库|湾|功能|保护|退化|超采|聚居|监管|试验|受益|工矿)区|结合部|(?<!各)(?<!有关)(?<!相关)地区)$"
)
_ENTERPRISE = re.compile(
    r"(?:企业|公司|集团|学校|高校|院校|农户|平台|园区|机构|社区|医院|银行|团体|中心|合作社|家庭农场|协会|商会|单位|地方|县区|部门|媒体|网站)$"
)
ANYBODY = frozenset(
    "企业 公司 学校 农户 平台 园区 单位 机构 社区 部门 医院 银行 团体 集团 中心 县区 地方".split()
)
SOMEBODY = frozenset("有关部门 相关部门 有关单位 相关单位 各有关部门 有关方面".split())


def joined(words: str) -> str:
    """Folded words with “和” or “与” inside known compounds stood in for, of the same length."""
    return _COMPOUND.sub(lambda found: _JOINTS[found[0]], words)


def names_in(words: str) -> list[str]:
    """The names of a list (see `joined`); a part without an ending of its own belongs to the next (农业农村、自然资源部门)."""
    if _PAIR.fullmatch(words) or _EVERYBODY.fullmatch(words):
        return [words]
    if _ONE_NAME.fullmatch(words) and not re.search(r"[局委办厅门]、", words):
        return [words] if "、各" not in words else words.split("、")
    parts = [
        part
        for part in re.split(
            r"(?<=[部委局厅办府行司])(?:授权|委托)|[、，,；;](?!(?:市|县|区|州|旗|盟|自治区|直辖市)[、（()）人要应])|(?<=[部委局厅办府院心会门国方团司位业政])(?:和|与|及|以及)(?=[^、])|(?<=[区市县州])(?:和|及)(?=[市省县区州](?:直|[\u4e00-\u9fff]{1,8}(?:局|委|办|厅|部))|各|有关|相关)",
            words,
        )
        if part.strip()
    ]
    names: list[str] = []
    waiting = ""
    for part in parts:
        part = re.sub(r"^(?:和|与|及|以及)", "", part.strip())
        whole = waiting + part
        if _ENDS_LIKE_ONE.search(part) or part in ZH_PLACES or part.startswith("我"):
            names.append(whole)
            waiting = ""
        else:
            waiting = whole + "、"
    found = [_ROLES.sub("", _cut(name.strip("、 ")).translate(_SPELT)) for name in names]
    return [name for name in found if 2 <= len(name) <= 28 and not _NOT_NAMES.match(name)]


def _cut(name: str) -> str:
    """A name without the verb and object it ran into (财政部门核查政府 is 财政部门)."""
    for ended in _ENDED.finditer(name):
        verb = _ANY_VERB.match(name, ended.end())
        if verb is not None and verb[0] not in _NAMING_VERBS and verb.end() < len(name):
            return name[: ended.end()]
    return name


def names_of_duty(words: str) -> list[str]:
    """The names of a duty bracket or line, where every part is a name of its own whatever it ends with (税务、海关)."""
    parts = [part for part in _PARTS.split(words) if part]
    names: list[str] = []
    for part in parts:
        if names and _LEVELS.fullmatch(names[-1]) and _LEVEL_FIRST.match(part):
            names[-1] += "、" + part
        else:
            names.append(part)
    found = [without_leader(re.sub(r"等$", "", name).strip()).translate(_SPELT) for name in names]
    return list(dict.fromkeys(n for n in found if 2 <= len(n) <= 28 and not _NOT_NAMES.match(n)))


def without_leader(name: str) -> str:
    """A body's name without the leader who stands for it (自治区主管领导 is 自治区)."""
    return _LED.sub("", name)


def all_bodies(words: str) -> list[str]:
    """The names of a list that holds nothing else (市商务局、各县区); empty where a part is no name of a body."""
    names = names_of_duty(words)
    plain = all(_ENDS_LIKE_ONE.search(name.translate(_JOINED)) for name in names)
    return names if plain and not any(opens_with_verb(name) or "/" in name for name in names) else []


def is_public(name: str) -> bool:
    """Whether a name is that of an authority rather than of an enterprise, a school, a platform."""
    return not _ENTERPRISE.search(name) and name not in SOMEBODY


def is_enterprise(name: str) -> bool:
    """Whether a name is that of enterprises of a kind (供热企业), which act also without a modal at a sentence's head."""
    return len(name) >= 4 and re.search(r"(?:企业|公司)$", name) is not None


def is_person(name: str) -> bool:
    """Whether a name is that of an office holder or a group of people (党组书记, 村干部)."""
    return re.search(r"(?:干部|书记|成员|网格员|领导|组长)$", name) is not None


def needs_modal(name: str) -> bool:
    """Whether a name acts only where the wording says so (企业要…): places, areas and anybody without a name."""
    return (
        name in ANYBODY
        or name in ZH_PLACES
        or is_area(name)
        or is_person(name)
        or re.search(r"(?:企业|公司|农户)$", name) is not None
    )


def is_own(name: str) -> bool:
    """Whether a name only says “we” or where we are (我们, 我省, 广东), which in a government's report names nobody."""
    return name in ZH_PLACES or re.fullmatch(r"(?:我|全)(?:们|[国省市县区州])", name) is not None


def is_area(name: str) -> bool:
    """Whether a name is that of an area nobody governs as such (天山北坡经济带, 工矿区, 大湾区)."""
    return _AREA.search(name) is not None


def opens_with_verb(words: str) -> bool:
    """Whether what looks like a name begins with a verb (推动市政府), which is not part of it (发展改革委)."""
    if _ACTING.match(words):
        return True
    named = _ANY_VERB.match(words)
    if named is not None and named[0] in _NAMING_VERBS:
        if words[named.end() :] in ("部门", "机构", "机关"):
            return False
        return _WHOLE_BODY.match(words, named.end()) is not None
    verb = cues_zh.opening_verb(words)
    if verb is None:
        return False
    if not words.startswith(verb):
        return len(words) > len(verb) + 2
    return True

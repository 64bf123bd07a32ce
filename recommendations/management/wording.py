"""The words synthetic documents are made of: realistic, repeatable, nobody's text."""

from dataclasses import dataclass
from random import Random

REGIONS = (
    "北京市", "天津市", "河北省", "山西省", "内蒙古自治区", "辽宁省", "吉林省", "黑龙江省", "上海市", "江苏省",
    "浙江省", "安徽省", "福建省", "江西省", "山东省", "河南省", "湖北省", "湖南省", "广东省", "广西壮族自治区",
    "海南省", "重庆市", "四川省", "贵州省", "云南省", "西藏自治区", "陕西省", "甘肃省", "青海省", "宁夏回族自治区",
)  # fmt: skip
DEPARTMENTS = (
    "农业厅", "农业农村厅", "教育厅", "财政厅", "发展和改革委员会", "科学技术厅", "工业和信息化厅", "公安厅", "民政厅",
    "司法厅", "人力资源和社会保障厅", "自然资源厅", "生态环境厅", "住房和城乡建设厅", "交通运输厅", "水利厅", "商务厅",
    "文化和旅游厅", "卫生健康委员会", "应急管理厅", "审计厅", "市场监督管理局", "广播电视局", "体育局", "统计局",
    "乡村振兴局", "医疗保障局", "林业和草原局", "数据局", "信访局",
)  # fmt: skip
SUCCESSION = {"农业农村厅": "农业厅"}
"""Department → the one it came from."""
OFFICES = ("办公室", "规划处", "综合处", "监督处", "财务处", "国际合作处", "政策法规处", "科技处")
THEMES: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    "education": ("教育", "Education", ("基础教育", "职业教育", "高等教育"), (
        "县域义务教育", "乡村教师待遇保障", "职业教育实训", "普惠学前教育", "特殊教育", "教育经费", "研究生教育", "教材管理",
    )),
    "rural": ("乡村", "Rural affairs", ("乡村产业", "乡村治理", "农村人居环境"), (
        "乡村振兴示范带", "乡村振兴人才", "农村集体资产", "农产品冷链", "农村污水治理", "高标准农田", "村级议事协商", "农村电商",
    )),
    "health": ("卫生健康", "Health", ("基层医疗", "公共卫生", "医保"), (
        "县域医共体", "家庭医生签约", "疾病预防控制", "药品集中采购", "老年健康服务", "医保基金监管", "中医药服务",
    )),
    "employment": ("就业与社会保障", "Employment and social security", ("就业服务", "社会救助"), (
        "高校毕业生就业", "新业态劳动者权益", "养老服务", "农民工工资支付", "职业技能培训", "低收入人口监测",
    )),
    "housing": ("住房与城市建设", "Housing and cities", ("城市更新", "保障性住房"), (
        "老旧小区改造", "保障性租赁住房", "城市排水防涝", "燃气管网更新", "物业服务监管", "社区便民设施",
    )),
    "transport": ("交通物流", "Transport and logistics", ("公路铁路", "口岸物流"), (
        "农村公路养护", "多式联运", "口岸通关", "城市公共交通", "国际货运班列", "物流枢纽",
    )),
    "science": ("科技创新", "Science and technology", ("基础研究", "成果转化"), (
        "科研经费管理", "科技成果转化", "中试验证", "青年科技人才", "重大科研设施共享", "知识产权保护",
    )),
    "digital": ("数字政府", "Digital government", ("数据共享", "政务服务"), (
        "政务数据共享", "公共数据开放", "一网通办", "电子证照互认", "基层报表精简", "数字档案",
    )),
    "budget": ("财税", "Budget and tax", ("预算管理", "税收征管"), (
        "预算绩效管理", "专项债券项目", "财政直达资金", "税费优惠政策", "政府采购", "国有资产盘活",
    )),
    "law": ("法治", "Rule of law", ("立法", "行政执法"), (
        "行政复议", "规范性文件审查", "基层综合执法", "公共法律服务", "矛盾纠纷调解", "信用修复",
    )),
    "culture": ("文化旅游", "Culture and tourism", ("文化遗产", "旅游服务"), (
        "文物保护利用", "非遗传承", "公共图书馆服务", "乡村振兴与旅游融合", "红色资源保护", "全民阅读与科普教学",
    )),
    "safety": ("应急安全", "Safety and emergencies", ("安全生产", "防灾减灾"), (
        "危险化学品监管", "森林草原防火", "自然灾害预警", "应急物资储备", "消防安全宣教", "矿山安全监察",
    )),
}  # fmt: skip
VERBS = (
    "加快建设", "健全", "完善", "统筹推进", "规范", "优化", "深化", "试点建立", "全面落实", "强化", "分类实施", "扩大",
)  # fmt: skip
FORMS = (
    "体系",
    "机制",
    "标准",
    "平台",
    "长效制度",
    "资金保障",
    "考核办法",
    "人才队伍",
    "信息系统",
    "服务网络",
)
INSTRUMENTS = (
    "专项资金",
    "税收优惠",
    "政府购买服务",
    "试点示范",
    "考核评价",
    "标准规范",
    "信息平台",
    "法规修订",
)
MEANS = (
    "由主管部门牵头制定实施方案并按季度通报进展", "设立专项资金并公开使用情况", "每年开展一次第三方评估",
    "将完成情况纳入年度考核", "鼓励社会力量依法参与", "先行试点、逐步推开", "明确责任清单和时间表",
    "建立部门会商和信息共享渠道", "简化审批环节、压减办理时限", "对进展缓慢的地区开展督导",
)  # fmt: skip
KINDS = {
    "opinion": "指导意见",
    "plan": "行动方案",
    "audit": "审计整改建议",
    "proposal": "调研报告",
    "notice": "工作通知",
}
NUMERALS = "一二三四五六七八九十"
VERBS_EN = ("Strengthen", "Pilot", "Extend", "Review", "Fund", "Simplify", "Set standards for", "Report on")
STEMS_EN = (
    "rural school funding", "teacher training", "county hospitals", "vocational education", "public data sharing",
    "road maintenance", "flood warning", "border logistics", "tax relief for small firms", "legal aid",
)  # fmt: skip
MEANS_EN = (
    "with a yearly review by a third party", "and publish the results", "in three pilot counties first",
    "and name one lead agency", "with targets for each quarter", "within the current budget",
)  # fmt: skip


@dataclass(frozen=True)
class Wording:
    """One synthetic recommendation in words: ``theme`` is a key of ``THEMES``, ``year`` the target's."""

    title: str
    quote: str
    theme: str
    instruments: tuple[str, ...]
    places: tuple[str, ...]
    target: str


def chinese(random: Random, theme: str, region: str, year: int) -> Wording:
    """A recommendation of a theme to a region, with a target for a year."""
    stem = random.choice(THEMES[theme][3])
    title = f"{random.choice(VERBS)}{stem}{random.choice(FORMS)}"
    instruments = tuple(random.sample(INSTRUMENTS, random.choice((0, 0, 1, 1, 2))))
    target = f"到{year}年覆盖率达到{random.randrange(40, 100)}%" if random.random() < 0.4 else ""
    parts = [f"{region}{random.choice(('应', '要', '应当', '可'))}{title}", random.choice(MEANS)]
    parts += [f"运用{'、'.join(instruments)}等手段"] if instruments else []
    parts += [target] if target else []
    return Wording(title, "，".join(parts), theme, instruments, (region,), target)


def english(random: Random, theme: str, region: str, year: int) -> Wording:
    """The same for a document in English."""
    stem = random.choice(STEMS_EN)
    title = f"{random.choice(VERBS_EN)} {stem}"
    means = random.choice(MEANS_EN)
    return Wording(
        title, f"The authorities should {title[0].lower()}{title[1:]} by {year}, {means}", theme, (), (), ""
    )

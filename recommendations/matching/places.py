"""Places named in a text, and which lie within which."""

import re
from functools import cache

# Region: what lies within it; "=" marks another name of the region itself, "_" a space.
_GAZETTEER = {
    "国外": "=境外 =海外 =周边国家 =周边各国 =邻国 =沿线国家 中亚 西亚 南亚 东南亚 欧洲 俄罗斯 美国 日本 韩国 非洲 蒙古国",
    "中国": "=我国 =全国 =china 新疆 中东部 北京 天津 重庆 香港 澳门 台湾 内蒙古 辽宁 黑龙江 江西 河南 湖北 湖南 广西 海南 "
    "四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 河北 山西 hainan tibet hong_kong taiwan",
    "中东部": "=内地 =我国东部 =援疆省市 =东部地区 =中部地区 京津冀 长三角 珠三角 上海 江苏 浙江 安徽 福建 山东 广东 shanghai "
    "guangdong",
    "新疆": "=自治区 =全疆 =疆内 =天山 =xinjiang 天山北坡 南疆 兵团 阿勒泰",
    "天山北坡": "=天山南北坡 =北疆 乌鲁木齐 昌吉 石河子 克拉玛依 奎屯 独山子 乌昌 奎独乌 准东 准噶尔 五家渠 阜康 玛纳斯 博乐 "
    "艾比湖 精河 达板城 吐鲁番 哈密 霍尔果斯 阿拉山口 伊犁 伊宁 塔城",
    "南疆": "喀什 阿克苏 和田 克州 库尔勒 巴音郭楞 红其拉甫 阿图什",
    "京津冀": "北京 天津 河北", "长三角": "上海 江苏 浙江 安徽", "珠三角": "广州 深圳 珠海 东莞",
    "河北": "石家庄 雄安 唐山", "山西": "太原 大同", "内蒙古": "呼和浩特 包头 鄂尔多斯", "辽宁": "沈阳 大连",
    "黑龙江": "哈尔滨 大庆", "江苏": "南京 苏州 无锡 连云港", "浙江": "杭州 宁波 温州 义乌", "安徽": "合肥 芜湖",
    "福建": "福州 厦门 泉州", "江西": "南昌 赣州", "山东": "济南 青岛 烟台", "河南": "郑州 洛阳", "湖北": "武汉 宜昌",
    "湖南": "长沙 株洲", "广东": "=guangdong 广州 深圳 珠海 东莞", "广西": "南宁 桂林", "海南": "=hainan 海口 三亚",
    "四川": "成都 绵阳", "贵州": "贵阳 遵义", "云南": "昆明 大理", "西藏": "=tibet 拉萨", "陕西": "西安 延安",
    "甘肃": "兰州 酒泉", "青海": "西宁", "宁夏": "银川",
    "中亚": "=中西亚 =central_asia =中亚五国 哈萨克斯坦 乌兹别克斯坦 吉尔吉斯斯坦 塔吉克斯坦 土库曼斯坦",
    "哈萨克斯坦": "=中哈 =kazakhstan 阿斯塔纳 阿拉木图", "乌兹别克斯坦": "=中乌 =uzbekistan 塔什干",
    "吉尔吉斯斯坦": "=中吉 =kyrgyz", "塔吉克斯坦": "=中塔 =tajikistan", "土库曼斯坦": "=中土 =turkmenistan",
    "西亚": "伊朗 土耳其 iran turkey", "南亚": "巴基斯坦 印度 孟加拉 pakistan india bangladesh", "巴基斯坦": "=中巴",
    "东南亚": "=东盟 =asean 越南 泰国 老挝 vietnam thailand", "俄罗斯": "=russia", "美国": "=united_states",
    "欧洲": "=欧盟 =europe 中东欧 德国 波兰 匈牙利 塞浦路斯 germany poland hungary", "日本": "=japan", "韩国": "=korea",
    "非洲": "=africa", "蒙古国": "=mongolia",
}  # fmt: skip


_NOT_PLACES = ("上海合作", "上合", "中国石油", "中国银行", "北京时间")
_TOO_WIDE = frozenset({"中国"})


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all names, longest first, and the place each name stands for."""
    place = {}
    for region, entries in _GAZETTEER.items():
        place[region] = region
        for entry in entries.split():
            name = entry.lstrip("=").replace("_", " ")
            place[name] = region if entry.startswith("=") else place.get(name, name)
    place |= dict.fromkeys(_NOT_PLACES, "中国")
    return re.compile("|".join(sorted(map(re.escape, place), key=len, reverse=True))), place


@cache
def _regions(place: str) -> frozenset[str]:
    """The place itself and every region around it."""
    within = (region for region, entries in _GAZETTEER.items() if place in entries.split())
    return frozenset({place}).union(*map(_regions, within))


def places_in(folded: str) -> frozenset[str]:
    """The places a folded text names; the whole country says nothing."""
    pattern, place = _names()
    return frozenset(place[name] for name in pattern.findall(folded)) - _TOO_WIDE


def near(wanted: frozenset[str], found: frozenset[str]) -> bool:
    """Whether a place of `wanted` is, lies within or contains one of `found`, of which only the narrowest count."""
    narrowest = [place for place in found if not any(place in _regions(other) - {other} for other in found)]
    return any(a in _regions(b) or b in _regions(a) for a in wanted for b in narrowest)

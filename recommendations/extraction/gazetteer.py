"""Places policy documents name most: provinces, countries, regions. Finer ones are told by their endings in `values`."""

ZH_PLACES = tuple(
    "中国 北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾 "
    "新疆维吾尔自治区 新疆生产建设兵团 内蒙古自治区 广西壮族自治区 宁夏回族自治区 西藏自治区 粤港澳大湾区 京津冀 长三角 珠三角 成渝地区 长江经济带 黄河流域 东北地区 西部地区 中部地区 东部地区 中东部 海南自由贸易港 "
    "天山北坡经济带 天山北坡 天山 乌鲁木齐 霍尔果斯 阿拉山口 喀什 伊犁河谷 伊犁 克拉玛依 吐鲁番 昌吉 哈密 阿克苏 和田 石河子 准东 塔城 博乐 奎屯 独山子 艾比湖 玛纳斯湖 玛纳斯河 额尔齐斯河 喀什河 南疆 北疆 乌昌 奎独乌 水磨河 柴窝堡湖 达板城 小草湖 阿勒泰 准噶尔盆地 "
    "中亚五国 中亚 南亚 西亚 东南亚 东北亚 中东 欧洲 欧亚 非洲 拉美 亚太 欧亚大陆桥 新亚欧大陆桥 新欧亚大陆桥 第二亚欧大陆桥 亚欧大陆桥 丝绸之路经济带 周边国家 沿线国家 中哈 中吉乌 "
    "哈萨克斯坦 吉尔吉斯斯坦 塔吉克斯坦 乌兹别克斯坦 土库曼斯坦 俄罗斯 蒙古国 巴基斯坦 印度 阿富汗 伊朗 土耳其 日本 韩国 朝鲜 越南 老挝 缅甸 柬埔寨 泰国 马来西亚 新加坡 印度尼西亚 菲律宾 美国 加拿大 墨西哥 巴西 英国 法国 德国 意大利 西班牙 荷兰 波兰 匈牙利 白俄罗斯 乌克兰 欧盟 澳大利亚 新西兰 埃及 南非 沙特阿拉伯 阿联酋 以色列 "
    "广州 深圳 杭州 南京 苏州 武汉 成都 西安 郑州 长沙 合肥 济南 青岛 大连 沈阳 哈尔滨 长春 昆明 贵阳 南宁 海口 三亚 福州 厦门 南昌 太原 石家庄 呼和浩特 银川 西宁 兰州 拉萨 宁波 温州 无锡 常州 东莞 佛山 珠海".split()
)
EN_PLACES = tuple(
    "England|Scotland|Wales|Northern Ireland|United Kingdom|UK|Great Britain|London|Ireland|France|Germany|Spain|Italy|Portugal|Netherlands|Belgium|Denmark|Sweden|Norway|Finland|Iceland|Poland|Hungary|Czechia|Slovakia|Austria|Switzerland|Greece|"
    "Türkiye|Turkey|Ukraine|Russia|Russian Federation|European Union|EU|Europe|Eastern Europe|United States|Canada|Mexico|Brazil|Argentina|Chile|Colombia|Peru|Australia|New Zealand|New South Wales|Victoria|Queensland|Tasmania|China|Hong Kong|Macao|Taiwan|"
    "Xinjiang|Central Asia|South Asia|East Asia|Southeast Asia|Kazakhstan|Kyrgyzstan|Tajikistan|Uzbekistan|Turkmenistan|Mongolia|Japan|Republic of Korea|South Korea|India|Pakistan|Bangladesh|Sri Lanka|Nepal|Afghanistan|Iran|Iraq|Israel|Jordan|Lebanon|"
    "Syria|Saudi Arabia|United Arab Emirates|Qatar|Egypt|Morocco|Tunisia|Algeria|Libya|Sudan|South Sudan|Ethiopia|Kenya|Uganda|Tanzania|Rwanda|Nigeria|Ghana|Senegal|South Africa|Zimbabwe|Zambia|Mozambique|Angola|Africa|Sub-Saharan Africa|Asia|"
    "Latin America|Caribbean|Pacific|Indonesia|Malaysia|Singapore|Thailand|Viet Nam|Vietnam|Philippines|Myanmar|Cambodia|Lao PDR|Papua New Guinea|Fiji|California|Texas|Florida|New York|Ontario|Quebec|British Columbia|Alberta".split(
        "|"
    )
)

"""Themes of a measure, by the words it uses; the names are those of the reference annotation."""

import re

_WORDS = {
    "生态环境": "生态 (?<!发展)(?<!营商)(?<!市场)(?<!投资)(?<!政策)(?<!消费)(?<!社会)(?<!法治)环境 污染 环保 湿地 森林 草原 草地 植被 绿洲 碳 减排 节能(?!建筑) 大气 水质 土壤 风沙 沙化 荒漠 生物多样性 自然保护 退耕 退牧 还林 还草 防护林 尾矿 排放 垃圾 绿色(?!产业)(?!产品)(?!转型)(?!矿山)(?!金融)(?!农业) 低碳 休养生息 固体废物 噪声 双碳 河湖长 "
    "|environment* pollut* emission* climate biodivers* habitat* ecosystem* carbon waste recycl* sewage conservation nature green wildlife net zero plastic*",
    "产业": "产业 清洁生产 循环经济 绿色产业 绿色产品 产业转型 工业 农业 制造 企业 园区 旅游 物流业 服务业 产能 矿山 加工 品牌 产品 结构调整 种植 养殖 畜牧 粮食 龙头企业 中小企业 专精特新 消费 电商 商贸 工业化 供应链 产业链 集群 农产品 餐饮 民营经济 "
    "|industr* business* manufactur* tourism agricult* farm* firm* sector* supply chain* productivity retail* competit* enterprise*",
    "开放与贸易": "开放 贸易 口岸 出口 进口 外贸 关税 海关 保税 通关 走出去 自贸 自由贸易 边贸 向西 外资 周边国家 国际合作 一带一路 经贸 对外 跨境 外商 招商引资 双边 多边 互利共赢 国际市场 合作带 合作潜力 区域合作 经济合作 经济区域 深化合作 务实合作 增长点 资源互补 "
    "|trade tariff* export* import* customs border* foreign international cooperat* bilateral multilateral",
    "体制机制": "体制 机制(?!创新中心) 协作机制 制度(?!性) 顶层设计 便利化水平 确权 部门联动 改革 法规 法律 条例 立法 规划 协调机构 领导小组 审批 监管 考核 问责 责任 权限 职责 管理办法 标准体系 统筹协调 联席会议 督查 督办 依法 执法 审计 评估 政府服务 编制 清单 预案 监督 安全生产 整改 "
    "|govern* regulat* legislat* law accountab* institution* reform* oversight framework audit* monitor* report* strategy parliament act policy procurement inspect* judici* constitution* rights convention protocol",
    "水与土地": "水资源 用水 节水 引水 灌溉 地下水 耕地 用地 土地 国土 空间 水土 流域 河流 湖 建设用地 农田 水库 防汛 抗旱 供水 水权 城市开发边界 宅基地 产城 水利 城镇体系 主体功能区 "
    "|water land river* irrigat* groundwater flood* basin* coast* soil planning catchment*",
    "基础设施与互联互通": "基础设施 铁路 公路 交通 机场 航线 管道 通道 互联互通 运输 物流 班列 港口 站场 枢纽 管网 供热 供暖 停车 充电 市政 道路 桥梁 建筑 房屋 住房 公共设施 轨道 老旧小区 改造 走廊 "
    "|infrastructure rail* road* transport* port* airport* broadband building* housing bus* highway* connectiv* logistics construct* corridor*",
    "能源与资源": "能源 绿色矿山 矿山 能源资源 煤 石油 天然气 油气 电力 风电 光伏 光电 水电 矿产 资源开发 电价 供电 新能源 清洁能源 可再生 电网 储能 采矿 勘探 能矿 燃料 热源 矿 "
    "|energy electric* gas oil coal renewable* mining mineral* power fuel* heat* solar wind nuclear",
    "金融与投资": "金融 投资 信贷 融资 保险 基金 资金 财政 税 补贴 贷款 债 银行 资本 预算 补偿 人民币 结算 奖励 费用 经费 支出 担保 汇率 利益分配 收益 "
    "|financ* invest* fund* budget* tax* bank* credit loan* subsid* fiscal insur* debt spend* cost* tariff increase pension*",
    "人文与能力建设": "教育 培训 人才 文化 医疗 卫生 健康 就业 社会保障 养老 留学 宣传 教师 学校 学生 儿童 民生 扶贫 减贫 乡村 人文 交流 低保 救助 医院 医保 体育 妇女 老年人 住院 志愿 社区 能力建设 智库 老龄 残疾 群众 干部 队伍 职称 "
    "|educat* school* train* health* care skill* cultur* employ* child* women communit* social teacher* hospital* staff workforce awareness gender disab* pension* poverty welfare patient*",
    "数字与科技": "数字 科技 信息 数据 网络 人工智能 互联网 智能 创新 研发 技术 算力 5G 平台经济 大数据 云 智慧 电子商务 实验室 专利 科研 高新技术 软件 通信 "
    "|digital data technolog* innovat* research science online cyber* software internet information system* artificial intelligence platform*",
}
THEMES = tuple(_WORDS)
_PATTERNS = {
    "zh": {name: re.compile("|".join(words.split("|")[0].split())) for name, words in _WORDS.items()},
    "en": {
        name: re.compile(
            r"\b(?:" + "|".join(word.replace("*", r"\w*") for word in words.split("|")[1].split()) + r")\b",
            re.I,
        )
        for name, words in _WORDS.items()
    },
}


def themes_of(plain: str, heading: str, language: str) -> tuple[str, ...]:
    """The best theme, and a second one where it is nearly as strong; the heading above counts a half."""
    scores = {}
    for name, pattern in _PATTERNS[language].items():
        own = sum(len(found) if language == "zh" else 3 for found in pattern.findall(plain))
        scores[name] = (
            own + sum(len(found) if language == "zh" else 3 for found in pattern.findall(heading)) / 2
        )
    ranked = sorted(scores, key=lambda name: -scores[name])
    if scores[ranked[0]] == 0:
        return ()
    return tuple(
        name
        for name in ranked[:2]
        if name == ranked[0] or scores[name] >= 0.85 * scores[ranked[0]] and scores[name] >= 4
    )

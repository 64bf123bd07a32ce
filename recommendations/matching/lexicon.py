"""The words the comparison knows: subjects, reporting, proposing, planning, opposites, kinds of instrument.

Words are folded literals (see `folding`), separated by spaces; "_" stands for a space within one. English
ones match where a word begins.
"""

SUBJECTS: dict[str, str] = {
    "trade": "贸易 外贸 进出口 出口 进口 边贸 关税 trade export import tariff",
    "import": "进口 自中亚进口 进口来源 对华出口 对中国出口 import",
    "export": "出口 export",
    "farm-trade": "农产品 粮食 粮棉 瓜果 畜产品 食品 农业 grain agricultur farm crop food",
    "border": "口岸 通关 海关 边境 检验检疫 border customs",
    "bonded": "综合保税区 保税区 海关特殊监管区 自由贸易区 自由贸易试验区 自贸区 合作区 试验区 开发区 bonded free_trade",
    "corridor": "走廊 大通道 通道 大陆桥 互联互通 联通 连通 过境 跨境运输 国际运输 corridor connectivity transit",
    "rail": "铁路 班列 专列 铁道 轨道 rail train",
    "road": "公路 道路 高速 路网 road highway",
    "air": "航空 航线 机场 空港 客机 民航 aviation airport flight",
    "transport": "交通 运输 出行 公交 transport",
    "logistics": "物流 仓储 货运 货物 多式联运 集装箱 邮件 快递 集散地 陆港 logistics freight cargo",
    "infrastructure": "基础设施 城建 路网 infrastructure",
    "energy": "能源 电力 输变电 energy power electricity",
    "oil-gas": "石油 天然气 油气 原油 输气 管道 能源资源 能源合作 oil gas pipeline",
    "renewable": "可再生能源 新能源 清洁能源 风电 光伏 水电 太阳能 锂电 renewable solar wind",
    "minerals": "矿产 矿山 采矿 煤矿 开采 有色金属 勘探 mining mineral",
    "capacity": "产能合作 产能 工业化 建厂 投产 装备制造 capacity",
    "heavy-industry": "钢铁 水泥 化工 石化 建材 有色 平板玻璃 聚氯乙烯 steel cement chemical",
    "transfer": "产业转移 承接产业 承接 转移 签约 落地 引入对接 对口援疆 援疆 relocation",
    "manufacturing": "制造业 加工业 加工 工业 产业链 产业集群 装备 manufactur industr",
    "abroad": "走出去 对外投资 境外 海外 投资存量 直接投资 参股 并购 联合开发 承揽 承建 outbound overseas",
    "investment": "投资 引资 招商 invest",
    "works": "工程 技术 大型项目 承建 承包 施工 设计 竣工 contractor construction",
    "aid": "对外援助 援助 优惠贷款 援外 aid assistance",
    "finance": "金融 信贷 贷款 融资 银行 授信 基金 资金 financ credit loan bank fund",
    "insurance": "保险 风险补偿 担保 insurance guarantee",
    "currency": "人民币 本币 结算 货币 离岸 currency renminbi settlement",
    "lenders": "国际金融组织 世界银行 亚洲开发银行 亚投行 外国政府贷款 world_bank",
    "rural": "农村 乡村 城乡 新农村 rural village",
    "small-business": "中小企业 私营 民营 小微 small_business smes",
    "carec": "carec 中亚区域经济合作 中亚学院",
    "summit": "峰会 元首 外长 会晤 部长会议 高访 来访 出访 代表团 访问团 summit ministerial delegation",
    "cooperation": "互利合作 务实合作 经贸合作 区域合作 友好合作 合作协议 合作文件 合作模式 cooperation",
    "mechanism": "机制 联席会议 委员会 分委会 工作组 对话 清单 mechanism committee dialogue",
    "agreement": "协定 协议 备忘录 签署 商签 签订 合作文件 agreement memorandum treaty",
    "alignment": "战略对接 规划对接 发展战略 有机结合 对接 strategy alignment",
    "platform": "平台 博览会 展会 商品展览 论坛 expo forum platform",
    "opening": "开放 向西开放 对外开放 内引外联 外引内联 opening",
    "policy-support": "扶持 优惠 政策支持 补贴 减半 倾斜 support subsidy incentive",
    "training": "培训 研讨 交流会 能力建设 知识共享 人才 training workshop seminar",
    "education": "教育 学校 留学生 职业教育 教学 education school student",
    "research": "研究 智库 科研 研发 总结 research study",
    "publicity": "宣传 推介 展示 观摩 软实力 publicity promotion",
    "health": "卫生 医疗 医药 医院 公共卫生 health medical hospital",
    "poverty": "脱贫 减贫 贫困 民生 就业 增收 poverty employment livelihood",
    "culture": "文化 人文 遗产 体育 cultur heritage",
    "tourism": "旅游 游客 景区 tourism tourist visitor",
    "digital": "数字 电子商务 电商 信息 信息化 电信 人工智能 互联网 digital e-commerce internet",
    "innovation": "创新 高新技术 高科技 科技 专利 innovation technology",
    "environment": "生态环境 环境质量 环境保护 环保 生态文明 environment",
    "air-pollution": "大气 颗粒物 脱硫 烟粉尘 雾霾 排放 减排 emission pollution",
    "carbon": "碳排放 低碳 气候变化 碳汇 温室气体 carbon climate",
    "water": "用水 水资源 节水 灌溉 水利 引水 地下水 water irrigation",
    "wastewater": "污水 水污染 水环境 中水 固废 废水 垃圾 sewage wastewater waste",
    "forest": "森林 林业 植被 退耕 防护林 造林 草原 林草 forest vegetation grassland",
    "wetland": "湿地 河湖 湖泊 湖 wetland lake river",
    "reserve": "自然保护 生物多样性 国家公园 红线 biodiversity conservation",
    "land": "土地 用地 耕地 国土 空间规划 land spatial",
    "city": "城市 城镇 城区 城建 公交 绿色交通 city urban",
    "circular": "循环经济 清洁生产 资源综合利用 绿色产业 节能 recycling circular",
    "tender": "招标 招投标 采购 tender procurement",
    "law": "法律 法规 立法 条例 制度 办法 law legislation regulation",
    "service-trade": "服务贸易 劳务 技术服务 金融 多元 多样化 services",
    "safety": "安全 应急 风险防范 预警 safety emergency risk",
    "housing": "住房 保障房 棚户区 housing",
    "elderly": "养老 老年 护理 elderly pension care",
    "tax": "税收 减税 税率 退税 tax",
    "customs-zone": "海关特殊监管区 综合保税区 保税区 保税港区 bonded_zone",
    "pilot": "试验田 试验区 先行区 试点 先行先试 pilot",
    "freight_train": "班列 货运专列 铁路货运 freight_train",
    "clearance": "通关 通行 绿色通道 便利化 检验检疫 营商环境 保通保畅 畅通 clearance facilitation",
    "hub": "集散地 物流中心 商贸中心 枢纽 陆港 货场 仓储 邮件交换 交换站 监管场地 hub",
    "grand-route": "大通道 大陆桥 走廊 国际公路 高等级公路 跨境 陆路通道 内陆通道 输油 输气管道 天然气管道 原油管道 中欧班列 中吉乌铁路",
    "neighbour-works": "北南公路 隧道 境内段 当地投资建厂 在该地区承揽 援建 对外援助 优惠贷款 中亚地区的基础设施 国内交通基础设施",
    "plants-abroad": "产能合作 建厂 投产 生产基地 加工基地 工业区 综合体项目 境外资源",
    "equity": "参股 并购 认购 联合开发 资产经营 股权 acquisition equity",
    "equipment-export": "成套设备 装备 机电产品 技术出口 装备制造 equipment",
    "structure": "结构 多元 单一 优化 多样化 拓展 向非 structure diversif",
    "visits": "访问 高访 代表团 会见 峰会 交流团 组团 visit",
    "industry-transfer": "产业转移 承接产业 梯次转移 集中入园 签约",
    "water-saving": "节水 灌溉 用水 water_saving",
    "green-transport": "绿色交通 轨道交通 公共交通 公交 public_transport",
    "forestry": "林业 防护林 天然林 造林 植被恢复 退耕还林 afforestation forestry",
    "wetland-lake": "湿地 尾间 河湖",
    "sewage-works": "污水处理 管网 环保基础设施 固废 环境质量 sewage",
    "grain-import": "粮食进口 农产品进口 粮食和农产品 进口许可 对华出口许可 粮食 农产品",
    "e-commerce": "电子商务 跨境电商 电商 e-commerce",
    "dialogue": "对话 会议机制 会晤机制 合作机制 协调机制 联席会议 dialogue",
    "legal-basis": "协定 法律基础 制度化 框架协议 条约 treaty",
    "credit-support": "授信 转贷款 累计发放贷款 信贷支持 金融信贷 融资支持 credit",
    "seminar": "研讨 培训 经验交流 讲座 能力建设 知识共享 seminar training",
    "school": "学校 职业教育 留学生 高校 教学 school",
    "approval": "行政审批 审批 许可 简政放权 营商环境 licensing permit",
}

REPORTS = (
    "已 了 获批 建成 投入使用 投入运营 投产 竣工 完工 完成 实现 签署 举办 举行 成立 设立 启动 累计 达到 同比 截至 拥有 取得 共有 "
    "共实施 共接待 落户 开通 开行 开幕 形成 惠及 全覆盖 稳步推进 全面提速 明显提升 显著 有效 有力 不断完善 不断改善 初步 陆续 "
    "先后 相继 搭建 增长 超过 近年来 年来 以来 目前 持续提升 不断推动 稳步发展 积极进展 常态化 正式 列入 清单 助力 助推 增进 "
    "提速 快车道 引进 推广 邀请 组织 积极参与 积极开展 积极推动 积极运用 给予 提供了 保障了 一批 第一大 占比 总投资 步伐 繁荣 "
    "completed established signed launched opened achieved increased reached since adopted implemented delivered has_been "
    "have_been was were"
)
BACKGROUND = (
    "是指 一般可理解为 界定 首先基于 意义 重要组成部分 有助于 依赖 挑战 困难 问题 不足 落后 制约 滞后 严重 短缺 缺乏 薄弱 瓶颈 "
    "限制 压力 矛盾 较低 不利 互补 被视为 生命线 有能力 地缘 理论 形势 机遇 原则 理念 优先方向 引擎 前提 大国 博弈 冲突 危机 动乱 "
    "变局 设想 预测 模型 在此之前 基本特性 睦邻 大流行 challenge problem lack shortage difficult insufficient weak theory risk"
)
PLANS = (
    "将 拟 计划 预计 力争 争取 有望 希望 愿 必将 即将 筹备 谋划 构想 打算 可望 能进一步 will plans_to planned intends expected "
    "hopes would aims_to"
)
DONE = "已 了 完成 建成 签署 投产 竣工 完工 举办 举行 成立 设立 启动 累计 截至 投入运营 获批 completed signed opened has_been have_been"
PROPOSES = (
    "应当 应该 应加 应积 应更 应推 应进 必须 需要 需切实 建议 可建立 可谋划 可将 呼吁 要加 要进 要把 要坚 要推 希望 下一步 "
    "should must recommend urge calls_on"
)
OPPOSITES = (
    "暂停 取消 叫停 停止 停建 停办 废止 撤销 中止 终止 搁置 撤回 暂缓 下马 尚未 未能 仍未 单一 suspend cancel halt abolish revoke terminat scrap shelved "
    "withdrawn"
)
OUTWARD = "开放 周边 境外 国外 国际 合作 走出去 出口 进口 贸易 产能 中亚 对外 abroad foreign international"

DIRECTIONS: dict[str, str] = {
    "in": "承接 引入 引进 集中入园 来疆 到新疆 发展对接 引入对接 inbound",
    "out": "走出去 向境外 向中亚国家转移 境外转移 对外投资 境外 向外 outbound",
    "less": "严格控制 控制 压减 淘汰 退出 减少 降低 禁止 限制 避免 化解 reduce limit phase_out",
    "more": "扩大 增加 新增 增长 投产 新建 签约 建厂 在建 increase expand",
    "import": "进口 对华出口 对中国出口 import",
    "export": "出口 export",
}

INSTRUMENTS: dict[str, dict[str, str]] = {
    "finance": {
        "non-sovereign": "非主权 non-sovereign",
        "sovereign-loan": "主权贷款 外国政府贷款 国际金融组织贷款 贷款项目 贷款总额 外贷项目 政府外债 优惠贷款 长期优惠贷款 sovereign",
        "credit": "授信 转贷款 信贷 累计发放贷款 中长期贷款 credit",
        "fund": "基金 fund",
        "insurance": "保险 insurance",
        "risk-compensation": "风险补偿",
        "tax": "关税 税收 环节税 减税 tax tariff",
        "grant": "补贴 补助 赠款 专项资金 grant subsidy",
        "bond": "债券 bond",
        "state-investment": "国家投资",
    },
    "zone": {
        "free_trade_zone": "自由贸易试验区 自由贸易区 自贸区 自贸试验区 free_trade_zone",
        "bonded_zone": "综合保税区 保税区 海关特殊监管区 bonded",
        "development_zone": "经济技术开发区 重点开发开放试验区 经济合作区 development_zone",
    },
    "arrangement": {
        "treaty": "投资协定 投资保护协定 投资保护 自贸协定 treaty",
        "plan": "行动计划 路线图 中长期 action_plan roadmap",
        "memorandum": "备忘录 memorandum",
        "agreement": "合作协议 框架协议 合作文件 agreement",
        "declaration": "声明 宣言 declaration",
        "joint-conference": "联席会议",
        "ministers-meeting": "部长会议 外长会晤 总理会晤 会晤机制 ministerial",
        "committee": "委员会 分委会 工作组 committee working_group",
        "dialogue": "对话机制 合作对话 dialogue",
        "coordination-body": "协调机构 领导小组 专项小组",
        "platform": "服务平台",
        "register": "项目储备库 储备库",
    },
}
INSTITUTED = "机制 制度 协定 备忘录 保险 基金 储备库 关税 补偿 联席会议 自由贸易 自贸区 规划 路线图"
LASTING = "年来 以来 至今 目前 如今 持续 since still"
URGES = "积极 加快 加强 推动 推进 不断 进一步 继续 大力 扎实 切实 深化 完善 持续 提升 建设"
SPEAKS = "表示 希望 愿 呼吁 建议 强调 提出 said hoped urged"

SPECIFIC: dict[str, str] = {
    "储备基地 储备库": "储备 库存",
    "招标 招投标 tender": "招标 招投标 中标 tender bid",
    "采购 procurement": "采购 procure",
    "结算 settlement": "结算 清算 settle",
    "空港 机场 航空 airport": "空港 机场 航空 航线 民航 airport flight aviation",
    "留学": "留学",
    "援疆 对口支援": "援疆 对口",
    "立法 条例 法规 legislation": "法 条例 法规 law legislation act regulation",
    "示范 demonstration": "示范 试点 试验 demonstrat pilot",
    "保险 insurance": "保险 担保 风险补偿 insur guarantee",
    "标准 standard": "标准 认证 standard certif",
    "专利 patent": "专利 知识产权 patent",
    "研究 research": "研究 课题 智库 research study",
    "审批 permit": "审批 许可 放管服 permit licen",
    "债券 bond": "债券 bond",
    "补贴 补助 subsidy": "补贴 补助 资金 subsid fund",
    "关税 tariff": "关税 tariff",
    "自由贸易 free_trade": "自由贸易 自贸 free_trade",
    "培训 training": "培训 研讨 交流 讲座 train seminar workshop",
    "旅游 tourism": "旅游 游客 景区 touris visitor",
}
"""What a title may ask for by name, and the words without which a passage does not speak of it."""

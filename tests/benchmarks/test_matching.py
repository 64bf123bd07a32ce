"""1,000 passages against many recommendations, next to plain TF-IDF retrieval; figures are printed.

BENCH_RECORDS sets the number of recommendations (100,000 unless set).
"""

import os
import random
import resource
import time
from dataclasses import replace

import numpy as np

from recommendations.matching import Measure, Passage, default_encoder, suggest
from recommendations.matching.folding import fold
from recommendations.matching.ngrams import NgramIndex
from recommendations.matching.passages import measure_text

RECORDS = int(os.environ.get("BENCH_RECORDS", "100000"))
PASSAGES = 1_000
BLOCK = 500
VERBS = "建立 完善 推进 加快 扩大 加强 优化 落实 探索 支持 规范 提升 开展 健全 推广 改造".split()
OBJECTS = (
    "风险补偿机制 口岸通关设施 农村饮水工程 职业教育基地 中小企业信贷 跨境电商平台 水权交易试点 社区养老服务 公共卫生应急体系 铁路货运班列 "
    "污水处理能力 特色农产品加工 数字政务平台 边境贸易政策 旅游精品线路 城市公交网络 生态保护红线 科技成果转化 人才引进办法 冷链物流园区 "
    "校园安全制度 矿山环境修复 光伏发电项目 老旧小区改造 基层医疗设备 粮食储备库存 产业转移园区 防沙治沙工程 国际金融合作 土地集约利用"
).split()
PLACES = (
    "全市 各县区 边境地区 南部山区 开发区 沿江城镇 重点流域 乌鲁木齐 昌吉 喀什 成都 杭州 兰州 大连".split()
)
ENDS = "提高服务水平 降低企业成本 改善群众生活 形成长效办法 带动就业增收 保障安全运行 缩小城乡差距 增强发展后劲".split()


def phrase(draw: random.Random) -> str:
    return f"{draw.choice(VERBS)}{draw.choice(PLACES)}{draw.choice(OBJECTS)}"


def measures(count: int, draw: random.Random) -> list[Measure]:
    made = []
    for number in range(count):
        quote = f"{phrase(draw)}，{phrase(draw)}，{phrase(draw)}，{draw.choice(ENDS)}，第{number}号"
        made.append(Measure(number, quote, quote[:14], "2020", f"paper-{number % 200}"))
    return made


def passages(count: int, draw: random.Random) -> list[Passage]:
    made = []
    for number in range(count):
        text = f"截至{2021 + number % 4}年底，{phrase(draw)}，已建成{draw.randint(2, 90)}个项目，{phrase(draw)}，{draw.choice(ENDS)}。"
        made.append(Passage(number, text, number * 100, number * 100 + len(text), "report", "2024"))
    return made


def plain_tfidf(wanted: list[Measure], given: list[Passage]) -> np.ndarray:
    """The ten best of each passage's recommendations, by cosine of character n-grams: (10, passages)."""
    index = NgramIndex([fold(one.text) for one in given], every=True)
    likeness, rows = np.full((10, len(given)), -1, np.float32), np.zeros((10, len(given)), np.int64)
    for first in range(0, len(wanted), BLOCK):
        cosines = index.cosines(
            [fold(measure_text(one.title, one.quote)) for one in wanted[first : first + BLOCK]]
        )
        merged = np.concatenate([likeness, cosines])
        numbers = np.concatenate(
            [rows, np.broadcast_to(np.arange(len(cosines))[:, None] + first, cosines.shape)]
        )
        best = np.argpartition(-merged, 9, axis=0)[:10]
        likeness, rows = np.take_along_axis(merged, best, 0), np.take_along_axis(numbers, best, 0)
    return rows


def unit_vectors(count: int) -> np.ndarray:
    """Random embeddings, as a caller would store them."""
    vectors = np.random.default_rng(7).random((count, 512), np.float32) - 0.5
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16)


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def test_many_recommendations() -> None:
    draw = random.Random(7)
    wanted, given = measures(RECORDS, draw), passages(PASSAGES, draw)
    encoder = default_encoder()
    encoder.encode(["warm"])
    loaded = peak()
    began = time.perf_counter()
    nearest = plain_tfidf(wanted, given)
    plain = time.perf_counter() - began
    began = time.perf_counter()
    found = suggest(wanted, given, encoder=encoder)
    ours = time.perf_counter() - began
    began = time.perf_counter()
    suggest(wanted, given[:60], encoder=encoder)
    one_document = time.perf_counter() - began
    memory = peak() - loaded
    vectors = unit_vectors(len(wanted))
    embedded = [replace(one, embedding=vector) for one, vector in zip(wanted, vectors, strict=True)]
    known = [replace(one, embedding=vector) for one, vector in zip(given, vectors, strict=False)]
    began = time.perf_counter()
    suggest(embedded, known, encoder=encoder)
    with_embeddings = time.perf_counter() - began
    print(
        f"\n{RECORDS:,} recommendations, {PASSAGES:,} passages: plain TF-IDF {plain:.1f} s, suggestions {ours:.1f} s"
        f" ({ours / plain:.2f} times), with stored embeddings {with_embeddings:.1f} s"
        f" ({with_embeddings / plain:.2f} times), {memory:.0f} MB more; a document of 60 passages {one_document:.1f} s"
    )
    assert nearest.shape == (10, PASSAGES)
    assert sum(map(len, found.values())) >= PASSAGES
    assert max(map(len, found.values())) <= 10

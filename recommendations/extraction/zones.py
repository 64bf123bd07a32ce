"""What stands in a document beside its body: metadata, abstracts, references, captions, signatures, other scripts."""

import re

ABSTRACT = re.compile(r"(?:摘\s*要|内容提要|内容摘要|abstract|аннотация)\W*$", re.I)
REFERENCES = re.compile(
    r"(?:参考文献|注释|引用文献|主要参考文献|references|bibliography|works cited|endnotes|notes)\W*$", re.I
)

_ZH_LEAD = r"[【\[〔（]?\s*"
_ABSTRACT_LINE = re.compile(
    _ZH_LEAD + r"(?:摘\s*要|内容提要|内容摘要|提要|abstract|аннотация)\s*[】\]〕）]?\s*[:：】]?", re.I
)
_KEYWORDS = re.compile(_ZH_LEAD + r"(?:关\s*键\s*词|key\s?words|ключевые слова)\s*[】\]〕）]?\s*[:：]?", re.I)
_METADATA = re.compile(
    _ZH_LEAD
    + r"\**(?:中图分类号|文献标识码|文章编号|收稿日期|修回日期|作者简介|作者单位|基金项目|资助项目|通讯作者|本刊网址|doi|发布时间|发布日期|成文日期|发文机关|发布机构|发文字号|主题分类|信息分类|文\s?号[:：]|有效性|索引号|主题词|"
    r"信息来源|来源[:：]|(?:出席|列席|缺席|记录|主持|参会|提出人|发)(?:人员?)?[:：]|作者[:：]|责任编辑|责编|编辑[:：]|编辑：|记者|通讯员|文/|图/|原标题|文字放大|扫一扫|分享到|打印|字体|浏览量|浏览次数|阅读次数|抄送|主送|印发|联系人|联系电话|联系方式|承办单位|评估单位|编制单位|签发人|"
    r"密级|附件\s*[:：\d一二三]|附[:：]|附表|供图|摄影|制图)"
)
_METADATA_ANY = re.compile(
    r"(?:供图|摄影|(?:记者|通讯员).{1,12}摄|责任编辑.{1,8}|此件公开发布|(?:本报|新华社|中新社|人民网).{0,14}(?:电|讯)?（?记者.{1,14}）?)\s*[）)]?$"
)
_STAMP = re.compile(
    r"(?:时间|日期)?[:：]?\s*(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}.{0,30}(?:来源|作者|编辑|浏览|字号|发布)"
)
_DOCUMENT_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,14}\s?[〔\[（(]\s?(?:19|20)\d\d\s?[〕\]）)]\s?第?\s?\d{1,5}\s?号\s*$"
)
_DATE_LINE = re.compile(
    r"[（(]?\s*(?:(?:19|20)\d\d|二[〇○零O0][一二三四五六七八九〇○零]{2})\s?年\s?[\d一二三四五六七八九十]{1,2}\s?月(?:\s?[\d一二三四五六七八九十]{1,3}\s?日)?.{0,10}[）)]?\s*$"
)
_ADDRESSEE = re.compile(r"(?:各|尊敬的|市|省|区|县|州|国务院|自治区|兵团|全国|有关)[^。；]{1,160}[:：]\s*$")
_SIGNATURE = re.compile(
    r"[\u4e00-\u9fff（）()、\s]{4,40}(?:人民政府|政府|委员会|办公厅|办公室|厅|局|部|委|院|署|中心|总会|协会)(?:办公[厅室])?\s*$"
)
_NOISE = re.compile(
    r"(?:[A-Za-z]?\d{8,}[_\w]*|第?\s*\d{1,4}\s*页.{0,10}|-\s*\d{1,4}\s*-|—\s*\d{1,4}\s*—|page \d+.{0,20}|[A-Z]{1,8}(?:/[\w.()-]{1,12}){2,6})\s*$",
    re.I,
)
_CAPTION = re.compile(
    r"(?:[图表]\s?\d{1,3}(?:[-–.]\d{1,3})?\s?[^，。]{0,40}$|(?:figure|table|box|chart|exhibit)\s+\d{1,2}(?:\.\d{1,2})?\b)",
    re.I,
)
_CONTENTS = re.compile(r".{2,80}(?:[.…·]{4,}|\t)\s*\d{1,4}\s*$")
_REFERENCE_LINE = re.compile(
    r"-?\s*\[\d{1,3}\]\s*.{4,}|\d{1,3}\.?\s+[A-Z][\w-]+,\s+[A-Z]\..{0,200}\(\d{4}\)|.{0,200}\[[JMDCRN](?:/OL)?\]"
)
_FOOTNOTE = re.compile(
    r"\s*\^?[①-⑳†‡*]\s?(?:参见|见|См|数据来源|资料来源|转引|同上|指|注|[“《]|[A-Z\u4e00-\u9fff])|(?:资料来源|数据来源|注)[:：]"
)
_EN_METADATA = re.compile(
    r"(?:key\s?words?:|isbn|issn|doi:|https?://|www\.|published|printed|©|copyright|contact:|e-?mail|tel\.?:|phone|date:|source:|notes?:|reference:|ref\.|to:|from:|subject:|hc \d|"
    r"session \d{4}|ordered by|distr\.|original:|press release|for immediate release|photo:|by [A-Z]\w+ [A-Z]\w+$|dear |yours |sincerely|chair:?\s*$|rapporteur)",
    re.I,
)
_EN_DATE = re.compile(
    r"(?:\d{1,2}\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+(?:\d{1,2},?\s+)?\d{4}\s*$",
    re.I,
)


def _foreign(line: str, language: str) -> bool:
    letters = sum(1 for character in line if character.isalpha())
    ideographs = sum(1 for character in line if "\u3400" <= character <= "\u9fff")
    if language == "zh":
        return letters >= 20 and ideographs < letters * 0.15
    return letters >= 8 and ideographs > letters * 0.5


_DUTY = re.compile(
    r"[（(【]?(?:整改|主要|共同|直接|督导)?(?:牵头|责任|配合|主办|协办|承办|主责|实施)(?:责任)?(?:单位|部门|领导|主体|科室|处室|人)?[：:]|(?:完成|办结|整改)(?:时限|时间|期限)[：:]|"
    r"(?:target implementation date|target date|timeline|timescale|due date|implementation date|lead(?: agency| department)?|owner|"
    r"responsible(?: body| department| party| authority| officer)?|responsibility)\s*[:–-]\s",
    re.I,
)


def zone_of_line(line: str, language: str, kind: str, index: int, count: int) -> str | None:
    """The zone a line puts itself in, or None for what belongs to the running text.

    `kind` is the reader's: caption and foreign stay what they are, table rows are `table`.
    """
    bare = line.strip()
    if kind in ("caption", "foreign"):
        return kind
    if _DUTY.match(bare) and len(bare) < 160:
        return "responsible"
    if _NOISE.match(bare):
        return "noise"
    if _KEYWORDS.match(bare):
        return "keywords"
    if _ABSTRACT_LINE.match(bare) and not ABSTRACT.match(bare):
        return "abstract"
    if _CONTENTS.match(bare) and kind != "table":
        return "contents"
    if _REFERENCE_LINE.match(bare):
        return "reference"
    if _CAPTION.match(bare) and len(bare) < 120 and bare[-1] not in "。；":
        return "caption"
    if _foreign(bare, language):
        return "foreign"
    if language == "zh":
        short = len(bare) < 60
        if short and (_METADATA.match(bare) or _METADATA_ANY.search(bare)) and "。" not in bare[:-1]:
            return "metadata"
        if _DOCUMENT_NUMBER.match(bare) or short and _STAMP.match(bare) or _DATE_LINE.match(bare):
            return "metadata"
        if (
            _ADDRESSEE.match(bare)
            and index < max(12, count // 20)
            and not re.search("如下|以下|问题|措施|通知[:：]", bare)
        ):
            return "addressee"
        if index > count * 0.6 and short and _SIGNATURE.match(bare):
            return "signature"
        if _FOOTNOTE.match(bare):
            return "footnote"
    elif _EN_METADATA.match(bare) and len(bare) < 200 or _EN_DATE.match(bare):
        return "metadata"
    return None

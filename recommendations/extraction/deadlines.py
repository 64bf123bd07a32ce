"""Deadlines as dates: what a deadline's wording means in a document of a given date."""

import datetime as dt
import re

from recommendations.extraction.folding import plain

_MONTHS = {
    name: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(),
        start=1,
    )
}
MONTH = "(?:" + "|".join(_MONTHS) + ")"
_ZH_DATE = re.compile(r"(?:20|19)\d\d年\s?(\d{1,2})月(?:份)?(?:(\d{1,2})日)?")
_EN_DATE = re.compile(rf"(?:(\d{{1,2}})\s+)?({MONTH})\s+(?:(\d{{1,2}}),?\s+)?20\d\d", re.I)
_YEAR = re.compile(r"(?<!\d)(?:20|19)\d\d(?!\d)")
# since when, how long or how often, not until when
_NO_DEADLINE = re.compile(
    r"起(?:开学)?$|^(?:自|从)|每|后.{1,6}内|[以之]后|逐年|按年度|小时|工作日|\b(?:from|starting|beginning|as of|until|each|every|annually|quarterly|monthly|weekly|working|business)\b|(?:days|weeks|months?|years?) of (?!publication|issu|this|.*\bthis\b|the date of (?:issu|publication|the report))",
    re.I,
)
_DIGITS = dict(zip("〇○零一二三四五六七八九两", (0, 0, 0, *range(1, 10), 2), strict=True))
_ZH_YEAR = re.compile(r"[一二][〇○零九][〇○零一二三四五六七八九]{2}(?=年)")
_ZH_NUMBER = re.compile(
    r"[一二两三四五六七八九十]{1,3}(?=个|年|月|日|天|周|季度)|(?<=月)[一二三四五六七八九十]{1,3}(?=日)"
)
_PLAN = re.compile(r"十([一二三四五六])五")
_EN_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty-four": 24, "thirty": 30,
    "sixty": 60, "ninety": 90,
}  # fmt: skip
_ZH_SPAN = re.compile(r"(半|\d{1,3})个?(年|月|季度|周|天|日)(?:之?内|以内|左右)|未来(\d{1,2})(年)")
_EN_SPAN = re.compile(
    r"\b(?:within|in|later than|over)\s+(?:the next |a period of |no more than )?(\d{1,3}|"
    + "|".join(_EN_NUMBERS)
    + r")\s+(?:calendar )?(day|week|month|quarter|year)s?\b",
    re.I,
)
_SPAN_MONTHS = {"年": 12, "year": 12, "季度": 3, "quarter": 3, "月": 1, "month": 1}
_SPAN_DAYS = {"周": 7, "week": 7, "天": 1, "日": 1, "day": 1}
_ZH_MONTH = re.compile(r"(?<!个)(?<!\d)(\d{1,2})月(?:份)?(?:(\d{1,2})日)?")
_EN_MONTH = re.compile(
    rf"(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+)?\b({MONTH})\b(?:\s+(\d{{1,2}})(?:st|nd|rd|th)?\b)?", re.I
)
_QUARTER = re.compile(r"第?([1-4一二三四])季度|\bQ([1-4])\b")
_OTHER_YEAR = re.compile(
    r"(?P<next>[明次翌]年|\bnext year\b|\bof next year)|(?P<this>今年|当年|年[底内末]|[上下]半年|\bthis year\b|\bend of (?:the |this )?(?:calendar )?year\b|\byear[- ]end\b|Christmas)",
    re.I,
)
_PASSED = 6
"""A month without a year that passed at least so many months before the document is next year's."""


def named_date(words: str) -> str:
    """The date a wording names by itself, its precision told by its length (``2026-06``); empty where it names none."""
    year = _YEAR.search(words)
    if year is None:
        return ""
    zh, en = _ZH_DATE.search(words), _EN_DATE.search(words)
    if zh:
        return _joined(int(year[0]), int(zh[1]), int(zh[2] or 0)) or year[0]
    if en:
        return _joined(int(year[0]), _MONTHS[en[2].lower()], int(en[1] or en[3] or 0)) or year[0]
    return year[0]


def due_date(text: str, published_on: str) -> str | None:
    """When what a deadline's wording asks for is due: a partial date such as ``2030``, ``2026-10`` or ``2026-12-31``.

    ``text`` is the deadline as a document words it, in Chinese or English; ``published_on`` the document's own partial
    date, or empty. The period named is given, to whose last day there is time (年底前 is a year, 10月底前 a month, a
    quarter or half a year its last month); a span (within six months) is counted from the document's date, no
    more precisely than that is known. None where the wording says since when or how often, where it cannot be told,
    and where the date would lie before the document's.
    """
    words = _arabic(text)
    if _NO_DEADLINE.search(words):
        return None
    due = _absolute(words) or (_relative(words, published_on) if published_on else "")
    return due if due and due[: len(published_on)] >= published_on[: len(due)] else None


def _absolute(words: str) -> str:
    plan = _PLAN.search(words)
    if plan:
        return str(2000 + 5 * (_DIGITS[plan[1]] + 1))
    date = named_date(words)
    if len(date) != 4:
        return date
    years = _YEAR.findall(words)
    follows = re.search(r"(?:20\d\d)[-/–—](\d\d)(?!\d)", words)
    if len(years) > 1:
        return years[-1]
    if follows:
        return date[:2] + follows[1]
    return _part_of_year(words, int(date)) or date


def _relative(words: str, published_on: str) -> str:
    year, month, _day = _parts(published_on)
    span = _ZH_SPAN.search(words) or _EN_SPAN.search(words)
    if span:
        return _after(span, published_on)
    other = _OTHER_YEAR.search(words)
    told = year + bool(other and other["next"])
    dated = _month_in(words)
    if dated:
        passed = not other and month and dated[0] <= month - _PASSED
        return _joined(told + bool(passed), *dated)
    return _part_of_year(words, told) or _end_of_period(words, year, month) or (str(told) if other else "")


def _month_in(words: str) -> tuple[int, int] | None:
    """Month and day (0: none) of a wording without a year."""
    zh, en = _ZH_MONTH.search(words), _EN_MONTH.search(words)
    if zh:
        return int(zh[1]), int(zh[2] or 0)
    return (_MONTHS[en[2].lower()], int(en[1] or en[3] or 0)) if en else None


def _part_of_year(words: str, year: int) -> str:
    """The last month of the quarter or half that a wording names; empty where it names none."""
    quarter = _QUARTER.search(words)
    if quarter:
        number = quarter[1] or quarter[2]
        return _joined(year, 3 * (_DIGITS.get(number) or int(number)), 0)
    return f"{year}-06" if "上半年" in words else f"{year}-12" if "下半年" in words else ""


def _end_of_period(words: str, year: int, month: int) -> str:
    """The end of this or the next month or quarter."""
    period = re.search(r"(本|下)?(季度|月)[底末]|end of (?:(this|the|next) )?(quarter|month)", words, re.I)
    if not period or not month:
        return ""
    months = 3 if (period[2] or period[4]).lower() in ("季度", "quarter") else 1
    end = -(-month // months) * months + (months if (period[1] or period[3]) in ("下", "next") else 0)
    return _joined(year + (end - 1) // 12, (end - 1) % 12 + 1, 0)


def _after(span: re.Match[str], published_on: str) -> str:
    """A span of time after a partial date, as precise as the coarser of the two; empty where that is nothing."""
    count, unit = (group for group in span.groups() if group)
    unit = unit.lower()
    year, month, day = _parts(published_on)
    number = 0.5 if count == "半" else int(count) if count.isdigit() else _EN_NUMBERS.get(count.lower(), 0)
    if not number:
        return ""
    if unit in _SPAN_DAYS:
        days = dt.timedelta(days=number * _SPAN_DAYS[unit])
        return (dt.date(year, month, day) + days).isoformat() if day else ""
    months = int(number * _SPAN_MONTHS[unit])
    if not month:
        return str(year + months // 12) if months % 12 == 0 else ""
    end = year * 12 + month - 1 + months
    return f"{end // 12}-{end % 12 + 1:02d}"


def _parts(date: str) -> tuple[int, int, int]:
    """Year, month and day of a partial date; 0 for what it does not tell."""
    year, month, day = (*map(int, date.split("-")), 0, 0)[:3]
    return year, month, day


def _joined(year: int, month: int, day: int) -> str:
    """A partial date of its parts; empty where the calendar has no such day."""
    try:
        dt.date(year, month, day or 1)
    except ValueError:
        return ""
    return f"{year}-{month:02d}-{day:02d}" if day else f"{year}-{month:02d}"


def _arabic(text: str) -> str:
    """The wording with its Chinese years and numbers in digits (二〇二六年六月 is 2026年6月), simplified, in one width."""
    words = plain(text, "zh") if re.search(r"[\u4e00-\u9fff]", text) else text
    words = _ZH_YEAR.sub(lambda found: "".join(str(_DIGITS[each]) for each in found[0]), words)
    return _ZH_NUMBER.sub(lambda found: str(_number(found[0])), words)


def _number(words: str) -> int:
    """A Chinese number below a hundred (十二, 三十, 两)."""
    tens, ten, ones = words.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)

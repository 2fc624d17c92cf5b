"""Numbers in a text with their units: digits and Chinese numerals, ranges, per cent, multiples and ranks.

What only looks like a number is left out: years and dates, item and note numbers, road and document numbers, and digits
inside names (5G, PM2.5, NO.5, 4A级, “13710”).
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from operator import attrgetter

from corpus.bounds import read_bound
from corpus.han_numbers import parse_number
from corpus.ranks import find_ranks
from corpus.types import Bound
from corpus.units import MULTIPLIER_PATTERN, UNIT_PATTERN, base_unit, split_multiplier, unit_kind

__all__ = ["NumberMention", "find_numbers", "fold", "parse_number"]

_WIDE = "０１２３４５６７８９％．，～－（）：；／＋ＡＧＢＣ億萬兩點陸參餘個戶畝噸億萬倍號"
_PLAIN = "0123456789%.,~-():;/+AGBC亿万两点六三余个户亩吨亿万倍号"
_FOLD = dict(zip(_WIDE, _PLAIN, strict=True))
"""One character for one, so that offsets stay."""

_GAP = r"[ \u00a0\u3000\t]{0,2}"
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_MORE = "[多余几]"
_TAIL = rf"(?P<more>{_MORE})?(?P<mult>{MULTIPLIER_PATTERN})?(?P<more2>{_MORE})?(?:{_GAP}(?P<unit>{UNIT_PATTERN}))?"
_NUMBER = re.compile(
    rf"[0-9](?:(?:(?<=GDP[0-9])|(?<![0-9A-Za-z.+×＋][0-9]))(?<![A-Za-z]-[0-9])(?<![0-9],[0-9])(?P<n>(?<=[0-9])(?:[0-9]{{0,2}}(?:,[0-9]{{3}})+(?![0-9])"
    rf"|[0-9]*)(?:\.[0-9]+)?){_GAP}"
    rf"(?:(?P<same>[%‰]|{MULTIPLIER_PATTERN}|[万亿]?[元亩吨人])?{_GAP}(?:[-–—−~～]{{1,2}}|至|到){_GAP}(?P<high>{_DIGITS}){_GAP})?{_TAIL})"
)
# What follows digits that name something or tell a time.
_NAME_AFTER = re.compile(
    r"\s*(?:(?:、[0-9]{2,4})*(?:国道|省道|县道|乡道|国省道|国省干线)|号(?![召角])|周年|届|(?:[一-龥]{2,4})?热线|平台|版|[时點点](?:[0-9整半]|\s*许)|月(?!均)|[A-Za-z]"
    r"|(?<=[0-9])年(?:代|[0-9]{1,2}月)|[+×＋]\s*[0-9]|后(?=[，。、]|青年)|级(?:地震|以上地震)?|[一-龥]?指挥部|工程(?=[”，。、])|[./][0-9])"
)
_LATIN_UNITS = ("km", "kV", "MW", "GW", "kW", "TEU", "P", "GB", "TB", "PB", "T", "EFLOPS", "Mbps", "Gbps", "m³")
_ROAD_BEFORE = re.compile(r"(?:国道|省道|县道|乡道|第|[A-Za-z]|[Nn][Oo]\.?|之|№|×)\s*$")
_GDP = re.compile(r"(?<![A-Za-z])GDP\s*$")
"""The one name in Latin letters that amounts are written on to (实现GDP1960亿元); A320 and G55 are names."""
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")

_HAN = "一二两三四五六七八九十百千万亿零〇"
_HAN_NUMBER = re.compile(
    rf"[一二两三四五六七八九十](?<![第几数{_HAN}][一二两三四五六七八九十])(?P<n>(?<=.)[{_HAN}]*(?:点[一二三四五六七八九零〇]+)?)"
    rf"(?P<more>{_MORE})?{_GAP}(?P<unit>{UNIT_PATTERN})"
)
_PER_CENT = re.compile(
    rf"百分之(?P<n>[{_HAN}点]+|{_DIGITS})(?:(?:至|到|—|-)(?:百分之)?(?P<high>[{_HAN}点]+|{_DIGITS}))?"
)
_DOUBLING = re.compile(r"翻了?(?P<n>[一二两三四五六七八九]|[0-9.]+)?番")
_CROWN = re.compile(r"(?P<n>[二两三四五六七八九十]{1,3}|[0-9]+)(?P<unit>连冠)")
_RATIO = re.compile(rf"(?P<n>{_DIGITS})[:∶：](?P<one>1)(?![0-9.])")

_SHARE = r"[0-9]+(?:\. ?[0-9]+)?"
_SHARES = re.compile(
    rf"(?:三次?产业?|三大产业|产业)(?:结构|比例|比重|增加值|构成|之?比)[^。;；\n]{{0,40}}?(?P<a>{_SHARE})[:∶](?P<b>{_SHARE})[:∶](?P<c>{_SHARE})"
    rf"(?:[^。;；\n0-9]{{1,12}}(?P<d>{_SHARE})[:∶](?P<e>{_SHARE})[:∶](?P<f>{_SHARE}))?"
)
"""三次产业结构由11.7∶53.8∶34.5调整为9.4∶47.9∶42.7: shares, each of its own sector."""

_MINUS = ("-", "−", "－")


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number where it stands, with its unit."""

    start: int
    end: int
    """Span of the number with its unit, without words like 约 or 以上."""
    value: Decimal
    """As written, before 万 or 亿; the lower end of a range."""
    high: Decimal | None
    unit: str
    """With 万 and 亿 kept; empty where there is none."""
    base_value: Decimal
    base_unit: str
    bound: Bound
    kind: str
    """What the unit measures (money, percent, people, count, ...), "rank", or "" for a bare number."""


def fold(text: str) -> str:
    """Return a text with full-width digits and signs made half-width, character for character."""
    for wide in _FOLD.keys() & set(text):
        text = text.replace(wide, _FOLD[wide])
    return text


def find_numbers(text: str, plain: str | None = None) -> list[NumberMention]:
    """Return the numbers of a text in text order. Years, dates and digits inside names are none.

    `plain` is the folded text where the caller has it already.
    """
    plain = fold(text) if plain is None else plain
    found = [*_find_digits(plain), *_find_words(plain)]
    found.sort(key=attrgetter("start"))
    kept: list[NumberMention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
        elif mention.start == kept[-1].start and _weigh(mention) > _weigh(kept[-1]):
            kept[-1] = mention
    return kept


def _weigh(mention: NumberMention) -> tuple[int, bool, bool]:
    """Return what decides between two readings of one number: 列百强县41位 is a rank and not 41 people."""
    return mention.end, bool(mention.unit), mention.kind == "rank"


def _find_digits(text: str) -> list[NumberMention]:
    found: list[NumberMention] = []
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        number_end = match.end("n")
        unit = (match["mult"] or "") + (match["unit"] or "")
        if match["unit"] == "人" and text[end : end + 1] in ("民", "才"):
            # 450万人民, 1.2万人才: the noun follows, the unit does not stand.
            end, unit = end - 1, match["mult"] or ""
        digits = text[start:number_end]
        if _is_name(text, start, number_end, end, digits, match["unit"], match["mult"]):
            continue
        high = match["high"]
        if high and not unit and not match["same"]:
            continue
        if (
            high
            and match["same"]
            and text[start - 1 : start] in ("由", "从")
            and match.end("same") < match.start("high")
        ):
            # 由1亿吨到2亿吨 is no range: two values, one after the other.
            found.append(
                _mention(text, start, match.end("same"), _plain_value(digits), None, match["same"], Bound.EXACT)
            )
            found.append(_mention(text, match.start("high"), end, _plain_value(high), None, unit, Bound.EXACT))
            continue
        if text[end - 1 : end].isspace():
            end = len(text[:end].rstrip())
        bound = Bound.AT_LEAST if match["more"] or match["more2"] else Bound.EXACT
        value = _plain_value(digits)
        if text[start - 1 : start] in _MINUS and "\u4e00" <= text[start - 2 : start - 1] <= "\u9fff":
            start, value = start - 1, -value
        found.append(_mention(text, start, end, value, high, unit, bound))
    for match in _RATIO.finditer(text):
        if text[match.start() - 1 : match.start()] not in "第.":
            found.append(_mention(text, *match.span(), Decimal(match["n"].replace(",", "")), None, "", Bound.EXACT))
    return found


def _plain_value(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _is_name(text: str, start: int, number_end: int, end: int, digits: str, unit: str | None, mult: str | None) -> bool:
    before = text[max(0, start - 4) : start]
    if unit == "年" and not mult and len(digits) == 4 and _YEAR.fullmatch(digits):
        return True
    if before:
        last = before[-1]
        if not _GDP.search(before) and (
            (last.isascii() and (last.isalpha() or last == "$")) or _ROAD_BEFORE.search(before)
        ):
            return True
        if last in "([〔［【" and text[end : end + 1] in (")", "]", "〕", "］", "】") and len(digits) < 3 and not unit:
            return True
    if unit == "周" and text[end : end + 1] == "年":
        return True
    if unit is None and text[end : end + 1] == "级":
        return True
    if unit is None or unit in ("P", "T", "点", "分", "日"):
        after = text[number_end : number_end + 14]
        if unit is None and mult is None and after[:1] in (".", "、", ".") and _opens_item(text, start):
            return True
        if unit in ("点", "分", "日") and (before[-1:] in (":", "月", "时") or _YEAR.search(before)):
            return True
        if _NAME_AFTER.match(after) and not after.lstrip().startswith(_LATIN_UNITS):
            return True
    elif (
        unit == "级"
        or _NAME_AFTER.match(text[end : end + 2])
        and unit not in ("%",)
        and text[end : end + 1] in "+×号级届版"
    ):
        return True
    return _in_short_quotes(text, start, end)


def _opens_item(text: str, start: int) -> bool:
    head = text[max(0, start - 6) : start].rstrip(" \u3000\t*#")
    return not head or head[-1] in "\n。;；!！"


def _in_short_quotes(text: str, start: int, end: int, longest: int = 16) -> bool:
    """Tell whether a number is part of a slogan or name in quotes, such as “13710” or “2+26”."""
    title = text.rfind("《", max(0, start - 20), start)
    if title >= 0 and text.find("》", title, start) < 0 and "》" in text[end : end + 20]:
        return True
    opened = text.rfind("“", max(0, start - longest + 6), start)
    if opened < 0 or text.find("”", opened, start) >= 0:
        return False
    closed = text.find("”", end, end + longest - 4)
    return closed >= 0 and closed - opened <= longest


def _find_words(text: str) -> list[NumberMention]:
    found: list[NumberMention] = []
    for match in _PER_CENT.finditer(text):
        value = parse_number(match["n"])
        if value is not None:
            found.append(_mention(text, *match.span(), value, match["high"], "%", Bound.EXACT))
    for match in _HAN_NUMBER.finditer(text):
        number = text[match.start() : match.end("n")]
        if _is_counted(number, match["unit"]) and not _in_short_quotes(text, *match.span(), 26):
            found.append(_han_mention(text, match, number))
    for match in _SHARES.finditer(text) if "产" in text else ():
        for part in "abcdef":
            if match[part]:
                value = Decimal(match[part].replace(" ", ""))
                found.append(_mention(text, *match.span(part), value, None, "%", Bound.EXACT))
    for start, end, value, bound in find_ranks(text):
        found.append(_mention(text, start, end, value, None, "位", bound, "rank"))
    for match in _DOUBLING.finditer(text):
        value = parse_number(match["n"] or "一")
        # “翻一番” is quoted for weight, “两个翻番” is a slogan.
        slogan = text[match.start() - 1 : match.start()] != "“" and _in_short_quotes(text, *match.span())
        if value is not None and not slogan:
            found.append(_mention(text, *match.span(), value, None, "番", Bound.EXACT))
    for match in _CROWN.finditer(text) if "连冠" in text else ():
        value = parse_number(match["n"])
        if value is not None:
            found.append(_mention(text, *match.span(), value, None, "连冠", Bound.EXACT, "count"))
    return found


_STRONG_UNITS = frozenset(
    "倍 番 个百分点 百分点 元 美元 亩 公里 平方公里 平方米 吨 公斤 斤 千瓦 千瓦时 % 立方米".split()
)


def _is_counted(number: str, unit: str) -> bool:
    """Tell a counted number from a numeral inside a set phrase (一个, 三大, 两不愁)."""
    if unit in ("倍", "番", "个百分点", "百分点"):
        return True
    large = sum(char in "十百千万亿" for char in number)
    if unit in _STRONG_UNITS:
        return large > 0 or "点" in number
    if unit in (
        "年",
        "天",
        "日",
        "周",
        "点",
        "分",
        "里",
        "方",
        "面",
        "级",
        "次",
        "类",
        "条",
        "道",
        "轮",
        "两",
        "个月",
        "个小时",
    ):
        return large > 1 and "点" not in number and len(number) > 3
    return (
        len(number) >= 3
        and large >= 1
        and number[-1:] != "零"
        or ("万" in number or "亿" in number)
        and len(number) >= 2
    )


def _han_mention(text: str, match: re.Match[str], number: str) -> NumberMention:
    # 二十五亿元 reads as 25 with the unit 亿元, 三万五千人 as 35000人.
    unit = match["unit"]
    bound = Bound.AT_LEAST if match["more"] else Bound.EXACT
    for word in ("万亿", "亿", "万"):
        head = number.removesuffix(word)
        if head != number and not set(head) & set("万亿"):
            value = parse_number(head)
            if value is not None:
                return _mention(text, *match.span(), value, None, word + unit, bound)
    return _mention(text, *match.span(), parse_number(number) or Decimal(0), None, unit, bound)


def _mention(
    text: str, start: int, end: int, value: Decimal, high: str | None, unit: str, bound: Bound, kind: str | None = None
) -> NumberMention:
    upper = parse_number(high) if high else None
    if upper is not None and upper > value:
        bound = Bound.RANGE
    else:
        upper = None
    factor, base, found_kind = _unit_facts(unit)
    told = read_bound(text, start, end)
    if bound is not Bound.RANGE and (bound is Bound.EXACT or told is not Bound.EXACT):
        bound = told
    return NumberMention(start, end, value, upper, unit, value * factor, base, bound, kind or found_kind)


@cache
def _unit_facts(unit: str) -> tuple[Decimal, str, str]:
    factor, base = base_unit(unit)
    return factor, base, unit_kind(split_multiplier(unit)[1])

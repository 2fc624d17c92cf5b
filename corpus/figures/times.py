"""Which time a number speaks of, and whether it was reached or is aimed at."""

import re
from bisect import bisect_left, bisect_right

from corpus.figures.phrases import Link
from corpus.figures.state import Reading
from corpus.figures.words import STOCK
from corpus.han_numbers import parse_number
from corpus.numerals import NumberMention
from corpus.periods import PeriodMention, years_of
from corpus.types import FigureKind, Status

_DONE = re.compile(r"完工|建成|通车|竣工|投用|投产|交付|投入使用|投运|启用")


_YEARS_EACH = re.compile(r"(?<![0-9十第])(?P<n>[三四五六七八九十]|[3-9])年(?:来|间)?(?:年均|平均)")
_CUMULATIVE = re.compile(r"累计|总计|共计|合计|五年(?:来)?共|[三四五]年共")


_PAST_WORDS = re.compile(r"现有|已有|已(?!经济)|目前|截至|截止|现已|原有|(?:中|现|共|拥)有$")


_AIM = re.compile(r"力争|确保|目标|计划|将|争取|新增|达到|完成|提高|增长|建设|推进|打造")


_FLOW_WORDS = re.compile(
    r"新增|累计|完成|建成|新建|投入|投资|改造|发放|培训|转移|减免|引进|办理|治理|压减|实现|新改|共"
)


_WITHIN = re.compile(r"[五5四三]年(?:内|间)|[五5四三]年来?共")
_MET = re.compile(r"(?:提前|超额|圆满)(?:实现|完成)了?\s?$")
_NOT_A_TIME = re.compile(
    r"[”\"]?(?:规划|建设项目|重大项目|重点项目|目标任务|目标|任务|普法|同期|[^,，。；;0-9]{0,6}基础上|以来|来?新高|来?最|来?首)(?!末)"
)


_TIMES_OF = re.compile(r"的?\s?(?:近|约|超)?[0-9.一二两三四五六七八九十百点]+\s?(?:多|余)?倍")
_PART_DONE = re.compile(r"(?:完成|相当于|占)[“\"]?$")
_PART_OF = re.compile(r"[”\"]?的?[0-9.]+%")
"""是2015年的3.4倍, 完成“十三五”的71.6%: the time measures and does not date."""
_LEFT_BEHIND = re.compile(r"(?!起|开始|以来|以后|至|到|-|—)[^。;；]*?(?:[到至为]|[0-9][^,，、0-9]*[,，、])")
"""由2012年的88所增加到100所: what comes after the starting value is of another time."""


def find_time(
    reading: Reading, number: NumberMention, link: Link, kind: FigureKind, words: str, start: int
) -> tuple[str, Status]:
    """Return the period a number speaks of, and whether it was reached or is aimed at."""
    context = reading.timeline.at(number.start)
    text = reading.text
    if link.base:
        place = reading.place
        place.base_from = max(text.rfind("由", 0, number.start), text.rfind("从", 0, number.start))
        place.base_to = number.start
    mention = _governing(reading, number, start)
    if link.base and mention is not None and not context.forward and mention.words.startswith("上"):
        # A review of a year starts from the one before it (由上年的8.8变为7.8).
        mention = None
    year = reading.year
    forward = context.forward
    period = context.period
    if mention is not None:
        period = mention.period
        if mention.relative and not forward and "月" in mention.words and "年" not in mention.words and year:
            period = f"{year - 1}{period[4:]}"
    else:
        done = _completion(reading, number, start) if forward else ""
        period = done or period
    span = years_of(period)
    if mention is not None and span and year:
        if forward and span[1] < year:
            forward = False
        elif not forward and span[1] >= year and not mention.relative:
            forward = True
    counted = _YEARS_EACH.search(text, max(start, number.start - 14), number.start) if link.yearly else None
    if counted and year and not forward:
        # 五年年均增长12.8%: the years stand beside the mean.
        count = int(parse_number(counted["n"]) or 1)
        return f"{year - count}-{year - 1}", Status.ACHIEVED
    if link.yearly and span and span[0] == span[1] and mention is not None:
        # 由2015年的A增加到2020年的B,年均增长6%: the mean is over the years between.
        wide = years_of(context.period)
        if year and span[1] > year:
            period, span = f"{year}-{span[1]}", (year, span[1])
        elif wide and wide[0] < wide[1] and span[1] in (wide[0] - 1, wide[1]):
            period, span = context.period, wide
    if (
        forward
        and mention is None
        and year
        and (
            _PAST_WORDS.search(text, max(start, number.start - 14), number.start)
            or link.text in ("有", "共有", "已有", "拥有")
            or reading.place.past
            or text.startswith("现有", number.end)
        )
    ):
        forward = False
        reading.place.past = not _AIM.search(text, start, number.start)
        period, span = str(year - 1), (year - 1, year - 1)
    if link.base:
        own = (
            mention is not None and mention.start > reading.place.base_from and span is not None and span[0] == span[1]
        )
        if not own and span:
            wide = years_of(context.period)
            period = str(wide[0] - 1 if wide and wide[0] <= span[0] <= wide[1] else span[0] - 1)
        return period, Status.BASE
    within = _WITHIN.search(text, reading.place.sentence_start, number.start)
    if span and span[0] < span[1] and not within and _is_state(link, kind, words):
        period = str(span[1])
    if forward:
        return period, Status.TARGET
    clause = text[start : number.start]
    return period, Status.CUMULATIVE if _CUMULATIVE.search(
        clause
    ) and kind is not FigureKind.GROWTH else Status.ACHIEVED


def _is_state(link: Link, kind: FigureKind, words: str) -> bool:
    if kind is FigureKind.RANK:
        return True
    if kind in (FigureKind.GROWTH, FigureKind.CHANGE, FigureKind.MULTIPLE):
        return False
    if _FLOW_WORDS.search(link.text) or "新增" in words:
        return False
    return link.to or kind is FigureKind.SHARE or bool(not link.text and STOCK.search(words))


def _governing(reading: Reading, number: NumberMention, clause_start: int) -> PeriodMention | None:
    """Return the time that governs a number: the last one named before it in its sentence that is no yardstick."""
    index = bisect_left(reading.period_starts, number.start) - 1
    text = reading.text
    while index >= 0:
        mention = reading.periods[index]
        if mention.start < reading.place.sentence_start:
            break
        index -= 1
        if _TIMES_OF.match(text, mention.end) or (
            _PART_DONE.search(text, max(0, mention.start - 5), mention.start) and _PART_OF.match(text, mention.end)
        ):
            continue
        if text.endswith(("相当于", "满足", "适应", "面向", "相当于“"), 0, mention.start):
            continue
        if text[mention.start - 1 : mention.start] in ("由", "从") and _LEFT_BEHIND.match(
            text, mention.end, number.start
        ):
            continue
        if reading.place.base_from < mention.start < reading.place.base_to < number.start:
            continue
        if text[mention.start - 1 : mention.start] in "较比同与自" and text[mention.start - 1 : mention.start]:
            continue
        if _is_aside(text, mention, number.start):
            continue
        if _MET.search(text, max(0, mention.start - 8), mention.start):
            continue
        if _NOT_A_TIME.match(text, mention.end) or text[mention.end - 2 : mention.end] == "规划":
            continue
        if (
            "-" in mention.period
            and len(mention.period) == 7
            and mention.start < clause_start
            and "年" not in mention.words[:-1]
        ):
            continue
        if len(mention.period) == 7 and mention.start < clause_start:
            continue
        return mention
    return None


_CUT_OFF = re.compile(r"(?:[底末])?(?:以前|之前|前)(?:建成|投用|开工|出生|参加)|(?:度)?(?:纳入|列入|结转)")


def _is_aside(text: str, mention: PeriodMention, number: int) -> bool:
    """Tell whether a time only belongs to a name or a cut-off: 规划（2021—2035年）获批, 2000年前建成老旧小区."""
    if text[mention.start - 1 : mention.start] in ("(", "（") and text[mention.end : mention.end + 1] in (")", "）"):
        return mention.end < number and "-" in mention.period
    return bool(_CUT_OFF.match(text, mention.end))


def _completion(reading: Reading, number: NumberMention, start: int) -> str:
    """Return the month by which the work a number belongs to is to be done; empty when none is named."""
    if number.kind != "money":
        return ""
    index = bisect_right(reading.sentence_edges, start)
    stop = reading.sentence_edges[index] if index < len(reading.sentence_edges) else start + 200
    low = bisect_left(reading.period_starts, number.end)
    for mention in reading.periods[low : low + 3]:
        if mention.start >= stop:
            break
        if len(mention.period) == 7 and _DONE.search(reading.text, mention.end, min(stop, mention.end + 12)):
            return mention.period
    return ""

"""One clause: its numbers, alone or in runs, each with its subject."""

import re

from corpus.figures.joined import pair_of
from corpus.figures.making import add_figure
from corpus.figures.members import find_run_subject
from corpus.figures.naming import find_indicator
from corpus.figures.phrases import Link, read_link
from corpus.figures.state import Reading, Subject
from corpus.figures.subjects import find_subject, scope_of
from corpus.figures.words import COMPARED, ends_in_change
from corpus.numerals import NumberMention
from corpus.units import base_unit

_JOINT = re.compile(r"(?:以上|以下|以内|左右)?\s*(?:[、,，]\s*(?:和|与|及)?|和|与|及|以及|或)\s*(?:约|近)?$|[:∶]$")


_IDLE_TIME = re.compile(
    r"(?:(?<![费利作专])用|前|历时|近|后|每|过去|今后|未来|提前|最近|仅|这|成立|建[国党市省州县]|改革开放|长达|距今)$"
)
_IDLE_YEARS = re.compile(
    r"一遇(?!的?(?:防洪|标准|排涝|设计))|(?:来|后|前|以来|间)?(?:再次|首次)|(?:以|之)?[后前来](?![续期])|的?(?:历史|奋斗|历程|不懈|努力)"
)


def read_clause(reading: Reading, numbers: list[NumberMention], start: int, end: int) -> None:
    """Add the figures of one clause to a reading; `numbers` are those that stand in it."""
    index = 0
    previous_end = start
    reading.place.used = start
    while index < len(numbers):
        stop = index + 1
        while stop < len(numbers) and _JOINT.fullmatch(reading.text, numbers[stop - 1].end, numbers[stop].start):
            if not _same_sort(numbers[stop - 1], numbers[stop]):
                break
            stop += 1
        run = numbers[index:stop]
        limit = numbers[stop].start if stop < len(numbers) else end
        if len(run) > 1:
            run = _share_units(run)
        link = read_link(reading.text, previous_end, run[0].start, rank=run[0].kind == "rank")
        if len(run) > 1:
            _read_run(reading, run, link, previous_end, limit, start, end)
        else:
            _read_single(reading, numbers, index, link, previous_end, limit, start, end)
        previous_end = max(run[-1].end, reading.place.used)
        index = stop
    reading.place.clause_end = end


def _same_sort(first: NumberMention, second: NumberMention) -> bool:
    if second.unit in ("万", "亿") and first.kind == "count":
        return False
    if first.unit == "个" and second.unit == "个百分点":
        return True
    return not first.unit or not second.unit or first.kind == second.kind or "" in (first.kind, second.kind)


def _share_units(run: list[NumberMention]) -> list[NumberMention]:
    """Give the unit that stands once at a run's end to the numbers before it."""
    shared: list[NumberMention] = []
    unit, kind = run[-1].unit, run[-1].kind
    for number in reversed(run):
        if unit and (not number.unit or (number.unit == "个" and unit == "个百分点")):
            factor, base = base_unit(unit)
            number = NumberMention(
                number.start,
                number.end,
                number.value,
                number.high,
                unit,
                number.value * factor,
                base,
                number.bound,
                kind,
            )
        elif number.unit in ("万", "亿") and unit.endswith(("元", "人", "吨", "亩", "户", "千瓦", "平方米")):
            factor, base = base_unit(number.unit + unit.lstrip("万亿"))
            number = NumberMention(
                number.start, number.end, number.value, number.high, number.unit + unit.lstrip("万亿"),
                number.value * factor, base, number.bound, kind,
            )  # fmt: skip
        else:
            unit, kind = number.unit, number.kind
        shared.append(number)
    return shared[::-1]


def _read_single(
    reading: Reading, numbers: list[NumberMention], index: int, link: Link, low: int, limit: int, start: int, end: int
) -> None:
    number = numbers[index]
    if not number.unit and not _is_bare_value(reading.text, number, link):
        return
    if number.kind == "time" and _IDLE_TIME.search(reading.text, max(low, number.start - 4), number.start):
        return
    if number.unit == "年" and _IDLE_YEARS.match(reading.text, number.end):
        return
    if number.unit == "年" and not link.text and low == link.start:
        return
    subject = find_subject(reading, number, link, low, limit, start, end, numbers, index)
    if subject is None:
        return
    if subject.members and (
        link.each
        or _is_each(number, link, subject)
        or subject.clause_start == start
        and "分别" in reading.text[subject.end : number.start]
    ):
        for a, b, words in subject.members:
            add_figure(
                reading, number, link, Subject(a, b, words, subject.clause_start, scope=subject.scope), start, end
            )
        reading.place.subject = subject
        return
    named = reading.place.named
    if link.each and len(named) > 1 and subject.start == named[-1].start and subject.end <= low:
        # 旅游人数突破370万人次，旅游收入达到38亿元，分别增长20%: one rate for both.
        for part in named[-2:]:
            add_figure(reading, number, link, part, start, end)
        return
    pair = pair_of(subject.words) if link.each else None
    if pair:
        for side in pair:
            add_figure(
                reading,
                number,
                link,
                Subject(subject.start, subject.end, subject.words, subject.clause_start, scope=side),
                start,
                end,
            )
    else:
        add_figure(reading, number, link, subject, start, end)
    describes = reading.place.attribute >= 0
    if not describes and (not reading.place.named or reading.place.named[-1].start != subject.start):
        reading.place.named.append(subject)
    if number.kind == "rank":
        carried = reading.place.subject
        subject.scope = carried.scope if carried and carried.start == subject.start else None
    reading.place.subject = subject


def _is_each(number: NumberMention, link: Link, subject: Subject) -> bool:
    """Tell whether one rate holds for every member (高新技术企业、科技型中小企业增长一倍以上)."""
    if number.kind not in ("percent", "multiple"):
        return False
    if number.unit != "番" and not (link.change or ends_in_change(subject.words)):
        return False
    named = {find_indicator(words, subject.scope) for _, _, words in subject.members}
    return None not in named and len(named) == len(subject.members)


def _is_bare_value(text: str, number: NumberMention, link: Link) -> bool:
    if "." not in text[number.start : number.end]:
        return True
    after = text[number.end : number.end + 1]
    return link.base or ((link.to or link.change) and (not after or after in ",，。;；、)）左以"))


def _read_run(
    reading: Reading, run: list[NumberMention], link: Link, low: int, limit: int, start: int, end: int
) -> None:
    subject = find_run_subject(reading, run, link, low, start, end)
    if subject is None:
        return
    reading.place.subject = subject
    count = len(run)
    parts: list[Subject]
    if count == 3 and reading.text[run[0].end] in ":∶":
        parts = [
            Subject(subject.start, subject.end, f"第{sector}产业占比", subject.clause_start) for sector in "一二三"
        ]
    elif count == 3 and _SECTORS.search(subject.words):
        parts = [
            Subject(subject.start, subject.end, f"第{sector}产业增加值", subject.clause_start) for sector in "一二三"
        ]
    elif len(subject.members) == count:
        parts = [
            Subject(a, b, words, subject.clause_start, scope=_member_scope(words, subject))
            for a, b, words in subject.members
        ]
        reading.place.named.extend(parts)
    elif count == 2 and (pair := pair_of(subject.words)):
        parts = [Subject(subject.start, subject.end, subject.words, subject.clause_start, scope=side) for side in pair]
    elif (
        "分别" in reading.text[low : run[0].start]
        and not COMPARED.search(link.text)
        and len(reading.place.named) >= count
        and subject.start == reading.place.named[-1].start
    ):
        parts = reading.place.named[-count:]
    else:
        parts = [subject] * count
        reading.place.named.append(subject)
    for number, part in zip(run, parts, strict=True):
        if number.unit:
            add_figure(reading, number, link, part, start, end)


_SECTORS = re.compile(r"(?:三次|三大)产业(?:增加值)?$")


def _member_scope(words: str, subject: Subject) -> str | None:
    own = scope_of(words, 0, len(words))
    if own or subject.scope is None:
        return own
    # 城镇居民收入和农民人均纯收入: the scope of the first is not the second's.
    return None if any(subject.scope in other for _, _, other in subject.members) else subject.scope


def keep_values(text: str, numbers: list[NumberMention]) -> list[NumberMention]:
    """Return the numbers that can make figures: with a unit, with the next one's unit, or values by themselves."""
    kept: list[NumberMention] = []
    for number in reversed(numbers):
        # 压缩至30、25个工作日: the unit stands once, at the end.
        shares = bool(kept) and text[number.end : kept[-1].start] in ("、", "和", "与", "至")
        if number.unit or shares or _may_be_value(text, number):
            kept.append(number)
    return kept[::-1]


def _may_be_value(text: str, number: NumberMention) -> bool:
    """Tell whether a number without a unit can be a value (恩格尔系数降为35.2) and not a stray digit."""
    written = text[number.start : number.end]
    if _PROPORTION.match(text, number.end):
        return False
    return "." in written or (written.endswith("1") and (":" in written or "∶" in written))


_PROPORTION = re.compile(r"\s*[:∶：]\s*[0-9.]+\s*[:∶：]")

"""From a number and its subject to a figure."""

import re
from bisect import bisect_right

from corpus.figures.naming import WIDE_KINDS, choose_indicator, find_prefix
from corpus.figures.phrases import Link, clean_words
from corpus.figures.state import Owner, Reading, Subject
from corpus.figures.times import find_time
from corpus.figures.words import GENERIC, ends_in_change
from corpus.numerals import NumberMention
from corpus.types import Figure, FigureKind


def add_figure(reading: Reading, number: NumberMention, link: Link, subject: Subject, start: int, end: int) -> None:
    """Add the figure that a number and its subject make; `start` and `end` are its clause."""
    kind = _kind_of(number, link, subject.words)
    if kind is FigureKind.SHARE and _GROWTH_AFTER.match(reading.text, number.end):
        kind = FigureKind.GROWTH
    period, status = find_time(reading, number, link, kind, subject.words, start)
    indicator = choose_indicator(subject.words, subject.scope, kind, number.kind)
    scope = subject.scope
    if indicator and indicator.unit_kind in WIDE_KINDS:
        narrower = find_prefix(subject.words, indicator)
        if narrower and narrower in reading.report.place:
            narrower = None
        if narrower and (scope is None or scope in narrower):
            scope = narrower
    if scope and indicator and scope in indicator.name and scope not in ("城镇", "农村"):
        scope = None
    clause_start, clause_end = min(subject.clause_start, start), end
    if GENERIC.match(subject.words) and number.kind != "time":
        whose = _narrower(reading, subject, start)
        if whose:
            # What is cited has to say whose investment it is.
            scope = whose.words
            clause_start = whose.start if 0 <= clause_start - whose.start <= _FAR else clause_start
            clause_end = max(clause_end, whose.end) if whose.start > number.end else clause_end
            subject.owner = whose
    reading.figures.append(
        Figure(
            start=number.start,
            end=number.end,
            clause_start=clause_start,
            clause_end=clause_end,
            words=subject.words,
            words_start=subject.start,
            words_end=subject.end,
            indicator=indicator.name if indicator else None,
            value=number.value,
            high=number.high,
            unit=number.unit,
            base_value=number.base_value,
            base_unit=number.base_unit,
            kind=kind,
            bound=number.bound,
            period=period,
            status=status,
            scope=scope,
        )
    )


_FAR = 90
"""Characters; an owner named further off is not cited with its figure."""


def _narrower(reading: Reading, subject: Subject, start: int) -> Owner | None:
    """Return whose investment, area or projects a bare word means."""
    place = reading.place
    if place.topic:
        return Owner(place.topic, place.sentence_start, place.sentence_start + len(place.topic))
    work = _WORK.match(reading.text, subject.end)
    if work and reading.text[place.sentence_start - 1 : place.sentence_start] in (")", "）"):
        return Owner(work["what"], *work.span("what"))
    carried = place.subject
    if (
        carried
        and carried.start != subject.start
        and not _SEMICOLON.search(reading.text, min(carried.start, subject.start), subject.start)
        and not carried.words.endswith("期")
        and not GENERIC.match(carried.words)
    ):
        return Owner(carried.words, carried.clause_start, carried.end)
    if carried:
        return carried.owner
    if subject.clause_start <= start and start > place.sentence_start + 2:
        index = bisect_right(reading.edges, start - 1)
        clause_start = max(place.sentence_start, reading.edge_ends[index - 2] if index > 1 else 0)
        a, b = clean_words(reading.text, clause_start, start - 1)
        if 2 <= b - a <= 16 and not _SLOGAN.match(reading.text, a, b):
            return Owner(reading.text[a:b], clause_start, b)
    return None


_SEMICOLON = re.compile("[;；]")
_SLOGAN = re.compile(
    r"抢抓|围绕|聚焦|坚持|力|深化|强化|加|大力|狠抓|全力|着|深入|持续|积极|打响|发挥|提升|抓|突出|牢|扎实|不断|全面|优化"
)
"""The clause before tells how, not whose investment it is."""
_GROWTH_AFTER = re.compile(r"(?:以上|左右|以内)?的?(?:增长|增速|增幅|涨幅|降幅)")
_WORK = re.compile(
    r"[0-9.]+[万亿]*元(?:以上)?[,，](?:开工建设|新建|改造|建设|搬迁|完成|实施|推进|改扩建|扩建|启动|启动建设|整治)?(?P<what>[^,，。;；、]{2,30}?)(?:建设|工程|项目)?[,，。;；]"
)


def _kind_of(number: NumberMention, link: Link, words: str) -> FigureKind:
    if number.kind == "rank":
        return FigureKind.RANK
    if number.kind == "multiple":
        return FigureKind.MULTIPLE
    if number.kind == "points":
        return FigureKind.CHANGE
    if number.kind == "percent" or number.kind == "tenths":
        if words.endswith("自然增长率"):
            return FigureKind.SHARE
        if link.change or (words.endswith(("增速", "增幅", "涨幅", "增长率", "降幅", "增长")) and not link.change):
            return FigureKind.GROWTH
        if ends_in_change(words) and not link.to:
            return FigureKind.GROWTH
        return FigureKind.SHARE
    if link.change and "新增" not in link.text:
        return FigureKind.CHANGE
    if number.kind in ("count",) or number.unit in ("名", "位"):
        return FigureKind.COUNT
    return FigureKind.LEVEL

"""Sums and counts over a named part of a list: the works that open by the end of July, the eight clusters' investment.

The members are numbered items, sentences alike or the figures of one sentence. Which of them are meant is told by a
time, by their names or by how many there are; where nothing tells, nothing is added up.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.glossary import load_glossary
from corpus.normal_form import normalise
from corpus.numerals import parse_number
from corpus.types import Figure, FigureKind, Status
from service.compose.subset_text import OPENING, Member, Subset, write_count, write_sums
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.evidence.figure_choice import covers_period
from service.question.cues import Kind
from service.question.question import Question
from service.reading.reading import Reading
from service.reading.terms import cut_tokens
from service.refusal.refusal import Verdict
from service.wording.wording import say

_SUM = re.compile(
    r"合计|合起来|合在一起|一共|总共|总和|之和|加起来|加在一起|共计|总额|总投资|总计|加总|共(?:投|有|要|需|计划)|\bsum\b|\bcombined\b"
    r"|\btogether\b|\bin total\b|\btotal\b|\baltogether\b|\badd(?:ing|ed)? up\b"
)
_COUNTED = re.compile(r"[几多少]+[项个条座处件]|哪[几些]|\bhow many\b|\bwhich\b")
_RATES = re.compile(r"增[速幅]|增长率|增长速度|涨幅|占比|比重|growth rates?|shares?\b")
_NUMBER = re.compile(r"(?<![第前后近\d])([二两三四五六七八九十]{1,3}|\d{1,2})(?:个|大|项|条|家|座|类|种|块|处|件)")
_NUMBER_WORDS = {
    word: number
    for number, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), start=2)
}
_MONTH = re.compile(r"(?<![\d年])(1[0-2]|[1-9])月(?:底|末|份)?(以?前|之前)?")
_MONTH_NAMES = "january february march april may june july august september october november december".split()
_ENGLISH_MONTH = re.compile(rf"(\b(?:by|before|until)\b[\w\s]{{0,16}})?\b({'|'.join(_MONTH_NAMES)})\b")
_OF_MONTH = re.compile(r"-\d\d$")
_YEAR_END = re.compile(r"年底前?|年内|by (?:the )?(?:end of the year|year.?end)")
_MEASURES = {
    "元": re.compile(
        r"投资|资金|总额|产值|收入|[花投]了?多少|多少[亿万]?元|多少钱|\binvest|\byuan\b|\bmoney\b|\bcost\b|\boutput\b"
    ),
    "个": re.compile(
        r"项目(?!总?投资|资金)(?:数|和|与|、|及|一共|总共|合计|有|多少)|[多少几]+[个项]?项目|\bprojects?\b(?! invest)"
    ),
    "人": re.compile(r"多少[万]?人|\bpeople\b|\bjobs\b"),
}
_COUNTER = re.compile(r"[多少几]+万?([件家户条座处所场次套辆名人])")
_KEYWORDS = re.compile(r"投资|产值|收入|资金|项目|产量|面积|里程")
_NAME_JOINT = re.compile(r"[、,，和与及跟]|\band\b")
_JOINED = re.compile(r"[和与跟同加、及]|\band\b|\bplus\b|\bwith\b|\+")
_ASKS = re.compile(r"[多少几,，;；?？]|一共|总共|how")
_BETWEEN = 24
"""Characters between two indicators that are to be added up."""
_MIN_MEMBERS = 2
_MIN_FIT = 0.6
_COUNT_WORTH = 0.5
_TIME_WORTH = 0.2
"""What it is worth that the right time stands in the members, and the right number of them."""


@dataclass(frozen=True)
class _Group:
    """Members found together, with the words that announce them."""

    members: tuple[Member, ...]
    lead: str
    items: bool
    """They are numbered items."""


def compose_subset(question: Question, evidence: Sequence[Evidence]) -> Draft | Verdict | None:
    """Return the sum or the number of the members that a question means; None where it means no such thing."""
    normal = normalise(question.text)
    summed = bool(_SUM.search(normal))
    refusal = _refuse_sum(question, normal) if summed else None
    if refusal is not None or not evidence or question.kind in (Kind.CHAT, Kind.EXPLANATION, Kind.DEFINITION):
        return refusal
    reading = evidence[0].reading
    units = _find_units(normal) if summed else []
    found = [best for unit in units if (best := _find_subset(question, normal, reading, unit)) is not None]
    if found:
        return write_sums(question, reading, found)
    if not summed and _COUNTED.search(normal) and (_find_month(normal) or _YEAR_END.search(normal)):
        counted = _find_subset(question, normal, reading, None)
        return write_count(question, reading, counted) if counted else None
    return None


def _find_units(normal: str) -> list[str]:
    """Return the base units or counters of what is to be added up."""
    units = [unit for unit, pattern in _MEASURES.items() if pattern.search(normal)]
    return list(dict.fromkeys([*units, *_COUNTER.findall(normal)]))


def _refuse_sum(question: Question, normal: str) -> Verdict | None:
    """Return why a sum cannot be: rates have no common base, and units differ."""
    mentions = load_glossary().find(question.text)
    for first, second in pairwise(mentions):
        between = normalise(question.text[first.end : second.start])
        if len(between) > _BETWEEN or _ASKS.search(between) or not _JOINED.search(between):
            continue
        kinds = {first.indicator.unit_kind, second.indicator.unit_kind}
        if _RATES.search(normal) or kinds == {"percent"}:
            return Verdict("false_premise", say(question.language, "refuse_rates"))
        if len(kinds) > 1:
            names = f"{first.indicator.name}、{second.indicator.name}"
            return Verdict("false_premise", say(question.language, "refuse_units", units=names))
    return None


def _find_subset(question: Question, normal: str, reading: Reading, unit: str | None) -> Subset | None:
    subsets = [
        subset
        for group in _find_groups(question, normal, reading, unit)
        if (subset := _choose_members(question, normal, reading, group, unit)) is not None
    ]
    best = max(subsets, key=lambda subset: subset.fit, default=None)
    return best if best is not None and best.fit >= _MIN_FIT else None


def _find_groups(question: Question, normal: str, reading: Reading, unit: str | None) -> Iterator[_Group]:
    for enumeration in reading.enumerations:
        spans = [(item.start, item.end) for item in enumeration.items]
        lead = reading.quote(enumeration.lead_start, enumeration.lead_end)
        path = " ".join(reading.path_at(enumeration.lead_start)[-2:])
        yield _Group(_make_members(question, normal, reading, spans, unit), f"{path} {lead}", items=True)
    if unit is not None:
        yield from _find_parallels(question, normal, reading, unit)
        yield from _find_runs(question, normal, reading, unit)


def _make_members(
    question: Question, normal: str, reading: Reading, spans: Sequence[tuple[int, int]], unit: str | None
) -> tuple[Member, ...]:
    return tuple(
        Member(
            a,
            b,
            reading.quote(a, min(b, a + OPENING)),
            _pick_figure(question, normal, reading, a, b, unit) if unit else None,
        )
        for a, b in spans
    )


def _find_parallels(question: Question, normal: str, reading: Reading, unit: str) -> Iterator[_Group]:
    """Give the sentences of one paragraph whose openings share a word of the question and that hold a figure."""
    asked = {token for token in cut_tokens(question.content) if len(token) > 1}
    openings: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    for sentence in reading.sentences:
        opening = cut_tokens(reading.quote(sentence.start, min(sentence.end, sentence.start + OPENING)))
        for token in asked & opening:
            openings[sentence.paragraph, token].append((sentence.start, sentence.end))
    for (paragraph, token), spans in openings.items():
        if len(spans) > _MIN_MEMBERS:
            path = " ".join(reading.path_at(reading.outline.paragraphs[paragraph].start)[-2:])
            yield _Group(_make_members(question, normal, reading, spans, unit), f"{path} {token}", items=False)


def _find_runs(question: Question, normal: str, reading: Reading, unit: str) -> Iterator[_Group]:
    """Give the figures of one sentence that measure alike, one member each."""
    starts = [sentence.start for sentence in reading.sentences]
    alike: dict[tuple[int, str, FigureKind, Status, str], list[Figure]] = defaultdict(list)
    for figure in reading.figures:
        if _has_unit(figure, unit) and _fits(question, figure):
            row = bisect_right(starts, figure.start) - 1
            alike[row, figure.base_unit, figure.kind, figure.status, figure.period].append(figure)
    for (row, *_), figures in alike.items():
        if len(figures) >= _MIN_MEMBERS and row >= 0:
            sentence = reading.sentences[row]
            path = " ".join(reading.path_at(sentence.start)[-1:])
            members = tuple(Member(f.clause_start, f.clause_end, f.words, f) for f in figures)
            yield _Group(members, f"{path} {reading.quote(sentence.start, figures[0].words_start)}", items=False)


def _choose_members(
    question: Question, normal: str, reading: Reading, group: _Group, unit: str | None
) -> Subset | None:
    """Return the members that a question means, by time, by name or by number; None where nothing tells."""
    usable = [member for member in group.members if unit is None or member.figure is not None]
    count = _find_count(normal)
    chosen = _choose_by_time(normal, reading, usable)
    timed = chosen is not None
    if chosen is None:
        chosen = _choose_by_name(question, normal, reading, usable) or (usable if count == len(usable) else None)
    if not chosen or len(chosen) < _MIN_MEMBERS:
        return None
    asked = cut_tokens(question.content)
    held = cut_tokens(group.lead).union(*(cut_tokens(reading.quote(m.start, m.end)) for m in chosen))
    foreign = not question.shares_words
    mass = reading.terms.mass(asked, foreign)
    # A question in another language may share no word with the report; time, names and number have chosen already.
    fit = reading.terms.mass(asked & held) / mass if mass or not foreign else _MIN_FIT
    fit += _TIME_WORTH if timed else 0.0
    if count is not None:
        fit += _COUNT_WORTH if count == len(chosen) else -_COUNT_WORTH
    return Subset(tuple(chosen), fit)


def _choose_by_time(normal: str, reading: Reading, members: Sequence[Member]) -> list[Member] | None:
    """Return the members of the month or the year's end that a question names; None where it names none."""
    month = _find_month(normal)
    if month is None and not _YEAR_END.search(normal):
        return None
    chosen = []
    for member in members:
        text = normalise(reading.quote(member.start, member.end))
        if month is None:
            told = bool(_YEAR_END.search(text))
        else:
            number, until = month
            told = any(n == number or (until and n < number) for n in (int(m[1]) for m in _MONTH.finditer(text)))
        if told:
            chosen.append(member)
    return chosen


def _choose_by_name(
    question: Question, normal: str, reading: Reading, members: Sequence[Member]
) -> list[Member] | None:
    """Return the members whose openings are named side by side in the question; None unless each name has its own."""
    pieces = [cut_tokens(piece) for piece in _NAME_JOINT.split(normal)]
    openings = [cut_tokens(member.name) for member in members]
    common = set.intersection(*openings) if openings else set()
    chosen: list[int] = []
    for piece in pieces:
        gains = [reading.terms.mass({t for t in piece & opening - common if len(t) > 1}) for opening in openings]
        best = max(range(len(gains)), key=gains.__getitem__, default=None)
        if best is None or not gains[best] or gains.count(gains[best]) > 1 or best in chosen:
            return None
        chosen.append(best)
    return [members[index] for index in sorted(chosen)]


def _pick_figure(question: Question, normal: str, reading: Reading, start: int, end: int, unit: str) -> Figure | None:
    """Return a member's figure of what is added up: the one whose words the question holds, else the only one."""
    figures = [f for f in reading.figures_within(start, end) if _has_unit(f, unit) and _fits(question, f)]
    keywords = [word for word in _KEYWORDS.findall(normal) if unit != "个" or word == "项目"]
    named = [f for f in figures if any(word in reading.quote(f.clause_start, f.clause_end) for word in keywords)]
    if keywords:
        return named[0] if named else None
    return figures[0] if len(figures) == 1 else None


def _has_unit(figure: Figure, unit: str) -> bool:
    if figure.kind not in (FigureKind.LEVEL, FigureKind.COUNT):
        return False
    return figure.base_unit == unit or (unit == "个" and figure.base_unit in ("项", "个") and "项目" in figure.words)


def _fits(question: Question, figure: Figure) -> bool:
    if (
        question.status is not None
        and figure.period
        and (figure.status is Status.TARGET) != (question.status is Status.TARGET)
    ):
        return False
    # A month in the question chooses members ("by the end of July"); their figures are of the year.
    periods = [period for period in question.periods if not _OF_MONTH.search(period)]
    return not periods or any(covers_period(figure, period) for period in periods)


def _find_month(normal: str) -> tuple[int, bool] | None:
    """Return the month that a question names, and whether all before it are meant too."""
    match = _MONTH.search(normal)
    if match:
        return int(match[1]), bool(match[2])
    english = _ENGLISH_MONTH.search(normal)
    return (_MONTH_NAMES.index(english[2]) + 1, bool(english[1])) if english else None


def _find_count(normal: str) -> int | None:
    match = _NUMBER.search(normal)
    if match:
        number = parse_number(match[1])
        return int(number) if number else None
    return next((_NUMBER_WORDS[word] for word in re.findall(r"[a-z]+", normal) if word in _NUMBER_WORDS), None)

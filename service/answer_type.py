"""What a sentence must hold to answer: a number in the unit asked for, a time, the office whose holder is asked for."""

import re
from collections.abc import Sequence

from corpus.normal_form import normalise
from corpus.periods import find_periods
from corpus.units import unit_kind
from service.compose_members import count_members
from service.evidence import Evidence
from service.question import Kind, Question
from service.refuse import MEASURING

_COUNT = re.compile(r"[\d〇零一二三四五六七八九十百千万亿两半]+(?!地|手|体|线|端|翼|级|边|者|定|步|方)")
_OFFICE = re.compile(
    r"(?:[省市县区州]委|人大|政协|政府|常务副|副)?(?:书记|主任|主席|局长|部长|院长|校长|董事长|秘书长)"
)
_TIME = re.compile(
    r"\d+[年月日号]|[一二三四五六七八九十]月|[年月]底|年内|年初|[上下]半年|季度|[今明去]年|[春夏秋冬]季|[五两三]年来|近年"
    r"|[“\"]十一[”\"]|五一|国庆|春节|元旦|中秋|汛期|供暖季"
)
_NAMED = (
    (
        re.compile(r"哪一?个?月份?|几月"),
        re.compile(r"\d月|[一二三四五六七八九十]月|[年月]底|年内|[上下]半年|[一二三四]季度"),
    ),
    (re.compile(r"(?:哪条|什么)(?:街|路(?![子径线]))|几号(?!线)"), re.compile(r"街|路|大道|巷|\d号")),
    (
        re.compile(r"交易所|哪个板块?上市"),
        re.compile(r"[交港]所|交易所|主板|创业板|科创板|新三板|纳斯达克|[沪深]市|北交"),
    ),
    (re.compile(r"哪国|哪个国家|哪几个国家"), re.compile(r"国|美|英|法|德|日|韩|俄|欧|洲|加坡|利亚")),
    (re.compile(r"几点|几时"), re.compile(r"\d时|\d点")),
)
"""What a question asks by its name, and what a name of it holds."""
_LOOKED_AT = 4
_FAR_OFF = 0.3
"""Among how many sentences, and how far behind the best, one that names a time is looked for."""


def may_tell_number(question: Question, item: Evidence) -> bool:
    """Say whether a sentence may hold the number that a question asks for: one in the unit that it names."""
    if question.unit not in MEASURING:
        return question.unit is None or bool(_COUNT.search(item.quote))
    told = item.reading.figures_within(item.sentence.start, item.sentence.end)
    return any(unit_kind(figure.base_unit) == MEASURING[question.unit] for figure in told)


def keep_answering(question: Question, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """Return the evidence that can answer, best first: all of it, but for questions that ask for a time or a holder.

    For a time only sentences that name one, near the best; for the holder of an office, or a street or a month, none
    where the best sentence does not name the like; for so many members none where it does not hold them.
    """
    if not evidence:
        return evidence
    if question.kind is Kind.WHEN:
        near = (item for item in evidence[:_LOOKED_AT] if evidence[0].score - item.score < _FAR_OFF)
        return [item for item in near if _names_time(item)]
    normal = normalise(question.text)
    held = next((named for asked, named in _NAMED if asked.search(normal)), None)
    if held is not None and not held.search(normalise(evidence[0].quote)):
        return []
    if question.kind is Kind.LIST and question.count is not None:
        return evidence if _holds_members(question.count, evidence[0]) else []
    office = _OFFICE.search(normal) if question.kind is Kind.WHO else None
    return [] if office and office.group() not in normalise(evidence[0].quote) else evidence


def _holds_members(count: int, item: Evidence) -> bool:
    """Say whether a clause of a sentence holds as many members side by side."""
    return any(count in count_members(item.reading.quote(clause.start, clause.end)) for clause in item.clauses)


def _names_time(item: Evidence) -> bool:
    return bool(_TIME.search(item.quote)) or bool(find_periods(item.quote, item.reading.report.year))

"""A number of the province or the country, from that of a place inside and by how much it is above or below."""

import re
from collections.abc import Iterable
from dataclasses import replace

from corpus.types import Figure, FigureKind
from service.draft import Draft
from service.evidence.figure_choice import Choice, may_be_of
from service.plan.rates import write
from service.question.foreign_places import find_wider
from service.question.question import Question
from service.wording.arithmetic import Result, plain, round_half_up, scale

_REACH = 40
"""Characters from a number to what it is set against."""
_SET_AGAINST = re.compile(
    r"(?P<verb>高于|低于|快于|慢于|高出|低出|高过|超过|超|比|较)(?P<who>全省|全国)(?:的?平均(?:水平|增速)?|水平|增速)*"
    r"(?P<way>高出?|快|低|慢|多|少)?$"
)
_LESS = re.compile("[低慢少]")


def find_in_wider(question: Question, levels: Iterable[Choice]) -> Draft | None:
    """Return the number of 全省 or 全国, where a sentence tells by how much that of the place is above or below it."""
    for level in levels:
        who = find_wider(question.text, level.reading.report.place)
        if who is None:
            return None
        figure = level.figure
        if question.periods and not any(may_be_of(figure, period, level.clause) for period in question.periods):
            continue
        for other in level.reading.figures_within(figure.end, level.evidence.sentence.end):
            result = _work_out(level, other, who)
            if result is not None:
                return write(question, [level, replace(level, figure=other)], result)
    return None


def _work_out(level: Choice, other: Figure, who: str) -> Result | None:
    figure, quote = level.figure, level.reading.quote
    against = _SET_AGAINST.search(quote(figure.end, other.start)) if other.start - figure.end <= _REACH else None
    rate = figure.base_unit == "%" and other.base_unit in ("个百分点", "百分点")
    alike = rate or (other.base_unit == figure.base_unit and figure.base_unit != "%")
    if against is None or against["who"] != who or not alike or other.kind is FigureKind.RANK:
        return None
    step = other.value if rate else other.base_value / scale(figure)
    less = bool(_LESS.search(against["verb"] + (against["way"] or "")))
    value = round_half_up(figure.value + step if less else figure.value - step, 2).normalize()
    expression = f"{quote(figure.start, figure.end)} {'+' if less else '−'} {quote(other.start, other.end)}"
    unit, base = figure.unit, figure.base_unit
    return Result(f"{expression} = {plain(value)}{unit}", value, unit, base, scale(figure))

"""One figure out of several reports: the look-up answers where retrieval may take a neighbour.

With one report the evidence decides. With several of one place, the figure asked for stands in the report whose review
or plan covers the year, and a plan never answers for what came of it.
"""

import re
from dataclasses import replace

from corpus.library import Library
from corpus.types import FigureKind, Status
from service.compose.figure import describe_figure
from service.draft import Draft
from service.figures.cells import Cell, Cells, Measure
from service.figures.compare_question import AVERAGED, COMPARES, find_measure, find_sides, is_plan, without_names
from service.figures.lookup import FigureLookup, Filter
from service.question.cues import Kind
from service.question.question import Question
from service.question.scope import fits_scope
from service.reading.reading import Readings
from service.refusal.confidence import estimate_confidence
from service.refusal.refusal import Verdict
from service.schemas import Scope
from service.wording.wording import say

_KINDS = (Kind.FIGURE, Kind.STATEMENT)
_MEASURES = (None, FigureKind.LEVEL, FigureKind.GROWTH, FigureKind.COUNT)
_TOLD = (FigureKind.LEVEL, FigureKind.COUNT, FigureKind.GROWTH)
"""What a report may say of an indicator whose level is asked for."""
_ASKING = re.compile(
    r"[0-9]{4}年?|增长[率幅]?|增[速幅]|涨幅|百分之|多少|目标|计划|预期|实际|速度|总量|总额|[的了是有几为点个达到完成实现定怎么样多大亿万元人年在约共呢吗啊呀]"
    r"|\b(?:what|was|were|is|are|the|in|of|how|much|many|did|does|by|for|a|an|grow|growth|grew|rate|target|plan|goal|actual|year)\b"
)
_LEFT = 1
"""Characters a question may hold besides place, year, indicator and asking; with more, evidence decides."""
_UNITS = {Measure.LEVEL: ("%",), Measure.GROWTH: ("元", "人", "亩", "吨", "公里")}
"""Units that contradict a measure."""


def answer_figure(
    question: Question, scope: Scope, library: Library, figures: FigureLookup, readings: Readings
) -> Draft | Verdict | None:
    """Return the figure of one place, year and indicator; a refusal where only the other status is told.

    None where the question is not as simple as that, or the look-up has nothing to say.
    """
    normal = without_names(question)
    place = _find_place(question, scope, library) if _is_plain(question, normal) else None
    if place is None:
        return None
    reports = frozenset(report.id for report in library if fits_scope(report, scope))
    measure = find_measure(question, normal)
    if question.unit in _UNITS[measure]:
        return None
    indicator, year = question.indicators[0], int(question.periods[0])
    found = {
        (one, planned): Cells(figures, indicator, [place], one, planned, reports).find(place, year)
        for one in Measure
        for planned in (False, True)
    }
    planned = is_plan(normal)
    cell = found[measure, planned]
    if cell is not None:
        return _tell(question, cell, readings)
    other = found[Measure.GROWTH, planned] if planned else None
    if other is not None:
        return _tell(question, other, readings)
    kinds = (FigureKind.GROWTH,) if measure is Measure.GROWTH else _TOLD
    wanted = Filter(indicator=indicator, places=(place,), years=((year, year),), kinds=kinds, reports=reports)
    if _is_told(figures, wanted, planned):
        return None
    return _refuse(question, list(found.values()), planned, readings)


def _is_told(figures: FigureLookup, wanted: Filter, planned: bool) -> bool:
    """Say whether there is any figure of the status asked for, sound enough for a table or not."""
    statuses = tuple(status for status in Status if (status is Status.TARGET) == planned)
    return len(figures.find(replace(wanted, statuses=statuses))) > 0


def _is_plain(question: Question, normal: str) -> bool:
    return (
        question.kind in _KINDS
        and len(question.indicators) == 1
        and len(question.periods) == 1
        and len(question.periods[0]) == 4
        and (question.measure in _MEASURES or find_measure(question, normal) is Measure.GROWTH)
        and len(re.sub(r"\W+", "", _ASKING.sub("", normal))) <= _LEFT
        and not question.both
        and not COMPARES.search(normal)
        and not AVERAGED.search(normal)
    )


def _find_place(question: Question, scope: Scope, library: Library) -> str | None:
    """Return the one place that is asked for, where the library has several reports of it."""
    reports = [report for report in library if fits_scope(report, scope)]
    sides = find_sides(question, scope, tuple(dict.fromkeys(report.place for report in reports)))
    place = sides[0].place if len(sides) == 1 else None
    return place if sum(report.place == place for report in reports) > 1 else None


def _tell(question: Question, cell: Cell, readings: Readings) -> Draft:
    draft = Draft()
    reading = readings.get(cell.source.id)
    draft.text = describe_figure(reading, cell.figure, question.language, draft, several=False)
    draft.confidence = estimate_confidence(draft.features)
    return draft


def _refuse(question: Question, cells: list[Cell | None], planned: bool, readings: Readings) -> Verdict | None:
    """Return what is told instead, where all of it is plan and fact is asked for, or fact and plan is."""
    told = [cell for cell in cells if cell is not None]
    if not told:
        return None
    status = say(question.language, "target" if planned else "achieved")
    quotes = [readings.get(c.source.id).quote(c.figure.clause_start, c.figure.clause_end) for c in told]
    other = say(question.language, "achieved" if planned else "target")
    found = "；".join(dict.fromkeys(f"{quote}（{other}）" for quote in quotes))
    joint = "" if question.language == "zh" else " "
    wanted = f"{say(question.language, 'year', year=question.periods[0])}{joint}{status}"
    return Verdict(
        "not_in_report",
        say(question.language, "not_that_figure", wanted=wanted, indicator=question.indicators[0], found=found),
    )

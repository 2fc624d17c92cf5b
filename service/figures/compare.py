"""Questions that set places side by side, or ask one place over several years or reports.

A question is read into sides and years, each cell is looked up by its period, and what no report says stays empty and
is named. Fact and plan stand side by side only when both are asked for.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.glossary import load_glossary
from corpus.library import Library
from corpus.periods import years_of
from service.draft import Draft
from service.figures.cells import Cell, Cells, Measure
from service.figures.compare_question import (
    AVERAGED,
    COMPARES,
    FACT,
    MAX_YEARS,
    NATION,
    PLAN,
    RANGE,
    SERIES,
    WHICH_YEAR,
    Side,
    asks_figures,
    asks_lowest,
    find_measure,
    find_operation,
    find_sides,
    find_years,
    is_plain_comparison,
    is_plain_plan,
    is_plan,
    without_names,
)
from service.figures.compare_table import Comparison, Operation, Row, write_comparison
from service.figures.lookup import FigureLookup, Filter
from service.question.question import Question
from service.question.scope import fits_scope
from service.reading.reading import Readings
from service.refusal.confidence import estimate_confidence
from service.refusal.refusal import Verdict
from service.schemas import Scope
from service.wording.wording import say

_MAX_INDICATORS = 2
_SHOWN = 8
"""Places of the library that a refusal names."""


@dataclass(frozen=True)
class _Asked:
    """What of the library is set side by side."""

    figures: FigureLookup
    reports: frozenset[str]
    question: Question
    measure: Measure
    planned: bool

    def cells(self, indicator: str, places: tuple[str, ...], planned: bool | None = None) -> Cells:
        """Return the cells of places, fact or plan as asked unless it is said."""
        wanted = self.planned if planned is None else planned
        return Cells(self.figures, indicator, places, self.measure, wanted, self.reports)


def compare(
    question: Question, scope: Scope, library: Library, figures: FigureLookup, readings: Readings
) -> Draft | Verdict | None:
    """Return a small table with its conclusion, or why there can be none; None when nothing is to be compared.

    Cost: a few milliseconds, and the reading of each report that a cell stands in.
    """
    normal = without_names(question)
    if not question.indicators or not asks_figures(question, normal):
        return None
    reports = [report for report in library if fits_scope(report, scope)]
    own = dict.fromkeys(report.place for report in reports)
    sides = find_sides(question, scope, tuple(own))
    places = tuple(side.place for side in sides if side.place)
    if len(sides) > 1 and len(places) == 1:
        above = {report.province for report in reports if report.place in places} | {NATION}
        if any(side.name in above for side in sides):
            # Its own report says how a place stands in its province or in the nation.
            return None
        if len(reports) == 1 or COMPARES.search(normal):
            return _refuse_missing(question, sides) if COMPARES.search(normal) else None
    # The report of a province may tell of its cities.
    told_above = any(mention.province in own for mention in question.places)
    if len(sides) > 1 and not (places or told_above) and (COMPARES.search(normal) or is_plain_comparison(normal)):
        return _refuse_missing(question, sides, tuple(own))
    if len(reports) < 2 or not places:
        return None
    ids = frozenset(report.id for report in reports) if len(reports) < len(library) else frozenset()
    asked = _Asked(figures, ids, question, find_measure(question, normal), is_plan(normal))
    if len(sides) > 1:
        found = list(_compare_places(asked, sides, normal))
    elif PLAN.search(normal) and FACT.search(normal) and not is_plain_plan(normal):
        found = list(_compare_plan(asked, places[0]))
    elif sum(report.place == places[0] for report in reports) > 1:
        found = list(_compare_years(asked, places[0], normal))
    else:
        return None
    if not found:
        return _refuse_empty(asked, sides, normal)
    if asked.measure is Measure.GROWTH and found[0].operation in (Operation.SUM, Operation.AVERAGE):
        return Verdict("false_premise", say(question.language, "refuse_rates"))
    draft = write_comparison(found, question.language, readings)
    draft.confidence = estimate_confidence(draft.features)
    return draft


def _compare_places(asked: _Asked, sides: list[Side], normal: str) -> Iterator[Comparison]:
    places = tuple(side.place for side in sides if side.place)
    for indicator in asked.question.indicators[:_MAX_INDICATORS]:
        for measure in _try_measures(asked):
            cells = replace(asked, measure=measure).cells(indicator, places)
            found = list(_fill_places(asked, cells, _name(indicator), sides, normal))
            if found:
                yield from found
                break


def _try_measures(asked: _Asked) -> tuple[Measure, ...]:
    """Return the measures to look for: a plan whose level is not told may be told as growth."""
    return (asked.measure, Measure.GROWTH) if asked.planned and asked.measure is Measure.LEVEL else (asked.measure,)


def _fill_places(asked: _Asked, cells: Cells, indicator: str, sides: list[Side], normal: str) -> Iterator[Comparison]:
    places = tuple(side.place for side in sides if side.place)
    for year in find_years(asked.question) or _newest_year(cells, places):
        like = _commonest(cells.find(place, year) for place in places)
        rows = tuple(_make_row(cells, side, year, like) for side in sides)
        if any(row.cell for row in rows):
            yield Comparison(
                indicator,
                cells.kind,
                rows,
                find_operation(normal),
                "head_place",
                year=year,
                lowest=asks_lowest(normal),
            )


def _make_row(cells: Cells, side: Side, year: int, like: Cell | None) -> Row:
    if side.place is None:
        return Row(side.name, None, "missing_report")
    return Row(side.name, cells.find(side.place, year, like), "missing_figure")


def _compare_years(asked: _Asked, place: str, normal: str) -> Iterator[Comparison]:
    spread = find_years(asked.question)
    listed = len(spread) > 1 and (len(asked.question.periods) > 1 or RANGE.search(normal) or SERIES.search(normal))
    if AVERAGED.search(normal) or not (listed or (not spread and SERIES.search(normal))):
        return
    for indicator in asked.question.indicators[:_MAX_INDICATORS]:
        for measure in _try_measures(asked):
            cells = replace(asked, measure=measure).cells(indicator, (place,))
            known = cells.years(place)
            years = spread or list(range(known[0], known[-1] + 1) if known else ())[-MAX_YEARS:]
            like = _commonest(cells.find(place, year) for year in years)
            side = Side(place, place)
            rows = tuple(replace(_make_row(cells, side, year, like), name="", year=year) for year in years)
            told = [row.cell.source.id for row in rows if row.cell]
            alone = len(told) == 1 and is_plain_comparison(normal) and not _tells_span(asked, indicator, place, years)
            # Years that one report sets side by side are a computation inside that report.
            if len(set(told)) > 1 or alone:
                operation = Operation.PEAK if WHICH_YEAR.search(normal) else find_operation(normal)
                yield Comparison(
                    _name(indicator), cells.kind, rows, operation, "head_year", place=place, lowest=asks_lowest(normal)
                )
                break


def _tells_span(asked: _Asked, indicator: str, place: str, years: Sequence[int]) -> bool:
    """Say whether a report tells what the years came to together."""
    wanted = Filter(indicator=indicator, places=(place,), years=((years[0], years[-1]),), reports=asked.reports)
    table = asked.figures.load()
    return any(table.figure(int(row)).period == f"{years[0]}-{years[-1]}" for row in asked.figures.find(wanted))


def refuse_other_years(question: Question, outcome: Draft | Verdict) -> Verdict | None:
    """Return which years are not told, where the years of one thing are plainly asked for and a draft tells others.

    A refusal that names only one of them gives way too. None where the outcome can stay.

    With several reports of a place, what stands nearest in words may be of any year.
    """
    normal = without_names(question)
    years = find_years(question)
    both = bool(PLAN.search(normal) and FACT.search(normal))
    asks = question.indicators and asks_figures(question, normal) and is_plain_comparison(normal)
    if not asks or len(years) < (1 if both else 2):
        return None
    if isinstance(outcome, Verdict) and outcome.reason != "not_in_report":
        return None
    told = outcome.figures if isinstance(outcome, Draft) else []
    spans = [years_of(figure.period) for figure, _, _ in told]
    if spans and all(span and _lies_within(span, years) for span in spans):
        return None
    places = [mention.name for mention in question.places]
    return _refuse_sides(question, places, years) if places or isinstance(outcome, Draft) else None


def _lies_within(span: tuple[int, int], years: Sequence[int]) -> bool:
    """Say whether a figure's years are among those asked for; growth over several may count from the year before."""
    before = 1 if span[0] < span[1] else 0
    return years[0] - before <= span[0] and span[1] <= years[-1]


def _compare_plan(asked: _Asked, place: str) -> Iterator[Comparison]:
    """Give what was planned for a year beside what came of it, or a year's plan beside the fact before it."""
    years = find_years(asked.question)
    for indicator in asked.question.indicators[:_MAX_INDICATORS] if 1 <= len(years) <= 2 else ():
        for measure in dict.fromkeys((asked.measure, Measure.LEVEL, Measure.GROWTH)):
            known = replace(asked, measure=measure)
            plans, facts = (known.cells(indicator, (place,), planned) for planned in (True, False))
            plan, fact = plans.find(place, years[-1]), facts.find(place, years[0])
            if plan and fact and plan.measures == fact.measures:
                rows = (Row("achieved", fact, "", years[0]), Row("target", plan, "", years[-1]))
                yield Comparison(_name(indicator), facts.kind, rows, Operation.TARGET, "head_year", place=place)
                break


def _newest_year(cells: Cells, places: tuple[str, ...]) -> list[int]:
    """Return the newest year that most of the places tell."""
    years = {year for place in places for year in cells.years(place)}
    best = max(years, key=lambda year: (sum(year in cells.years(place) for place in places), year), default=None)
    return [best] if best is not None else []


def _commonest(cells: Iterable[Cell | None]) -> Cell | None:
    """Return a cell with the unit and basis that most of them have; the others are looked for on it."""
    known = [cell for cell in cells if cell]
    measures = [cell.measures for cell in known]
    return max(known, key=lambda cell: measures.count(cell.measures), default=None)


def _refuse_empty(asked: _Asked, sides: Sequence[Side], normal: str) -> Verdict | None:
    """Return which sides no report tells, where places are plainly compared; None where something else may be asked."""
    if len(sides) < 2 or not (COMPARES.search(normal) or is_plain_comparison(normal)):
        return None
    return _refuse_sides(asked.question, [side.name for side in sides], find_years(asked.question))


def _refuse_sides(question: Question, places: Sequence[str], years: Sequence[int]) -> Verdict:
    indicator = "、".join(map(_name, question.indicators[:_MAX_INDICATORS]))
    told = "、".join(say(question.language, "year", year=year) for year in years)
    names = "、".join(places)
    message = say(question.language, "missing_sides", places=names, years=told, indicator=indicator)
    return Verdict("not_in_report", message)


def _refuse_missing(question: Question, sides: list[Side], own: Sequence[str] = ()) -> Verdict:
    missing = "、".join(side.name for side in sides if side.place is None)
    have = "、".join(side.place for side in sides if side.place) or "、".join(own[:_SHOWN])
    return Verdict("place_not_in_library", say(question.language, "missing_place", place=missing, have=have))


def _name(indicator: str) -> str:
    known = load_glossary().get(indicator)
    return known.name if known else indicator

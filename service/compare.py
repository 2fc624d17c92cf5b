"""Questions that set places side by side, or ask one place over several years or reports.

A question is read into sides and years, each cell is looked up by its period, and what no report says stays empty and
is named. Fact and plan stand side by side only when both are asked for.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.glossary import load_glossary
from corpus.library import Library
from corpus.normal_form import normalise
from corpus.periods import years_of
from corpus.places import PlaceMention
from corpus.types import FigureKind
from service.compare_table import Comparison, Operation, Row, write_comparison
from service.confidence import estimate_confidence
from service.draft import Draft
from service.figure_cells import Cell, Cells, Measure
from service.figure_lookup import FigureLookup
from service.question import Kind, Question
from service.reading import Readings
from service.refuse import Verdict
from service.schemas import Scope
from service.scope import fits_scope
from service.wording import say

_COMPARES = re.compile(
    r"比较|对比|相比|哪[个座家里边]|谁|差距|相差|差多少|高于|低于|比.{1,40}[高低多少快慢大小]|[多少高低]多少|更|合计|总和|加起来|一共|平均|倍"
    r"|\bcompar|\bversus\b|\bvs\b|\bthan\b|\bwhich\b|\bdifference\b|\bhigher\b|\blower\b|\blarger\b|\bcombined\b|\bbetween\b"
)
_SERIES = re.compile(
    r"历年|逐年|各年|每年|每一年|这几年|走势|变化|趋势|分别|怎么变|年[和、与].{0,3}年|哪一?年"
    r"|\beach year\b|\bevery year\b|\bover the years\b|\btrend\b|\byear by year\b|\bannual(?:ly)?\b|\bwhich year\b"
)
_RANGE = re.compile(r"(?:19|20)\d\d\s*年?\s*(?:到|至|-|—|–|~|to|and|through)\s*(?:19|20)\d\d")
_AVERAGED = re.compile(r"年均|平均每年|平均增|累计|average|cumulative|annual growth")
_GROWTH = re.compile(
    r"增[速幅]|增长(?!极|点)|涨幅|降幅|增加了?百分|涨得|growth|grew|grow|faster|slower|成長率|伸び|성장률|증가율|croissance|wachstum"
    r"|crecimiento|рост"
)
_PLAN = re.compile(
    r"目标|计划|预期|力争|安排|target|goal|plan|forecast|expected|目標|計画|목표|계획|objectif|ziel|objetivo|цел|план"
)
_FACT = re.compile(
    r"实际|完成|实现|达到|达成|actual|achieved|reached|\bmet\b|meet|実績|실적|réalisé|erreicht|alcanz|факт|выполн"
)
_ALL_FACT = re.compile(r"实际|actual|実績|실적")
_SUM = re.compile(
    r"合计|合起来|一共|总共|总和|之和|加起来|加在一起|共计|\bsum\b|\bcombined\b|\btogether\b|\bin total\b"
    r"|\baltogether\b"
)
_AVERAGE = re.compile(r"平均(?!每|工资|寿命)|\baverage\b|\bmean\b")
_TIMES = re.compile(r"几倍|多少倍|倍数|\bratio\b|\btimes (?:as|more|larger|bigger|that)\b")
_LOWEST = re.compile(r"[更最较]?[低少小慢](?!多)|lower|lowest|least|smaller|smallest|fewer|slower")
_HIGHEST = re.compile(r"[高多大快]|higher|highest|most|larger|largest|more|faster|bigger")
_WHICH_YEAR = re.compile(r"哪一?年|which year")
_NATION = "国务院"
_MAX_YEARS = 12
_MAX_INDICATORS = 2


@dataclass(frozen=True, slots=True)
class _Side:
    """A place of the question; `place` is its reports' name, None where the library has no report of it."""

    name: str
    place: str | None


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
    normal = _without_names(question)
    if not question.indicators or not _asks_figures(question, normal):
        return None
    reports = [report for report in library if fits_scope(report, scope)]
    own = dict.fromkeys(report.place for report in reports)
    sides = _find_sides(question, scope, tuple(own))
    places = tuple(side.place for side in sides if side.place)
    if len(sides) > 1 and len(places) == 1:
        above = {report.province for report in reports if report.place in places} | {_NATION}
        if any(side.name in above for side in sides):
            # Its own report says how a place stands in its province or in the nation.
            return None
        if len(reports) == 1 or _COMPARES.search(normal):
            return _refuse_missing(question, sides) if _COMPARES.search(normal) else None
    if len(reports) < 2 or not places:
        return None
    ids = frozenset(report.id for report in reports) if len(reports) < len(library) else frozenset()
    asked = _Asked(figures, ids, question, _find_measure(question, normal), _is_plan(normal))
    if len(sides) > 1:
        found = list(_compare_places(asked, sides, normal))
    elif _PLAN.search(normal) and _FACT.search(normal) and not _is_plain_plan(normal):
        found = list(_compare_plan(asked, places[0]))
    elif sum(report.place == places[0] for report in reports) > 1:
        found = list(_compare_years(asked, places[0], normal))
    else:
        return None
    if not found:
        return None
    if asked.measure is Measure.GROWTH and found[0].operation in (Operation.SUM, Operation.AVERAGE):
        return Verdict("false_premise", say(question.language, "refuse_rates"))
    draft = write_comparison(found, question.language, readings)
    draft.confidence = estimate_confidence(draft.features)
    return draft


def _asks_figures(question: Question, normal: str) -> bool:
    if question.kind is Kind.LIST:
        return bool(_COMPARES.search(normal) or _SERIES.search(normal))
    return question.kind not in (Kind.CHAT, Kind.EXPLANATION, Kind.DEFINITION)


def _find_sides(question: Question, scope: Scope, own: tuple[str, ...]) -> list[_Side]:
    """Return the places asked for, as the question names them, else as the scope does, else the only one there is."""
    mentions = [m for i, m in enumerate(question.places) if not _contains_next(question.places, i)]
    sides = [_Side(mention.name, _own_place(mention, own)) for mention in mentions]
    if not sides and (scope.places or len(own) == 1):
        sides = [_Side(place, place) for place in own]
    return list(dict.fromkeys(_Side(side.place or side.name, side.place) for side in sides))


def _contains_next(places: tuple[PlaceMention, ...], index: int) -> bool:
    """Say whether a place only tells where the next one lies (山西省长治市)."""
    following = places[index + 1] if index + 1 < len(places) else None
    return bool(
        following
        and places[index].end == following.start
        and places[index].name in (following.province, following.city)
    )


def _own_place(mention: PlaceMention, own: tuple[str, ...]) -> str | None:
    return next((place.name for place in mention.places if place.name in own), None)


def _compare_places(asked: _Asked, sides: list[_Side], normal: str) -> Iterator[Comparison]:
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


def _fill_places(asked: _Asked, cells: Cells, indicator: str, sides: list[_Side], normal: str) -> Iterator[Comparison]:
    places = tuple(side.place for side in sides if side.place)
    for year in _find_years(asked.question) or _newest_year(cells, places):
        like = _commonest(cells.find(place, year) for place in places)
        rows = tuple(_make_row(cells, side, year, like) for side in sides)
        if any(row.cell for row in rows):
            yield Comparison(
                indicator,
                cells.kind,
                rows,
                _find_operation(normal),
                "head_place",
                year=year,
                lowest=_asks_lowest(normal),
            )


def _make_row(cells: Cells, side: _Side, year: int, like: Cell | None) -> Row:
    if side.place is None:
        return Row(side.name, None, "missing_report")
    return Row(side.name, cells.find(side.place, year, like), "missing_figure")


def _compare_years(asked: _Asked, place: str, normal: str) -> Iterator[Comparison]:
    spread = _find_years(asked.question)
    listed = len(spread) > 1 and (len(asked.question.periods) > 1 or _RANGE.search(normal) or _SERIES.search(normal))
    if _AVERAGED.search(normal) or not (listed or (not spread and _SERIES.search(normal))):
        return
    for indicator in asked.question.indicators[:_MAX_INDICATORS]:
        for measure in _try_measures(asked):
            cells = replace(asked, measure=measure).cells(indicator, (place,))
            years = spread or cells.years(place)[-_MAX_YEARS:]
            like = _commonest(cells.find(place, year) for year in years)
            side = _Side(place, place)
            rows = tuple(replace(_make_row(cells, side, year, like), name="", year=year) for year in years)
            sources = {row.cell.source.id for row in rows if row.cell}
            # Years that one report sets side by side are a computation inside that report.
            if len(sources) > 1:
                operation = Operation.PEAK if _WHICH_YEAR.search(normal) else _find_operation(normal)
                yield Comparison(
                    _name(indicator), cells.kind, rows, operation, "head_year", place=place, lowest=_asks_lowest(normal)
                )
                break


def _compare_plan(asked: _Asked, place: str) -> Iterator[Comparison]:
    """Give what was planned for a year beside what came of it, or a year's plan beside the fact before it."""
    years = _find_years(asked.question)
    for indicator in asked.question.indicators[:_MAX_INDICATORS] if 1 <= len(years) <= 2 else ():
        for measure in dict.fromkeys((asked.measure, Measure.LEVEL, Measure.GROWTH)):
            known = replace(asked, measure=measure)
            plans, facts = (known.cells(indicator, (place,), planned) for planned in (True, False))
            plan, fact = plans.find(place, years[-1]), facts.find(place, years[0])
            if plan and fact and plan.measures == fact.measures:
                rows = (Row("achieved", fact, "", years[0]), Row("target", plan, "", years[-1]))
                yield Comparison(_name(indicator), facts.kind, rows, Operation.TARGET, "head_year", place=place)
                break


def _find_years(question: Question) -> list[int]:
    """Return the years of the question, those of a span one by one, in order."""
    years: set[int] = set()
    for period in question.periods:
        span = years_of(period)
        if span and span[1] - span[0] < _MAX_YEARS:
            years.update(range(span[0], span[1] + 1))
    return sorted(years)


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


def _without_names(question: Question) -> str:
    """Return the normal form of a question without indicators and places: no cue is read in 平均工资 or in 大同."""
    text = question.text
    spans = [(mention.start, mention.end) for mention in load_glossary().find(text)]
    spans += [(place.start, place.end) for place in question.places]
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return normalise(text)


def _find_measure(question: Question, normal: str) -> Measure:
    growth = question.measure is FigureKind.GROWTH or _GROWTH.search(normal)
    return Measure.GROWTH if growth else Measure.LEVEL


def _is_plan(normal: str) -> bool:
    return bool(_PLAN.search(normal) and not _ALL_FACT.search(normal))


def _is_plain_plan(normal: str) -> bool:
    """Say whether words like 完成 only belong to the plan (计划完成)."""
    return bool(re.search(r"(?:计划|力争|预期|将)(?:要|是)?(?:完成|实现|达到)", normal)) and not _ALL_FACT.search(
        normal
    )


def _find_operation(normal: str) -> Operation:
    if _SUM.search(normal):
        return Operation.SUM
    if _AVERAGE.search(normal):
        return Operation.AVERAGE
    return Operation.RATIO if _TIMES.search(normal) else Operation.DIFFERENCE


def _asks_lowest(normal: str) -> bool:
    return bool(_LOWEST.search(normal) and not _HIGHEST.search(normal))


def _refuse_missing(question: Question, sides: list[_Side]) -> Verdict:
    missing = "、".join(side.name for side in sides if side.place is None)
    have = "、".join(side.place for side in sides if side.place)
    return Verdict("place_not_in_library", say(question.language, "missing_place", place=missing, have=have))


def _name(indicator: str) -> str:
    known = load_glossary().get(indicator)
    return known.name if known else indicator

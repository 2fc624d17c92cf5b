"""A comparison written: the conclusion first, then a small table with one citation a cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.glossary import load_glossary
from corpus.places import places_named, short_name
from corpus.types import Bound, Figure
from service.draft import Draft
from service.evidence.figure_sign import signed_quote
from service.figures.cells import Cell, CellKind, Measure
from service.reading.reading import Readings
from service.wording.arithmetic import Result, add, average, divide, subtract
from service.wording.values import describe_value
from service.wording.wording import say


class Operation(StrEnum):
    """What the conclusion says of the cells."""

    DIFFERENCE = "difference"
    SUM = "sum"
    AVERAGE = "average"
    RATIO = "ratio"
    TARGET = "target"
    PEAK = "peak"


_NATION = {"国务院": "全国"}
_BOUNDS = {Bound.AT_LEAST: "以上", Bound.AT_MOST: "以内", Bound.ABOUT: "左右"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a comparison: a place, a year, fact or plan."""

    name: str
    cell: Cell | None
    missing: str
    """The sentence that says why there is no cell, by its key."""
    year: int | None = None
    """Where it differs from row to row."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One indicator over some places or years."""

    indicator: str
    kind: CellKind
    rows: tuple[Row, ...]
    operation: Operation
    head: str
    """Key of the first column's name."""
    year: int | None = None
    """The year of all rows; None where each row has its own."""
    place: str | None = None
    """The place of all rows."""
    lowest: bool = False
    """The lowest is asked for, not the highest."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A row that has a figure."""

    name: str
    figure: Figure
    quote: str
    measures: tuple[str, str]


def write_comparison(found: Sequence[Comparison], language: str, readings: Readings) -> Draft:
    """Return conclusions and tables, one after the other."""
    draft = Draft()
    blocks = []
    for comparison in found:
        told = [_tell(row, row.cell, language, readings) for row in comparison.rows if row.cell]
        conclusion = _conclude(comparison, told, language, draft)
        blocks.append("\n".join([conclusion, "", *_write_table(comparison, language, readings, draft)]).strip())
    draft.text = "\n\n".join(blocks)
    return draft


def _tell(row: Row, cell: Cell, language: str, readings: Readings) -> _Told:
    reading = readings.get(cell.source.id)
    quote = signed_quote(cell.figure, reading.quote(cell.figure.start, cell.figure.end))
    return _Told(_name_row(row, language), cell.figure, quote, cell.measures)


def _conclude(comparison: Comparison, told: Sequence[_Told], language: str, draft: Draft) -> str:
    if len(told) == 1:
        in_years = comparison.place is not None and told[0].name.isdigit()
        name = say(language, "year", year=told[0].name) if in_years else told[0].name
        return say(language, "compare_alone", name=name)
    if len({one.measures for one in told}) > 1:
        return say(language, "compare_units")
    if comparison.operation in (Operation.SUM, Operation.AVERAGE):
        work = add if comparison.operation is Operation.SUM else average
        result = work([one.figure for one in told], [one.quote for one in told])
        return _say(f"compare_{comparison.operation}", result, language, draft)
    if comparison.operation is Operation.TARGET:
        result = subtract(told[0].figure, told[1].figure, (told[0].quote, told[1].quote))
        return _say("compare_target", result, language, draft, change=_change(result, language))
    if comparison.year is None:
        return _conclude_years(comparison, told, language, draft)
    return _conclude_places(comparison, told, language, draft)


def _conclude_places(comparison: Comparison, told: Sequence[_Told], language: str, draft: Draft) -> str:
    ordered = sorted(told, key=lambda one: -one.figure.base_value)
    top, last = ordered[0], ordered[-1]
    if top.figure.base_value == last.figure.base_value:
        return say(language, "compare_equal", names=_join([one.name for one in told], language), value=top.quote)
    if len(ordered) > 2:
        order = " > ".join(f"{one.name} {_show(one, language)}" for one in ordered)
        return say(language, "compare_order", order=order)
    winner, other = (last, top) if comparison.lowest else (top, last)
    if comparison.operation is Operation.RATIO:
        times = divide(top.figure, last.figure, (top.quote, last.quote))
        if times is not None:
            return _say("compare_times", times, language, draft, winner=top.name, other=last.name)
    result = subtract(winner.figure, other.figure, (winner.quote, other.quote))
    word, more = ("lower", "smaller") if comparison.lowest else ("higher", "larger")
    return _say(
        "compare_higher",
        result,
        language,
        draft,
        winner=winner.name,
        other=other.name,
        word=say(language, word),
        more=say(language, more),
        difference=result.describe(language),
    )


def _conclude_years(comparison: Comparison, told: Sequence[_Told], language: str, draft: Draft) -> str:
    first, last = told[0], told[-1]
    if comparison.operation is Operation.PEAK:
        pick = min if comparison.lowest else max
        peak = pick(told, key=lambda one: one.figure.base_value)
        word = say(language, "lowest" if comparison.lowest else "highest")
        return say(language, "compare_most", year=peak.name, word=word, value=_show(peak, language))
    result = subtract(last.figure, first.figure, (last.quote, first.quote))
    return _say(
        "compare_change",
        result,
        language,
        draft,
        first=first.name,
        last=last.name,
        before=_show(first, language),
        after=_show(last, language),
        change=_change(result, language),
    )


def _say(key: str, result: Result, language: str, draft: Draft, **values: str) -> str:
    """Return a sentence with a result in it; the first result becomes the answer's computation."""
    draft.computation = draft.computation or result.computation
    values.setdefault("result", result.describe(language))
    return say(language, key, expression=result.expression, **values)


def _change(result: Result, language: str) -> str:
    return say(language, "more" if result.value >= 0 else "less", result=result.describe(language))


def _write_table(comparison: Comparison, language: str, readings: Readings, draft: Draft) -> list[str]:
    head = say(language, comparison.head) if comparison.place is None else _name_place(comparison.place, language)
    column = _name_column(comparison, language)
    lines = [f"| {head} | {column} |", "|---|---|"]
    mixed = len({row.cell.basis for row in comparison.rows if row.cell}) > 1
    for row in comparison.rows:
        cell = _write_cell(row, language, readings, draft, mixed)
        lines.append(f"| {_name_row(row, language, full=True)} | {cell} |")
    return lines


def _write_cell(row: Row, language: str, readings: Readings, draft: Draft, mixed: bool) -> str:
    """Return value and mark; `mixed` adds the words as they stand, where cells are counted in several ways."""
    if row.cell is None:
        return say(language, row.missing, **({"place": row.name} if row.missing == "missing_report" else {}))
    told = _tell(row, row.cell, language, readings)
    words = f"（{row.cell.figure.words}）" if mixed else ""
    return f"{_show(told, language)}{words}{draft.cite_figure(readings.get(row.cell.source.id), row.cell.figure)}"


def _show(told: _Told, language: str) -> str:
    if language == "zh":
        return told.quote + _BOUNDS.get(told.figure.bound, "")
    translated = describe_value(told.figure, language)
    return f"{translated} ({told.quote})" if translated else told.quote


def _name_column(comparison: Comparison, language: str) -> str:
    indicator = load_glossary().get(comparison.indicator)
    names = indicator.names.get(language) if indicator else None
    name = names[0] if names else comparison.indicator
    if comparison.kind.measure is Measure.GROWTH and (indicator is None or indicator.unit_kind != "percent"):
        name = say(language, "head_growth", indicator=name)
    if comparison.kind.planned:
        name = say(language, "head_target", name=name)
    year = "" if comparison.year is None else say(language, "year", year=comparison.year)
    return f"{year}{name}" if language == "zh" else f"{year} {name}".strip()


def _name_row(row: Row, language: str, full: bool = False) -> str:
    year = "" if row.year is None else say(language, "year", year=row.year)
    if row.name in ("achieved", "target"):
        return f"{year}{'' if language == 'zh' else ' '}{say(language, row.name)}"
    if not row.name:
        return year if full else str(row.year)
    return row.name if full and language == "zh" and row.name not in _NATION else _name_place(row.name, language)


def _name_place(place: str, language: str) -> str:
    if language in ("zh", "ja", "ko"):
        return _NATION.get(place, short_name(place))
    named = places_named(place)
    return named[0].english.split(",")[0] if named and named[0].english else place


def _join(names: Sequence[str], language: str) -> str:
    return ("、" if language in ("zh", "ja") else ", ").join(names)

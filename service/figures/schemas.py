"""Figures as they go over the wire, as JSON and as CSV."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from service.schemas import Number, Passage


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FigureRow(_Frozen):
    """One number of a report, typed, with the clause that proves it."""

    indicator: str
    """Canonical name, or the words as they stand where the glossary has none."""
    words: str
    value: Number
    """As written, before 万 or 亿; the lower end of a range; negative for a fall (下降0.9%)."""
    high: Number | None
    unit: str
    base_value: Number
    """In the base unit: 171160000000 元 for 1711.6亿元."""
    base_unit: str
    kind: str
    bound: str
    period: str
    status: str
    place: str
    scope: str | None
    quote: str
    """The number with its unit as it stands."""
    citation: Passage


class FigurePage(_Frozen):
    """One page of figures; `total` counts all pages."""

    total: int
    page: int
    page_size: int
    figures: list[FigureRow]


class SeriesPoint(_Frozen):
    """One place and one year of a series; null where no report says."""

    place: str
    year: int
    level: FigureRow | None
    growth: FigureRow | None
    """The growth over the year before."""


class FigureSeries(_Frozen):
    """An indicator year by year; years that no report tells stand there empty."""

    indicator: str
    status: str
    points: list[SeriesPoint]


FIGURE_COLUMNS = (
    "place", "indicator", "words", "value", "high", "unit", "base_value", "base_unit", "kind", "bound", "period",
    "status", "scope", "quote", "report_id", "report_year", "start", "end", "clause", "sha256",
)  # fmt: skip
SERIES_COLUMNS = (
    "place", "indicator", "year", "value", "unit", "growth", "growth_unit", "status", "clause", "growth_clause",
)  # fmt: skip


def write_csv(figures: Iterable[FigureRow]) -> str:
    """Return figures as CSV with a head line; `start` and `end` are offsets of the clause."""
    rows = []
    for figure in figures:
        place = figure.citation
        cells = {name: getattr(figure, name) for name in FIGURE_COLUMNS if name in FigureRow.model_fields}
        cells |= {"report_id": place.report_id, "report_year": place.year, "start": place.start, "end": place.end}
        rows.append([(cells | {"clause": place.quote, "sha256": place.sha256})[name] for name in FIGURE_COLUMNS])
    return _write(FIGURE_COLUMNS, rows)


def write_series_csv(series: FigureSeries) -> str:
    """Return a series as CSV with a head line, one line for each place and year."""
    rows = [
        [
            point.place,
            series.indicator,
            point.year,
            *((point.level.value, point.level.unit) if point.level else (None, None)),
            *((point.growth.value, point.growth.unit) if point.growth else (None, None)),
            series.status,
            point.level.citation.quote if point.level else None,
            point.growth.citation.quote if point.growth else None,
        ]
        for point in series.points
    ]
    return _write(SERIES_COLUMNS, rows)


def _write(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return file.getvalue()


def _plain(cell: object) -> object:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    # A spreadsheet would run a text that begins so as a formula.
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "@") else cell

"""Figures as data over the whole library: by indicator, place, time, status and kind."""

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.glossary import Indicator, load_glossary
from corpus.library import Library
from corpus.normal_form import normalise
from corpus.places import places_named, short_name
from corpus.types import FigureKind, Status
from index.figure_table import FigureTable, Progress, Rows, build_table, open_table
from service.evidence.figure_sign import give_sign
from service.figures.schemas import FigurePage, FigureRow
from service.schemas import Passage

YEARS = r"^(?:19|20)\d\d(?:(?:\.\.|-|–|~)(?:19|20)\d\d)?$"
"""One year or a span of years: 2020, 2021..2025."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which figures are wanted; what is empty narrows nothing."""

    query: str = ""
    """An indicator by any of its names, in any language, with its parts (城镇, 农村); or words of the figures."""
    indicator: str = ""
    """An indicator by its canonical name, without its parts."""
    places: tuple[str, ...] = ()
    years: tuple[tuple[int, int], ...] = ()
    """First and last year that a figure's own period lies in; the report's year decides nothing."""
    statuses: tuple[Status, ...] = ()
    kinds: tuple[FigureKind, ...] = ()
    reports: frozenset[str] = frozenset()


class FigureLookup:
    """The figures of a library; read when they are first asked for, and kept in the folder where one is given."""

    def __init__(self, library: Library, folder: Path | None) -> None:
        self._library = library
        self._folder = folder
        self._table: FigureTable | None = None
        self._lock = threading.Lock()

    def load(self, on_progress: Progress = lambda done, total: None) -> FigureTable:
        """Return the table, read on the first call: a second for each million characters unless it was saved."""
        with self._lock:
            if self._table is None:
                reports = list(self._library)
                if self._folder is None:
                    table = build_table(reports, on_progress=on_progress)
                else:
                    table = open_table(self._folder, reports, on_progress)
                self._table = table.warm()
            return self._table

    def find(self, wanted: Filter) -> Rows:
        """Return the rows of the figures that pass a filter, by place, report year and text order.

        Cost: some milliseconds for a million figures.
        """
        table = self.load()
        rows = self._find_subject(table, wanted)
        masks: list[NDArray[np.bool_]] = []
        if wanted.places or wanted.reports:
            places = set(self.places(wanted.places))
            held = [s.place in places and (not wanted.reports or s.id in wanted.reports) for s in table.sources]
            masks.append(np.array(held, dtype=bool)[_take(table, "report", rows)])
        if wanted.years:
            masks.append(_within(_take(table, "first_year", rows), _take(table, "last_year", rows), wanted.years))
        if wanted.statuses:
            masks.append(np.isin(_take(table, "status", rows), [list(Status).index(s) for s in wanted.statuses]))
        if wanted.kinds:
            masks.append(np.isin(_take(table, "kind", rows), [list(FigureKind).index(k) for k in wanted.kinds]))
        if masks:
            mask = np.logical_and.reduce(masks)
            return np.flatnonzero(mask) if rows is None else rows[mask]
        return np.arange(len(table), dtype=np.int64) if rows is None else rows

    def read_page(self, wanted: Filter, page: int = 1, page_size: int = 50) -> FigurePage:
        """Return one page of the figures that pass a filter, with how many there are in all."""
        rows = self.find(wanted)
        shown = rows[(page - 1) * page_size : page * page_size]
        return FigurePage(total=len(rows), page=page, page_size=page_size, figures=[self.describe(r) for r in shown])

    def places(self, wanted: Sequence[str]) -> list[str]:
        """Return the places of the library's reports that names mean, each once; all of them for no name."""
        own = tuple(dict.fromkeys(source.place for source in self.load().sources))
        return list(_match_places(tuple(wanted), own))

    def text(self, report_id: str) -> str:
        """Return a report's canonical text."""
        return self._library.get(report_id).text

    def describe(self, row: int) -> FigureRow:
        """Return one figure as it goes over the wire, with the clause that proves it."""
        table = self.load()
        report = self._library.get(table.source(row).id)
        figure = give_sign(report.text, table.figure(row))
        citation = Passage(
            report_id=report.id,
            title=report.title,
            place=report.place,
            year=report.year,
            section=table.section(row),
            start=figure.clause_start,
            end=figure.clause_end,
            quote=report.text[figure.clause_start : figure.clause_end],
            sha256=report.sha256,
            url=report.url,
        )
        return FigureRow(
            **{name: getattr(figure, name) for name in _SHARED},
            indicator=figure.indicator or figure.words,
            place=report.place,
            quote=report.text[figure.start : figure.end],
            citation=citation,
        )

    @staticmethod
    def _find_subject(table: FigureTable, wanted: Filter) -> Rows | None:
        """Return the rows of the indicator or words asked for; None where every figure is wanted."""
        if wanted.indicator:
            return _rows_of(table, "indicator", table.ids([wanted.indicator]))
        if not wanted.query.strip():
            return None
        indicator = load_glossary().get(wanted.query.strip())
        if indicator is not None:
            return _rows_of(table, "indicator", table.ids(_with_parts(indicator)))
        rows = _rows_of(table, "words", table.word_ids(normalise(wanted.query).split()))
        if not len(rows):
            named = [mention.indicator for mention in load_glossary().find(wanted.query)]
            rows = _rows_of(table, "indicator", table.ids(name for one in named for name in _with_parts(one)))
        return rows


_SHARED = (
    "words", "value", "high", "unit", "base_value", "base_unit", "kind", "bound", "period", "status", "scope",
)  # fmt: skip


def parse_years(texts: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return spans of years from texts that match `YEARS`; one that runs backwards is turned round."""
    spans = [sorted(int(year) for year in re.findall(r"\d{4}", text)) for text in texts]
    return tuple((span[0], span[-1]) for span in spans)


def _take(table: FigureTable, name: str, rows: Rows | None) -> NDArray[np.int32]:
    column = table.column(name)
    return column if rows is None else column[rows]


def _rows_of(table: FigureTable, name: str, ids: Sequence[int] | NDArray[np.int32]) -> Rows:
    wanted = np.zeros(len(table.strings) + 1, dtype=bool)
    wanted[np.asarray(ids, dtype=np.int64)] = True
    # The last place stands for -1: no indicator.
    return np.flatnonzero(wanted[table.column(name)])


def _within(first: NDArray[np.int32], last: NDArray[np.int32], years: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
    mask = np.zeros(len(first), dtype=bool)
    for low, high in years:
        mask |= (first >= low) & (last <= high)
    return mask


@lru_cache(maxsize=256)
def _match_places(wanted: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    """Return the places that names mean: 长治 and Changzhi mean 长治市; names of no known place match as written."""
    if not wanted:
        return own
    known = {place.name for name in wanted for place in places_named(name)}
    parts = [short_name(normalise(name).strip()) for name in wanted if not places_named(name)]
    return tuple(place for place in own if place in known or any(part in place for part in parts))


@lru_cache(maxsize=512)
def _with_parts(indicator: Indicator) -> tuple[str, ...]:
    """Return an indicator's name and those of its parts, and of their parts."""
    names = [indicator.name]
    for name in names:
        names += [one.name for one in load_glossary().indicators if one.parent == name and one.name not in names]
    return tuple(names)

"""The one figure that answers for an indicator, a place and a year, out of all that the library's reports say."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.glossary import Indicator, load_glossary
from corpus.normal_form import normalise
from corpus.types import Bound, Figure, FigureKind, Status
from index.figure_table import Rows, Source
from service.figure_lookup import FigureLookup, Filter
from service.figure_schemas import FigureSeries, SeriesPoint

_PERCENT = ("%", "％")
_RATES = (FigureKind.GROWTH, FigureKind.SHARE, FigureKind.RANK, FigureKind.MULTIPLE, FigureKind.CHANGE)
_WHOLE = re.compile(r"^(?:全[市省区县州国盟]|地区|我[市省区县州]|实现|完成)+")
_FACTS = (Status.ACHIEVED, Status.CUMULATIVE, Status.BASE)


class Measure(StrEnum):
    """Which number of an indicator is wanted."""

    LEVEL = "level"
    GROWTH = "growth"


@dataclass(frozen=True, slots=True)
class CellKind:
    """What a cell holds."""

    measure: Measure
    planned: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure and the report it stands in."""

    row: int
    """Its row in the figure table."""
    source: Source
    figure: Figure


class Cells:
    """Finds the cells of one indicator: fact or plan, level or growth.

    Periods decide: the level of 2020 stands in the report of 2021, or in any other that tells of 2020. The report that
    reviews a year goes before later ones, an exact number before "over 1,700", the indicator's bare name before a
    longer one. A part's figure (城镇, 某县) never stands for the whole.
    """

    def __init__(
        self,
        lookup: FigureLookup,
        indicator: str,
        places: Sequence[str],
        measure: Measure = Measure.LEVEL,
        planned: bool = False,
        reports: frozenset[str] = frozenset(),
    ) -> None:
        """Read the cells of an indicator (or of figures with these words) for places, by their reports' names.

        `reports` narrows to some reports' ids.
        """
        self._indicator = load_glossary().get(indicator)
        self._names = _names_of(self._indicator) if self._indicator else {normalise(indicator)}
        self._measure = measure
        self._planned = planned
        self._by_cell: defaultdict[tuple[str, int], list[Cell]] = defaultdict(list)
        table = lookup.load()
        for row in self._rows(lookup, indicator, tuple(places), reports):
            figure = table.figure(int(row))
            if len(figure.period) == 4 and self._is_whole(figure) and self._measures(figure):
                cell = Cell(int(row), table.source(int(row)), figure)
                self._by_cell[cell.source.place, int(figure.period)].append(cell)

    def find(self, place: str, year: int, unit: str | None = None) -> Cell | None:
        """Return the cell of a place and a year, in the base unit given if any; None where no report says."""
        cells = [c for c in self._by_cell.get((place, year), ()) if unit in (None, c.figure.base_unit)]
        return max(cells, key=self._rate, default=None)

    @property
    def kind(self) -> CellKind:
        """What all the cells are: their measure, and whether they are plans."""
        return CellKind(self._measure, self._planned)

    def years(self, place: str) -> list[int]:
        """Return the years that the reports of a place tell, in order."""
        return sorted(year for known, year in self._by_cell if known == place)

    def _rows(self, lookup: FigureLookup, indicator: str, places: tuple[str, ...], reports: frozenset[str]) -> Rows:
        return lookup.find(
            Filter(
                indicator=self._indicator.name if self._indicator else "",
                query="" if self._indicator else indicator,
                places=places,
                statuses=(Status.TARGET,) if self._planned else _FACTS,
                reports=reports,
            )
        )

    def _is_whole(self, figure: Figure) -> bool:
        """Say whether a figure is of the place itself, or of the part that the indicator's own name tells (城镇)."""
        return not figure.scope or any(figure.scope in name for name in self._names)

    def _measures(self, figure: Figure) -> bool:
        percent = figure.base_unit in _PERCENT
        if self._measure is Measure.GROWTH:
            return figure.kind is FigureKind.GROWTH and percent
        if self._indicator and self._indicator.unit_kind == "percent":
            return percent and figure.kind is not FigureKind.CHANGE
        return figure.kind not in _RATES and not percent

    def _rate(self, cell: Cell) -> tuple[int, int, int, int, int, int]:
        figure, year = cell.figure, int(cell.figure.period)
        words = _WHOLE.sub("", normalise(figure.words))
        home = year if self._planned else year + 1
        return (
            2 if words in self._names else 1 if any(words.endswith(name) for name in self._names) else 0,
            -abs((cell.source.year or 0) - home),
            -list(_FACTS).index(figure.status) if not self._planned else 0,
            int(figure.kind in (FigureKind.LEVEL, FigureKind.SHARE)),
            int(figure.bound in (Bound.EXACT, Bound.RANGE)),
            -figure.start,
        )


def read_series(
    lookup: FigureLookup, indicator: str, places: Sequence[str], years: tuple[int, int], planned: bool = False
) -> FigureSeries:
    """Return level and growth of an indicator for each place and year; `places` are names of reports' places."""
    levels = Cells(lookup, indicator, places, Measure.LEVEL, planned)
    growths = Cells(lookup, indicator, places, Measure.GROWTH, planned)
    known = load_glossary().get(indicator)
    points = []
    for place in places:
        for year in range(years[0], years[1] + 1):
            level, growth = levels.find(place, year), growths.find(place, year)
            points.append(
                SeriesPoint(
                    place=place,
                    year=year,
                    level=lookup.describe(level.row) if level else None,
                    growth=lookup.describe(growth.row) if growth else None,
                )
            )
    name = known.name if known else indicator
    return FigureSeries(indicator=name, status="target" if planned else "achieved", points=points)


def _names_of(indicator: Indicator) -> set[str]:
    return {normalise(name) for name in (indicator.name, *indicator.aliases)}

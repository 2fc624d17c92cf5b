"""The one figure that answers for an indicator, a place and a year, out of all that the library's reports say."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.glossary import Indicator, load_glossary
from corpus.normal_form import normalise
from corpus.places import short_name
from corpus.types import Bound, Figure, FigureKind, Status
from index.figure_table import Rows, Source
from service.evidence.figure_sign import give_sign
from service.figures.lookup import FigureLookup, Filter
from service.figures.schemas import FigureSeries, SeriesPoint
from service.figures.soundness import correct_bound, find_basis, is_annual, is_sound

_PERCENT = ("%", "％")
_RATES = (FigureKind.GROWTH, FigureKind.SHARE, FigureKind.RANK, FigureKind.MULTIPLE, FigureKind.CHANGE)
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
    basis: str
    """What it is counted on, where reports count one thing in several ways; only equal ones can be compared."""

    @property
    def measures(self) -> tuple[str, str]:
        """Base unit and basis: cells where these are equal can be compared."""
        return self.figure.base_unit, self.basis


class Cells:
    """Finds the cells of one indicator: fact or plan, level or growth.

    Periods decide: the level of 2020 stands in the report of 2021, or in any other that tells of 2020. The report that
    reviews a year goes before later ones, an exact number before "over 1,700". A part's figure never stands for the
    whole, and what is doubtful stands nowhere.
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
            figure, source = table.figure(int(row)), table.source(int(row))
            if len(figure.period) == 4 and self._is_whole(figure, source.place) and self._measures(figure):
                text = lookup.text(source.id)
                if self._is_sound(text, source, figure):
                    figure = give_sign(text, correct_bound(text, figure))
                    cell = Cell(int(row), source, figure, find_basis(self._indicator, figure))
                    self._by_cell[source.place, int(figure.period)].append(cell)

    def find(self, place: str, year: int, like: Cell | None = None) -> Cell | None:
        """Return the cell of a place and a year; None where no report says.

        One in the unit and on the basis of `like` goes before others.
        """
        cells = self._by_cell.get((place, year), [])
        same = [cell for cell in cells if like is not None and cell.measures == like.measures]
        return max(same or cells, key=self._rate, default=None)

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

    def _is_whole(self, figure: Figure, place: str) -> bool:
        """Say whether a figure is of the place itself, or of the part that the indicator's own name tells (城镇)."""
        return (
            not figure.scope
            or figure.scope in (place, short_name(place))
            or any(figure.scope in name for name in self._names)
        )

    def _measures(self, figure: Figure) -> bool:
        percent = figure.base_unit in _PERCENT
        if self._measure is Measure.GROWTH:
            return figure.kind is FigureKind.GROWTH and percent
        if self._indicator and self._indicator.unit_kind == "percent":
            return percent and figure.kind is not FigureKind.CHANGE
        return figure.kind not in _RATES and not percent

    def _is_sound(self, text: str, source: Source, figure: Figure) -> bool:
        if self._measure is Measure.GROWTH and not is_annual(text, figure):
            return False
        money = self._measure is Measure.LEVEL and self._indicator is not None and self._indicator.unit_kind == "money"
        return is_sound(text, source, figure, self._names, money, self._planned)

    def _rate(self, cell: Cell) -> tuple[int, int, int, int, int]:
        figure, year = cell.figure, int(cell.figure.period)
        home = year if self._planned else year + 1
        return (
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

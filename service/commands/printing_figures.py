"""Figures in the terminal."""

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from service.figures.schemas import FigurePage, FigureRow, FigureSeries

_console = Console(highlight=False)


def print_figures(page: FigurePage) -> None:
    """Print one page of figures, a line each, and how many there are."""
    table = _make_table("Place", "Report", "Indicator", "Value", "Kind", "Period", "Status", "Clause")
    for figure in page.figures:
        indicator = figure.indicator if figure.scope is None else f"{figure.indicator}（{figure.scope}）"
        table.add_row(
            figure.place,
            str(figure.citation.year or ""),
            escape(indicator),
            escape(figure.quote),
            figure.kind,
            figure.period,
            figure.status,
            escape(figure.citation.quote),
        )
    first = (page.page - 1) * page.page_size + 1
    last = first + len(page.figures) - 1
    _console.print(table)
    shown = f"{first:,}–{last:,} of {page.total:,}" if page.figures else f"none of {page.total:,}"
    more = f"; more: --page {page.page + 1}" if page.figures and last < page.total else ""
    _console.print(f"Figures {shown}{more}")


def print_series(series: FigureSeries) -> None:
    """Print a series, a line for each place and year; a dash where no report says."""
    table = _make_table("Place", "Year", "Value", "Growth", "Report", "Clause")
    table.title = f"{series.indicator} ({series.status})"
    for point in series.points:
        shown = point.level or point.growth
        table.add_row(
            point.place,
            str(point.year),
            _quote(point.level),
            _quote(point.growth),
            shown.citation.report_id if shown else "",
            escape(shown.citation.quote) if shown else "",
        )
    _console.print(table)


def _quote(figure: FigureRow | None) -> str:
    return escape(figure.quote) if figure else "—"


def _make_table(*heads: str) -> Table:
    # Chinese has no spaces to break at: without folding, cells would be cut.
    return Table(*(Column(head, overflow="fold") for head in heads))

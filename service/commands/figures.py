"""`askreport figures`: the numbers of the reports as a table, JSON or CSV."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.types import FigureKind, Status

if TYPE_CHECKING:
    from service.figures.lookup import FigureLookup, Filter

_ALL = 1_000_000
"""As many rows as --csv prints where no size is given."""
_STEP = 100
"""Reports between two lines that tell how far the reading is."""


def figures(
    indicator: Annotated[
        str, typer.Argument(help="An indicator by any name, in any language (财政收入, GDP), or words of the figures.")
    ] = "",
    place: Annotated[
        list[str] | None, typer.Option("--place", help="Only reports of this place; may be repeated.")
    ] = None,
    year: Annotated[
        list[str] | None,
        typer.Option("--year", help="Only figures of this time, 2020 or 2016..2020: a figure's own period decides."),
    ] = None,
    years: Annotated[
        str | None,
        typer.Option("--years", help="2021..2025: level and growth year by year, for a chart; needs --place."),
    ] = None,
    status: Annotated[list[Status] | None, typer.Option("--status", help="Facts or plans; may be repeated.")] = None,
    kind: Annotated[list[FigureKind] | None, typer.Option("--kind", help="May be repeated.")] = None,
    page: Annotated[int, typer.Option("--page", min=1)] = 1,
    page_size: Annotated[int | None, typer.Option("--page-size", min=1, help="Default 50; --csv: all.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print what the HTTP interface returns.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print comma-separated values with a head line.")] = False,
) -> None:
    """Show figures as data: every number with indicator, period, status and the clause that proves it."""
    from service.figures.lookup import YEARS, Filter, parse_years

    for text in [*(year or []), *([years] if years else [])]:
        if not re.fullmatch(YEARS, text):
            raise typer.BadParameter(f"{text!r} is no year and no span of years. Write 2020 or 2021..2025.")
    wanted = Filter(
        query=indicator,
        places=tuple(place or ()),
        years=parse_years(year or []),
        statuses=tuple(status or ()),
        kinds=tuple(kind or ()),
    )
    if years:
        _show_series(_load(), wanted, parse_years([years])[0], json, csv)
    else:
        _show_page(_load(), wanted, page, page_size or (_ALL if csv else 50), json, csv)


def _show_page(lookup: "FigureLookup", wanted: "Filter", page: int, page_size: int, json: bool, csv: bool) -> None:
    from service.commands.printing_figures import print_figures
    from service.figures.schemas import write_csv

    found = lookup.read_page(wanted, page, page_size)
    if csv:
        typer.echo(write_csv(found.figures), nl=False)
    elif json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        print_figures(found)


def _show_series(lookup: "FigureLookup", wanted: "Filter", years: tuple[int, int], json: bool, csv: bool) -> None:
    from service.commands.printing_figures import print_series
    from service.figures.cells import read_series
    from service.figures.schemas import write_series_csv

    if not wanted.places or not wanted.query:
        raise typer.BadParameter("A series needs an indicator and --place.")
    places = lookup.places(wanted.places)
    if not places:
        raise typer.BadParameter(f"The library has no report of {'、'.join(wanted.places)}.")
    series = read_series(lookup, wanted.query, places, years, planned=wanted.statuses == (Status.TARGET,))
    if csv:
        typer.echo(write_series_csv(series), nl=False)
    elif json:
        typer.echo(series.model_dump_json(indent=2))
    else:
        print_series(series)


def _load() -> "FigureLookup":
    """Return the figures of the library; neither encoder nor index is needed for them."""
    from corpus.library import open_library
    from service.figures.lookup import FigureLookup
    from service.settings import read_settings

    settings = read_settings()
    lookup = FigureLookup(open_library(settings.reports_folder), settings.index_folder)
    lookup.load(_tell_progress)
    return lookup


def _tell_progress(done: int, total: int) -> None:
    if done % _STEP == 0:
        typer.echo(f"Reading figures: {done:,} of {total:,} reports", err=True)

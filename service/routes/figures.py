"""GET /figures: every number of the library as data, as JSON or CSV."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import StringConstraints

from corpus.types import FigureKind, Status
from service.figures.cells import read_series
from service.figures.lookup import YEARS, Filter, parse_years
from service.figures.schemas import FigurePage, FigureSeries, write_csv, write_series_csv
from service.routes.needs import LimitNeed, ServiceNeed
from service.schemas import ErrorBody

router = APIRouter(tags=["figures"], responses={status: {"model": ErrorBody} for status in (422, 429, 503)})

MAX_PLACES = 20
"""Places of one series."""

_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
_Years = Annotated[str, StringConstraints(pattern=YEARS)]
_Format = Annotated[Literal["json", "csv"], Query(description="csv tells the total in the header X-Total-Count.")]
_Q = Annotated[
    str,
    Query(max_length=200, description="An indicator by any name, in any language, with its parts; or words."),
]
_CSV: dict[str, Any] = {"content": {"text/csv": {"schema": {"type": "string"}}}}
_PlaceList = Annotated[list[_Name], Query(description="Places of the reports; may be repeated.", max_length=100)]


@router.get("/figures", response_model=FigurePage, responses={200: _CSV})
def list_figures(
    service: ServiceNeed,
    limit: LimitNeed,
    q: _Q = "",
    indicator: Annotated[str, Query(max_length=200, description="Canonical name, without its parts.")] = "",
    place: _PlaceList = [],  # noqa: B006 - FastAPI copies defaults
    year: Annotated[
        list[_Years], Query(description="2020 or 2021..2025: when a figure's own period lies there.", max_length=100)
    ] = [],  # noqa: B006 - FastAPI copies defaults
    status: Annotated[list[Status], Query()] = [],  # noqa: B006 - FastAPI copies defaults
    kind: Annotated[list[FigureKind], Query()] = [],  # noqa: B006 - FastAPI copies defaults
    report: Annotated[list[_Name], Query(max_length=1000)] = [],  # noqa: B006 - FastAPI copies defaults
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    page_size: Annotated[int, Query(ge=1, le=1000)] = 50,
    format: _Format = "json",  # noqa: A002 - the name that goes over the wire
) -> FigurePage | Response:
    """Return the figures that pass every filter, by place, report year and text order."""
    wanted = Filter(q, indicator, tuple(place), parse_years(year), tuple(status), tuple(kind), frozenset(report))
    with limit.hold():
        found = service.figures.read_page(wanted, page, page_size)
    return _csv(write_csv(found.figures), found.total) if format == "csv" else found


@router.get("/figures/series", response_model=FigureSeries, responses={200: _CSV})
def get_series(
    service: ServiceNeed,
    limit: LimitNeed,
    q: Annotated[str, Query(min_length=1, max_length=200, description="An indicator by any name.")],
    place: Annotated[list[_Name], Query(min_length=1, max_length=MAX_PLACES)],
    years: Annotated[str, Query(pattern=YEARS, description="2021..2025")],
    status: Literal["achieved", "target"] = "achieved",
    format: _Format = "json",  # noqa: A002 - the name that goes over the wire
) -> FigureSeries | Response:
    """Return an indicator year by year, one point for each place and year; what no report says is null."""
    (span,) = parse_years([years])
    with limit.hold():
        places = service.figures.places(place)
        series = read_series(service.figures, q, places, span, planned=status == "target")
    return _csv(write_series_csv(series), len(series.points)) if format == "csv" else series


def _csv(text: str, total: int) -> Response:
    return Response(text, media_type="text/csv; charset=utf-8", headers={"X-Total-Count": str(total)})

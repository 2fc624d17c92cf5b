"""The service as tools for language model applications: the Model Context Protocol over stdio or HTTP."""

from collections.abc import Callable
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from corpus.errors import ExtraNotInstalledError
from corpus.types import Status
from service.answer import Service
from service.figures.lookup import YEARS, Filter, parse_years
from service.figures.schemas import FigurePage
from service.schemas import (
    AskRequest,
    AskResponse,
    ReportSummary,
    Scope,
    SearchRequest,
    SearchResponse,
    Turn,
    summarise_report,
)

if TYPE_CHECKING:
    from mcp.server import MCPServer

_INSTRUCTIONS = """Answers from Chinese government work reports (政府工作报告).
Every citation is a verbatim quote with its offsets.
Quote figures only as `ask` or `figures` return them; when `answered` is false the reports do not say it."""

_Places = Annotated[list[str], Field(description="Only reports of these places, e.g. 长治市.", max_length=100)]
_ReportYears = Annotated[
    list[int],
    Field(description="Only reports of these years; that of 2021 reviews 2020 and plans 2021.", max_length=100),
]


def make_server(find_service: Callable[[], Service]) -> "MCPServer[Any]":
    """Return the server; `find_service` gives the loaded service when a tool is first called.

    Raises:
        ExtraNotInstalledError: the mcp package is missing.
    """
    try:
        from mcp.server import MCPServer
        from mcp.types import ToolAnnotations
    except ImportError:
        raise ExtraNotInstalledError("The MCP server needs: pip install 'askreport[mcp]'") from None
    server: MCPServer[Any] = MCPServer("askreport", version=version("askreport"), instructions=_INSTRUCTIONS)
    reading = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    tools = _Tools(find_service)
    for tool in (tools.ask, tools.search, tools.figures, tools.list_reports):
        server.add_tool(tool, annotations=reading)
    return server


class _Tools:
    def __init__(self, find_service: Callable[[], Service]) -> None:
        self._find = find_service

    def ask(
        self,
        question: Annotated[str, Field(min_length=1, max_length=2000, description="In any language.")],
        history: Annotated[list[Turn], Field(description="What was said before.", max_length=50)] = [],  # noqa: B006
        places: _Places = [],  # noqa: B006
        years: _ReportYears = [],  # noqa: B006
    ) -> AskResponse:
        """Answer a question from the reports, with a verified quote for everything said, or refuse and say why."""
        scope = Scope(places=places, years=years)
        return self._find().ask(AskRequest(question=question, history=history, scope=scope))

    def search(
        self,
        query: Annotated[str, Field(min_length=1, max_length=2000, description="Words or a question.")],
        k: Annotated[int, Field(ge=1, le=100, description="How many passages.")] = 5,
        places: _Places = [],  # noqa: B006
        years: _ReportYears = [],  # noqa: B006
    ) -> SearchResponse:
        """Return the passages nearest to a query, best first, with their place in the report."""
        return self._find().search_passages(SearchRequest(query=query, k=k, scope=Scope(places=places, years=years)))

    def figures(
        self,
        query: Annotated[str, Field(max_length=200, description="An indicator by any name, as GDP or 财政收入.")] = "",
        places: _Places = [],  # noqa: B006
        years: Annotated[
            list[Annotated[str, Field(pattern=YEARS)]], Field(description="Of the figures: 2020 or 2016..2020.")
        ] = [],  # noqa: B006
        status: Annotated[
            list[Literal["achieved", "target", "base", "cumulative"]], Field(description="Facts, plans, or both.")
        ] = [],  # noqa: B006
        limit: Annotated[int, Field(ge=1, le=200)] = 20,
    ) -> FigurePage:
        """Return numbers of the reports as data: indicator, value, unit, period, status, place and the quote."""
        wanted = Filter(
            query, "", tuple(places), parse_years(years), tuple(Status(name) for name in status), (), frozenset()
        )
        return self._find().figures.read_page(wanted, 1, limit)

    def list_reports(
        self, words: Annotated[str, Field(description="Part of a place, year or title; empty for all.")] = ""
    ) -> list[ReportSummary]:
        """Return the reports that answers come from: at most 200."""
        wanted = words.lower().split()
        found = [
            report
            for report in self._find().library
            if all(word in f"{report.place} {report.year} {report.title} {report.id}".lower() for word in wanted)
        ]
        return [ReportSummary(**summarise_report(report)) for report in found[:200]]

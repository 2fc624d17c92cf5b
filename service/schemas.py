"""What goes over the wire: the question as it is asked, and the answer object that every channel carries."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints

from corpus.types import Report

MAX_QUESTION = 2000
MAX_TURNS = 50

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION)]
Number = Annotated[Decimal, PlainSerializer(lambda value: float(value), return_type=float, when_used="json")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Turn(_Strict):
    """One earlier message of a conversation."""

    role: Literal["user", "assistant"]
    content: str = Field(max_length=20_000)


class Scope(_Strict):
    """Which reports to answer from; empty lists mean all of them."""

    places: list[str] = Field(default=[], max_length=100)
    years: list[Annotated[int, Field(ge=1900, le=2100)]] = Field(
        default=[], max_length=100, description="Report years: the report of 2021 reviews 2020 and plans 2021."
    )
    reports: list[str] = Field(default=[], max_length=1000, description="Report ids.")


class AskRequest(_Strict):
    """A question, with what was said before and where to look."""

    question: Text
    history: list[Turn] = Field(default=[], max_length=MAX_TURNS)
    scope: Scope = Scope()
    mode: Literal["auto", "extractive", "generative"] = "auto"
    stream: bool = False
    debug: bool = False


class Passage(_Strict):
    """A verified span of a report: `text[start:end] == quote` in the canonical text."""

    report_id: str
    title: str
    place: str
    year: int | None
    section: list[str]
    start: int
    end: int
    quote: str
    sha256: str
    url: str | None = None


class Citation(Passage):
    """A span that proves a part of the answer; `number` is its [n] there."""

    number: int


class FigureAnswer(_Strict):
    """A number of the answer as data."""

    indicator: str
    value: Number
    unit: str
    period: str
    status: str
    place: str
    citation: int


class Computation(_Strict):
    """How a number that stands in no report was worked out from cited ones."""

    expression: str
    result: Number
    unit: str


class Refusal(_Strict):
    """Why there is no answer, and the passages that come nearest."""

    reason: Literal["not_in_report", "place_not_in_library", "year_not_in_library", "false_premise", "out_of_domain"]
    message: str
    nearest: list[Passage]


class AskResponse(_Strict):
    """The answer object."""

    id: str
    question: str
    standalone_question: str
    language: str
    answered: bool
    answer: str
    citations: list[Citation]
    figures: list[FigureAnswer]
    computation: Computation | None
    refusal: Refusal | None
    confidence: float = Field(ge=0, le=1)
    mode: Literal["extractive", "generative"]
    timings_ms: dict[str, float]
    debug: dict[str, Any] | None = None


class SearchRequest(_Strict):
    """A query for passages."""

    query: Text
    k: int = Field(default=10, ge=1, le=100)
    leg: Literal["hybrid", "dense", "lexical"] = "hybrid"
    scope: Scope = Scope()


class SearchHit(Passage):
    """A passage with its scores: higher is better."""

    score: float
    dense: float
    lexical: float
    late: float


class SearchResponse(_Strict):
    """Passages, best first."""

    hits: list[SearchHit]


class ReportSummary(_Strict):
    """What is known of a report, without its text."""

    id: str
    title: str
    place: str
    year: int | None
    language: str
    date: str | None
    speaker: str | None
    sha256: str
    characters: int
    url: str | None


class ReportDetail(ReportSummary):
    """A report with its canonical text, which citations point into."""

    text: str


def summarise_report(report: Report) -> dict[str, Any]:
    """Return the fields of `ReportSummary`."""
    fields: dict[str, Any] = {
        name: getattr(report, name) for name in ReportSummary.model_fields if name != "characters"
    }
    return fields | {"characters": len(report.text)}


class ErrorBody(BaseModel):
    """The one shape of every error."""

    error: str
    message: str
    request_id: str

"""What is evaluated, seen from outside: the answer's JSON contract and the few things asked of a service.

The answer is read from its JSON and not from the service's own classes, so that a change of the contract shows here.
Fields that no metric needs are not read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict

Span = tuple[int, int]
"""Start and end in a report's canonical text."""

LEGS = ("hybrid", "dense", "lexical")
"""The ways to search that are measured side by side."""


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Citation(_Read):
    """One quote of an answer, or one of the nearest passages of a refusal."""

    report_id: str
    start: int
    end: int
    quote: str
    sha256: str
    year: int | None = None
    section: tuple[str, ...] = ()


class ShownFigure(_Read):
    """One figure of an answer; only its period is used, to know which years an answer may name."""

    period: str | None = None


class Computation(_Read):
    """How a computed number came about, as shown to the reader."""

    expression: str
    result: str | int | float
    unit: str | None = None


class Refusal(_Read):
    """Why there is no answer."""

    reason: str
    message: str = ""
    nearest: tuple[Citation, ...] = ()


class Answer(_Read):
    """The answer object of `POST /ask`, as far as it is measured."""

    answered: bool
    answer: str | None = None
    standalone_question: str | None = None
    language: str | None = None
    citations: tuple[Citation, ...] = ()
    figures: tuple[ShownFigure, ...] = ()
    computation: Computation | None = None
    refusal: Refusal | None = None
    confidence: float = 0.0
    mode: str = ""
    timings_ms: dict[str, float] = {}


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """One retrieved passage."""

    report_id: str
    start: int
    end: int


class ReportText(Protocol):
    """The part of a report that the metrics need."""

    @property
    def text(self) -> str:
        """The canonical text."""
        ...


class Subject(Protocol):
    """A service under evaluation, with its reports loaded."""

    def ask(self, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the answer object for a `POST /ask` body."""
        ...

    def search(self, query: str, k: int, leg: str) -> Sequence[FoundPassage]:
        """Return at most k passages, best first, by one of `LEGS`."""
        ...

    def report(self, report_id: str) -> ReportText:
        """Return a report by its id."""
        ...

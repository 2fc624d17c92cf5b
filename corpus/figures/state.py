"""Where the reading of a report stands: what earlier clauses have said, and the figures made so far."""

from dataclasses import dataclass, field

from corpus.figures.timeline import Timeline
from corpus.periods import PeriodMention
from corpus.types import Figure, Report


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose investment, area or projects a bare word means, and where that is said."""

    words: str
    start: int
    end: int


@dataclass(slots=True)
class Subject:
    """Words that name an indicator, where they stand."""

    start: int
    end: int
    words: str
    clause_start: int
    members: tuple[tuple[int, int, str], ...] = ()
    scope: str | None = None
    owner: Owner | None = None


@dataclass(slots=True)
class Place:
    """Where the reading stands: what earlier clauses of the sentence have said."""

    sentence_start: int = -1
    subject: Subject | None = None
    named: list[Subject] = field(default_factory=list)
    """The subjects of the sentence so far, each once."""
    topic: str | None = None
    past: bool = False
    """A sentence of a plan that tells what is already there."""
    base_from: int = -1
    base_to: int = -1
    """Where a starting value stands (由2015年的42%): its time is its own."""
    clause_end: int = -1
    """Where the last clause of the sentence with numbers ends."""
    rank_scope: str | None = None
    """The field of the rank that another started from (从全省第5位跃居第4位)."""
    attribute: int = -1
    """Where words begin that a sum describes (超5亿元内资项目) until they are counted."""
    used: int = 0
    """How far the words of the numbers read so far reach."""


@dataclass(slots=True)
class Reading:
    """One report on its way to figures."""

    report: Report
    year: int | None
    text: str
    edges: list[int]
    edge_ends: list[int]
    sentence_edges: list[int]
    timeline: Timeline
    periods: list[PeriodMention]
    period_starts: list[int]
    place: Place = field(default_factory=Place)
    figures: list[Figure] = field(default_factory=list)

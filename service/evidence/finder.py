"""A question's words to the sentences that may answer it: understood, searched for, weighed and put in order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from corpus.library import Library
from corpus.types import Report
from index.retrieve import Leg, Retriever
from index.types import Hit
from service.clock import Clock
from service.evidence.evidence import Evidence, select_evidence
from service.evidence.in_chinese import put_into_chinese
from service.evidence.sentence_order import order_sentences
from service.question.cues import Kind
from service.question.question import Question, understand
from service.question.scope import fits_scope, select_reports
from service.reading.reading import Readings
from service.schemas import Scope


@dataclass(frozen=True)
class Found:
    """What was found for one question."""

    question: Question
    """Put into Chinese where it is not."""
    hits: list[Hit]
    evidence: list[Evidence]
    """Best first, in the learned order."""


@dataclass(frozen=True)
class Finder:
    """Everything loaded that finding sentences needs."""

    library: Library
    readings: Readings
    retriever: Retriever
    passages: int
    """How many paragraphs are read for one question."""

    def understand(self, text: str, scope: Scope) -> Question:
        """Return a question as it is understood; its relative years count from the newest report's."""
        return understand(text, self.newest_year(scope), self.places)

    def find(self, question: Question, reports: Sequence[Report], clock: Clock | None = None) -> Found:
        """Return the sentences of some reports that may answer; `clock` counts the time of both steps."""
        clock = clock or Clock()
        with clock.phase("retrieve"):
            hits = self._retrieve(question, reports)
        with clock.phase("evidence"):
            question, evidence = self._weigh(question, hits)
            return Found(question, hits, order_sentences(question, evidence))

    def find_candidates(self, text: str, scope: Scope) -> tuple[Question, list[Evidence]]:
        """Return a question as it is understood, and the sentences that may answer it, by score alone.

        They are of the reports that the question and the scope select.
        """
        question = self.understand(text, scope)
        return self._weigh(question, self._retrieve(question, select_reports(question, scope, self.library)))

    def find_passages(self, query: str, k: int, leg: Leg = "hybrid", scope: Scope | None = None) -> list[Hit]:
        """Return the passages nearest to a query, best first; indicators go by their canonical names too."""
        scope = scope or Scope()
        question = self.understand(query, scope)
        narrow = scope.places or scope.years or scope.reports
        ids = {report.id for report in self.library if fits_scope(report, scope)} if narrow else None
        return self.retriever.retrieve(question.expanded, k, ids, leg)

    @cached_property
    def places(self) -> frozenset[str]:
        """The places that the reports are of."""
        return frozenset(report.place for report in self.library)

    def newest_year(self, scope: Scope) -> int | None:
        """Return the year of the newest report in a scope; None where no report has a year."""
        years = scope.years or [report.delivery_year for report in self.library if report.delivery_year]
        return max(years, default=None)

    def _retrieve(self, question: Question, reports: Sequence[Report]) -> list[Hit]:
        if question.kind is Kind.CHAT or not reports:
            return []
        ids = {report.id for report in reports}
        wanted = None if len(ids) == len(self.library) else ids
        return self.retriever.retrieve(question.expanded, self.passages, wanted)

    def _weigh(self, question: Question, hits: Sequence[Hit]) -> tuple[Question, list[Evidence]]:
        """Return the question put into Chinese where it is not, and the sentences of the hits, best first."""
        if hits:
            question = put_into_chinese(question, self.readings.get(hits[0].passage.report_id))
        return question, select_evidence(question, hits, self.readings)


@dataclass(frozen=True)
class Turn:
    """One request at work. What it asks in the same words twice is understood and found once."""

    finder: Finder
    scope: Scope
    clock: Clock
    _understood: dict[str, Question] = field(default_factory=dict, init=False)
    _found: dict[tuple[str, frozenset[str]], Found] = field(default_factory=dict, init=False)

    def understand(self, text: str) -> Question:
        """Return a question as it is understood."""
        if text not in self._understood:
            self._understood[text] = self.finder.understand(text, self.scope)
        return self._understood[text]

    def select_reports(self, question: Question) -> list[Report]:
        """Return the reports that are asked."""
        return select_reports(question, self.scope, self.finder.library)

    def find(self, question: Question, reports: Sequence[Report], clock: Clock | None = None) -> Found:
        """Return the sentences of some reports that may answer, best first; `clock` counts the time it takes."""
        key = (question.text, frozenset(report.id for report in reports))
        if key not in self._found:
            self._found[key] = self.finder.find(question, reports, clock)
        return self._found[key]

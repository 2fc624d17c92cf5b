"""ask(): the one way of a question that HTTP, CLI and evaluation share."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from corpus.library import Library
from corpus.types import Report, Status
from index.retrieve import Leg, Retriever
from index.types import Hit
from service.clock import Clock
from service.compose.answer_type import leaves_uncompared
from service.compose.compose import compose
from service.compose.sentence import quote_best
from service.draft import Draft
from service.events import Event, finish, split_response
from service.evidence.evidence import Evidence
from service.evidence.figure_choice import states_share
from service.evidence.finder import Finder, Turn
from service.explain import explain
from service.figures.lookup import FigureLookup
from service.parts.answers import NO_CONFIDENCE, Span, answer_parts
from service.plan.answer import answer_plan
from service.plan.derive import derive, derive_first
from service.question.question import Question
from service.reading.reading import Reading, Readings
from service.refusal.confidence import rate
from service.refusal.refusal import Verdict, refuse, refuse_place, refuse_year
from service.schemas import (
    AskRequest,
    AskResponse,
    Citation,
    FigureAnswer,
    Passage,
    Refusal,
    Scope,
    SearchHit,
    SearchRequest,
    SearchResponse,
)
from service.verify import drop_false_citations

if TYPE_CHECKING:
    from service.generate.writer import Writer

_NEAREST = 3
_MAY_BE_DERIVED = ("not_in_report", "year_not_in_library")
"""Reasons to refuse that a number which was worked out may lift."""
_IN_WORDS = 0.4
"""How sure a sentence must be to answer one part of a question beside parts that are answered."""


@dataclass(frozen=True)
class Service:
    """Everything loaded that answering needs."""

    library: Library
    readings: Readings
    retriever: Retriever
    passages: int
    min_confidence: float
    about: dict[str, Any]
    figures: FigureLookup
    writer: "Writer | None" = None
    """Writes answers with a language model, where one is configured."""

    def ask(self, request: AskRequest) -> AskResponse:
        """Return a proven answer, or a refusal that says why."""
        return finish(self.stream(request))

    def stream(self, request: AskRequest) -> Iterator[Event]:
        """Yield the answer in pieces; the last event holds what `ask` returns. Closing the iterator stops the work."""
        parts, response = self._find(request)
        if self.writer is None or request.mode == "extractive" or not response.answered:
            if self.writer is None and request.mode == "generative" and response.debug is not None:
                missing = {"generation": {"reason": "no language model is configured: ASKREPORT_GENERATOR"}}
                response = response.model_copy(update={"debug": response.debug | missing})
            yield from split_response(response)
            return
        from service.generate.written import stream_written

        evidence = [item for part in parts for item in part.evidence]
        spans = [(self.readings.get(c.report_id), c.start, c.end) for c in response.citations]
        yield from stream_written(self.writer, parts[0].question, evidence, response, spans, self._make_citations)

    def _find(self, request: AskRequest) -> "tuple[list[_Part], AskResponse]":
        """Return what was found and the answer that it gives without a language model."""
        clock = Clock()
        standalone, parts = self._answer_turn(request, clock)
        with clock.phase("verify"):
            response = self._respond(request, parts)
        debug = parts[0].explain() if request.debug else None
        told = {"standalone_question": standalone, "timings_ms": clock.phases, "debug": debug}
        return parts, response.model_copy(update=told)

    def _answer_turn(self, request: AskRequest, clock: Clock) -> "tuple[str, list[_Part]]":
        """Return the question as it stands alone, and the answers to its parts."""
        turn = Turn(self.finder, request.scope, clock)

        def answer(text: str) -> list[_Part]:
            return answer_parts(
                text, lambda part, taken: self._answer(part, turn, taken), lambda whole: self._compare(whole, turn)
            )

        if not request.history:
            return request.question, answer(request.question)
        # Modules that a first question over one report does not need are imported where they are used: their many
        # patterns take longer to compile than the question takes to answer.
        from service.dialogue.dialogue import read_follow_up
        from service.dialogue.follow_up import answer_follow_up

        with clock.phase("dialogue"):
            year = self.finder.newest_year(request.scope)
            asked = read_follow_up(request.question, request.history, year, self.finder.places)
        return answer_follow_up(asked, answer, turn.understand)

    def _make_citations(self, spans: Sequence[tuple[Reading, int, int]]) -> list[Citation]:
        return drop_false_citations(
            [Citation(number=n, **self._cite(*span)) for n, span in enumerate(spans, start=1)], self.library
        )

    def _answer(self, text: str, turn: Turn, taken: frozenset[Span] = frozenset()) -> "_Part":
        """Return what comes of one question; numbers at the spans `taken` are told already."""
        clock = turn.clock
        with clock.phase("understand"):
            asked = turn.understand(text)
            reports = turn.select_reports(asked)
        with clock.phase("look_up"):
            outcome = self._look_up(asked, turn.scope)
        if isinstance(outcome, Draft) and self.writer is None:
            return self._tell_looked_up(asked, outcome)
        found = turn.find(asked, reports, clock)
        question = found.question
        with clock.phase("compose"):
            if outcome is None and question is not asked:
                outcome = self._look_up(question, turn.scope)
            if outcome is None and not states_share(question, found.evidence):
                outcome = derive_first(question, found.evidence) or self._work_out(question, reports, turn)
            outcome = self._keep_years(question, outcome or compose(question, reports, found.evidence, taken))
            if isinstance(outcome, Verdict) and outcome.reason in _MAY_BE_DERIVED:
                outcome = derive(question, found.evidence) or outcome
            if isinstance(outcome, Draft) and leaves_uncompared(question, outcome):
                outcome = refuse(question)
        return _Part(question, found.hits, found.evidence, outcome, self.min_confidence)

    def _compare(self, text: str, turn: Turn) -> "_Part | None":
        """Return the answer to a text that as a whole sets places or years side by side; None for any other."""
        with turn.clock.phase("understand"):
            question = turn.understand(text)
        if not self._has_several(question):
            return None
        from service.figures.compare import compare

        with turn.clock.phase("look_up"):
            outcome = compare(question, turn.scope, self.library, self.figures, self.readings)
        if isinstance(outcome, Draft) and self.writer is None:
            return self._tell_looked_up(question, outcome)
        return None if outcome is None else self._answer(text, turn)

    def _tell_looked_up(self, question: Question, draft: Draft) -> "_Part":
        """Return what is looked up: it stands on its own, and no passage is searched for it."""
        return _Part(question, [], [], draft, self.min_confidence)

    def _has_several(self, question: Question) -> bool:
        """Say whether several reports may be asked of."""
        return len(self.library) > 1 or len(question.places) > 1 or "全国" in question.text

    def _look_up(self, question: Question, scope: Scope) -> Draft | Verdict | None:
        """Return what the figures of several reports answer; None where one report, or none, is asked."""
        if not self._has_several(question):
            return None
        from service.figures.answer import answer_figure
        from service.figures.compare import compare

        sources = (self.library, self.figures, self.readings)
        return compare(question, scope, *sources) or answer_figure(question, scope, *sources)

    def _keep_years(self, question: Question, outcome: Draft | Verdict) -> Draft | Verdict:
        """Return what was composed; of several reports only where it is of the years that are asked for."""
        if len(self.library) == 1:
            return outcome
        from service.figures.compare import refuse_other_years

        return refuse_other_years(question, outcome) or outcome

    def _work_out(self, question: Question, reports: Sequence[Report], turn: Turn) -> Draft | Verdict | None:
        """Return a number worked out from figures that are each found on their own; None where none is asked."""
        if not reports:
            return None

        def find(text: str) -> tuple[Question, list[Evidence]]:
            found = turn.find(turn.understand(text), reports)
            return found.question, found.evidence

        outcome = answer_plan(question, find, told=refuse_year(question, reports) is None)
        return (refuse_place(question, reports, outcome) if isinstance(outcome, Draft) else None) or outcome

    def search(self, query: str, k: int, leg: Leg = "hybrid", scope: Scope | None = None) -> list[Hit]:
        """Return the passages nearest to a query, best first; indicators go by their canonical names too."""
        return self.finder.find_passages(query, k, leg, scope)

    def search_passages(self, request: SearchRequest) -> SearchResponse:
        """Return the passages nearest to a query as they go over the wire."""
        hits = self.search(request.query, request.k, request.leg, request.scope)
        return SearchResponse(
            hits=[
                SearchHit(
                    **self._cite(self.readings.get(hit.passage.report_id), hit.passage.start, hit.passage.end),
                    score=hit.score,
                    dense=hit.dense,
                    lexical=hit.lexical,
                    late=hit.late,
                )
                for hit in hits
            ]
        )

    def describe(self) -> dict[str, Any]:
        """Return what the service is made of."""
        from importlib.metadata import version

        return {"version": version("askreport")} | self.about

    def _respond(self, request: AskRequest, parts: Sequence["_Part"]) -> AskResponse:
        question = parts[0].question
        draft = _join(parts)
        citations = self._make_citations(draft.spans)
        answered = bool(citations) and len(citations) == len(draft.spans)
        refusal = None
        if not answered:
            verdict = parts[0].outcome if isinstance(parts[0].outcome, Verdict) else refuse(question)
            nearest = [] if verdict.reason == "out_of_domain" else self._nearest(parts[0].evidence)
            refusal = Refusal(reason=verdict.reason, message=verdict.message, nearest=nearest)
        return AskResponse(
            id=uuid.uuid4().hex,
            question=request.question,
            standalone_question=request.question,
            language=question.language,
            answered=answered,
            answer=refusal.message if refusal else draft.text,
            citations=citations if answered else [],
            figures=[_describe_figure(*row) for row in draft.figures] if answered else [],
            computation=draft.computation if answered else None,
            refusal=refusal,
            confidence=draft.confidence if answered else min(part.confidence for part in parts),
            mode="extractive",
            timings_ms={},
        )

    def _nearest(self, evidence: Sequence[Evidence]) -> list[Passage]:
        return drop_false_citations(
            [Passage(**self._cite(e.reading, e.sentence.start, e.sentence.end)) for e in evidence[:_NEAREST]],
            self.library,
        )

    def _cite(self, reading: Reading, start: int, end: int) -> dict[str, Any]:
        report = reading.report
        return {
            "report_id": report.id,
            "title": report.title,
            "place": report.place,
            "year": report.year,
            "section": list(reading.path_at(start)),
            "start": start,
            "end": end,
            "quote": reading.quote(start, end),
            "sha256": report.sha256,
            "url": report.url,
        }

    @cached_property
    def finder(self) -> Finder:
        """What finds the sentences of a question."""
        return Finder(self.library, self.readings, self.retriever, self.passages)


def _describe_figure(figure: Any, reading: Reading, citation: int) -> FigureAnswer:
    return FigureAnswer(
        indicator=figure.indicator or figure.words,
        value=figure.value,
        unit=figure.unit,
        period=figure.period,
        status=figure.status.value,
        place=reading.report.place,
        citation=citation,
    )


@dataclass(frozen=True)
class _Part:
    """One thing that was asked for, and what came of it."""

    question: Question
    hits: list[Hit]
    evidence: list[Evidence]
    found: Draft | Verdict
    min_confidence: float

    @property
    def outcome(self) -> Draft | Verdict:
        """What leaves: a draft only when it is sure enough."""
        unsure = isinstance(self.found, Draft) and self.confidence < self.min_confidence
        return refuse(self.question) if unsure else self.found

    @property
    def confidence(self) -> float:
        """How sure the draft is; next to nothing where there is none."""
        return self.found.confidence if isinstance(self.found, Draft) else NO_CONFIDENCE

    def give(self, outcome: Draft | Verdict) -> "_Part":
        """Return the same with another answer, or with a reason why there is none."""
        return replace(self, found=outcome)

    def in_words(self) -> "_Part | None":
        """Return the same with the best sentence as the answer, a little less sure than one alone must be."""
        if not self.evidence:
            return None
        planned = self.question.status is Status.TARGET
        fitting = [item for item in self.evidence if bool(item.reading.plans[item.row]) == planned]
        draft = quote_best(self.question, (self.question.status and fitting) or self.evidence)
        rate(self.question, draft)
        return replace(self, found=draft, min_confidence=0.0) if draft.confidence >= _IN_WORDS else None

    def explain(self) -> dict[str, Any]:
        """Return how the question was understood and what was weighed."""
        features = self.found.features if isinstance(self.found, Draft) else {}
        return explain(self.question, self.hits, self.evidence, features)


def _join(parts: Sequence[_Part]) -> Draft:
    """Return one draft; a part without an answer says so where another has one, and shows no number uncited."""
    draft = Draft()
    for part in parts:
        if isinstance(part.outcome, Draft):
            if part.outcome.text not in draft.text:
                draft.absorb(part.outcome)
        else:
            shows_number = any(char.isdigit() for char in part.outcome.message)
            draft.absorb(Draft((refuse(part.question) if shows_number else part.outcome).message))
    # What two parts tell alike is told once.
    draft.text = "\n".join(dict.fromkeys(draft.text.split("\n")))
    return draft

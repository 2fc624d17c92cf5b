"""An answer with no language model: the shortest text of the report that fully answers, with [n] marks."""

from collections.abc import Sequence

from corpus.sentences import split_clauses
from corpus.types import Report
from service.compose_about import compose_about
from service.compose_figure import compose_figures
from service.compose_list import compose_list
from service.compute import compose_computation
from service.draft import Draft
from service.evidence import Evidence
from service.figure_choice import choose_figures
from service.question import Kind, Question
from service.refuse import Verdict, fits_question, refuse, refuse_chat, refuse_figure, refuse_place, refuse_year
from service.terms import cut_tokens
from service.wording import say

_MIN_SCORE = 0.3
"""Evidence that scores less does not speak of the question at all."""
_WORTH = 0.9
"""A figure that fits is preferred to a better-scored one that cannot be meant, unless it is so far behind."""
_LONG_SENTENCE = 140
"""Characters; of longer sentences only the clauses around what is asked are quoted."""
_CLOSE = 0.9
"""A second sentence is quoted when it scores this share of the first's."""


def compose(question: Question, reports: Sequence[Report], evidence: Sequence[Evidence]) -> Draft | Verdict:
    """Return the draft that answers a question, or why there is none."""
    refusal = refuse_chat(question) or refuse_year(question, reports)
    if refusal is not None:
        return refusal
    outcome: Draft | Verdict | None = compose_about(question, evidence)
    if outcome is None:
        if not evidence or evidence[0].score < _MIN_SCORE:
            return refuse(question)
        outcome = _compose_kind(question, evidence)
    return (refuse_place(question, reports, outcome) or outcome) if isinstance(outcome, Draft) else outcome


def _compose_kind(question: Question, evidence: Sequence[Evidence]) -> Draft | Verdict:
    if question.kind is Kind.LIST or question.count is not None:
        members = compose_list(question, evidence)
        if members is not None:
            return members
    if question.kind in (Kind.FIGURE, Kind.COMPUTATION) or (
        question.kind in (Kind.STATEMENT, Kind.LIST) and (question.measure or question.indicators)
    ):
        choices = choose_figures(question, evidence)
        if question.kind is Kind.COMPUTATION:
            computed = compose_computation(question, choices)
            if computed is not None:
                return computed
        if choices and question.kind is not Kind.LIST:
            fitting = [c for c in choices if choices[0].score - c.score < _WORTH and fits_question(question, c)]
            return compose_figures(question, fitting) if fitting else refuse_figure(question, choices)
    return _quote(question, evidence)


def _quote(question: Question, evidence: Sequence[Evidence]) -> Draft:
    """Return the best sentence, and the next one where it is nearly as good."""
    draft = Draft()
    several = question.kind in (Kind.EXPLANATION, Kind.LIST, Kind.DEFINITION)
    chosen = list(evidence[:1])
    if several:
        chosen += [item for item in evidence[1:2] if item.score >= _CLOSE * evidence[0].score]
    lines = []
    for item in sorted(chosen, key=lambda chosen_item: chosen_item.sentence.start):
        start, end = _narrow(question, item)
        mark = draft.cite(item.reading, start, end)
        quote = item.reading.quote(start, end)
        if question.language == "zh":
            lines.append(f"{quote}{mark}")
        else:
            lines.append(say(question.language, "quoted", quote=quote, mark=mark))
    draft.text = "\n".join(lines)
    return draft


def _narrow(question: Question, item: Evidence) -> tuple[int, int]:
    """Return the span of a sentence, or of its clauses that hold what is asked when it is long."""
    start, end = item.sentence.start, item.sentence.end
    if end - start <= _LONG_SENTENCE or question.kind in (Kind.EXPLANATION, Kind.LIST):
        return start, end
    clauses = split_clauses(item.reading.report.text, start, end)
    asked = cut_tokens(question.content) | cut_tokens(question.canonical)
    terms = item.reading.terms
    gains = [terms.mass(asked & cut_tokens(item.reading.quote(clause.start, clause.end))) for clause in clauses]
    if not any(gains):
        return start, end
    first = last = max(range(len(clauses)), key=lambda index: gains[index])
    enough = 0.3 * gains[first]
    while first > 0 and gains[first - 1] > enough:
        first -= 1
    while last < len(clauses) - 1 and gains[last + 1] > enough:
        last += 1
    if first == last < len(clauses) - 1:
        last += 1
    return clauses[first].start, clauses[last].end

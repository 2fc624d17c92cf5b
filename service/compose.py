"""An answer with no language model: the shortest text of the report that fully answers, with [n] marks."""

from collections.abc import Sequence

from corpus.sentences import split_clauses
from index.lexical import tokenize
from service.compose_figure import compose_figures
from service.compose_list import compose_list
from service.compute import compose_computation
from service.draft import Draft
from service.evidence import Evidence
from service.figure_choice import choose_figures
from service.question import Kind, Question
from service.wording import say

_LONG_SENTENCE = 140
"""Characters; of longer sentences only the clauses around what is asked are quoted."""
_CLOSE = 0.9
"""A second sentence is quoted when it scores this share of the first's."""


def compose(question: Question, evidence: Sequence[Evidence]) -> Draft:
    """Return the draft that fits the question's kind; the evidence is not empty."""
    if question.kind is Kind.COMPUTATION:
        draft = compose_computation(question, evidence)
        if draft is not None:
            return draft
    if question.kind is Kind.LIST or question.count is not None:
        draft = compose_list(question, evidence)
        if draft is not None:
            return draft
    if question.kind in (Kind.FIGURE, Kind.STATEMENT, Kind.COMPUTATION):
        choices = choose_figures(question, evidence)
        if choices and (question.kind is not Kind.STATEMENT or question.measure or question.indicators):
            return compose_figures(question, choices)
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
    asked = set(tokenize(question.content))
    gains = [
        sum(map(item.reading.terms.idf, asked & set(tokenize(item.reading.quote(clause.start, clause.end)))))
        for clause in clauses
    ]
    if not any(gains):
        return start, end
    best = max(range(len(clauses)), key=lambda index: gains[index])
    first = last = best
    while first > 0 and gains[first - 1] > 0.3 * gains[best]:
        first -= 1
    while last < len(clauses) - 1 and gains[last + 1] > 0.3 * gains[best]:
        last += 1
    if first == last == best and last < len(clauses) - 1:
        last += 1
    return clauses[first].start, clauses[last].end

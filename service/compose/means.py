"""Which sentences can tell how something is done: not those that own up to it, and not those that only tell results."""

from collections.abc import Sequence

from service.compose.list_words import load_list_words
from service.evidence.evidence import Evidence
from service.question.cues import Kind
from service.question.question import Question
from service.refusal.reasons import asks_why

_LOOKED_AT = 4


def leave_out_problems(question: Question, evidence: Sequence[Evidence], least: float) -> Sequence[Evidence]:
    """Return the evidence without what a report owns up to, where means are asked for: who asks knows the problem.

    All of it where nothing else scores at least so much.
    """
    if question.problems or not _asks_means(question):
        return evidence
    return [item for item in evidence if item.score >= least and not item.reading.problems[item.row]] or evidence


def put_deeds_first(question: Question, evidence: Sequence[Evidence], least: float) -> Sequence[Evidence]:
    """Return the evidence with what was done before what came of it, where the best sentence only tells the latter."""
    if question.problems or not _asks_means(question) or question.language != "zh" or _tells_deed(evidence[0]):
        return evidence
    deeds = [item for item in evidence[1:_LOOKED_AT] if item.score >= least and _tells_deed(item)]
    return [*deeds, *(item for item in evidence if item not in deeds)]


def _asks_means(question: Question) -> bool:
    """Say whether a question is how something is brought about: neither why, nor how things stand."""
    asks = question.kind is Kind.EXPLANATION and not asks_why(question)
    return asks and not load_list_words()["of_state"].search(question.text)


def _tells_deed(item: Evidence) -> bool:
    """Say whether a sentence tells of something done or planned, or stands without any number that came of it."""
    if load_list_words()["of_deeds"].search(item.quote):
        return True
    return not item.reading.figures_within(item.sentence.start, item.sentence.end)

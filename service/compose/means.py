"""Which sentences can tell how something is done: not those that own up to it, and not those that only tell results."""

from collections.abc import Sequence

from service.compose.headed import is_of_other_time
from service.compose.list_words import load_list_words
from service.evidence.evidence import Evidence
from service.question.cues import Kind
from service.question.question import Question
from service.refusal.reasons import asks_why

_LOOKED_AT = 4
_NEARLY = 0.7
"""The share of the best score that a sentence of the time asked for must have to come before one of another time."""


def leave_out_problems(question: Question, evidence: Sequence[Evidence], least: float) -> Sequence[Evidence]:
    """Return the evidence without what a report owns up to, where means are asked for: who asks knows the problem.

    All of it where nothing else scores at least so much.
    """
    if question.problems or not asks_means(question):
        return evidence
    return [item for item in evidence if item.score >= least and not item.reading.problems[item.row]] or evidence


def put_deeds_first(question: Question, evidence: Sequence[Evidence], least: float) -> Sequence[Evidence]:
    """Return the evidence with what was done before what came of it, where the best sentence only tells the latter."""
    if question.problems or not asks_means(question) or question.language != "zh" or tells_deed(evidence[0]):
        return evidence
    deeds = [item for item in evidence[1:_LOOKED_AT] if item.score >= least and tells_deed(item)]
    return [*deeds, *(item for item in evidence if item not in deeds)]


def put_time_first(question: Question, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """Return the evidence with a plan first where a plan is asked for and the best sentence is a fact, or vice versa.

    Only where the question names a time, and only a sentence that scores nearly as much as the best one.
    """
    if question.status is None or not question.periods or question.both or not is_of_other_time(question, evidence[0]):
        return evidence
    least = _NEARLY * evidence[0].score
    first = next((i for i in evidence if i.score >= least and not is_of_other_time(question, i)), None)
    return evidence if first is None else [first, *(item for item in evidence if item is not first)]


def asks_measures(question: Question) -> bool:
    """Say whether a question is for all that is done about something: 有哪些实招."""
    asks = question.kind in (Kind.LIST, Kind.STATEMENT) and question.count is None and question.position is None
    return asks and not question.problems and bool(load_list_words()["of_means"].search(question.text))


def asks_means(question: Question) -> bool:
    """Say whether a question is how something is brought about: neither why, nor how things stand."""
    words = load_list_words()
    asks = question.kind is Kind.EXPLANATION and not asks_why(question)
    return asks and not any(words[name].search(question.text) for name in ("of_state", "of_lack"))


def tells_deed(item: Evidence) -> bool:
    """Say whether a sentence tells of something done or planned, or stands without any number that came of it."""
    if load_list_words()["of_deeds"].search(item.quote):
        return True
    return not item.reading.figures_within(item.sentence.start, item.sentence.end)

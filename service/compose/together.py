"""How something is done, told by several sentences of one paragraph: the best one, and those beside it on its topic.

Reports give a topic a paragraph, and a measure a sentence. A sentence beside the best one that holds nearly as much of
the question goes with it; where most of the best sentences stand in one paragraph, the rest of them there does too.
"""

from collections.abc import Sequence

from service.compose.headed import hold_alone, names_topic
from service.compose.list_words import load_list_words
from service.compose.means import asks_measures, put_time_first
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.question.question import Question
from service.refusal.confidence import describe_sentence

_LOOKED_AT = 8
_BROAD, _BROAD_ALIKE = 4, 2
"""So many of the first sentences in one paragraph, with so many that share the best one's words, make the question one
about all of it."""
_SHARED = 0.45
_ALIKE = (0.6, 0.6, 0.6)
_ALIKE_IN_MEANING = (0.6, 0.75, 0.0)
"""What a sentence must have of the best one's score, nearness and words to go with it."""
_OF_ALL = (0.3, 0.4, 0.0)
"""The same where the question is about all of the paragraph."""
_MEASURES = 3
"""Sentences that make up an answer of several measures where another answer is at hand."""
_NEARLY = 0.9
"""The share of the best sentence's score that the second must have to be taken in its place."""
_MOST = 320
"""Characters that are told."""


def compose_together(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return the sentences of one paragraph that tell the measures a list is asked of; None where one alone does."""
    if question.language != "zh" or not evidence or not asks_measures(question):
        return None
    evidence = put_time_first(question, evidence)
    found = find_together(question, evidence)
    if len(found) < _MEASURES:
        return None
    draft = Draft(features=describe_sentence(question, evidence))
    draft.text = "\n".join(f"{i.quote}{draft.cite(i.reading, i.sentence.start, i.sentence.end)}" for i in found)
    return draft


def find_together(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the best sentence and those of its paragraph that tell of the same, in text order; none for it alone.

    Where the second sentence is nearly as good and has others beside it, and the best one has none, those are told.
    """
    found = _find_beside(question, evidence, evidence[0])
    if not found and len(evidence) > 1 and evidence[1].score >= _NEARLY * evidence[0].score:
        second = _find_beside(question, evidence, evidence[1])
        return second if len(second) >= _MEASURES else []
    return found


def _find_beside(question: Question, evidence: Sequence[Evidence], best: Evidence) -> list[Evidence]:
    told = [item for item in _keep_time(question, evidence, best)[:_LOOKED_AT] if _stands_beside(best, item)]
    words = hold_alone(question, best)
    held = [hold_alone(question, item) for item in told]
    broad = len(told) >= _BROAD and sum(own >= _SHARED * words for own in held) > _BROAD_ALIKE
    ways = (_OF_ALL,) if broad else (_ALIKE, _ALIKE_IN_MEANING)
    chosen, length = [best], len(best.quote)
    for item, own in zip(told, held, strict=True):
        length += len(item.quote)
        alike = any(
            item.score >= score * best.score and item.near >= near * best.near and own >= least * words
            for score, near, least in ways
        )
        if item is not best and length <= _MOST and alike:
            chosen.append(item)
    return sorted(chosen, key=lambda item: item.row) if len(chosen) > 1 else []


def _keep_time(question: Question, evidence: Sequence[Evidence], best: Evidence) -> list[Evidence]:
    """Return the evidence without plans where the best sentence is a fact, or vice versa, if a time is asked."""
    planned = bool(best.reading.plans[best.row])
    timed = question.status is not None
    return [item for item in evidence if not timed or bool(item.reading.plans[item.row]) == planned]


def _stands_beside(best: Evidence, item: Evidence) -> bool:
    """Say whether a sentence of the best one's paragraph tells of deeds, not only of results or a topic."""
    same = item.reading is best.reading and item.sentence.paragraph == best.sentence.paragraph
    told = (
        bool(load_list_words()["of_deeds"].search(item.quote))
        and not item.reading.problems[item.row]
        and not names_topic(item.reading, item.row)
    )
    return item is best or (same and told)

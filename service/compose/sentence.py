"""The best sentence as an answer: quoted whole, or its clauses that hold what is asked, with the reason after it."""

import re
from collections.abc import Sequence

from corpus.types import Status
from service.compose.headed import find_told, is_of_other_time, list_told
from service.compose.means import asks_means, leave_out_problems, put_deeds_first, put_time_first
from service.compose.together import find_together
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.languages.gloss import tell
from service.question.cues import Kind
from service.question.question import Question
from service.reading.terms import cut_tokens
from service.refusal.confidence import describe_sentence

MIN_SCORE = 0.3
"""Evidence that scores less does not speak of the question at all."""
_REASON = re.compile(
    r"\W*(?:这(?:主要)?是(?:因为|由于)|因为|由于|原因|這是因[爲為]|这[^，。；]{0,30}?(?:造成|原因|因素|导致|所致|由于|因为)"
    r"|(?:上述|以上|这些|这一|这样)[^。]{0,40}?(?:考虑|兼顾|符合|体现|为了|有利于|留有))"
)
_SUFFERED = re.compile(r"\W*受[^。；]{2,40}?(?:影响|冲击|制约|拖累)")
_THEREFORE = re.compile(r"\W*(?:因此|为此|所以|正因如此|据此|鉴于此)")
_LONG_SENTENCE = 140
"""Characters; of longer sentences only the clauses around what is asked are quoted."""
_ONE_OF = re.compile(r"哪一?[个家座所条位支款部处]?(?P<noun>[县区市镇乡村街路校院馆企岛湖河山桥港园])")
_MISSED = 0.05
"""What other clauses may hold of a question beside the one that answers alone, as a share of what it holds."""
_SECOND = 2
_UNDECIDED = 0.12
"""A second sentence that scores so nearly the same is shown too: measured on the tuning half, one of four, and
the right one is among them 8 % oftener."""


def quote_best(question: Question, evidence: Sequence[Evidence], weighed: Sequence[Evidence] = ()) -> Draft:
    """Return the best sentence, and the next one where it is nearly as good; `weighed` is the evidence as it was."""
    found = evidence
    evidence = _keep_status(question, leave_out_problems(question, evidence, MIN_SCORE))
    means = asks_means(question)
    evidence = put_time_first(question, evidence) if means else evidence
    draft = Draft(features=describe_sentence(question, weighed or evidence))
    evidence = put_deeds_first(question, evidence, MIN_SCORE)
    block = find_told(question, evidence)
    if block is not None:
        draft.features["headed"] = block.held
        spans = [(block.reading, *span) for span in list_told(block, evidence)]
        draft.text = "\n".join(tell(question.language, r.quote(a, b), draft.cite(r, a, b)) for r, a, b in spans)
        return draft
    first = evidence[:_SECOND]
    together = find_together(question, [*first, *(item for item in found if item not in first)]) if means else []
    chosen = together or list(evidence[:1])
    if question.kind is Kind.EXPLANATION and not together:
        chosen += _find_reason(question, evidence)
    if len(chosen) == 1 or (together and evidence[0] in together):
        chosen += [item for item in evidence[1:2] if item not in chosen and _is_undecided(question, evidence[0], item)]
    lines = []
    for item in sorted(chosen, key=lambda chosen_item: chosen_item.sentence.start):
        start, end = _narrow(question, item)
        mark = draft.cite(item.reading, start, end)
        lines.append(tell(question.language, item.reading.quote(start, end), mark))
    draft.text = "\n".join(lines)
    return draft


def _is_undecided(question: Question, best: Evidence, second: Evidence) -> bool:
    """Say whether a second sentence scores nearly the same, and is no plan where the best is the fact asked for."""
    if best.score - second.score >= _UNDECIDED:
        return False
    if question.kind is Kind.YES_NO:
        return True
    return not is_of_other_time(question, second) or is_of_other_time(question, best)


def _keep_status(question: Question, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """Return the evidence without plans where what a year came to is asked for, and without facts where its plan is.

    All of it where nothing else speaks of the question.
    """
    timed = question.status is not None and question.periods and question.indicators and not question.both
    if not timed or question.kind not in (Kind.EXPLANATION, Kind.STATEMENT):
        return evidence
    kept = [item for item in evidence if item.score >= MIN_SCORE and not _is_of_other_status(question, item)]
    return kept or evidence


def _is_of_other_status(question: Question, item: Evidence) -> bool:
    """Say whether every number of a sentence is a plan and no fact, or the other way round."""
    planned = question.status is Status.TARGET
    figures = item.reading.figures_within(item.sentence.start, item.sentence.end)
    return bool(figures) and all((figure.status is Status.TARGET) != planned for figure in figures)


def _find_reason(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the sentence beside the best one that says why: after it "这是因为…", or before its "因此"."""
    best = evidence[0]
    if _THEREFORE.match(best.quote):
        return [item for item in evidence if item.reading is best.reading and item.row == best.row - 1]
    following = (item for item in evidence if item.reading is best.reading and item.row == best.row + 1)
    return [item for item in following if _REASON.match(item.quote) or _suffers(question, item)]


def _suffers(question: Question, item: Evidence) -> bool:
    """Say whether a sentence tells what something asked about suffers from: 受疫情冲击，经济形势依然严峻."""
    match = _SUFFERED.match(item.quote)
    return match is not None and bool(cut_tokens(question.content) & cut_tokens(item.quote[match.end() :]))


def _narrow(question: Question, item: Evidence) -> tuple[int, int]:
    """Return the span of a sentence, or of its clauses that hold what is asked when it is long."""
    start, end = item.sentence.start, item.sentence.end
    alone = _find_lone_clause(question, item)
    if alone is not None:
        return alone
    if end - start <= _LONG_SENTENCE or question.kind in (Kind.EXPLANATION, Kind.LIST):
        return start, end
    clauses = item.clauses
    gains = weigh_clauses(question, item)
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


def _find_lone_clause(question: Question, item: Evidence) -> tuple[int, int] | None:
    """Return the one clause that names what is asked (哪个村) and holds all that the sentence holds of the question.

    What stands beside it is of others: 甲村入选…，乙村被评为….
    """
    asks_one = _ONE_OF.search(question.text)
    gains = weigh_clauses(question, item)
    best = max(range(len(gains)), key=gains.__getitem__)
    rest = item.clauses[:best] + item.clauses[best + 1 :]
    clause = item.clauses[best]
    if asks_one is None or not rest or asks_one["noun"] not in item.reading.quote(clause.start, clause.end):
        return None
    asked = set().union(*(cut_tokens(_ONE_OF.sub(" ", text)) for text in question.wordings))
    elsewhere = set().union(*(cut_tokens(item.reading.quote(other.start, other.end)) for other in rest))
    own = cut_tokens(item.reading.quote(clause.start, clause.end))
    missing = item.reading.terms.mass((asked & elsewhere) - own)
    return (clause.start, clause.end) if missing <= _MISSED * gains[best] else None


def find_clause(question: Question, item: Evidence) -> tuple[int, int]:
    """Return the span of the one clause that holds most of what is asked; the sentence where none holds any."""
    clauses = item.clauses
    gains = weigh_clauses(question, item)
    if not any(gains):
        return item.sentence.start, item.sentence.end
    best = clauses[max(range(len(clauses)), key=lambda index: gains[index])]
    return best.start, best.end


def weigh_clauses(question: Question, item: Evidence) -> list[float]:
    """Return for each clause of a sentence the idf mass of the question's words that it holds."""
    asked = cut_tokens(question.content) | cut_tokens(question.canonical)
    terms = item.reading.terms
    return [terms.mass(asked & cut_tokens(item.reading.quote(clause.start, clause.end))) for clause in item.clauses]

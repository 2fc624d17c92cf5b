"""Yes or no with the sentence that says so, where no number decides (those are in compose_yes_no.py)."""

import re
from collections.abc import Sequence

from corpus.normal_form import normalise
from service.compose.sentence import find_clause, quote_best, weigh_clauses
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.languages.gloss import tell
from service.question.cues import find_directions
from service.question.question import Question
from service.reading.terms import cut_tokens
from service.refusal.premise import answers_no, asks_if_done, tells_done, tells_ended
from service.wording.wording import say

_LOOKED_AT = 8
_CLOSE = 0.5
"""Among how many sentences, and how far behind the best, one is looked for that says all in one clause."""
_PLAINLY = 1.6
"""How much more of the question its clause has to hold than any clause of the best sentence."""
_SAME_THING = 0.7
"""How much of the question's words, of what the best sentence holds, another one of the same thing holds."""
_SUBJECT = 0.9
"""Share of the words of a question's subject that the clause which is of it holds."""
_PREDICATE = re.compile(r"现在|目前|如今|已经?|是不是|是否|有没有|能不能|会不会|真的|都|还|正式|全部|全面")


def compose_verdict(question: Question, evidence: Sequence[Evidence]) -> Draft:
    """Return yes or no and the sentence that tells it; for what is not done yet also what is planned, if it stands."""
    chosen = _put_whole_first(question, evidence)
    # How sure the answer is, is told by how the sentences were weighed.
    draft, item = quote_best(question, chosen, weighed=evidence), chosen[0]
    clause = item.reading.quote(*(_find_subject_clause(question, item) or find_clause(question, item)))
    told = clause if find_directions(normalise(clause)) else item.quote
    # What is planned is not done yet.
    undone = item.reading.plans[item.row] and asks_if_done(question.text) and not tells_done(clause)
    no = undone or answers_no(question.text, told) or tells_ended(question.text, item.quote)
    if no and asks_if_done(question.text):
        _cite_other_side(question, draft, item, evidence)
    joint = "" if question.language in ("zh", "ja") else " "
    draft.text = f"{say(question.language, 'no' if no else 'yes')}{joint}{draft.text}"
    return draft


def _cite_other_side(question: Question, draft: Draft, item: Evidence, evidence: Sequence[Evidence]) -> None:
    """Add what is planned where the draft tells how far a thing is, and the other way round."""
    planned = item.reading.plans[item.row]
    cited = {start for _, start, _ in draft.spans}
    for other in evidence[:_LOOKED_AT]:
        same = other.reading is item.reading and other.words >= _SAME_THING * item.words
        if same and other.reading.plans[other.row] != planned and other.sentence.start not in cited:
            start, end = find_clause(question, other)
            mark = draft.cite(other.reading, start, end)
            draft.text += f"\n{tell(question.language, other.reading.quote(start, end), mark)}"
            return


def _put_whole_first(question: Question, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """Return the evidence with that sentence first which says in one clause what others say in several."""
    near = [item for item in evidence[:_LOOKED_AT] if evidence[0].score - item.score < _CLOSE]
    held = [max(weigh_clauses(question, item), default=0.0) for item in near]
    best = max(range(len(near)), key=lambda index: held[index])
    if held[best] <= _PLAINLY * held[0]:
        return evidence
    return [near[best], *(item for item in evidence if item is not near[best])]


def _find_subject_clause(question: Question, item: Evidence) -> tuple[int, int] | None:
    """Return the span of the one clause that holds what is asked about, where others hold but what is said of it."""
    subject = cut_tokens(_PREDICATE.split(normalise(question.text))[0]) if question.language == "zh" else set()
    mass = item.reading.terms.mass(subject, foreign=True)
    clauses = item.clauses
    held = [
        item.reading.terms.mass(subject & cut_tokens(item.reading.quote(clause.start, clause.end)))
        for clause in clauses
    ]
    whole = [clause for clause, own in zip(clauses, held, strict=True) if own >= _SUBJECT * mass > 0]
    return (whole[0].start, whole[0].end) if len(whole) == 1 else None

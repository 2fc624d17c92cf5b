"""Lists whose members stand side by side in one clause: "培育量子科技、生物制造、脑机接口等未来产业"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.normal_form import normalise
from corpus.types import Clause, Status
from index.late_interaction import LateInteraction, PassageTokens
from service.compose.list_nouns import cut_noun, name_asked
from service.compose.list_words import find_stages
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.languages.gloss import tell
from service.question.question import Question
from service.reading.terms import cut_tokens
from service.refusal.confidence import describe_list

_TOP = 10
"""Sentences whose clauses are looked at."""
_EVIDENCE = 1.5
_WORDS = 0.25
_MEMBER = 0.05
_MOST = 3
"""What the sentence's score, shared words and each mark between members (so many count) are worth beside nearness:
measured on the lists of the tuning half."""
_TOO_MANY = 0.15
"""What it costs that a clause has more members than the question says."""
_STAGE = 0.25
"""What it is worth that a clause tells of works as far as those asked for, and costs where they are not."""
_PLANNED = 0.2
"""What it costs that a clause tells of a plan where facts are asked for."""
_MIN_SCORE = 0.9
_EQUAL = 0.1
_LONG_NOUN = 4
"""Characters of a name for members that says which they are: 扶贫攻坚县."""
_SENTENCE = 140
"""Characters of a sentence that is shown whole."""
_QUOTES = re.compile(r"[”\"』」][“\"『「]")
_LAST_JOINT = re.compile(r"以及|[和及与暨]")


@dataclass(frozen=True)
class Members:
    """A clause with members side by side; higher scores fit better."""

    evidence: Evidence
    clause: Clause
    score: float


def find_members(question: Question, evidence: Sequence[Evidence]) -> list[Members]:
    """Return the clauses with members that fit a question, best first.

    Where the question says how many there are, only clauses with so many or more. Cost: some 0.1 ms a clause.
    """
    found = [
        (item, clause, text)
        for item in evidence[:_TOP]
        if _holds_noun(question, item)
        for clause in item.clauses
        if _fits_count(question, text := item.reading.quote(clause.start, clause.end))
    ]
    if not found:
        return []
    reading = found[0][0].reading
    texts = [f"{text} {' '.join(item.reading.path_at(clause.start)[-1:])}" for item, clause, text in found]
    late = LateInteraction(reading.table, PassageTokens.of_texts(reading.table, texts))
    near = late.score_best(question.forms)
    ranked = [
        Members(item, clause, float(similarity) + _weigh(question, item, text, header))
        for (item, clause, text), header, similarity in zip(found, texts, near, strict=True)
    ]
    return sorted((row for row in ranked if row.score >= _MIN_SCORE), key=lambda row: -row.score)


def _weigh(question: Question, item: Evidence, clause: str, with_header: str) -> float:
    score = _EVIDENCE * item.score + _MEMBER * min(_MOST, _count_marks(clause))
    if question.count is not None and question.count not in count_members(clause):
        score -= _TOO_MANY
    if question.status is Status.ACHIEVED and item.reading.plans[item.row]:
        score -= _PLANNED
    asked, told = _find_stage(question), find_stages(clause)
    if asked and told:
        score += _STAGE if asked in told else -_STAGE
    if question.shares_words:
        # Otherwise it shares but numbers with a clause.
        held, terms = cut_tokens(with_header), item.reading.terms
        score += _WORDS * max(
            terms.mass(asked & held) / (terms.mass(asked) or 1.0) for asked in map(cut_tokens, question.wordings)
        )
    return score


def _find_stage(question: Question) -> str | None:
    """Return how far the works must be that a question asks for; None where it does not say."""
    stages = find_stages(question.text) if question.language == "zh" else frozenset()
    return next(iter(stages)) if len(stages) == 1 else None


def _is_of_one_stage(question: Question, members: Members) -> bool:
    """Say whether no other clause of the sentence tells of works that are farther or less far than those asked for."""
    asked = _find_stage(question)
    return asked is None or find_stages(members.evidence.quote) <= {asked}


def _holds_noun(question: Question, item: Evidence) -> bool:
    """Say whether a sentence, or its head, has a word of what the question calls as many members as it says."""
    if question.count is None or question.language != "zh":
        return True
    nouns = [noun for noun in name_asked(normalise(question.text)) if len(noun) >= _LONG_NOUN]
    told = f"{item.quote} {' '.join(item.reading.path_at(item.sentence.start)[-1:])}"
    return not nouns or any(piece in told for noun in nouns for piece in cut_noun(noun))


def _fits_count(question: Question, clause: str) -> bool:
    counts = count_members(clause)
    return bool(counts) and max(counts) >= (question.count or 0)


def count_members(clause: str) -> set[int]:
    """Return how many members may stand side by side in a clause: by 、 alone, and with the "and" before the last."""
    marks = _count_marks(clause)
    joints = len(_LAST_JOINT.findall(clause.rsplit("、", 1)[-1]))
    return ({marks + 1} if marks else set()) | ({marks + 2} if joints else set())


def compose_members(question: Question, found: Sequence[Members]) -> Draft:
    """Return the best clause, and the next where it is as good; in the whole of its sentence where that is short."""
    best = found[0]
    draft = Draft()
    chosen = [best]
    chosen += [
        other
        for other in found[1:2]
        if _is_of_one_stage(question, other)
        and best.score - other.score < _EQUAL
        and other.evidence.sentence != best.evidence.sentence
    ]
    lines = []
    for members in chosen:
        reading = members.evidence.reading
        sentence = members.evidence.sentence
        whole = sentence.end - sentence.start <= _SENTENCE and _is_of_one_stage(question, members)
        start, end = (sentence.start, sentence.end) if whole else (members.clause.start, members.clause.end)
        mark = draft.cite(reading, start, end)
        lines.append(tell(question.language, reading.quote(start, end), mark))
    draft.text = "\n".join(lines)
    draft.features = describe_list(question, best.evidence, draft, best.score, beside=True)
    return draft


def _count_marks(clause: str) -> int:
    # Names in quotation marks stand side by side without a mark: “提速年”“升级年”.
    return clause.count("、") + len(_QUOTES.findall(clause))

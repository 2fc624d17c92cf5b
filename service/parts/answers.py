"""The answers to the parts of a question: of a part's wordings the one that brings something new."""

import re
from collections.abc import Callable, Sequence
from typing import Protocol, Self, TypeVar

from corpus.types import Status
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.parts.beside import asks_beside, tell_beside
from service.parts.parts import Part, split_question
from service.question.question import Question
from service.refusal.refusal import Verdict

NO_CONFIDENCE = 0.02
"""How sure an answer is that there is none of: the reports lack what is asked for."""
_SURE = 0.75
"""A wording whose answer is so sure, and stands in the sentence of an answer before, is taken without a look at the
others."""
_BESIDE = 0.5
"""What it is worth that an answer stands in such a sentence: who asks twice mostly asks about one thing."""
_ALIKE = 0.5
"""What it is worth that the number of what is asked again, of another time, has the unit of the first."""


_NOW = re.compile(r"现在|目前|眼下|如今|当前|已经?[^\W\d]|实际|现有|现状")
_PLANNED = re.compile(r"目标|计划|要|将|打算|准备|预期|任务")
_MOST_WITHIN = 3
"""Things that one part may name."""


class Answered(Protocol):
    """What came of one question."""

    @property
    def outcome(self) -> Draft | Verdict:
        """The answer, or why there is none."""

    @property
    def question(self) -> Question:
        """The question as it was understood."""

    @property
    def evidence(self) -> Sequence[Evidence]:
        """The sentences found for it, best first."""

    @property
    def confidence(self) -> float:
        """How sure the answer is, 0 to 1."""

    def give(self, outcome: Draft | Verdict) -> Self:
        """Return what came of it with another answer, or with a reason why there is none."""

    def in_words(self) -> Self | None:
        """Return the same with the best sentence as the answer; None where none is likely to answer."""


One = TypeVar("One", bound=Answered)
Span = tuple[str, int, int]
"""A report, and where in it a number or a quote stands."""


def answer_parts(
    text: str, answer: Callable[[str, frozenset[Span]], One], compare: Callable[[str], One | None] = lambda text: None
) -> list[One]:
    """Return the answer to each question in a text; one answer where parts that are not surely apart say the same.

    `compare` gives the answer to a text that sets places or years side by side, whose parts lose each other's words.
    """
    cut = split_question(text)
    if len(cut.parts) > 1 and not cut.sure:
        compared = compare(text)
        if compared is not None:
            return [compared]
    found: list[One] = []
    for part in cut.parts:
        if len(cut.parts) > 1:
            found += _answer_each(part, found, answer, cut.sure)
        else:
            found.append(_answer_part(part, found, answer, cut.sure))
    if len(found) == 1:
        return found
    if cut.sure and any(isinstance(one.outcome, Draft) for one in found):
        return [_tell_in_words(one, found) for one in found]
    answered = all(isinstance(one.outcome, Draft) for one in found)
    told = set().union(*map(_told, found))
    if answered and len(told) >= len(found):
        return found
    whole = answer(text, frozenset())
    # Questions that end apart and are none of them answered are no operands of one number.
    return found[:1] if cut.sure and _is_worked_out(whole) else [whole]


def _tell_in_words(one: One, beside: Sequence[One]) -> One:
    """Return an answer; for a part that has none, beside others that have, the sentence that speaks of it."""
    others = [other for other in beside if other is not one]
    if isinstance(one.outcome, Draft) or one.outcome.reason != "not_in_report":
        return one
    told = one.in_words()
    return one if told is None or not _is_new(told, others) else told


def _answer_each(
    part: Part, before: Sequence[One], answer: Callable[[str, frozenset[Span]], One], sure: bool
) -> list[One]:
    """Return the answers to a part that names two things for one time: each thing's, where each has its own."""
    within = split_question(part.texts[0])
    found: list[One] = []
    if 1 < len(within.parts) <= _MOST_WITHIN and not within.sure:
        for one in within.parts:
            found.append(_answer_part(one, [*before, *found], answer, sure=False))
    drafts = [one for one in found if _tells_number(one) and _is_new(one, before)]
    if len(drafts) > 1 and len(drafts) == len(found) and len(set().union(*map(_told, drafts))) >= len(found):
        return found
    return [_answer_part(part, before, answer, sure)]


def _answer_part(part: Part, before: Sequence[One], answer: Callable[[str, frozenset[Span]], One], sure: bool) -> One:
    """Return the surest answer that is new, to any wording of a part.

    Where a wording brings what is told already, its next best number is looked at too.
    """
    taken = frozenset().union(*map(_told, before))
    sentences = set().union(*map(_list_sentences, before))
    new: list[tuple[float, One]] = []
    other: list[One] = []
    for text in dict.fromkeys(part.texts):
        one = answer(text, frozenset())
        if _tells_plan(text, one):
            # What is there now is asked, beside what is planned.
            fact = answer(text, frozenset(_told(one)))
            one = fact if _tells_number(fact) and not _tells_plan(text, fact) else one
        if part.beside and before and isinstance(before[-1].outcome, Verdict) and _is_worked_out(one):
            # "What share of GDP is that", where what "that" is was not found: two other numbers make no share of it.
            one = one.give(before[-1].outcome)
        if isinstance(one.outcome, Draft) and not _is_new(one, before):
            other.insert(0, one)
            one = answer(text, taken)
        if isinstance(one.outcome, Verdict) or not _is_new(one, before) or _is_of_other_kind(part, one, before):
            other.append(one)
            continue
        beside = not sentences.isdisjoint(_list_sentences(one))
        if one.confidence >= _SURE and (beside or not sentences):
            return one
        alike = part.again and _has_unit_of(one, before)
        new.append((one.confidence + _BESIDE * beside + _ALIKE * alike, one))
    nearest = _find_beside(part, [*(one for _, one in new), *other], before)
    if nearest is not None:
        return nearest
    if new:
        return max(new, key=lambda rated: rated[0])[1]
    answered = sure and any(isinstance(one.outcome, Draft) for one in before)
    worded = [told for one in other if answered and (told := _tell_in_words(one, before)) is not one]
    for one in other:
        spoken = one.in_words() if answered and _is_of_other_kind(part, one, before) else None
        worded += [spoken] if spoken is not None and _is_new(spoken, before) else []
    return max(worded, key=lambda one: one.confidence) if worded else other[0]


def _find_beside(part: Part, found: Sequence[One], before: Sequence[One]) -> One | None:
    """Return what stands beside the number before, where a part leaves it to that number what it asks about."""
    asked = next((one for one in found if asks_beside(one.question)), None) if part.beside and before else None
    draft = tell_beside(asked.question, before[-1]) if asked is not None else None
    if asked is None or draft is None:
        return None
    told = asked.give(draft)
    return told if _is_new(told, before) else None


def _is_of_other_kind(part: Part, one: Answered, before: Sequence[Answered]) -> bool:
    """Say whether a number is of another unit than that before it, where a part asks of the same thing again."""
    if not part.leans or not before:
        return False
    asked, told = _list_units(before[0]), _list_units(one)
    return bool(asked and told) and asked.isdisjoint(told)


def _has_unit_of(one: Answered, before: Sequence[Answered]) -> bool:
    """Say whether a number has the unit of the first one before it."""
    return bool(before) and not _list_units(one).isdisjoint(_list_units(before[0]))


def _list_units(one: Answered) -> set[str]:
    return set() if isinstance(one.outcome, Verdict) else {figure.base_unit for figure, _, _ in one.outcome.figures}


def _tells_plan(text: str, one: Answered) -> bool:
    """Say whether an answer gives only plans where a part asks for what has come of them."""
    draft = one.outcome
    if isinstance(draft, Verdict) or not draft.figures or not _NOW.search(text) or _PLANNED.search(text):
        return False
    return all(figure.status is Status.TARGET for figure, _, _ in draft.figures)


def _is_worked_out(one: Answered) -> bool:
    return isinstance(one.outcome, Draft) and one.outcome.computation is not None


def _tells_number(one: Answered) -> bool:
    return isinstance(one.outcome, Draft) and bool(one.outcome.figures) and one.outcome.computation is None


def _is_new(one: Answered, before: Sequence[Answered]) -> bool:
    """Say whether an answer tells something that no answer before it tells."""
    own = _told(one)
    return not any(own <= _told(other) for other in before)


def _list_sentences(one: Answered) -> set[tuple[str, int]]:
    """Return the sentences that an answer's quotes begin in, as report and row."""
    draft = one.outcome
    if isinstance(draft, Verdict):
        return set()
    return {(reading.report.id, reading.row_at(start)) for reading, start, _ in draft.spans}


def _told(one: Answered) -> set[Span]:
    """Return the spans that an answer rests on: of its numbers, else of its quotes."""
    draft = one.outcome
    if isinstance(draft, Verdict):
        return set()
    figures = {(reading.report.id, figure.start, figure.end) for figure, reading, _ in draft.figures}
    return figures or {(reading.report.id, start, end) for reading, start, end in draft.spans}

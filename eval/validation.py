"""Checks of gold against the reports: what a writer of gold can get wrong and a reader would not see."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from eval.datasets import GoldQuestion
from eval.evidence import occurrences
from eval.matching import forbidden_found, keys_found, matching_form

TextOf = Callable[[str], str | None]
"""From a report's id to its canonical text; None when it is not at hand: its quotes are not checked then."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with one question."""

    question_id: str
    message: str
    fatal: bool
    """False where it only deserves a look."""


def validate_gold(questions: Sequence[GoldQuestion], text_of: TextOf) -> list[Finding]:
    """Return what is wrong with the questions, in their order; repeated ids and questions come last."""
    findings = [finding for question in questions for finding in _check_question(question, text_of(question.report))]
    return findings + list(_repeated_ids(questions)) + list(_repeated_questions(questions))


def _check_question(question: GoldQuestion, text: str | None) -> Iterator[Finding]:
    for key, found in zip(question.keys, keys_found(question.answer, question.keys), strict=True):
        if not found:
            yield Finding(question.id, f"the reference answer lacks the key {' | '.join(key)}", fatal=True)
    for string in forbidden_found(question.answer, question.forbidden):
        yield Finding(question.id, f"the reference answer holds the forbidden {string}", fatal=True)
    if text is None:
        return
    for quote in (quote for alternatives in question.evidence for quote in alternatives):
        places = len(occurrences(quote, text))
        if places == 0:
            yield Finding(question.id, f"not verbatim in {question.report}: {quote}", fatal=True)
        elif places > 1:
            yield Finding(question.id, f"stands {places} times in {question.report}: {quote}", fatal=False)


def _repeated_ids(questions: Iterable[GoldQuestion]) -> Iterator[Finding]:
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            yield Finding(question.id, "the id stands more than once", fatal=True)
        seen.add(question.id)


def _repeated_questions(questions: Iterable[GoldQuestion]) -> Iterator[Finding]:
    groups: dict[tuple[str, str], list[GoldQuestion]] = defaultdict(list)
    for question in questions:
        # A follow-up such as "and the year before?" may well stand in many dialogues.
        if not question.history:
            groups[question.report, matching_form(question.question)].append(question)
    for group in groups.values():
        for question in group[1:]:
            # The same question in both halves would let tuning reach the test half.
            leaks = question.half != group[0].half
            yield Finding(question.id, f"the same question as {group[0].id}", fatal=leaks)

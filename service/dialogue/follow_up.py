"""Which reading of a follow-up counts: the first whose answer speaks of what the follow-up itself names."""

import re
from collections.abc import Callable, Sequence

import numpy as np

from corpus.types import Figure
from service.dialogue.dialogue import FollowUp
from service.dialogue.follow_up_members import Members
from service.dialogue.follow_up_pair import join_pair
from service.draft import Draft
from service.evidence.in_chinese import put_into_chinese
from service.parts.answers import NO_CONFIDENCE, One
from service.question.question import Question
from service.reading.reading import Reading
from service.reading.terms import cut_tokens
from service.refusal.refusal import refuse

_CLAUSE_END = re.compile("[，,；;：:]")
_COUNTED = re.compile("(?:多少|几)(?:百|千|万|亿)*([条座所家辆艘架部台张间栋套幢株棵亩])(?![件户里])")
_SURE = 0.85
"""How sure the answer to any but the first reading has to be."""
_HELD = 0.3
"""Share of the follow-up's own words that stand in a cited sentence or above it, from which on it speaks of them."""
_NEAR = 0.6
"""The same for words that mean alike."""


def answer_follow_up(
    asked: FollowUp, answer: Callable[[str], list[One]], understand: Callable[[str], Question]
) -> tuple[str, list[One]]:
    """Return the reading that counts, with its answers; one that is refused where no answer speaks of its words.

    A follow-up that names nothing of its own is taken in its first reading that has an answer.
    """
    joined = join_pair(asked.pair, answer, understand) if asked.pair else None
    if joined is not None:
        return joined
    if asked.members is not None:
        return _name_members(asked, asked.members, answer, understand)
    tried: list[tuple[str, list[One]]] = []
    for text in (*asked.readings, *filter(None, [asked.whole])):
        found = answer(text)
        drafts = [one.outcome for one in found if isinstance(one.outcome, Draft)]
        if drafts and not _tells_details(asked, drafts):
            tried.append((text, [one.give(refuse(understand(text))) for one in found[:1]]))
            continue
        sure = not tried or (
            all(one.confidence >= _SURE for one in found) and all(_counts_alike(text, draft) for draft in drafts)
        )
        if drafts and sure and (not asked.named or any(_speaks_of(draft, asked.named, understand) for draft in drafts)):
            return text, found
        tried.append((text, found))
        if asked.part and asked.named:
            # What is said of the whole is no answer of a part of it.
            refusals = [one.give(refuse(understand(text))) for one in found[:1]] if drafts else found
            return text, refusals
        lacks = all(one.confidence <= NO_CONFIDENCE for one in found) and not (asked.done and len(tried) == 1)
        if lacks and (asked.named or asked.dated):
            # The report lacks just that: another reading would only answer something else.
            break
    # What is answered without a word of what is named is no answer to it.
    refused = [row for row in tried if not any(isinstance(one.outcome, Draft) for one in row[1])]
    if asked.bare and asked.named and not refused:
        text, found = tried[0]
        return text, [found[0].give(refuse(understand(text)))]
    return refused[-1] if refused and asked.whole else (refused or tried)[0]


def _name_members(
    asked: FollowUp, members: Members, answer: Callable[[str], list[One]], understand: Callable[[str], Question]
) -> tuple[str, list[One]]:
    """Return the first reading whose answer names what was counted; where none does, a refusal."""
    first: list[One] = []
    for text in asked.readings:
        found = answer(text)
        first = first or found
        drafts = [one.outcome for one in found if isinstance(one.outcome, Draft)]
        if any(members.leaves_open(draft) for draft in drafts):
            break
        listed = [draft for draft in drafts if members.are_named(draft)]
        if any(not members.words or _speaks_of(draft, members.words, understand) for draft in listed):
            return text, found
    if members.question and not members.others:
        counted = answer(members.question)
        row = members.quote_row(counted, understand(members.question).language)
        if row is not None:
            return asked.readings[0], [counted[0].give(row)]
    text = asked.readings[0]
    return text, [first[0].give(refuse(understand(text)))]


def _tells_details(asked: FollowUp, drafts: Sequence[Draft]) -> bool:
    """Say whether an answer's quotes have the words of each detail that is asked for: 面积 is no matter of 家."""
    if any(draft.computation is not None for draft in drafts):
        return True  # so much for each is worked out, and told nowhere
    quotes = [reading.quote(start, end) for draft in drafts for reading, start, end in draft.spans]
    return all(any(told.search(quote) for quote in quotes) for told in asked.details)


def _counts_alike(text: str, draft: Draft) -> bool:
    """Say whether an answer has a number in the unit in which a question counts: 几条 is no matter of 个."""
    asked = {unit for unit in _COUNTED.findall(text) if unit}
    return not (asked and draft.figures) or any(figure.base_unit in asked for figure, _, _ in draft.figures)


def _speaks_of(draft: Draft, named: str, understand: Callable[[str], Question]) -> bool:
    question = understand(named)
    if draft.figures:
        return any(_names(put_into_chinese(question, reading), reading, figure) for figure, reading, _ in draft.figures)
    return any(_holds(put_into_chinese(question, reading), reading, start) for reading, start, _ in draft.spans)


def _names(question: Question, reading: Reading, figure: Figure) -> bool:
    """Say whether a figure, or its clause, is of what a question names."""
    clause = reading.quote(figure.clause_start, figure.clause_end)
    sentence = reading.sentences[reading.row_at(figure.start)]
    subject = _CLAUSE_END.split(reading.quote(sentence.start, sentence.end), maxsplit=1)[0]
    told = cut_tokens(f"{figure.indicator or ''} {figure.scope or ''} {figure.words} {clause} {subject}")
    wordings = map(cut_tokens, question.wordings)
    return any(reading.terms.mass(asked & told) >= _HELD * reading.terms.mass(asked) for asked in wordings)


def _holds(question: Question, reading: Reading, start: int) -> bool:
    row = reading.row_at(start)
    held = max(float(reading.terms.score(text, not question.shares_words)[row]) for text in question.wordings)
    return held >= _HELD or float(reading.late.score_best(question.forms, np.array([row]))[0]) >= _NEAR

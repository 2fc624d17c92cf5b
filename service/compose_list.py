"""Answers that are lists: all members, in order, with their count."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.sentences import split_clauses, split_sentences
from corpus.types import Enumeration, Role
from service.draft import Draft
from service.evidence import Evidence
from service.question import Question
from service.reading import Reading
from service.terms import cut_tokens
from service.wording import say

_MIN_SCORE = 0.55
_ITEM = 60
"""Characters of an item that are shown; its citation holds all of it."""


@dataclass(frozen=True)
class _Members:
    """A list found in a report: its members' spans and how well it fits."""

    reading: Reading
    spans: tuple[tuple[int, int], ...]
    score: float


def compose_list(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return the list that fits best: numbered items, the heads below a head, or sentences alike; None for none.

    A list whose length is the number that the question names fits better.
    """
    readings = {item.reading.report.id: item.reading for item in evidence}
    found = [members for reading in readings.values() for members in _find_members(question, reading)]
    best = max(found, key=lambda members: members.score, default=None)
    if best is None or best.score < _MIN_SCORE:
        return None
    return _write(question, best)


def _find_members(question: Question, reading: Reading) -> Iterator[_Members]:
    for enumeration in reading.enumerations:
        spans = tuple((item.start, item.end) for item in enumeration.items)
        yield _Members(reading, spans, _fit(question, reading, _lead(reading, enumeration), len(spans)))
    sections = reading.outline.sections
    for index, section in enumerate(sections):
        children = [child for child in sections if child.parent == index]
        spans = tuple((child.start, _head_end(reading, child.start, child.title)) for child in children)
        if len(spans) > 1:
            lead = section.title + _announcement(reading, section.start, children[0].start)
            yield _Members(reading, spans, _fit(question, reading, lead, len(spans)))


def _lead(reading: Reading, enumeration: Enumeration) -> str:
    path = reading.path_at(enumeration.lead_start)
    return " ".join(path[-1:]) + reading.quote(enumeration.lead_start, enumeration.lead_end)


def _announcement(reading: Reading, start: int, end: int) -> str:
    """Return the paragraph that announces a section's parts ("重点抓好九个方面工作:"), or nothing."""
    before = [p for p in reading.outline.paragraphs if p.role is Role.BODY and start <= p.start and p.end <= end]
    return reading.quote(before[-1].start, before[-1].end)[-80:] if before else ""


def _head_end(reading: Reading, start: int, title: str) -> int:
    return start + len(title) if reading.quote(start, start + len(title)) == title else start + len(title) + 4


def _fit(question: Question, reading: Reading, lead: str, size: int) -> float:
    terms = reading.terms
    asked = cut_tokens(question.content)
    score = terms.mass(asked & cut_tokens(lead)) / (terms.mass(asked, question.language != "zh") or 1.0)
    if question.count is not None:
        score += 0.5 if question.count == size else -0.3
    return score


def _write(question: Question, members: _Members) -> Draft:
    draft = Draft()
    lines = [say(question.language, "total", count=len(members.spans))]
    for number, (start, end) in enumerate(members.spans, start=1):
        first = split_sentences(members.reading.report.text, start, end)[0]
        stop = _shorten(members.reading, first[0], first[1])
        mark = draft.cite(members.reading, start, stop)
        lines.append(f"{number}. {members.reading.quote(start, stop)}{mark}")
    draft.text = "\n".join(lines)
    return draft


def _shorten(reading: Reading, start: int, end: int) -> int:
    """Return where an item may stop: after the clauses that fit into the length shown."""
    stop = end
    for clause in split_clauses(reading.report.text, start, end):
        if clause.end - start > _ITEM and stop != end:
            break
        stop = clause.end
        if clause.end - start > _ITEM:
            break
    return stop if stop < end - 1 else end

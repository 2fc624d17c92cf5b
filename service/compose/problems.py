"""What a report owns up to, told in full: each problem of the passage that tells them, however it sets them apart.

They stand as numbered items, as sentences, or as the parts of one sentence between semicolons.
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from service.compose.list_words import load_list_words
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.question.cues import leave_out_problems
from service.question.question import Question
from service.reading.reading import Reading

_LEAST = 3
"""Sentences that are members on their own."""
_COVERED = 0.5
"""Share of a passage that its numbered items must take to be its members."""
_ANNOUNCES = re.compile(
    r"^[^，。；、]{0,16}[：:]|^[^；：:]{0,90}(?:困难|问题|挑战|不足|短板|差距|矛盾)[^；：:]{0,16}[：:]"
)
_ANNOUNCEMENT = re.compile(r"^[^；;]{0,80}(?:困难|问题|挑战|不足|短板|差距)[^，,；;]{0,10}[。：:]$")
"""A sentence that only says that there are some."""
_RESOLVES = re.compile(
    r"对此|(?:对|对于|针对|面对)(?:这些|以上|上述)|(?:今后|下一步)?[，,]?我们(?:一定|必须|将|要|务必|有信心)"
)
_LEFT = 1
"""Characters besides the words of any such question: more of them name one problem."""

Span = tuple[int, int]


def find_problem_lists(reading: Reading) -> Iterator[tuple[list[int], list[Span]]]:
    """Yield each passage that tells problems: the rows of its sentences and the spans of its members."""
    rows = np.flatnonzero(reading.problems).tolist()
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    for run in runs:
        members = _split(reading, run)
        if len(members) > 1:
            yield run, members


def compose_problems(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return all problems that a report owns up to where a question names none of them; None otherwise."""
    if question.language != "zh" or not question.problems or not _asks_all(question):
        return None
    reading = evidence[0].reading
    lists = list(find_problem_lists(reading))
    if not lists:
        return None
    order = {item.row: place for place, item in reversed(list(enumerate(evidence))) if item.reading is reading}
    _, members = min(lists, key=lambda found: (min(order.get(row, len(order)) for row in found[0]), -len(found[0])))
    draft = Draft(features={"named_list": 1.0})
    told = [f"{reading.quote(*span).replace('**', '')}{draft.cite(reading, *span)}" for span in members]
    draft.tell_list(question.language, told)
    return draft


def _asks_all(question: Question) -> bool:
    words = load_list_words()["of_any_problem"].sub("", leave_out_problems(question.content))
    named = re.sub(r"\W|\d+年?|[二两三四五六七八九十]", "", words)
    return len(named) <= _LEFT


def _split(reading: Reading, run: Sequence[int]) -> list[Span]:
    sentences = [(reading.sentences[row].start, reading.sentences[row].end) for row in run]
    end = sentences[-1][1]
    # The sentence that announces them may hold the first.
    before = reading.sentences[max(0, run[0] - 1)]
    start = before.start if before.paragraph == reading.sentences[run[0]].paragraph else sentences[0][0]
    for enumeration in reading.enumerations:
        items = enumeration.items
        if start <= items[0].start < end and end - items[0].start >= _COVERED * (end - start):
            spans = [(item.start, item.end) for item in items if item.start < end]
            return [*spans[:-1], (spans[-1][0], max(spans[-1][1], end))]
    if len(sentences) > 1 and _ANNOUNCEMENT.search(reading.quote(*sentences[0])):
        sentences = sentences[1:]
    if len(sentences) > 1 and _RESOLVES.match(reading.quote(*sentences[-1])):
        sentences = sentences[:-1]
    if len(sentences) >= _LEAST:
        return sentences
    return [span for sentence in sentences for span in _split_sentence(reading, *sentence)]


def _split_sentence(reading: Reading, start: int, end: int) -> Iterator[Span]:
    """Yield the parts of a sentence between semicolons, without the words that only announce them."""
    text = reading.report.text
    lead = _ANNOUNCES.match(reading.quote(start, end))
    start += lead.end() if lead else 0
    first = start
    for mark in re.finditer(r"[；;]", text[start:end]):
        yield first, start + mark.start()
        first = start + mark.end()
    yield first, end

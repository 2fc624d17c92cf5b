"""Sentences, clauses and enumerations of a text, as spans.

A sentence ends with 。！？ (or ! ?, or a full stop before a space and a capital in Latin text) and the closing quotes
and brackets after it. A clause ends with a comma, semicolon or colon outside numbers and remarks (预计数，下同);
、 joins members and ends nothing.
"""

import re
from collections.abc import Iterator

from corpus.types import Clause, Enumeration, Item, Outline, Role, Sentence

_SENTENCE_END = re.compile(r"(?:[。！？!?…]+|(?<=[A-Za-z0-9)%\]])\.(?=\s+[A-Z“\"(]|\s*$))[”’」』）)》\"]*")
_CLAUSE_END = re.compile(r"[，；：;](?!\Z)|(?<!\d),|,(?!\d{3}(?!\d))|(?<!\d):|:(?!\d)")
_REMARK = re.compile(r"[(（][^（）()\n]{0,40}下同[)）]")
"""What a remark says of a number holds for those that follow: what stands behind it goes on where it began."""

_CHINESE_ORDINALS = {
    word: number
    for number, word in enumerate(
        (tens + ones for tens in ("", "十", "二十") for ones in ("", *"一二三四五六七八九") if tens + ones), start=1
    )
}
_CHINESE_ORDINAL = "二?十[一二三四五六七八九]?|[一二三四五六七八九]"
# Each style of mark: how the n-th one looks. A run counts only when it starts at 1 and goes up one by one.
_MARKS = (
    re.compile(rf"(?<![之其专统唯单万同合])(?P<n>{_CHINESE_ORDINAL})(?:是|要(?=[^素求点职]))"),
    re.compile(r"[(（](?P<n>\d{1,2})[)）]"),
    re.compile(rf"(?<=[。；;：:\s])[(（](?P<n>{_CHINESE_ORDINAL})[)）]"),
    re.compile(rf"第(?P<n>{_CHINESE_ORDINAL})[,，、]"),
    re.compile(r"(?P<n>[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳])"),
)


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the sentences in `text[start:end]`, in order, without the white space around them."""
    end = len(text) if end is None else end
    cuts = [match.end() for match in _SENTENCE_END.finditer(text, start, end)]
    return list(_trimmed(text, start, end, [(cut, cut) for cut in cuts]))


def split_clauses(text: str, start: int = 0, end: int | None = None) -> list[Clause]:
    """Return the clauses of `text[start:end]`, in order, without the punctuation between them."""
    end = len(text) if end is None else end
    cuts = [match.span() for match in find_edges(_CLAUSE_END, text, start, end)]
    return [Clause(*span) for span in _trimmed(text, start, end, cuts)]


def find_edges(edge: re.Pattern[str], text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the matches of a pattern in `text[start:end]` that are not inside a remark (预计数，下同), in order."""
    remarks = [match.span() for match in _REMARK.finditer(text, start, end)]
    found = edge.finditer(text, start, end)
    return [match for match in found if not any(low < match.start() < high for low, high in remarks)]


def list_sentences(text: str, outline: Outline) -> tuple[Sentence, ...]:
    """Return the sentences of every heading, body and glossary paragraph, in text order."""
    kept = {Role.HEADING, Role.BODY, Role.GLOSSARY}
    return tuple(
        Sentence(start, end, index)
        for index, paragraph in enumerate(outline.paragraphs)
        if paragraph.role in kept
        for start, end in split_sentences(text, paragraph.start, paragraph.end)
    )


def find_enumerations(text: str, start: int = 0, end: int | None = None) -> list[Enumeration]:
    """Return the numbered runs of two or more items inside one paragraph, in text order.

    An item ends where the next begins; the last one ends with its sentence. The lead is the sentence part before
    the first mark, or the sentence before that when the mark opens its sentence.
    """
    end = len(text) if end is None else end
    sentences = split_sentences(text, start, end)
    found: list[Enumeration] = []
    for marks in _MARKS:
        for run in _runs([(m.start(), _ordinal(m["n"])) for m in marks.finditer(text, start, end)]):
            found.append(_enumeration(text, run, sentences, start))
    return sorted(found, key=lambda enumeration: enumeration.items[0].start)


def _ordinal(mark: str) -> int:
    if mark.isdecimal():
        return int(mark)
    return _CHINESE_ORDINALS[mark] if mark in _CHINESE_ORDINALS else ord(mark) - ord("①") + 1


def _runs(marks: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    run: list[tuple[int, int]] = []
    for position, ordinal in marks:
        if run and ordinal == run[-1][1] + 1:
            run.append((position, ordinal))
        elif ordinal == 1:
            if len(run) > 1:
                yield run
            run = [(position, ordinal)]
    if len(run) > 1:
        yield run


def _enumeration(
    text: str, run: list[tuple[int, int]], sentences: list[tuple[int, int]], paragraph_start: int
) -> Enumeration:
    first, last = run[0][0], run[-1][0]
    stop = next((b for a, b in sentences if a <= last < b), len(text))
    starts = [position for position, _ in run] + [stop]
    items = tuple(Item(*_trim(text, a, b), ordinal) for (a, ordinal), b in zip(run, starts[1:], strict=True))
    lead_start = next((a for a, b in sentences if a <= first < b), paragraph_start)
    if not text[lead_start:first].strip():
        lead_start = max((a for a, _ in sentences if a < first), default=paragraph_start)
    lead_start, lead_end = _trim(text, lead_start, first)
    return Enumeration(lead_start, lead_end, items)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _trimmed(text: str, start: int, end: int, cuts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for stop, following in [*cuts, (end, end)]:
        a, b = _trim(text, start, stop)
        if a < b:
            yield a, b
        start = following

"""Lists whose items have a paragraph each, numbered from one: the ten things that a government promises to do."""

import re
from collections.abc import Iterator

from corpus.numerals import parse_number
from corpus.sentences import split_sentences
from corpus.types import Role
from service.reading.reading import Reading

_NUMBER = re.compile(
    r"\W{0,3}?(?:(?P<digits>\d{1,2})\s*[.．、](?!\d)|[（(](?P<inside>\d{1,2})[)）]|(?P<words>[一二三四五六七八九十]{1,3})[是、])"
)
_FEWEST = 3

Span = tuple[int, int]


def find_numbered_paragraphs(reading: Reading) -> Iterator[tuple[Span, list[Span]]]:
    """Yield the sentence before each run of paragraphs that count from one, and their spans."""
    text = reading.report.text
    before: Span | None = None
    lead: Span | None = None
    run: list[Span] = []
    for paragraph in reading.outline.paragraphs:
        if paragraph.role is not Role.BODY:
            continue
        number, start = _read_number(text, paragraph.start, paragraph.end)
        if run and number == len(run) + 1:
            run.append((start, paragraph.end))
        else:
            if lead is not None and len(run) >= _FEWEST:
                yield split_sentences(text, *lead)[-1], run
            run = [(start, paragraph.end)] if number == 1 else []
            lead = before
        before = paragraph.start, paragraph.end
    if lead is not None and len(run) >= _FEWEST:
        yield split_sentences(text, *lead)[-1], run


def _read_number(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the number of a paragraph and where its words begin; 0 where it has none."""
    match = _NUMBER.match(text, start, end)
    if match is None or match.end() == end:
        return 0, start
    return int(parse_number(match["digits"] or match["inside"] or match["words"]) or 0), match.end()

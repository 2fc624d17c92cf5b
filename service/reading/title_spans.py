"""Where the words of a head stand in the text: behind its bold marks, at the start of its line."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.numerals import parse_number
from corpus.types import Section
from service.reading.reading import Reading


def find_title(reading: Reading, section: Section) -> tuple[int, int]:
    """Return the span of a section's title; what follows in the line, or bold marks around it, is left out."""
    text, title = reading.report.text, section.title
    start = text.find(title, section.start, section.end + len(title))
    if start >= 0:
        return start, start + len(title)
    # A title is told without the marks inside it; its line has them.
    end = text.find("\n", section.start)
    return section.start, min(section.start + len(title) + 4, end if end >= 0 else len(text))


_ORDINAL = re.compile(r"^\W*(?P<number>[一二三四五六七八九十]{1,3})、")
_FEWEST = 3
_STYLES = (
    re.compile(r"^\W*[—–-]{1,}"),
    re.compile(r"^\W*[（(][一二三四五六七八九十]"),
    re.compile(r"^\W*[一二三四五六七八九十]+是"),
)
"""The marks before heads that tell lists beside each other apart."""


def split_styles(heads: Sequence[Section]) -> Iterator[list[Section]]:
    """Yield the heads of one parent in runs with the same marks: six goals with dashes, then four tasks numbered."""
    for _, run in groupby(heads, lambda head: [bool(style.match(head.title)) for style in _STYLES]):
        yield list(run)


def find_counted_heads(reading: Reading) -> Iterator[list[Section]]:
    """Yield the top heads that count from one again after others have: 二、今年工作安排, 一、…, 二、…, 三、…."""
    run: list[Section] = []
    last = 0
    for section in reading.outline.sections:
        if section.parent is not None:
            continue
        match = _ORDINAL.match(section.title)
        number = int(parse_number(match["number"]) or 0) if match else 0
        if run and number == len(run) + 1:
            run.append(section)
        else:
            if len(run) >= _FEWEST:
                yield run
            run = [section] if number == 1 and last else []
        last = number or last
    if len(run) >= _FEWEST:
        yield run

"""The words of reports: texts cut by the longest word of a list, and in how many reports each word stands."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from corpus.glossary import load_glossary
from corpus.normal_form import normalise
from service.training.sources import read_rows

_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,8}")
_LONGEST = 8
_LONGEST_NAME = 5
_FIRST_YEAR = 1995
"""Older reports speak of other things."""


def list_words(dictionary: Path) -> frozenset[str]:
    """Return the Chinese words of a dictionary (rows with `zh`) and the short names of indicators."""
    words = {normalise(row["zh"]) for row in read_rows(dictionary)}
    for indicator in load_glossary().indicators:
        names = map(normalise, (indicator.name, *indicator.aliases))
        words.update(name for name in names if len(name) <= _LONGEST_NAME)
    return frozenset(word for word in words if _CHINESE.fullmatch(word))


def cut(text: str, words: frozenset[str]) -> list[str]:
    """Return a Chinese text as the longest words at each place, single characters where there is none."""
    plain = normalise(text)
    pieces: list[str] = []
    place = 0
    while place < len(plain):
        if not "\u4e00" <= plain[place] <= "\u9fff":
            place += 1
            continue
        sizes = range(min(_LONGEST, len(plain) - place), 1, -1)
        size = next((n for n in sizes if plain[place : place + n] in words), 1)
        pieces.append(plain[place : place + size])
        place += size
    return pieces


def count_reports(reports: Path, words: frozenset[str]) -> Counter[str]:
    """Return in how many reports (rows with `text`, `lang`, `year`, `variant_of`) each word stands."""
    counts: Counter[str] = Counter()
    for row in read_rows(reports):
        if row["lang"] == "zh" and not row["variant_of"] and row["year"] >= _FIRST_YEAR:
            counts.update(set(cut(row["text"], words)))
    return counts


def read_list(path: Path) -> Iterable[str]:
    """Give the lines of a list of words without its remarks."""
    return (line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#"))

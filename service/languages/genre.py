"""Words of the genre written by hand for each language: they come before what was learned (`translation.py`).

A line of `genre_words/en.txt` is `words|other words=meaning meaning`, the likeliest meaning first; `==` leaves no
learned meaning beside them, and the words of such a phrase mean something else apart.
`others.txt` has a column for each of the other languages.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import repeat
from pathlib import Path

from corpus.normal_form import normalise
from service.languages.stems import is_inflected, stem

_FOLDER = Path(__file__).parent / "genre_words"
_WIDE = ("ja", "ko")
_COLUMNS = ("ja", "ko", "fr", "de", "es", "ru", "pt", "it", "vi")
"""Languages of the columns of `others.txt`, after the Chinese."""
_HEAD = 3
"""Letters that a word shares with its stem: only lines that begin with those of a question's word are stemmed."""
_STEP = 0.08
"""What each later meaning of a line is worth less."""
_LEARNED = 0.6
"""What a learned meaning is worth beside those written by hand."""
_DERIVED = 0.5
"""What the first meaning of a line is worth for a word that is only derived from the line's."""
_LEAST = 0.2

_WORD = re.compile(r"[^\W\d_]+&[^\W\d_]+|[^\W_]+")
"""Words of a phrase, numbers and R&D too: "top 100 counties"."""

Meanings = tuple[tuple[str, float], ...]
_Found = tuple[tuple[str, ...], bool, bool]
"""What a phrase means, whether nothing else counts, and whether it is the very phrase in a form of its own."""
_Lines = Mapping[str, tuple[tuple[str, ...], bool]]
_Stemmed = Mapping[str, list["_Line"]]
_Line = tuple[tuple[str, ...], tuple[str, ...], bool]
"""The words of a phrase, their meanings, and whether no others count."""


def add_genre(words: str, key: str, language: str, learned: Meanings, joining: frozenset[str]) -> Meanings:
    """Return what a phrase, given by its words and their stems, means by hand and by learning.

    The very words count before their stems: customers are no customs. What is only derived from a word by hand means
    first what was learned: development is no developers.
    """
    found = _find(words, key, language, joining)
    if found is None:
        return learned
    meanings, alone, near = found
    if learned and not near:
        more = (item for item in enumerate(meanings) if item[1] not in dict(learned))
        return (*learned, *((meaning, max(_LEAST, _DERIVED - _STEP * place)) for place, meaning in more))
    own = tuple((meaning, 1 - min(0.6, _STEP * place)) for place, meaning in enumerate(meanings))
    rest = () if alone else tuple((word, round(weight * _LEARNED, 2)) for word, weight in learned)
    return (*own, *(item for item in rest if item[0] not in meanings))


def can_part(words: str, key: str, language: str, joining: frozenset[str]) -> bool:
    """Say whether the words of a phrase mean together what they mean apart: of learned phrases nobody knows it."""
    found = _find(words, key, language, joining)
    return found is not None and not found[1]


def _find(words: str, key: str, language: str, joining: frozenset[str]) -> _Found | None:
    first = (words, key) if language in _WIDE else (words.split(" ", 1)[0], key.split(" ", 1)[0])
    for head in dict.fromkeys((first[0][:_HEAD], first[1][:_HEAD])):
        said, stemmed = _stem_lines(head, language, joining)
        if found := said.get(words):
            return *found, True
        if lines := stemmed.get(key):
            asked = words.split(" ")
            near = (line for line in lines if all(map(is_inflected, asked, line[0], repeat(language))))
            line = next(near, None)
            return (*line[1:], True) if line else (*lines[0][1:], False)
    return None


@cache
def _stem_lines(head: str, language: str, joining: frozenset[str]) -> tuple[_Lines, _Stemmed]:
    """Return the lines that begin with some letters, by their words and by the stems of these."""
    said: dict[str, tuple[tuple[str, ...], bool]] = {}
    stemmed: dict[str, list[_Line]] = {}
    for words, meanings, alone in _read(language, joining).get(head, ()):
        between = "" if language in _WIDE else " "
        said.setdefault(between.join(words), (meanings, alone))
        key = between.join(stem(word, language) for word in words)
        stemmed.setdefault(key, []).append((words, meanings, alone))
    return said, stemmed


@cache
def _read(language: str, joining: frozenset[str]) -> Mapping[str, list[_Line]]:
    """Return the lines of a language by the letters that they begin with."""
    table: dict[str, list[_Line]] = {}
    left_out = frozenset() if language in _WIDE else joining
    for phrase, meanings, alone in _read_lines(language):
        words = tuple(word for word in _WORD.findall(phrase) if word not in left_out)
        if words:
            table.setdefault("".join(words)[:_HEAD] if language in _WIDE else words[0][:_HEAD], []).append(
                (words, meanings, alone)
            )
    return table


def _read_lines(language: str) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Give each phrase of a language with its meanings, and whether no others count."""
    path = _FOLDER / f"{language}.txt"
    if path.is_file():
        for line in _lines(path):
            phrases, _, meanings = line.partition("=")
            for phrase in normalise(phrases).split("|"):
                yield phrase, tuple(normalise(meanings.lstrip("=")).split()), meanings.startswith("=")
    elif language in _COLUMNS:
        for line in _lines(_FOLDER / "others.txt"):
            meanings, *columns = normalise(line).split("|")
            column = _COLUMNS.index(language)
            for phrase in columns[column].split(",") if column < len(columns) else ():
                yield phrase, tuple(meanings.split()), False


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#"))

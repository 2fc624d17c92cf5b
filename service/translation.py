"""What the words of questions in other languages can mean in Chinese.

    terms = find_terms("private kindergartens supported", "en")     # each with what it can mean: 民办园 ...

The dictionary is learned from public translations and dictionaries and completed by hand with the words of the genre
(`python -m service.training vocabulary`). What a word means in a report is decided there, see `in_chinese.py`.
"""

import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.glossary import load_glossary
from corpus.normal_form import normalise
from service.stems import stem

_FOLDER = Path(__file__).parent / "models"
_LONGEST = 5
"""Words of the longest phrase that is looked up."""
_LONGEST_WIDE = 9
"""Characters of the longest Japanese or Korean word that is looked up."""
_TOKEN = re.compile(
    r"[\u4e00-\u9fff]+|[\u3040-\u30ff]+|[\uac00-\ud7af]+|[a-z\u00df-\u024f\u0400-\u04ff]+|\d+(?:\.\d+)?%?"
)
_WORD = re.compile(r"[a-z\u00df-\u024f\u0400-\u04ff]+")


@dataclass(frozen=True, slots=True)
class Term:
    """Words of a question and what they can mean in Chinese, the likeliest first; none where nothing is known."""

    words: str
    meanings: tuple[tuple[str, float], ...]
    """Chinese words with their weight, 0 to 1."""


def find_terms(text: str, language: str) -> tuple[Term, ...]:
    """Return the terms of a normal form whose indicators stand in it by their Chinese names; in text order.

    Longest phrases first. Numbers, Chinese words and words that no dictionary knows are terms too. Some tens of
    microseconds; the first of a language reads its dictionary, some 50 milliseconds.
    """
    return tuple(_find_wide(text, language) if language in ("ja", "ko") else _find_words(text, language))


def _find_words(text: str, language: str) -> Iterator[Term]:
    tokens = _TOKEN.findall(text)
    stems = [stem(token, language) if _WORD.fullmatch(token) else "" for token in tokens]
    place = 0
    while place < len(tokens):
        for size in range(min(_LONGEST, len(tokens) - place), 0, -1):
            run = stems[place : place + size]
            found = _look_up(" ".join(run), language) if all(run) else ()
            if found:
                yield Term(" ".join(tokens[place : place + size]), found)
                break
        else:
            size = 1
            yield _read_alone(tokens[place])
        place += size


def _find_wide(text: str, language: str) -> Iterator[Term]:
    """Give the terms of a text whose words are not set apart; its endings and particles are no terms."""
    for run in re.findall(r"[\u3040-\u30ff\u4e00-\u9fff\u30fc々]+|[\uac00-\ud7af]+|[a-z0-9.%+&-]+", text):
        place = 0
        while place < len(run):
            for size in range(min(_LONGEST_WIDE, len(run) - place), 1, -1):
                found = _look_up(run[place : place + size], language)
                if found:
                    yield Term(run[place : place + size], found)
                    break
            else:
                size = 1
                if match := re.match(r"[\u4e00-\u9fff]+|[a-z0-9.%+&-]+", run[place:]):
                    # Chinese characters mean in Japanese what they mean in Chinese, where no word of them is known.
                    size = len(match.group()) if match.group()[0] < "\u2e80" else _till_known(match.group(), language)
                    yield _read_alone(run[place : place + size])
            place += size
            if language == "ko" and place and size > 1:
                place += _skip_particle(run[place:])


def _till_known(run: str, language: str) -> int:
    for place in range(1, len(run)):
        if any(_look_up(run[place : place + size], language) for size in range(2, _LONGEST_WIDE)):
            return place
    return len(run)


def _skip_particle(rest: str) -> int:
    return len(rest) if len(rest) <= 1 else 0


def _read_alone(token: str) -> Term:
    indicator = load_glossary().get(token) if token[0] >= "\u2e80" else None
    if indicator is None:
        return Term(token, ((token, 1.0),) if not _WORD.fullmatch(token) else ())
    # A report may use any of an indicator's names: 财政收入 and 一般公共预算收入.
    names = (indicator.name, *indicator.aliases[:6])
    return Term(token, tuple((normalise(name), 1.0 if name == token else 0.8) for name in names))


@cache
def _look_up(word: str, language: str) -> tuple[tuple[str, float], ...]:
    """Return what a phrase of stems, or a Japanese or Korean word, can mean; empty for an unknown one."""
    line = _read_words(language).get(word)
    if line is None:
        return ()
    pairs = (item.split(":") for item in line.split())
    return tuple((meaning, float(weight)) for meaning, weight in pairs)


@cache
def _read_words(language: str) -> dict[str, str]:
    file = _FOLDER / f"words.{language}.xz"
    if not file.is_file():
        return {}
    lines = lzma.decompress(file.read_bytes()).decode().splitlines()
    return dict(line.split("=", 1) for line in lines)

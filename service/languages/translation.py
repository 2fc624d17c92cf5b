"""What the words of questions in other languages can mean in Chinese.

    terms = find_terms("private kindergartens supported", "en")     # each with what it can mean: 民办园 ...

The dictionary is learned from public translations and dictionaries and completed by hand with the words of the genre
(`python -m service.training vocabulary`). What a word means in a report is decided there, see `in_chinese.py`.
"""

import lzma
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path

from corpus.glossary import load_glossary
from corpus.normal_form import normalise
from service.languages.amounts import other_forms
from service.languages.genre import add_genre, can_part
from service.languages.numbered_names import find_numbered
from service.languages.stems import stem

_FOLDER = Path(__file__).parents[1] / "models"
_TABLES = Path(__file__).parent / "translation.toml"
_LONGEST = 5
"""Words of the longest phrase that is looked up."""
_LONGEST_WIDE = 9
"""Characters of the longest Japanese or Korean word that is looked up."""
_ITSELF = 0.8
"""What a Japanese word in Chinese characters is worth as what they mean in Chinese."""
_LEAST_OF_COMPOUND = 4
_TOKEN = re.compile(
    # Chinese names of indicators hold Latin letters too: r&d经费投入强度.
    r"[a-z0-9&.+]*[\u4e00-\u9fff][\u4e00-\u9fffa-z0-9&.+]*|[\u3040-\u30ff]+|[\uac00-\ud7af]+"
    r"|[a-z]+&[a-z]+|[a-z]*\d(?:[\d.,]*\d)?[a-z]*%?|[a-z\u00df-\u024f\u0400-\u04ff\u1e00-\u1eff]+"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_WIDE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7afa-z0-9.%+&-]+(?: [\uac00-\ud7af]+)*")
_IN_PHRASE = re.compile(r"\d{1,4}(?:[a-z]|st|nd|rd|th)?|[a-z]+&[a-z]+")
_WORD = re.compile(r"[a-z\u00df-\u024f\u0400-\u04ff\u1e00-\u1eff]+")


@dataclass(frozen=True, slots=True)
class Term:
    """Words of a question and what they can mean in Chinese, the likeliest first; none where nothing is known."""

    words: str
    meanings: tuple[tuple[str, float], ...]
    """Chinese words with their weight, 0 to 1."""
    optional: bool = False
    """It counts only where a report uses one of its meanings."""
    name: bool = False
    """It is a name in Latin letters: where a report has none that is read so, it does not speak of it."""
    parts: "tuple[Term, ...]" = ()
    """The terms of a phrase's single words: what it means where a report uses none of its meanings."""


def find_terms(text: str, language: str, literal: frozenset[str] = frozenset()) -> tuple[Term, ...]:
    """Return the terms of a normal form whose indicators stand in it by their Chinese names; in text order.

    Longest phrases first. Numbers, Chinese words and words that no dictionary knows are terms too. Some tens of
    microseconds; the first of a language reads its dictionary, some 50 milliseconds. Words in `literal` mean
    themselves: LED is no past of lead.
    """
    wide = language in ("ja", "ko")
    return tuple(_find_wide(text, language) if wide else _find_words(text, language, literal))


def _find_words(text: str, language: str, literal: frozenset[str]) -> Iterator[Term]:
    joining = left_out("joining", language)
    tokens = [token for token in _TOKEN.findall(text) if token not in joining]
    return _find_phrases(tokens, language, literal, _LONGEST)


def find_phrase(words: str, language: str) -> tuple[str, ...]:
    """Return what a phrase means that the list by hand has; empty for any other."""
    joining = left_out("joining", language)
    said = [word for word in words.split() if word not in joining]
    key = " ".join(stem(word, language) for word in said)
    if len(said) < 2 or not can_part(" ".join(said), key, language, joining):
        return ()
    return tuple(meaning for meaning, _ in _look_up(key, language, " ".join(said)))


def find_list_names(normal: str, language: str) -> tuple[Term, ...]:
    """Return what the numbered nouns of a question may be called: "five action plans" 五大行动计划."""
    found = find_numbered(normal, lambda words: _means(words, language), language)
    return tuple(Term(words, tuple((name, 1.0) for name in names), optional=True) for words, names in found)


def _means(words: Sequence[str], language: str) -> list[str]:
    """Return what a phrase can mean."""
    if language in ("ja", "ko"):
        return _means_wide("".join(words), language)
    joining = left_out("joining", language)
    said = [word for word in words if word not in joining]
    key = " ".join(stem(word, language) for word in said)
    return [meaning for meaning, _ in _look_up(key, language, " ".join(said))] if said else []


def _means_wide(run: str, language: str) -> list[str]:
    """Return what a Japanese or Korean run of characters can mean, which may go on into an ending."""
    for end in range(len(run), 1, -1):
        if found := _look_up(run[:end], language):
            return [*(meaning for meaning, _ in found), *([run[:end]] if language == "ja" else [])]
    return [run] if language == "ja" else []


def _find_phrases(tokens: Sequence[str], language: str, literal: frozenset[str], longest: int) -> Iterator[Term]:
    joining, alone = left_out("joining", language), left_out("alone", language)
    # Capitals have no stem: LED is no past of lead, but AI may be known by hand.
    stems = [token if token in literal else _stem_token(token, language) for token in tokens]
    place = 0
    while place < len(tokens):
        for size in range(min(longest, len(tokens) - place), 0, -1):
            words, run = tokens[place : place + size], stems[place : place + size]
            apart = size > 1 and can_part(" ".join(words), " ".join(run), language, joining)
            known = all(run) and (apart or not alone.issuperset(words))
            found = _look_up(" ".join(run), language, " ".join(words)) if known else ()
            if size == 1 and words[0] in literal:
                found = _know_by_hand(words[0], language)
            if found:
                parts = _find_phrases(words, language, literal, size - 1) if apart else ()
                yield Term(" ".join(words), found, parts=tuple(parts))
                break
        else:
            size = 1
            if tokens[place] in literal:
                yield Term(tokens[place], ((tokens[place], 1.0),))
            elif tokens[place] not in alone:
                yield from _cut_compound(tokens[place], language) or [_read_alone(tokens[place])]
        place += size


def _know_by_hand(token: str, language: str) -> tuple[tuple[str, float], ...]:
    """Return what a word in capitals means by hand, and itself before that; empty where nothing is known."""
    found = add_genre(token, token, language, (), left_out("joining", language))
    return ((token, 1.0), *found) if found else ()


def _stem_token(token: str, language: str) -> str:
    """Return the stem of a word; a short number and R&D as they are, which phrases hold; empty for any other."""
    if _WORD.fullmatch(token):
        return stem(token, language)
    return token if _IN_PHRASE.fullmatch(token) else ""


def _cut_compound(word: str, language: str) -> list[Term]:
    """Return the two known words that a German one is made of (Stadtbevölkerung), the first as long as can be."""
    if language != "de" or len(word) < 2 * _LEAST_OF_COMPOUND:
        return []
    for cut in range(len(word) - _LEAST_OF_COMPOUND, _LEAST_OF_COMPOUND - 1, -1):
        parts = [word[:cut], word[cut:]]
        found = [
            next(
                filter(None, (_look_up(stem(form, language), language) for form in (part, part.removesuffix("s")))), ()
            )
            for part in parts
        ]
        if all(found):
            return [Term(part, meanings) for part, meanings in zip(parts, found, strict=True)]
    return []


def _find_wide(text: str, language: str) -> Iterator[Term]:
    """Give the terms of Japanese or Korean, whose words run into their endings; what no dictionary knows is left out.

    Chinese characters that no dictionary knows mean in Japanese what they mean in Chinese.
    """
    joining, alone = left_out("joining", language), left_out("alone", language)
    for match in _WIDE.finditer(text):
        words = match.group().split()
        run = "".join(words)
        begins = set(accumulate(map(len, words), initial=0))
        place = 0
        while place < len(run):
            size = _find_longest(run, place, begins, language, alone)
            if size:
                yield _with_itself(run[place : place + size], language)
            elif run[place] < "\u3040" or "\u4e00" <= run[place] <= "\u9fff":
                size = _reach(run, place, begins, language, alone)
                if run[place : place + size] not in alone:
                    yield _read_alone(run[place : place + size])
            place += size or 1
            following = min(begin for begin in begins if begin >= place)
            if run[place:following] in joining:
                place = following


def _with_itself(word: str, language: str) -> Term:
    """Return the term of a known word; written in Chinese characters it may mean what they mean in Chinese."""
    meanings = _look_up(word, language)
    itself = all("\u4e00" <= char <= "\u9fff" for char in word) and word not in dict(meanings)
    return Term(word, (*meanings, (word, _ITSELF)) if itself else meanings)


def _find_longest(run: str, place: int, begins: set[int], language: str, alone: frozenset[str]) -> int:
    """Return the length of the longest known word at a place, 0 for none; only from its start it spans a space."""
    end = len(run) if place in begins else min(begin for begin in begins if begin > place)
    for size in range(min(_LONGEST_WIDE, end - place), 1, -1):
        word = run[place : place + size]
        if word not in alone and _look_up(word, language):
            return size
    return 0


def _reach(run: str, place: int, begins: set[int], language: str, alone: frozenset[str]) -> int:
    """Return how many characters of one script follow before a known word begins."""
    chinese = run[place] >= "\u4e00"
    size = 1
    while place + size < len(run) and place + size not in begins:
        char = run[place + size]
        same = "\u4e00" <= char <= "\u9fff" if chinese else char < "\u3040"
        if not same or (chinese and _find_longest(run, place + size, begins, language, alone)):
            break
        size += 1
    return size


def _read_alone(token: str) -> Term:
    indicator = load_glossary().get(token) if _CHINESE.search(token) else None
    if indicator is None:
        forms = (token, *other_forms(token))
        return Term(token, tuple((form, 1.0) for form in forms) if not _WORD.fullmatch(token) else ())
    # A report may use any of an indicator's names: 财政收入 and 一般公共预算收入.
    names = (indicator.name, *indicator.aliases[:6])
    return Term(token, tuple((normalise(name), 1.0 if name == token else 0.8) for name in names))


@cache
def left_out(table: str, language: str) -> frozenset[str]:
    """Return the words of a language that only join others ("joining") or mean nothing alone ("alone")."""
    return frozenset(read_words(table, language))


def read_words(table: str, language: str) -> list[str]:
    """Return the words of a language in a table of translation.toml, in order; none where it has no such language."""
    return str(_read_tables()[table].get(language, "")).split()


@cache
def _read_tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(_TABLES.read_text("utf-8"))


@lru_cache(maxsize=4096)
def _look_up(word: str, language: str, said: str = "") -> tuple[tuple[str, float], ...]:
    """Return what a phrase of stems, or a Japanese or Korean word, can mean; empty for an unknown one.

    `said` are the words before they were made stems.
    """
    pairs = (item.split(":") for item in _read_words(language).get(word, "").split())
    learned = tuple((meaning, float(weight)) for meaning, weight in pairs)
    return add_genre(said or word, word, language, learned, left_out("joining", language))


@cache
def _read_words(language: str) -> dict[str, str]:
    file = _FOLDER / f"words.{language}.xz"
    if not file.is_file():
        return {}
    lines = lzma.decompress(file.read_bytes()).decode().splitlines()
    return dict(line.split("=", 1) for line in lines)

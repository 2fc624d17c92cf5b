"""What a Chinese quote says, word for word in the reader's language: rough, and beside the quote that proves it."""

import lzma
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from corpus.glossary import load_glossary
from corpus.normal_form import normalise
from corpus.places import PlaceMention, find_places
from corpus.units import split_multiplier
from service.languages.pinyin import spell
from service.wording.values import describe_amount
from service.wording.wording import say

_FOLDER = Path(__file__).parents[1] / "models"
_LONGEST = 12
_NAME = 5
_LEAST = 4
"""Characters below which a quote needs no gloss."""
_PIECE = re.compile(
    r"(?P<year>(?:19|20)\d\d年)|(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>[万亿千百]*(?:元|美元|公里|平方公里|平方米|亩|吨|公斤|立方米|千瓦|公顷|米|%|人次|人|户|张|套)?)"
    r"|(?P<latin>[a-z][a-z0-9 .&+-]*)|(?P<chinese>[\u4e00-\u9fff]+)|(?P<mark>.)",
    re.DOTALL,
)
_NUMERAL = re.compile(r"[\d一二两三四五六七八九十百千万亿]")
_NUMBER = re.compile(r"\b\d{2,}\b")
_WITH_DIGIT = re.compile(r"^([^=\n]+)=(.*\d.*)$", re.MULTILINE)
_VARIANT = re.compile(r"(?<=[A-Za-z])-\d+$")
_WITH_NUMBER = re.compile(r"\s*(?:of |until )?\S*\d\S*")
_ORDINAL = re.compile(r"^\s*[(（]?\d{1,2}[)）.、]\s*(?=\D)")
"""An item's number, which its line has already."""
_MARKS = {"、": ",", "，": ",", ",": ",", "。": ".", ".": ".", "；": ";", ";": ";", "：": ":", ":": ":"}
_JOINING = frozenset("的了着和与及等在是为对从到由至向将把被让使以于中内外前后上下并也都更已不未没年月日各每全新")
"""Single characters that are words wherever they stand; others stand alone only in names."""


def tell(language: str, quote: str, mark: str) -> str:
    """Return a quote with its mark, and in other languages than Chinese a lead before it and its words below it."""
    if language == "zh":
        return f"{quote}{mark}"
    line = say(language, "quoted", quote=quote, mark=mark)
    words = gloss(quote, language)
    return f"{line}\n{say(language, 'gloss', words=words)}" if words else line


def gloss(text: str, language: str) -> str:
    """Return the words of a Chinese text in another language, in their order; empty where we have no words of it.

    Names that nobody translates are spelled in pinyin. Some tens of microseconds a word; the first call reads the list.
    """
    if not _words(language) or len(text) < _LEAST:
        return ""
    joined = " ".join(piece for piece in _translate(_ORDINAL.sub("", text), language) if piece)
    plain = re.sub(r"\s+([,.;:])", r"\1", joined)
    plain = re.sub(r"([,;:])(?:\s*[,.;:])+", r"\1", plain).strip(" ,;:")
    return plain[:1].upper() + plain[1:]


def _translate(text: str, language: str) -> Iterator[str]:
    plain = normalise(text)
    places = {} if len(plain) != len(text) else {p.start: p for p in find_places(text)}
    for match in _PIECE.finditer(plain):
        if match["year"]:
            yield match["year"][:4]
        elif match["number"]:
            yield _say_number(match["number"], match["unit"], language)
        elif match["latin"]:
            yield text[match.start() : match.end()].strip() if len(plain) == len(text) else match["latin"].strip()
        elif match["chinese"]:
            yield from _translate_run(match["chinese"], match.start(), places, language)
        else:
            yield _MARKS.get(match["mark"], "")


def _say_number(number: str, unit: str, language: str) -> str:
    factor, base = split_multiplier(unit) if unit else (Decimal(1), "")
    return describe_amount(Decimal(number.replace(",", "")) * factor, base, language) or f"{number}{unit}"


def _translate_run(run: str, offset: int, places: Mapping[int, PlaceMention], language: str) -> Iterator[str]:
    words = _words(language)
    place, name = 0, ""
    while place < len(run):
        mention = places.get(offset + place)
        found, size = _find_place(mention) if mention else ("", 0)
        if not size:
            found, size = _find_word(run, place, words)
        if size:
            yield from _spell(name, words)
            name = ""
            yield found
        else:
            name += run[place]
        place += size or 1
    yield from _spell(name, words)


def _find_word(run: str, place: int, words: Mapping[str, str]) -> tuple[str, int]:
    for size in range(min(_LONGEST, len(run) - place), 1, -1):
        word = run[place : place + size]
        if word in words:
            return words[word], size
    if run[place] in _JOINING:
        return words.get(run[place], ""), 1
    return "", 0


def _find_place(mention: PlaceMention) -> tuple[str, int]:
    english = mention.places[0].english
    return (english, mention.end - mention.start) if english else ("", 0)


def _spell(name: str, words: Mapping[str, str]) -> Iterator[str]:
    """Give a run that holds no known word: a single character by its meaning, a longer one as the name it must be."""
    if len(name) > 2 and name[0] in words:
        # "学邯钢" learns from Hangang.
        yield words[name[0]]
        name = name[1:]
    if len(name) == 1:
        yield words.get(name, spell(name))
    elif name:
        yield spell(name)


_ROUNDS = {"100": "hundred", "1000": "thousand"}
_ROUND = re.compile(r"(?<![\d.,])(?:100|1000)(?![\d.,])")


@cache
def _words(language: str) -> dict[str, str]:
    file = _FOLDER / f"gloss.{language}.xz"
    if not file.is_file():
        return {}
    text = lzma.decompress(file.read_bytes()).decode()
    words = dict(line.split("=", 1) for line in text.splitlines())
    for word, meaning in _WITH_DIGIT.findall(text):
        words[word] = _leave_numbers(word, meaning)
        if not words[word]:
            del words[word]
    for indicator in load_glossary().indicators:
        if _NUMBER.search(indicator.names[language][0]):
            continue
        for name in (indicator.name, *indicator.aliases):
            # A short name is a word that means more than the indicator: 服务业.
            if len(name) >= _NAME or name not in words:
                words[normalise(name)] = indicator.names[language][0]
    return words


def _leave_numbers(word: str, meaning: str) -> str:
    """Return a meaning without numbers that the word does not hold: COVID-19 for 新冠肺炎, CO2, years."""
    if _NUMERAL.search(word):
        # 百强 is said in a word too: top hundred.
        return meaning if any(map(str.isdecimal, word)) else _ROUND.sub(lambda match: _ROUNDS[match[0]], meaning)
    return _WITH_NUMBER.sub("", _VARIANT.sub("", meaning)).strip()

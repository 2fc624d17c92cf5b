"""Places named in a text: provinces, cities and counties, in Chinese and in Latin letters.

The gazetteer `places.toml` holds every province, prefecture-level city and county, with short and English names. Only
names that mean a place are found: 长治久安 names no city, 鼓楼区 with no city before it names several.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.normal_form import normal_form, normalise

_GAZETTEER = Path(__file__).with_name("places.toml")
_LATIN = re.compile(r"[a-zà-ɏ]+(?:['’ʼ`-](?!s\b)[a-zà-ɏ]+)*")
_LATIN_RANK = re.compile(
    r"(?:\s+(?:autonomous\s+)?(?:city|province|municipality|prefecture|region|county|district)\b)", re.IGNORECASE
)
_RANK = re.compile(r"(?:省|自治区|特别行政区|市|自治州|地区|盟|自治县|县|自治旗|旗|区)$")
_MAX_LATIN_WORDS = 3
_RANKS = ("national", "province", "city", "county")


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer."""

    name: str
    """Its full name in simplified characters: 长治市."""
    kind: str
    """national, province, city or county: the words of `Report.level`."""
    province: str | None
    """Full name of the province it lies in; its own for a province; None for the nation."""
    city: str | None = None
    """Full name of the city a county belongs to; None for a county directly under its province."""
    english: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a text: `text[start:end]` names one of `places`, the likeliest first."""

    start: int
    end: int
    places: tuple[Place, ...]

    @property
    def name(self) -> str:
        """Full name of the likeliest place."""
        return self.places[0].name

    @property
    def kind(self) -> str:
        """Kind of the likeliest place."""
        return self.places[0].kind

    @property
    def province(self) -> str | None:
        """Province of the place; None when the places it can be lie in several, and for the nation."""
        provinces = {place.province for place in self.places}
        return self.places[0].province if len(provinces) == 1 else None

    @property
    def city(self) -> str | None:
        """City that a county belongs to, where only one can be meant."""
        cities = {place.city for place in self.places}
        return self.places[0].city if len(cities) == 1 else None


@dataclass(frozen=True)
class _Gazetteer:
    chinese: dict[str, tuple[Place, ...]]
    latin: dict[str, tuple[Place, ...]]
    ordinary: re.Pattern[str]
    lengths: tuple[int, ...]


def find_places(text: str) -> list[PlaceMention]:
    """Return the places named in a text, in text order and without overlaps; the longest name wins.

    Simplified and traditional characters, full and short names, English and pinyin ("Changzhi", "Xi'an", "Shaanxi").
    Where a name is shared, the other places of the text decide (南京市鼓楼区, "Suzhou, Anhui"). Costs a few
    milliseconds for the longest question; meant for questions and headlines, not for whole reports.
    """
    form = normal_form(text)
    gazetteer = _gazetteer()
    found = sorted([*_find_chinese(form.text, gazetteer), *_find_latin(form.text, text, form.starts, gazetteer)])
    mentions = [PlaceMention(*form.span(start, end), places) for start, end, places in found]
    return [_narrow(mention, mentions) for mention in mentions]


def short_name(place: str) -> str:
    """Return a place's name without its rank: 长治市 -> 长治; two characters at least."""
    short = _RANK.sub("", place)
    return short if len(short) > 1 else place


def places_named(name: str) -> tuple[Place, ...]:
    """Return the places that a name alone can mean (长治, 长治市, Changzhi), likeliest first; empty for no place."""
    plain = normalise(name).strip()
    gazetteer = _gazetteer()
    return gazetteer.chinese.get(plain) or gazetteer.latin.get(_latin_key(_LATIN_RANK.sub("", plain)), ())


def places_of_host(label: str) -> tuple[Place, ...]:
    """Return the places that a part of a government address can mean: changzhi, zj; empty for no place."""
    return places_named(_read()["hosts"].get(label, label))


def list_places() -> tuple[Place, ...]:
    """Return every place of the gazetteer, provinces before their cities and cities before their counties."""
    return tuple(place for place, _, _ in _list_places(_read()))


def _find_chinese(text: str, gazetteer: _Gazetteer) -> Iterator[tuple[int, int, tuple[Place, ...]]]:
    masked = gazetteer.ordinary.sub(lambda match: "\0" * len(match.group()), text)
    position = 0
    while position < len(masked):
        if masked[position] >= "\u4e00":
            for length in gazetteer.lengths:
                places = gazetteer.chinese.get(masked[position : position + length])
                if places and position + length <= len(masked) and not _names_level(masked, position + length):
                    yield position, position + length, places
                    position += length - 1
                    break
        position += 1


def _names_level(text: str, end: int) -> bool:
    """Say whether what would end a name begins a word of its own: 黑龙江|省级项目, 和|县级市."""
    return text[end : end + 1] == "级" and text[end - 1] in "省市县区州"


def _find_latin(
    text: str, original: str, starts: Iterable[int], gazetteer: _Gazetteer
) -> Iterator[tuple[int, int, tuple[Place, ...]]]:
    places_of = tuple(starts)
    words = [match.span() for match in _LATIN.finditer(text)]
    index = 0
    while index < len(words):
        for count in range(min(_MAX_LATIN_WORDS, len(words) - index), 0, -1):
            start, end = words[index][0], words[index + count - 1][1]
            if count > 1 and not (original[places_of[start]].isupper() and _joined(text, words[index : index + count])):
                continue
            places = gazetteer.latin.get(_latin_key(text[start:end]))
            if places:
                rank = _LATIN_RANK.match(text, end)
                yield start, rank.end() if rank else end, _ranked(places, rank)
                index += count - 1
                break
        index += 1


def _joined(text: str, words: list[tuple[int, int]]) -> bool:
    return all(text[a[1] : b[0]].isspace() and b[0] - a[1] == 1 for a, b in zip(words, words[1:], strict=False))


def _ranked(places: tuple[Place, ...], rank: re.Match[str] | None) -> tuple[Place, ...]:
    """Return the places that the rank word after a name allows: Jilin City is not the province."""
    if not rank:
        return places
    wanted = {"city": "city", "municipality": "province", "province": "province", "prefecture": "city"}
    kind = wanted.get(rank.group().split()[-1].lower())
    return tuple(place for place in places if place.kind == kind) or places


def _narrow(mention: PlaceMention, mentions: list[PlaceMention]) -> PlaceMention:
    if len(mention.places) == 1:
        return mention
    others = [other for other in mentions if other is not mention]
    cities = {other.name for other in others if other.kind == "city"}
    provinces = {other.province for other in others if other.province and other.places != mention.places}
    fitting = tuple(place for place in mention.places if place.city in cities) or tuple(
        place for place in mention.places if place.province in provinces
    )
    return PlaceMention(mention.start, mention.end, fitting or mention.places)


def _latin_key(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.lower())
    return "".join(char for char in plain if char.isascii() and char.isalpha())


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(_GAZETTEER.read_text("utf-8"))


@cache
def _gazetteer() -> _Gazetteer:
    table = _read()
    chinese: dict[str, list[Place]] = {}
    latin: dict[str, list[Place]] = {}
    generic = set(table["generic"].split())
    common = set(table["county_short"].split())
    for place, shorts, english in _list_places(table):
        names = {place.name, *shorts}
        if place.kind == "county":
            names |= {place.name[:-1]} & common
            names -= generic
        for name in names:
            chinese.setdefault(name, []).append(place)
        for name in english:
            latin.setdefault(_latin_key(name), []).append(place)
    ordinary = re.compile("|".join(sorted(map(re.escape, table["ordinary"].split()), key=len, reverse=True)))
    return _Gazetteer(
        {name: _by_rank(places) for name, places in chinese.items()},
        {name: _by_rank(places) for name, places in latin.items()},
        ordinary,
        tuple(sorted({len(name) for name in chinese}, reverse=True)),
    )


def _list_places(table: dict[str, Any]) -> Iterator[tuple[Place, list[str], list[str]]]:
    nation = table["nation"]
    former: dict[str, list[str]] = {}
    for then, now in table["former"].items():
        former.setdefault(now, []).append(then)
    english = nation["english"].split(", ")
    yield Place(nation["name"], "national", None, english=english[0]), nation["short"].split(), english
    for province in table["province"]:
        name, english = province["name"], province["english"].split(", ")
        yield Place(name, "province", name, english=english[0]), province["short"].split(), english
        for county in province.get("counties", "").split():
            yield Place(county, "county", name), [], []
        for city in province.get("city", []):
            english = city["english"].split(", ")
            yield (
                Place(city["name"], "city", name, english=english[0]),
                city["short"].split() + former.get(city["name"], []),
                english,
            )
            for county in city["counties"].split():
                yield Place(county, "county", name, city["name"]), former.get(county, []), []


def _by_rank(places: list[Place]) -> tuple[Place, ...]:
    return tuple(sorted(dict.fromkeys(places), key=lambda place: _RANKS.index(place.kind)))

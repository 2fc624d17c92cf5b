"""Names of places in other languages that mean no place that is asked about: "the ten prettiest villages of China"."""

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.places import Place, PlaceMention, find_places, list_places
from service.languages.pinyin import cut, find_readings, spell
from service.reading.reading import Reading

_AMONG = re.compile(
    r"\b(?:top|first|largest|biggest|best|leading|rank\w*|hundred|only|oldest|longest|among|most|ten|\w{3,}est)\b"
    r"[^,.?]{0,60}\b(?:of|in) china\b"
    r"|\b(?:north|south|east|west|central|inland|coastal)(?:-?(?:east|west))?(?:ern)?[ -]china\b"
    r"|\bchina['’]s\b[^,.?]{0,50}\b(?:list|top|most|best|first|only|hundred|\w{3,}est)\b"
    r"|\bchina and (?:abroad|overseas|beyond|(?:the rest of )?the world|other countries|foreign)\b"
    r"|\b(?:cit(?:y|ies)|counties|provinces|towns) (?:all )?(?:in|across|of|throughout) china\b"
    r"|\b(?:parts?|regions?|areas?|rest|(?:else|any|no)where(?: else)?|where|other \w+) (?:of|in) china\b"
    r"|\b(?:más|mejor\w*|mayor\w*|primer\w*|únic\w+|diez|plus|meilleur\w*|premi[eè]r\w*|seule?|dix"
    r"|\w{3,}ste[nrsm]?|erste[nrs]?|einzige[nrs]?|zehn|più|miglior\w*|mais|melhor\w*)\b[^,.?]{0,60}\b(?:china|chine|cina)s?\b"
    r"|(?:сам[а-я]+|лучш[а-я]+|перв[а-я]+|единственн[а-я]+|крупнейш[а-я]+|десят[а-я]+)[^,.?]{0,60}кита[йея]"
    r"|(?:中国|중국)(?:国内)?(?:の中)?(?:で|に|の|における|에서|의|에)\s*(?:最|唯一|初|十大|トップ|一番|가장|최|첫|유일|10대|제일)"
)
"""Words that compare with all of the nation."""
_NAME_GOES_ON = re.compile(r"[ -](?:[IVX]+\b|[A-Z][a-z]+)")
"""What makes another name of the nation's: the emission standard China III, the firm China Mobile."""
_RANKED = re.compile(
    r"\b(?!same|main|entire|single|leading|pioneer|mining)([a-z]{4,})"
    r"[ -](?:county|district|township|prefecture|banner)\b"
)
_CAPITAL = re.compile(r"\b([A-Z][a-z]{3,})\b(?: (?:County|City|District))?")
_NAME = re.compile(r"(?<=[\w,] )[A-Z][a-z]{3,}\b")
_FEW = 8
"""Own places beside which a county's name is read: in a library of many it may be of any."""


def only_compares(text: str, normal: str, place: PlaceMention) -> bool:
    """Say whether the nation is named without being asked about; False for every smaller place."""
    if place.kind != "national":
        return False
    latin = text[place.start : place.end].isascii()
    return _AMONG.search(normal) is not None or (latin and _NAME_GOES_ON.match(text, place.end) is not None)


def names_another(text: str, place: PlaceMention, reading: Reading, position: int) -> bool:
    """Say whether a name in Latin letters can be read as one in the sentence at a position.

    Qingyuan is the city 清远 and the district 清苑 too.
    """
    name = text[place.start : place.end]
    if place.kind == "province" or not name.isascii():
        return False
    sentence = reading.sentence_at(position)
    return bool(find_readings(name.split()[0], reading.quote(sentence.start, sentence.end)))


def leave_out_ranks(normal: str) -> str:
    """Return an English normal form without the ranks behind names that are written in pinyin: "lanshan district"."""
    return _RANKED.sub(lambda match: match[1] if any(len(way) > 1 for way in cut(match[1])) else match[0], normal)


def find_names(text: str) -> frozenset[str]:
    """Return, in small letters, the capitalised words of a text that can be Chinese names, but for its first word."""
    return frozenset(word.lower() for word in _NAME.findall(text) if any(len(way) > 1 for way in cut(word.lower())))


def find_counties(text: str, found: Sequence[PlaceMention], own_places: frozenset[str]) -> list[PlaceMention]:
    """Return own counties, and those of own cities, that a text names in Latin letters: "the GDP of Guixi" over 鹰潭市.

    The gazetteer has no Latin names of counties: most are shared by several, so only those nearby are meant.
    """
    if not 0 < len(own_places) <= _FEW:
        return []
    counties = _spell_counties(own_places)
    taken = {mention.start for mention in found}
    return [
        PlaceMention(match.start(), match.end(), (counties[match[1]],))
        for match in _CAPITAL.finditer(text)
        if match[1] in counties and match.start() not in taken
    ]


@lru_cache(maxsize=64)
def _spell_counties(cities: frozenset[str]) -> dict[str, Place]:
    return {
        spell(place.name[:-1]): place
        for place in list_places()
        if place.kind == "county" and {place.city or place.province, place.name} & cities and 3 <= len(place.name) <= 4
    }


_WIDER = re.compile(
    r"(?P<who>全省|全国)(?:的|平均|总体|总的)*(?P<thing>[^,，。?？在占比居排列第位]{2,14}?)"
    r"(?:大概|大约|约)?(?:[是为有达到]*(?:多少|百分之几|几个?(?:百分)?点)|增长(?:了)?(?:多少|几))"
    r"|(?P<then>全省|全国)(?:的|平均|平均水平)*(?:大概|大约|约|又|则|那边)*(?:[是为有]|达到)*(?:多少|百分之几)"
)
_SET_BESIDE = re.compile(r"占|居|排|位|列|第[几一二三四五六七八九十\d]|[高低快慢多少]于|比|超|相当于|其中")
_PROVINCES = re.compile(r"省$|自治区$|^(?:北京|天津|上海|重庆)市$|国|中央")


def find_wider(text: str, place: str) -> str | None:
    """Return 全省 or 全国 where a question asks for a number of it, and a report is of a place inside."""
    found = _WIDER.search(text)
    if found is None or _SET_BESIDE.search(text):
        return None
    who = found["who"] or found["then"]
    if any(named.end == found.start() + found[0].find(who) for named in find_places(text)):
        return None  # 浙江全省 is looked for by its name
    inside = not re.search("国|中央", place) if who == "全国" else not _PROVINCES.search(place)
    return who if inside else None

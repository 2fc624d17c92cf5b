"""Names of places written in Korean or Russian, put into Chinese: 난닝시 is 南宁市, Чанчуня is 长春市's."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache

from corpus.places import Place, list_places
from service.languages.syllables import to_korean, to_russian

_WRITERS: Mapping[str, Callable[[str], str]] = {"ko": to_korean, "ru": to_russian}
_OWN_WAY = {
    "ko": """
呼和浩特市 후허하오터 후흐호트
鄂尔多斯市 오르도스
乌鲁木齐市 우루무치
哈尔滨市 하얼빈
拉萨市 라싸
北京市 베이징 북경
上海市 상하이 상해
西藏自治区 티베트
内蒙古自治区 내몽골 내몽고 네이멍구
新疆维吾尔自治区 신장 신장위구르
呼伦贝尔市 후룬베이얼
香港特别行政区 홍콩
澳门特别行政区 마카오
""",
    "ru": """
呼和浩特市 хух-хото хохот
鄂尔多斯市 ордос
乌鲁木齐市 урумчи
哈尔滨市 харбин
拉萨市 лхаса
北京市 пекин
南京市 нанкин
西藏自治区 тибет
内蒙古自治区 внутренняя_монголия внутренней_монголии внутреннюю_монголию
呼伦贝尔市 хулун-буир хулунбуир
齐齐哈尔市 цицикар
香港特别行政区 гонконг
澳门特别行政区 макао
陕西省 шэньси
""",
}
"""Names that are not written by their sounds."""
_RANK = re.compile(r"(?<=..)(?:省|市|地区|盟|县|旗|区)$")
_NATION = re.compile(r"(?<=..)(?:[\u4e00-\u9fff]{1,3}族)+自治[州县旗]$")
_KOREAN = re.compile(r"[\uac00-\ud7af]{2,}")
_KOREAN_RANK = re.compile(r"\s?(?:시|성|현|구|주|자치구|자치주|지구|특별행정구)(?![\uac00-\ud7af]*[원설])")
_PARTICLE = re.compile(
    r"(?:은|는|이|가|을|를|의|에|에서|와|과|로|으로|도|만|까지|부터|에는|에서는|의|이라는)?(?![\uac00-\ud7af])"
)
_SURE = 3
"""Korean syllables of a name that needs no word for its rank behind it: 지난 is "past" too."""
_RUSSIAN = re.compile(r"\b[А-ЯЁ][а-яё]+(?:[- ][А-ЯЁ][а-яё]+)?")
_ENDING = re.compile(r"(?:ью|ом|ем|ой|ей|ю|я|е|а|у|и|ь)$")
_SHARE = re.compile(r"차지|비중|비율|дол[яюией]|процент")
_FEW = 8
"""Own places whose counties are read: of a large library they could be any."""


def write_places(text: str, language: str, own_places: frozenset[str]) -> str:
    """Return a question with its Korean or Russian names of places in Chinese; any other text as it is.

    Some microseconds; the first of a language spells all cities.
    """
    if language not in _WRITERS:
        return text
    names = _spell_all(language, own_places if len(own_places) <= _FEW else frozenset())
    replace = _replace_korean if language == "ko" else _replace_russian
    pattern = _KOREAN if language == "ko" else _RUSSIAN
    found = [item for match in pattern.finditer(text) if (item := replace(text, match, names))]
    if _SHARE.search(text):
        # A share of the province's is the city's: the province itself is not asked about.
        wholes = _list_provinces(own_places)
        found = [item for item in found if item[2] not in wholes]
    for start, end, name in reversed(found):
        text = f"{text[:start]} {name} {text[end:]}"
    return text


def _replace_korean(text: str, match: re.Match[str], names: Mapping[str, str]) -> tuple[int, int, str] | None:
    run = match.group()
    for size in range(min(7, len(run)), 1, -1):
        name = names.get(run[:size])
        if name is None:
            continue
        end = match.start() + size
        rank = _KOREAN_RANK.match(text, end)
        if rank and _PARTICLE.match(text, rank.end()):
            return match.start(), rank.end(), name
        if size >= _SURE and _PARTICLE.match(text, end):
            return match.start(), end, name
    return None


def _replace_russian(text: str, match: re.Match[str], names: Mapping[str, str]) -> tuple[int, int, str] | None:
    # The hard sign only parts two syllables: Чанъань.
    written = match.group().lower().replace(" ", "_").replace("ъ", "")
    bare = _ENDING.sub("", written)
    for form in dict.fromkeys((written, bare, f"{bare}ь", f"{bare}и")):
        if form in names and len(form) > 3:
            return match.start(), match.end(), names[form]
    first = match.group().split()[0]
    if first == match.group():
        return None
    shorter = re.compile(re.escape(first)).match(text, match.start())
    return _replace_russian(text, shorter, names) if shorter else None


@lru_cache(maxsize=16)
def _list_provinces(own_places: frozenset[str]) -> frozenset[str]:
    """Return the provinces that own cities lie in and that are no own places themselves."""
    return frozenset(place.province or "" for place in list_places() if place.name in own_places) - own_places


@lru_cache(maxsize=16)
def _spell_all(language: str, own_places: frozenset[str]) -> dict[str, str]:
    """Return the Chinese names of cities, provinces and the own cities' counties by how a language writes them."""
    table = dict(_spell_cities(language))
    for place in list_places():
        if place.kind == "county" and (place.city or place.province) in own_places:
            for name in _spell(place, language):
                table.setdefault(name, place.name)
    for place in list_places():
        if place.name in own_places:
            # Of places that share a name the own one is meant: 山西 and 陕西 are both 산시.
            table |= dict.fromkeys(_spell(place, language), place.name)
    return table


@cache
def _spell_cities(language: str) -> dict[str, str]:
    rows = (row.split() for row in _OWN_WAY[language].split("\n") if row)
    table = {form: name for name, *forms in rows for form in forms}
    for place in list_places():
        if place.kind in ("province", "city"):
            for name in _spell(place, language):
                table.setdefault(name, place.name)
    return table


def _spell(place: Place, language: str) -> Iterator[str]:
    from service.languages.pinyin import cut, spell_apart  # its table is read only where such a question is asked

    short = _RANK.sub("", _NATION.sub("", place.name))
    english = (place.english or "").lower()
    ways = [way for way in cut(english) if len(way) == len(short)] if english else [spell_apart(short)]
    for way in ways:
        yield "".join(_WRITERS[language](syllable) for syllable in way)

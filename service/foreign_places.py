"""Names of places in other languages that mean no place that is asked about: "the ten prettiest villages of China"."""

import re

from corpus.places import PlaceMention
from service.pinyin import find_readings
from service.reading import Reading

_AMONG = re.compile(
    r"\b(?:top|first|largest|biggest|best|leading|rank\w*|hundred|only|oldest|longest|among|most|ten|\w{3,}est)\b"
    r"[^,.?]{0,60}\b(?:of|in) china\b"
    r"|\b(?:más|mejor\w*|mayor\w*|primer\w*|únic\w+|diez|plus|meilleur\w*|premi[eè]r\w*|seule?|dix"
    r"|\w{3,}ste[nrsm]?|erste[nrs]?|einzige[nrs]?|zehn|più|miglior\w*|mais|melhor\w*)\b[^,.?]{0,60}\b(?:china|chine|cina)s?\b"
    r"|(?:сам[а-я]+|лучш[а-я]+|перв[а-я]+|единственн[а-я]+|крупнейш[а-я]+|десят[а-я]+)[^,.?]{0,60}кита[йея]"
    r"|(?:中国|중국)(?:国内)?(?:の中)?(?:で|に|の|における|에서|의|에)?\s*(?:最|唯一|初|十大|トップ|一番|가장|최|첫|유일|10대|제일)"
)
"""Words that compare with all of the nation."""
_NAME_GOES_ON = re.compile(r"[ -](?:[IVX]+\b|[A-Z][a-z]+)")
"""What makes another name of the nation's: the emission standard China III, the firm China Mobile."""


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

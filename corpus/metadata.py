"""Place, year, date, speaker, title, language and address of a report, found in its own words.

The head of a report names its place several times (title, session, speaker, 我代表…人民政府) and its year at least
once; each is read in that order, and what no line tells is taken from the address and from what the text mentions most.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from corpus.cleaning import assign_roles
from corpus.lines import split_paragraphs
from corpus.places import Place, find_places, list_places, places_named, places_of_host
from corpus.report_dates import TITLE, find_dates, find_year
from corpus.types import Role

_HEAD_LINES = 40
_RANK = "(?:自治区|自治州|特别行政区|自治县|地区|省|市|盟|州|县|旗|区)"
_NAME = rf"[\u4e00-\u9fff]{{1,12}}?{_RANK}"
_PLACES = (
    re.compile(
        rf"(?P<place>{_NAME})(?:人民政府|政府|第[\d一二三四五六七八九十]+届|人民代表大会)?\W*(?:\d{{4}}\s*年\W*)?(?:市|省|县|区)?(?:人民)?政府\W{{0,2}}工作\W?报\s?告"
    ),
    re.compile(rf"[在：—\s](?P<place>{_NAME})(?:第[\d一二三四五六七八九十百○〇零]+\s*届)?\s*(?:人民代表大会|人大)"),
    re.compile(rf"(?P<place>{_NAME})(?:人民政府)?\s*(?:代理?)?(?:省长|市长|县长|区长|旗长|主席|州长|盟长|专员)"),
    re.compile(rf"代表(?P<place>{_NAME})(?:第\S{{1,5}}届)?(?:人民政府|政府)"),
)
_NATIONAL = re.compile(
    r"国务院(?:副?总理|政府工作)|代表国务院|全国人民代表大会|中央人民政府作|State Council|National People.s Congress"
)
_GAP = "[ \\t\u3000\xa0?*:：]"
_HAN_NAME = rf"(?P<name>[\u4e00-\u9fff](?:{_GAP}{{0,6}}[\u4e00-\u9fff·•]){{1,11}}?)"
_OFFICE = (
    "(?:"
    + "|".join(f"{word[0]}{_GAP}*{word[1]}" for word in "省长 市长 县长 区长 旗长 主席 州长 盟长 专员 总理".split())
    + ")"
)
_SPEAKER = re.compile(
    rf"{_OFFICE}(?:兼.{{2,12}}?(?:主任|部长))?{_GAP}*{_HAN_NAME}(?:同志)?(?:作?(?:政府)?工作报告|各位代表|目录)?\W*$"
)
_LONE_NAME = re.compile(
    r"^\W*(?P<name>[\u4e00-\u9fff][ \u3000]{0,3}[\u4e00-\u9fff]{1,2}|[\u4e00-\u9fff]+[·•][\u4e00-\u9fff]+)\W*$"
)
_NO_NAME = re.compile(r"目录|附件|市长|省长|代表|报告|会议|政府|摘要|正文|评论")
_TITLE_SPEAKER = re.compile(r"日\s+(?P<name>[\u4e00-\u9fff·]{2,12})\s*[）)]")
_LATIN_SPEAKER = re.compile(r"(?:Premier\s+|by\s+)(?P<name>[A-Z][a-z]+ [A-Z][a-z]+)")
_URL = re.compile(r"https?://[^\s\"'<>）)]+")
_OWN_RANK = re.compile(r"代表(?P<rank>自治区|[省市县区州旗盟])(?:人民)?政府")
_RANK_LEVELS = {
    "省": "province",
    "自治区": "province",
    "市": "city",
    "州": "city",
    "盟": "city",
    "县": "county",
    "旗": "county",
}
_LEVEL_WORDS = (("全县", "county"), ("全区", "county"), ("全市", "city"), ("全州", "city"), ("全省", "province"))


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a report says of itself; None or empty where it does not."""

    title: str
    place: str
    year: int | None
    """The year the report looks forward to; it reviews the year before."""
    date: str | None
    speaker: str | None
    province: str | None = None
    level: str | None = None
    language: str = "zh"
    url: str | None = None


def find_metadata(text: str, url: str | None = None) -> Metadata:
    """Return what a canonical text tells of itself; `url` is where it was found, if that is known.

    Linear in the length of the text.
    """
    lines = [text[start:end] for start, end in split_paragraphs(text)]
    roles = assign_roles(lines)
    opening = next((i for i, r in enumerate(roles) if r in {Role.SALUTATION, Role.BODY}), 0)
    head = lines[: min(opening + 3, _HEAD_LINES)]
    named = [line for line, role in zip(lines[:opening], roles, strict=False) if role is Role.TITLE]
    matter = [line.partition(":")[2].strip() for line in lines[:opening] if line.startswith("title:")]
    own = "\n".join(lines[opening : opening + 3])
    url = url or next(iter(_URL.findall("\n".join(lines[:opening]))), None)
    title = _find_title(matter, named)
    place = _find_place([title, *matter, *named, *lines[max(0, opening - 4) : opening], own], url, text)
    dates = find_dates("\n".join(named)) or find_dates(title)
    date = dates[0] if dates else next(iter(find_dates("\n".join(lines[:opening]))), None)
    year = find_year(matter + named, dates, lines, date, url)
    language = find_language(text)
    return Metadata(
        title=title or _made_title(place, year, language, head),
        place=place.name if place else "",
        year=year,
        date=date,
        speaker=_find_speaker(named, lines[max(0, opening - 4) : opening], title),
        province=place.province if place else None,
        level=place.kind if place else None,
        language=language,
        url=url,
    )


def find_language(text: str) -> str:
    """Return "zh", "zh-Hant" or "en": what most of the text is written in."""
    sample = text[1000:6000] or text
    han = len(re.findall(r"[\u4e00-\u9fff]", sample))
    if han < len(re.findall(r"[A-Za-z]", sample)) / 4:
        return "en"
    traditional = sum(sample.count(char) for char in "國們這個為會來對開發經濟產業農體")
    return "zh-Hant" if traditional > max(10, han // 50) else "zh"


def _find_title(matter: list[str], named: list[str]) -> str:
    candidates = [
        re.sub(r"^\W*标题[:：]", "", line) for line in [*named, *matter] if TITLE.search(line) and "。" not in line
    ]
    if not candidates:
        return ""
    # The title that says most is the one that names a place or a year.
    best = max(candidates, key=lambda line: (bool(re.search(rf"{_RANK}|\d{{4}}", line)), -candidates.index(line)))
    return re.sub(r"\s+", " ", best.replace("**", "")).strip(" #*-—\u200b")


def _made_title(place: Place | None, year: int | None, language: str, head: list[str]) -> str:
    """Return a title for a report whose page lost it, or its first words when it does not tell what it is."""
    if not place:
        return next((line for line in head if not line.startswith(("---", "<!--"))), "").strip(" #*")[:60]
    if language == "en":
        return f"Report on the Work of the Government{f' ({year})' if year else ''}"
    return f"{f'{year}年' if year else ''}{place.name}政府工作报告"


def _find_place(lines: list[str], url: str | None, text: str) -> Place | None:
    head = "\n".join(lines)
    squeezed = re.sub(r"(?<=[\u4e00-\u9fff])[ \u3000\xa0?*《》]+(?=[\u4e00-\u9fff])", "", head)
    votes: Counter[Place] = Counter()
    for pattern in _PLACES:
        votes.update(place for match in pattern.finditer(squeezed) if (place := _known(match["place"])))
    own = _OWN_RANK.search(squeezed)
    if votes:
        # A title may be mistyped; session, speaker and 我代表 are then right, and first of all the rank of the
        # government that speaks (我代表州人民政府). The first named wins a tie.
        return max(votes, key=lambda place: (own is not None and place.name.endswith(own["rank"]), votes[place]))
    if _NATIONAL.search(squeezed):
        return places_named("国务院")[0]
    titled = [mention.places[0] for mention in find_places(lines[0]) if TITLE.search(lines[0])]
    return next(iter(titled), None) or _place_of_url(url, text) or _most_mentioned(text, own)


def _known(name: str) -> Place | None:
    """Return the gazetteer's place at the end of a matched name: 山西省长治市 is 长治市."""
    mentions = [mention for mention in find_places(name) if mention.end == len(name)]
    if not mentions:
        return None
    mention = mentions[-1]
    outer = {m.name for m in find_places(name)[:-1]}
    fitting = [place for place in mention.places if place.province in outer or place.city in outer]
    return (fitting or list(mention.places))[0]


def _place_of_url(url: str | None, text: str) -> Place | None:
    if not url:
        return None
    host = re.sub(r"^https?://", "", url).split("/")[0].split(":")[0]
    labels = [label for label in host.split(".") if label not in {"www", "gov", "cn", "com", "public", "zwgk"}]
    for label in labels:
        places = places_of_host(label)
        if len(places) == 1:
            return places[0]
        # A host that several places could have is told apart by the name that the text mentions most.
        counted = [(text.count(_needle(place.name)), place) for place in places]
        if counted:
            return max(counted, key=lambda pair: pair[0])[1]
    return None


def _most_mentioned(text: str, own: re.Match[str] | None) -> Place | None:
    """Return the place of the report's level whose name the text mentions most, None under three mentions.

    `own` is where the report says of what rank its government is.
    """
    levels: Counter[str] = Counter()
    for word, kind in _LEVEL_WORDS:
        levels[kind] += text.count(word)
    best: Place | None = None
    most = 2
    said = _RANK_LEVELS.get(own["rank"]) if own else None
    for place in _places_of(said or levels.most_common(1)[0][0]):
        count = text.count(_needle(place.name))
        if count > most:
            best, most = place, count
    return best


@cache
def _places_of(level: str) -> tuple[Place, ...]:
    return tuple(place for place in list_places() if place.kind == level)


def _needle(name: str) -> str:
    stem = _stem(name)
    return stem if len(stem) > 1 else name


def _stem(name: str) -> str:
    return (
        re.sub(r"(?:[\u4e00-\u9fff]{1,3}族)*(?:自治区|自治州|自治县|自治旗|地区|省|市|盟|县|旗|区)$", "", name) or name
    )


def _find_speaker(named: list[str], near: list[str], title: str) -> str | None:
    lines = [piece for line in [*named, *near] for piece in line.replace("**", "").split("\n")]
    candidates = [
        *(_SPEAKER.search(line) for line in lines),
        _TITLE_SPEAKER.search("\n".join([title, *lines])),
        # A name alone on the line before the salutation.
        _LONE_NAME.search(lines[-1]) if lines else None,
        _LATIN_SPEAKER.search("\n".join(lines)),
    ]
    for match in candidates:
        name = (
            re.sub(_GAP + "+", "", match["name"]) if match and not match["name"].isascii() else match and match["name"]
        )
        if name and not _NO_NAME.search(name):
            return name
    return None

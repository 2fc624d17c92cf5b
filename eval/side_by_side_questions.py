"""Comparisons to put to a library: two or three places in one year, or one place over years.

Made from the wordings of `figure_questions.toml` and the places and years that there are reports of, and some without.
"""

import random
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.places import places_named
from corpus.types import Report
from eval.figure_questions import AskedIndicator, fill, read_indicators, read_questions

_RANK = re.compile(r"(?:壮族|回族|维吾尔)?(?:自治区|省|市|地区|盟)$")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_HEAD = 400
_TITLED = re.compile(r"title: *(?:\d{4}年)?(?P<place>[\u4e00-\u9fff]{2,12}?[省市区州盟县])(?:人民)?政府工作报告")
_DATED = re.compile(r"(?P<year>(?:19|20)\d\d)年[1-4]月\d+日")
SEED = 20211123
"""Of the questions whose numbers are published."""
_ABSENT = ("晋城市", "大同市", "西宁市", "三亚市", "湖州市", "株洲市", "柳州市", "绵阳市", "遵义市", "洛阳市")
"""Places that are asked for though the library may have no report of them."""


@dataclass(frozen=True, slots=True)
class Source:
    """A report as its file tells it."""

    place: str
    year: int
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparison."""

    question: str
    kind: str
    """places or years."""
    places: tuple[str, ...]
    years: tuple[int, ...]
    indicator: str
    planned: bool | None
    """A plan is asked for; None: fact and plan."""


def short(place: str) -> str:
    """Return a place's everyday name; the full one where the everyday name means another place first (吉林)."""
    name = _RANK.sub("", place)
    meant = places_named(name)
    return name if len(name) > 1 and meant and meant[0].name == place else place


def match_sources(reports: Iterable[Report], rows: Iterable[Mapping[str, Any]]) -> dict[str, Source]:
    """Return what the file's rows (place, year, text) say of the library's reports, by SHA-256 of the report's text.

    Reports are matched by their Chinese characters: page marks that reading leaves out make no difference. Where a
    row's own title or date contradicts its labels, the title and the date count.
    """
    labelled = {key: (row["place"], row["year"], row["text"][:_HEAD]) for row in rows for key in _keys(row["text"])}
    places = {place for place, _, _ in labelled.values()}
    sources = {}
    for report in reports:
        found = next((labelled[key] for key in _keys(report.text) if key in labelled), None)
        if found is not None:
            place, year = _correct(*found, places)
            sources[report.sha256] = Source(place, year, report.text)
    return sources


def _keys(text: str) -> tuple[int, ...]:
    """Return what a text is known by: its characters and digits, else its Chinese characters alone."""
    han = "".join(_HAN.findall(text))
    exact = hash("".join(char for char in text if char.isalnum()))
    return (exact, hash(han)) if han else (exact,)


def _correct(place: str, year: int, head: str, places: Collection[str]) -> tuple[str, int]:
    titled = _TITLED.search(head)
    named = places_named(titled["place"]) if titled else ()
    if titled and named and named[0].name != place:
        other = titled["place"][:2] not in place
        if other or named[0].name in places or f"{titled['place']}第" in head:
            place = named[0].name
    dated = _DATED.search(head)
    return place, int(dated["year"]) if dated else year


def make_comparisons(sources: Sequence[Source], count: int, seed: int = SEED) -> list[Asked]:
    """Return questions over the places and years of a library, and over some that it lacks."""
    rng = random.Random(seed)
    years: dict[str, set[int]] = defaultdict(set)
    for source in sources:
        years[source.place].add(source.year)
    known = [place for place in sorted(years) if place != "国务院" and len(years[place]) > 1]
    made: dict[str, Asked] = {}
    while len(made) < count:
        kind = rng.choices(("places", "years"), (3, 2))[0]
        asked = _ask_places(rng, known, years) if kind == "places" else _ask_years(rng, known, years)
        if asked is not None:
            made.setdefault(asked.question, asked)
    return list(made.values())


def _choose_wording(rng: random.Random, kind: str, indicator: AskedIndicator) -> tuple[str, str]:
    tables = read_questions()["comparisons"][kind]
    names = [name for name in tables if name == "level" or not indicator.rate]
    table = rng.choices(names, [3 if name == "level" else 1 for name in names])[0]
    return table, rng.choice(tables[table])


def _ask_places(rng: random.Random, known: Sequence[str], years: Mapping[str, set[int]]) -> Asked | None:
    indicator = rng.choice(read_indicators())
    table, wording = _choose_wording(rng, "places", indicator)
    first = rng.choice(known)
    year = rng.choice(sorted(years[first])) - (0 if table == "target" else 1)
    reviewed = year if table == "target" else year + 1
    beside = [place for place in known if place != first and reviewed in years[place]]
    pool = beside if beside and rng.random() < 0.85 else [place for place in (*known, *_ABSENT) if place != first]
    if rng.random() < 0.08:
        pool = [place for place in _ABSENT if place != first]
    places = [first, *rng.sample(pool, min(len(pool), rng.choice((1, 1, 2))))]
    if len({short(place) for place in places}) < max(2, len(places)):
        return None
    names = [english(place) for place in places]
    if "{english}" in wording and not all(names):
        return None
    words = {
        "places": _join([short(place) for place in places], rng),
        "year": year,
        "name": rng.choice(indicator.asked),
        "en": indicator.english,
        "english": _join_english([name or "" for name in names]),
    }
    question = fill(wording, **words)
    return Asked(question, "places", tuple(places), (year,), indicator.name, table == "target")


def _ask_years(rng: random.Random, known: Sequence[str], years: Mapping[str, set[int]]) -> Asked | None:
    indicator = rng.choice(read_indicators())
    table, wording = _choose_wording(rng, "years", indicator)
    place = rng.choice([place for place in known if len(years[place]) > 2])
    last = rng.choice(sorted(years[place])) - (table != "target")
    first = last - rng.choice((1, 1, 2, 3, 4))
    name = english(place)
    if "{english}" in wording and not name:
        return None
    words = {"place": short(place), "first": first, "last": last, "name": rng.choice(indicator.asked)}
    question = fill(wording, **words, en=indicator.english, english=name or "")
    asked = (last,) if table == "both" else (first, last) if "和" in wording or "比" in wording else None
    spread = asked or tuple(range(first, last + 1))
    planned = None if table == "both" else table == "target"
    return Asked(question, "years", (place,), spread, indicator.name, planned)


def english(place: str) -> str | None:
    """Return a place's English name without its province; None where it has none."""
    named = places_named(place)
    name = named[0].english if named else None
    return name.split(",")[0] if name else None


def _join(names: Sequence[str], rng: random.Random) -> str:
    return "、".join(names) if len(names) > 2 and rng.random() < 0.5 else "、".join(names[:-1]) + f"和{names[-1]}"


def _join_english(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else names[0]

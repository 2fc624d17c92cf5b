"""Whether comparisons cite the right place and year, with a whole library loaded.

Questions for two or three places in one year, or one place over years, are made from the wordings of
`figure_questions.toml`. Each cited number is checked against what the file of reports says of the report it stands in
(its place, and its year) and against the period that `period_rule` reads there: nothing of the service's own reading is
used.
"""

import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from corpus.places import places_named
from corpus.types import Report
from eval.expressions import UnreadableExpressionError, find_expressions, is_right
from eval.figure_questions import AskedIndicator, fill, read_indicators, read_questions
from eval.period_rule import read_period
from eval.shares import Share

_RANK = re.compile(r"(?:壮族|回族|维吾尔)?(?:自治区|省|市|地区|盟)$")
_MARK = re.compile(r"\[(\d+)\]")
_NUMBER = re.compile(r"-?\d[\d,，]*(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_HEAD = 400
_TITLED = re.compile(r"title: *(?:\d{4}年)?(?P<place>[\u4e00-\u9fff]{2,12}?[省市区州盟县])(?:人民)?政府工作报告")
_DATED = re.compile(r"(?P<year>(?:19|20)\d\d)年[1-4]月\d+日")
_SEED = 20211123
_ABSENT = ("晋城市", "大同市", "西宁市", "三亚市", "湖州市", "株洲市", "柳州市", "绵阳市", "遵义市", "洛阳市")
"""Places that are asked for though the library may have no report of them."""

Ask = Callable[[str], Mapping[str, Any]]


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


@dataclass(frozen=True, slots=True)
class Cell:
    """One cited number of an answer, and what the checks say of it."""

    question: str
    shown: str
    place: str
    expected_places: tuple[str, ...]
    year: int | None
    expected_years: tuple[int, ...]
    by: str
    """How the rule told the year."""
    context: str
    in_table: bool
    report: str

    @property
    def wrong_place(self) -> bool:
        """The report is of another place than the row, or than any that is asked for."""
        return self.place not in self.expected_places

    @property
    def wrong_year(self) -> bool:
        """The rule tells another year than the row, or than any that is asked for."""
        return self.year is not None and self.year not in self.expected_years


@dataclass(slots=True)
class Tally:
    """What came of the comparisons."""

    answers: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    cells: list[Cell] = field(default_factory=list)
    missing: int = 0
    named: int = 0
    unnamed: list[str] = field(default_factory=list)
    computations: int = 0
    miscomputed: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def describe(self) -> list[str]:
        """Return the numbers in lines."""
        told = [cell for cell in self.cells if cell.year is not None]
        times = sorted(self.seconds)
        wrong = [cell for cell in self.cells if cell.wrong_place or cell.wrong_year]
        return [
            f"questions: {len(times)} ({', '.join(f'{name} {n}' for name, n in sorted(self.answers.items()))})",
            f"cited numbers: {len(self.cells)}, of them in tables {sum(cell.in_table for cell in self.cells)}",
            f"of another place: {Share(sum(c.wrong_place for c in self.cells), len(self.cells))}",
            f"of another year:  {Share(sum(c.wrong_year for c in told), len(told))} where the rule tells it",
            f"of either:        {Share(len(wrong), len(self.cells))}",
            f"missing sides that are named: {Share(self.named, self.missing)}",
            f"computations right: {Share(self.computations - len(self.miscomputed), self.computations)}",
            f"time of an ask: p50 {_quantile(times, 0.5):.2f} s, p95 {_quantile(times, 0.95):.2f} s",
        ]


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


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
    labelled = {_key(row["text"]): (row["place"], row["year"], row["text"][:_HEAD]) for row in rows}
    places = {place for place, _, _ in labelled.values()}
    sources = {}
    for report in reports:
        found = labelled.get(_key(report.text))
        if found is not None:
            place, year = _correct(*found, places)
            sources[report.sha256] = Source(place, year, report.text)
    return sources


def _key(text: str) -> int:
    return hash("".join(_HAN.findall(text)) or "".join(text.split()))


def _correct(place: str, year: int, head: str, places: Collection[str]) -> tuple[str, int]:
    titled = _TITLED.search(head)
    if titled and titled["place"] != place:
        other = titled["place"][:2] not in place
        if other or (titled["place"] in places) or f"{titled['place']}第" in head:
            place = titled["place"]
    dated = _DATED.search(head)
    return place, int(dated["year"]) if dated else year


def make_comparisons(sources: Sequence[Source], count: int, seed: int = _SEED) -> list[Asked]:
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
    english = [_english(place) for place in places]
    if "{english}" in wording and not all(english):
        return None
    words = {
        "places": _join([short(place) for place in places], rng),
        "year": year,
        "name": rng.choice(indicator.asked),
        "en": indicator.english,
        "english": _join_english([name or "" for name in english]),
    }
    question = fill(wording, **words)
    return Asked(question, "places", tuple(places), (year,), indicator.name, table == "target")


def _ask_years(rng: random.Random, known: Sequence[str], years: Mapping[str, set[int]]) -> Asked | None:
    indicator = rng.choice(read_indicators())
    table, wording = _choose_wording(rng, "years", indicator)
    place = rng.choice([place for place in known if len(years[place]) > 2])
    last = rng.choice(sorted(years[place])) - (table != "target")
    first = last - rng.choice((1, 1, 2, 3, 4))
    english = _english(place)
    if "{english}" in wording and not english:
        return None
    words = {"place": short(place), "first": first, "last": last, "name": rng.choice(indicator.asked)}
    question = fill(wording, **words, en=indicator.english, english=english or "")
    asked = (last,) if table == "both" else (first, last) if "和" in wording or "比" in wording else None
    spread = asked or tuple(range(first, last + 1))
    planned = None if table == "both" else table == "target"
    return Asked(question, "years", (place,), spread, indicator.name, planned)


def _english(place: str) -> str | None:
    named = places_named(place)
    english = named[0].english if named else None
    return english.split(",")[0] if english else None


def _join(names: Sequence[str], rng: random.Random) -> str:
    return "、".join(names) if len(names) > 2 and rng.random() < 0.5 else "、".join(names[:-1]) + f"和{names[-1]}"


def _join_english(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else names[0]


def read_cells(asked: Asked, answer: Mapping[str, Any], sources: Mapping[str, Source]) -> Iterator[Cell]:
    """Give the cited numbers of an answer: those of its tables row by row, and every other citation."""
    cited = {citation["number"]: citation for citation in answer["citations"]}
    shown: set[int] = set()
    for line in answer["answer"].splitlines():
        if not line.startswith("|") or line.startswith("|---"):
            continue
        name, value = [part.strip() for part in line.strip("|").split("|")][:2]
        for mark in map(int, _MARK.findall(value)):
            shown.add(mark)
            yield _check(asked, name, _MARK.sub("", value), cited[mark], sources)
    for number, citation in cited.items():
        if number not in shown:
            yield _check(asked, None, "", citation, sources)


def _check(
    asked: Asked, name: str | None, value: str, citation: Mapping[str, Any], sources: Mapping[str, Source]
) -> Cell:
    source = sources[citation["sha256"]]
    places, years = asked.places, asked.years
    if name is not None:
        named = [place for place in places if short(place) in name or (_english(place) or place) in name]
        in_row = [int(year) for year in _YEAR.findall(name)]
        places = tuple(named) or places
        years = tuple(in_row) or years
    at = _find_number(citation["quote"], value)
    start = citation["start"] + at
    told = read_period(source.text, start, source.year)
    context = source.text[max(0, start - 70) : start + 30].replace("\n", "/")
    return Cell(
        asked.question, value, source.place, places, told.year, years, told.by, context, name is not None,
        f"{source.place} {source.year}",
    )  # fmt: skip


def _find_number(quote: str, value: str) -> int:
    """Return where in a quote the number that is shown stands, its last place; where its first number does else."""
    inner = value.rpartition("(")[2] if "(" in value else value
    number = _NUMBER.search(inner)
    if number:
        plain = unicodedata.normalize("NFKC", quote)
        at = plain.rfind(number.group().lstrip("-"))
        if at >= 0 and len(plain) == len(quote):
            return at
    first = _NUMBER.search(re.sub(r"(?:19|20)\d\d(?=年)", "    ", quote))
    return first.start() if first else 0


def missing_sides(asked: Asked, answer: Mapping[str, Any], known: Mapping[str, set[int]]) -> Iterator[tuple[str, bool]]:
    """Give the places that the library has no report of, and whether the answer says so by name."""
    for place in asked.places:
        if place not in known:
            name = short(place)
            english = (_english(place) or name).lower()
            yield place, name in answer["answer"] or english in answer["answer"].lower()


def measure(asked: Sequence[Asked], ask: Ask, sources: Mapping[str, Source]) -> Tally:
    """Ask every comparison and check what it cites."""
    tally = Tally()
    known: dict[str, set[int]] = defaultdict(set)
    for source in sources.values():
        known[source.place].add(source.year)
    for one in asked:
        started = perf_counter()
        answer = ask(one.question)
        tally.seconds.append(perf_counter() - started)
        cells = list(read_cells(one, answer, sources)) if answer["answered"] else []
        kind = "refused" if not cells else "tables" if any(cell.in_table for cell in cells) else "other answers"
        tally.answers[kind] += 1
        tally.cells += cells
        for place, is_named in missing_sides(one, answer, known):
            tally.missing += 1
            tally.named += is_named
            if not is_named:
                tally.unnamed.append(f"{one.question} [{place}] {answer['answer'][:120]!r}")
        for expression in find_expressions(answer["answer"]) if answer["answered"] else ():
            tally.computations += 1
            if not _is_right(expression):
                tally.miscomputed.append(f"{one.question} {expression}")
    return tally


def _is_right(expression: str) -> bool:
    try:
        return is_right(expression)
    except UnreadableExpressionError:
        return False

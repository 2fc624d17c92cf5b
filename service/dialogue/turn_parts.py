"""A question cut into its parts: place, time, thing, measure, status, what is asked, and words that point back."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from corpus.glossary import load_glossary
from corpus.normal_form import normalise
from corpus.periods import find_periods, years_of
from corpus.places import find_places, short_name
from service.languages.language import detect_language

THING = frozenset({"indicator", "contrast", "content"})
"""Kinds of parts that name what is asked about."""
SPACELESS = frozenset({"zh", "ja"})

_BASE_BEFORE = re.compile(
    r"(?:等[于於]|相当于|比起?|较|相比于?|than|from|compared (?:with|to)|über|gegenüber|par rapport à)\s*$"
)
_BASE_AFTER = re.compile(r"\s*(?:(?:年?同期)?[相来]?比(?!例|重|值)|时?的(?:几|多少)倍)")
_BEFORE_TIME = re.compile(
    r"(?:\b(?:in|for|by|of|over|during|since|en|pour|für|im jahr|im|para|в|на|за)\s+(?:the\s+)?)$|(?:^|(?<=[,，]))到$"
)
_AFTER_TIME = re.compile("['’]s|期间|时期|全年|一年(?![来里内多前后])|年度|년(?:의|에|도)?")
_RELATIVE_TIME = re.compile(
    r"年[底内]前?|[上下]半年|(?:前三|第[一二三四])季度|前(?:[一二三四五六七八九十]|\d+)个?月|\d{1,2}[-—至到]\d{1,2}月份?"
    r"|(?:[这近头]|[之此]?前|过去)(?:几|些|[两三四五六]|\d)年|(?:[一二两三四五六七八九十]|\d+)年(?:以?前|之前|后|以后|里|内|间|下来|(?=累计|总共|一共|共|合计|平均))|(?:当|那|同)年|头一?年"
    r"|\b(?:\w+) years (?:ago|earlier)\b"
)
_OFFICE = re.compile("长(?![期远江城治])")
_INDICATOR_TAIL = re.compile("零?售?(?:总额|总量|总值|额)")
_QUOTED = re.compile("“[^“”]{8,}”")
"""A member of a list, put back from an answer: one thing, whatever words it holds."""
_STATES = re.compile(r"\bUS(?:A\b|\b)|\bU\.S\.(?:A\.)?")
"""In capitals no pronoun."""
_FREE = re.compile(r"\x00+")
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*%?")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a question's characters of one kind."""

    start: int
    end: int
    kind: str
    """place, time, base (a time compared with), indicator, contrast, content, or a kind of words of dialogue.toml."""
    value: str = ""
    """A time's period, an indicator's name."""


@dataclass(frozen=True)
class Parts:
    """A question and its parts, in text order; every character that means something belongs to one."""

    text: str
    """Without what opens and closes a follow-up ("那…呢？")."""
    plain: str
    """Its normal form, of the same length."""
    language: str
    member_of: bool
    """It opens with "of which" (其中)."""
    still: bool
    """It says that something goes on (还, 再)."""
    parts: tuple[Part, ...]

    def has(self, *kinds: str) -> bool:
        """Say whether there is a part of one of these kinds."""
        return any(part.kind in kinds for part in self.parts)

    def of(self, *kinds: str) -> list[Part]:
        """Return the parts of these kinds."""
        return [part for part in self.parts if part.kind in kinds]

    def words(self, part: Part) -> str:
        """Return a part as it is written."""
        return self.text[part.start : part.end].strip()

    def join(self, kinds: Iterable[str]) -> str:
        """Return the words of all parts of these kinds, in text order."""
        gap = "" if self.language in SPACELESS else " "
        return gap.join(self.words(part) for part in self.of(*kinds))

    @cached_property
    def things(self) -> list[Part]:
        """The parts that name what is asked about."""
        return self.of(*THING)

    @property
    def asks(self) -> bool:
        """Whether it has question words of its own."""
        return self.has("ask", "count", "difference") or bool(cue("stated").search(self.plain))

    @property
    def years(self) -> tuple[int, int] | None:
        """First and last year of the times it names."""
        spans = [span for part in self.of("time") if (span := years_of(part.value))]
        return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


def cut_parts(
    question: str, report_year: int | None, own_places: frozenset[str] = frozenset(), language: str | None = None
) -> Parts:
    """Return a question's parts. Cost: about half a millisecond.

    `own_places` are the full names of places that the gazetteer may find only by those names (容城县 for 容城).
    """
    language = language or detect_language(question)
    rules = load_rules()
    words = rules["words"].get(language, rules["words"]["en"])
    text, plain = _same_length(question.strip())
    start, end = _trim(plain, words)
    text, plain = text[start:end], plain[start:end]
    inner = words["member_of"].match(plain)
    member_of = bool(inner and inner.end())
    claimed = _Claims(plain)
    for match in (*_QUOTED.finditer(plain), *_STATES.finditer(text)):
        claimed.add(Part(*match.span(), "content"))
    for part in _find_named(text, plain, report_year):
        claimed.add(part)
    for name in own_places:
        for match in re.finditer(f"{short_name(name)}(?:{name[-1]}(?!长))?", plain):
            claimed.add(Part(*match.span(), "place", name))
    if inner and member_of:
        claimed.add(Part(0, inner.end(), "opener"))
    for start, end in _find_contrasts(plain, language in SPACELESS):
        claimed.add(Part(start, end, "contrast"))
    for kind, pattern in words["kinds"].items():
        for match in pattern.finditer(plain):
            claimed.add(Part(match.start(), match.end(), kind))
    claimed.fill(language, words["edges"])
    return Parts(text, plain, language, member_of, bool(words["still"].match(plain)), claimed.sorted())


class _Claims:
    """Which characters of a text belong to a part already."""

    def __init__(self, plain: str) -> None:
        self._plain = plain
        self._taken = bytearray(len(plain))
        self._parts: list[Part] = []

    def add(self, part: Part) -> None:
        """Add a part, or as much of its beginning as nothing has taken yet."""
        end = self._taken.find(1, part.start, part.end)
        if end >= 0:
            part = replace(part, end=end)
        if part.start < part.end:
            self._taken[part.start : part.end] = b"\x01" * (part.end - part.start)
            self._parts.append(part)

    def fill(self, language: str, edges: tuple[re.Pattern[str], re.Pattern[str]] | None) -> None:
        """Make content of all words that nothing has claimed, without the small words at their edges."""
        for gap in _FREE.finditer(bytes(self._taken).decode("latin-1")):
            words = [match.span() for match in _WORD.finditer(self._plain, *gap.span())]
            if language in SPACELESS:
                for word in words:
                    self._add_content(*word, edges)
            elif words:
                for run in _split_at_brackets(self._plain, words):
                    self.add(Part(run[0][0], run[-1][1], "content"))

    def _add_content(self, start: int, end: int, edges: tuple[re.Pattern[str], re.Pattern[str]] | None) -> None:
        while edges and (small := edges[0].match(self._plain, start, end)):
            self.add(Part(*small.span(), "light"))
            start = small.end()
        stop = end
        while edges and start < stop and (small := edges[1].search(self._plain, start, stop)):
            stop = small.start()
        self.add(Part(start, stop, "content"))
        self.add(Part(stop, end, "light"))

    def sorted(self) -> tuple[Part, ...]:
        """Return the parts in text order."""
        return tuple(sorted(self._parts, key=lambda part: part.start))


def _split_at_brackets(plain: str, words: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield runs of words with no bracket inside: what stands in brackets is a thing of its own."""
    run = words[:1]
    for word in words[1:]:
        if set(plain[run[-1][1] : word[0]]) & {"(", ")"}:
            yield run
            run = []
        run.append(word)
    yield run


def _same_length(text: str) -> tuple[str, str]:
    """Return a text and its normal form with equal lengths: as written where folding keeps the length."""
    plain = normalise(text)
    return (text, plain) if len(plain) == len(text) else (plain, plain)


def _trim(plain: str, words: dict[str, Any]) -> tuple[int, int]:
    opener = words["opener"].match(plain)
    start = opener.end() if opener else 0
    closer = words["closer"].search(plain, start)
    end = closer.start() if closer else len(plain)
    return (start, end) if start < end else (0, len(plain))


def _find_named(text: str, plain: str, report_year: int | None) -> Iterator[Part]:
    for period in find_periods(text, report_year):
        compared = _BASE_BEFORE.search(plain[: period.start])
        after = _BASE_AFTER.match(plain, period.end)
        before = _BEFORE_TIME.search(plain[: period.start])
        if after and not compared:
            compared = re.search("[和与同跟]$", plain[: period.start])
        if compared or after:
            yield Part(compared.start() if compared else period.start, period.end, "base", period.period)
        else:
            tail = _AFTER_TIME.match(plain, period.end)
            end = tail.end() if tail else period.end
            yield Part(before.start() if before else period.start, end, "time", period.period)
    for match in _RELATIVE_TIME.finditer(plain):
        compared = _BASE_BEFORE.search(plain[: match.start()])
        yield Part(compared.start() if compared else match.start(), match.end(), "base" if compared else "time")
    for place in find_places(text):
        # 长治市长 is 长治's 市长.
        office = plain[place.end - 1] in "省市县区州旗" and _OFFICE.match(plain, place.end)
        yield Part(place.start, place.end - bool(office), "place", place.name)
    for mention in load_glossary().find(text):
        # A short name may be cut from a longer one: 社消零 from 社消零售总额.
        tail = _INDICATOR_TAIL.match(plain, mention.end)
        yield Part(mention.start, tail.end() if tail else mention.end, "indicator", mention.indicator.name)


def _find_contrasts(plain: str, spaceless: bool) -> Iterator[tuple[int, int]]:
    pattern = load_rules()["contrast_words"][spaceless]
    return (match.span() for match in pattern.finditer(plain))


def contrast_row(word: str) -> tuple[tuple[str, ...], ...]:
    """Return the words that stand against one another, this word among them; empty for no such word."""
    plain = normalise(word)
    return next((row for row in load_rules()["contrasts"] if any(plain in group for group in row)), ())


def relabel(parts: Parts, part: Part, kind: str) -> Parts:
    """Return the same question with one part of another kind."""
    return replace(parts, parts=tuple(replace(p, kind=kind) if p == part else p for p in parts.parts))


def _compile_contrasts(rows: list[list[list[str]]], spaceless: bool) -> re.Pattern[str]:
    """Return what finds the words of contrast, the longest first: 城里人 but not of 城里人均收入."""
    words = [word for row in rows for group in row for word in group if (word > "\u2e80") == spaceless]
    body = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?:{body})(?!均)" if spaceless else rf"\b(?:{body})\b")


def _compile_edges(edges: dict[str, str] | None) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    return (re.compile(edges["left"]), re.compile(f"(?:{edges['right']})$")) if edges else None


def cue(name: str) -> re.Pattern[str]:
    """Return the expression of dialogue.toml for what a rule looks for."""
    pattern: re.Pattern[str] = load_rules()["cues"][name]
    return pattern


@cache
def load_rules() -> dict[str, Any]:
    """Return dialogue.toml with its expressions compiled; read once."""
    with (Path(__file__).parent / "dialogue.toml").open("rb") as file:
        tables = tomllib.load(file)
    shared = ("contrasts", "details", "heads", "completions", "answers", "cues")
    words = {
        language: {name: re.compile(table[name]) for name in ("opener", "closer", "member_of", "still")}
        | {"edges": _compile_edges(table.get("edges"))}
        | {"kinds": {kind: re.compile("|".join(patterns)) for kind, patterns in table["words"].items()}}
        for language, table in tables.items()
        if language not in shared
    }
    return {
        "words": words,
        "templates": {language: tables[language]["templates"] for language in words},
        "contrast_words": {kind: _compile_contrasts([*tables["contrasts"].values()], kind) for kind in (True, False)},
        "contrasts": [tuple(tuple(group) for group in row) for row in tables["contrasts"].values()],
        **{name: {key: re.compile(value, re.M) for key, value in tables[name].items()} for name in shared[2:]},
        "details": [(re.compile(asked), re.compile(told)) for asked, told in tables["details"].values()],
    }

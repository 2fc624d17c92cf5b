"""The indicators of the genre: one name for each, and every other name that people use for it.

The data stands in glossary.json beside this file. Matching happens on the normal form of a text, so full-width letters,
capitals and traditional characters make no difference.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import NamedTuple

from corpus.normal_form import normal_form, normalise


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator and its names."""

    name: str
    """Canonical, Chinese."""
    aliases: tuple[str, ...]
    """Other Chinese names, without the canonical one."""
    names: dict[str, tuple[str, ...]] = field(hash=False)
    """Names by language code; the first of each is the one to print."""
    unit_kind: str
    """What it is measured in: money, percent, people, households, count, area, length, weight, volume, power, ..."""
    parent: str | None
    """The indicator it is a part or a narrower form of."""
    siblings: tuple[str, ...]
    """Indicators with the same parent: easily mistaken for this one, never the same."""

    @property
    def english(self) -> str:
        """The English name to print, in lower case but for proper names."""
        return self.names["en"][0]


class Mention(NamedTuple):
    """A name of an indicator in a text."""

    start: int
    end: int
    indicator: Indicator


@dataclass(frozen=True)
class Glossary:
    """All indicators, and the look-up of their names."""

    indicators: tuple[Indicator, ...]
    unit_names: dict[str, tuple[str, str]] = field(repr=False)
    """English names of units as written, for one and for many: 公里 -> kilometre, kilometres."""

    def get(self, name: str) -> Indicator | None:
        """Return the indicator with this name, canonical or not, in any language; None when there is none."""
        indicator = self._by_name.get(name)
        if indicator is None:
            foreign = _OTHER.search(name) or not _is_gb2312(name)
            indicator = self._by_folded.get(normalise(name).strip()) if foreign else None
        return indicator

    def english_unit(self, unit: str, many: bool = True) -> str | None:
        """Return the English name of a unit as written; None for a unit we have no name for."""
        names = self.unit_names.get(unit)
        return names[many] if names else None

    def find(self, text: str, language: str | None = None) -> list[Mention]:
        """Return the names that stand in a text, longest first at each place, in text order and without overlaps.

        With a `language` only names of it, Chinese and English ones count: French "services" is no English word.

        Latin names match whole words, in any case and with a plural s or es. Cost: about a tenth of a microsecond a
        character of Chinese text.
        """
        form = normal_form(text)
        found = self._find_wide(form.text, self._chinese)
        if _FOREIGN.search(text) or not _is_gb2312(text):
            found = _longest([*found, *self._find_wide(form.text, self._japanese_and_korean)])
        if _LATIN_WORD.search(form.text):
            found = _longest([*found, *self._find_latin(form.text, language)])
        return [Mention(*form.span(start, end), indicator) for start, end, indicator in sorted(found, key=_start_of)]

    def find_ending(self, words: str) -> tuple[Indicator, str] | None:
        """Return the indicator with the longest name that some words end in, and that name as it stands there."""
        plain = normalise(words)
        for start in range(len(plain) - 1):
            indicator = self._endings.get(plain[start:])
            if indicator and not _runs_on(plain, start, len(plain)):
                return indicator, plain[start:]
        return None

    @cached_property
    def _endings(self) -> dict[str, Indicator]:
        return {name: owner for names in self._chinese.values() for name, owner in names}

    @cached_property
    def _by_name(self) -> dict[str, Indicator]:
        table: dict[str, Indicator] = {}
        for indicator in self.indicators:
            for name in (indicator.name, *indicator.aliases):
                table[name] = indicator
        return table

    @cached_property
    def _by_folded(self) -> dict[str, Indicator]:
        table: dict[str, Indicator] = {}
        for indicator in self.indicators:
            for names in ((indicator.name, *indicator.aliases), *indicator.names.values()):
                for name in names:
                    table.setdefault(normalise(name), indicator)
        return table

    @cached_property
    def _chinese(self) -> "_Starts":
        names = [(name, owner) for owner in self.indicators for name in (owner.name, *owner.aliases)]
        # Reports quote slogans inside names (“专精特新”企业) and leave the quotes out as often.
        bare = [(name.replace("“", "").replace("”", ""), owner) for name, owner in names if "“" in name]
        return _starts([*names, *bare])

    @cached_property
    def _japanese_and_korean(self) -> "_Starts":
        return _starts(
            (name, owner)
            for owner in self.indicators
            for language in ("ja", "ko")
            for name in owner.names.get(language, ())
        )

    @cached_property
    def _latin(self) -> dict[str, list[tuple[tuple[str, ...], Indicator, str]]]:
        table: dict[str, list[tuple[tuple[str, ...], Indicator, str]]] = defaultdict(list)
        for owner in self.indicators:
            own = {"": (owner.name, *owner.aliases), **owner.names}
            for language, name in ((language, name) for language, names in own.items() for name in names):
                words = tuple(word for word in _LATIN_WORD.findall(name.lower()) if word not in _ARTICLES)
                if words and not _WIDE.search(name):
                    table[words[0]].append((words, owner, language))
                    table[_singular(words[0])].append((words, owner, language))
        return {word: sorted(names, key=lambda item: -len(item[0])) for word, names in table.items()}

    def _find_wide(self, text: str, starts: "_Starts") -> list["_Found"]:
        found: list[_Found] = []
        reached = 0
        for index, pair in enumerate(map(str.__add__, text, text[1:])):
            if index < reached or pair not in starts:
                continue
            for name, indicator in starts[pair]:
                if text.startswith(name, index) and not _runs_on(text, index, index + len(name)):
                    reached = index + len(name)
                    found.append((index, reached, indicator))
                    break
        return found

    def _find_latin(self, text: str, language: str | None) -> list["_Found"]:
        words = [word for word in _LATIN_WORD.finditer(text) if word.group() not in _ARTICLES]
        found: list[_Found] = []
        reached = 0
        for index, word in enumerate(words):
            if word.start() < reached:
                continue
            named = self._latin.get(word.group(), self._latin.get(_singular(word.group()), ()))
            for name, indicator, written in named:
                run = words[index : index + len(name)]
                if language is not None and written not in ("", "en", language):
                    continue
                if len(run) == len(name) and _same_words(text, run, name):
                    reached = run[-1].end()
                    found.append((word.start(), reached, indicator))
                    break
        return found


_Found = tuple[int, int, Indicator]
_Starts = dict[str, tuple[tuple[str, Indicator], ...]]
"""Names by their first two characters, longest first."""

_COMPARED_WITH = re.compile(r"上年|去年|前年|上一|前一|同期|(?:19|20)\d\d")
_LATIN_WORD = re.compile(
    r"[a-z]{3,}(?=[0-9][0-9.,]*[万亿%])"
    r"|[0-9a-z\u00df-\u024f\u0400-\u04ff]*[a-z\u00df-\u024f\u0400-\u04ff][0-9a-z\u00df-\u024f\u0400-\u04ff]*|[0-9]+"
)
"""A name and the amount that is written on to it (GDP1960亿元) are two words; 5g is one."""
_WIDE = re.compile(r"[\u2e80-\uffff]")
_FOREIGN = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_OTHER = re.compile(r"[A-Za-z\u00c0-\u04ff\u3040-\u30ff\uac00-\ud7af\uff00-\uffef]")
"""Only a name with such a character may be written otherwise than the glossary writes it."""
_ARTICLES = frozenset(("the", "an", "a"))
_BETWEEN = re.compile(r"[\s\-.,&'\u2019/]{1,3}(?:(?:the|an|a)\s)?")


def _starts(names: Iterable[tuple[str, Indicator]]) -> _Starts:
    table: defaultdict[str, list[tuple[str, Indicator]]] = defaultdict(list)
    for name, owner in names:
        folded = normalise(name)
        if _WIDE.search(folded):
            table[folded[:2]].append((folded, owner))
    return {start: tuple(sorted(owned, key=lambda item: -len(item[0]))) for start, owned in table.items()}


def _runs_on(text: str, start: int, end: int) -> bool:
    """Say whether a name is cut out of longer words: 收入比 of 收入比上年增长, 亿元以上项目 of 10亿元以上项目."""
    compares = text[end - 1] == "比" and _COMPARED_WITH.match(text, end) is not None
    return compares or (text[start] in "亿万" and text[start - 1 : start].isdecimal())


def _same_words(text: str, run: list[re.Match[str]], name: tuple[str, ...]) -> bool:
    for written, wanted in zip(run, name, strict=True):
        word = written.group()
        if word != wanted and _singular(word) != wanted and word != _singular(wanted):
            return False
    return all(_BETWEEN.fullmatch(text, a.end(), b.start()) for a, b in zip(run, run[1:], strict=False))


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("s"):
        return word[:-2] if word.endswith(("ches", "shes", "xes", "sses")) else word[:-1]
    return word


def _start_of(found: _Found) -> int:
    return found[0]


def _longest(found: list[_Found]) -> list[_Found]:
    """Return the found names without those that overlap a longer one."""
    kept: list[_Found] = []
    for start, end, indicator in sorted(found, key=lambda item: (item[0] - item[1], item[0])):
        if not any(a < end and start < b for a, b, _ in kept):
            kept.append((start, end, indicator))
    return kept


def _is_gb2312(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def load_glossary() -> Glossary:
    """Return the glossary that comes with the project; read once."""
    data = json.loads(resources.files("corpus").joinpath("glossary.json").read_text(encoding="utf-8"))
    children: defaultdict[str, list[str]] = defaultdict(list)
    for entry in data["indicators"]:
        if entry["parent"]:
            children[entry["parent"]].append(entry["name"])
    indicators = tuple(
        Indicator(
            name=entry["name"],
            aliases=tuple(entry["aliases"]),
            names={language: tuple(names) for language, names in entry["names"].items()},
            unit_kind=entry["unit_kind"],
            parent=entry["parent"],
            siblings=tuple(n for n in children.get(entry["parent"], ()) if n != entry["name"]),
        )
        for entry in data["indicators"]
    )
    return Glossary(indicators, {unit: (one, many) for unit, (one, many) in data["unit_names"].items()})

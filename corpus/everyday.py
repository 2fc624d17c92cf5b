"""How people say in everyday words what reports say in theirs: 口袋里的钱 for 收入, 挖出来的煤 for 原煤产量.

The data stands in everyday_words/*.toml: tables by field, each line the report's words and the everyday ones. In an
everyday phrase "[a|b]" stands for either word, "[a|]" for a word or none, and "…" for up to six characters that stay
as they are; a phrase opens with two characters at least.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

_GAP = 6
"""Characters."""
_NO_GAP = re.compile("[,，。;；:：?？!！、和跟与及比]")
"""What joins two things that are asked for does not stand within one of them."""
_CHOICE = re.compile(r"\[([^\]]*)\]")


class _Phrase(NamedTuple):
    parts: tuple[str, ...]
    """What stands before, between and after the gaps."""
    words: str


def find_report_words(normal: str) -> str:
    """Return a text in normal form with each everyday phrase in the words of reports, the longest first at each place.

    What a phrase has in its gap stays, after the report's words. A text without such phrases comes back as it is.
    Cost: microseconds.
    """
    phrases = _load()
    written: list[str] = []
    at = 0
    while at < len(normal):
        for phrase in phrases.get(normal[at : at + 2], ()):
            found = _match(normal, at, phrase.parts)
            if found:
                at, kept = found
                written += [phrase.words, *kept]
                break
        else:
            written.append(normal[at])
            at += 1
    return "".join(written)


def _match(normal: str, at: int, parts: tuple[str, ...]) -> tuple[int, list[str]] | None:
    """Return where a phrase that begins here ends, and what stands in its gaps; None when it does not stand here."""
    if not normal.startswith(parts[0], at):
        return None
    end = at + len(parts[0])
    kept = []
    for part in parts[1:]:
        start = normal.find(part, end, end + _GAP + len(part))
        if start < 0 or _NO_GAP.search(normal, end, start):
            return None
        kept.append(normal[end:start])
        end = start + len(part)
    return end, kept


@cache
def _load() -> Mapping[str, tuple[_Phrase, ...]]:
    """Return the phrases by their first two characters, longest first."""
    starts: defaultdict[str, list[_Phrase]] = defaultdict(list)
    for file in resources.files("corpus").joinpath("everyday_words").iterdir():
        for rows in tomllib.loads(file.read_text(encoding="utf-8")).values():
            for words, phrases in rows.items():
                for written in phrases:
                    for phrase in _choose(written):
                        starts[phrase[:2]].append(_Phrase(tuple(phrase.split("…")), words))
    return {start: tuple(sorted(rows, key=_measure, reverse=True)) for start, rows in starts.items()}


def _choose(written: str) -> Iterator[str]:
    """Yield a phrase with each choice of its words."""
    choice = _CHOICE.search(written)
    if not choice:
        yield written
        return
    for word in choice.group(1).split("|"):
        yield from _choose(written[: choice.start()] + word + written[choice.end() :])


def _measure(phrase: _Phrase) -> int:
    return sum(map(len, phrase.parts))

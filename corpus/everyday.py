"""How people say in everyday words what reports say in theirs: 口袋里的钱 for 收入, 挖出来的煤 for 原煤产量.

The data stands in everyday_words/*.toml: tables by field, each line the report's words and the everyday ones. In an
everyday phrase "[a|b]" stands for either word, "[a|]" for a word or none, and "…" for up to six characters that stay
as they are. A line that gives a phrase as it is keeps it from the others.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

from corpus.glossary import load_glossary

_GAP = 6
"""Characters."""
_NO_GAP = re.compile("[,，。;；:：?？!！、和跟与及比]")
"""What joins two things that are asked for does not stand within one of them."""
_PIECE = re.compile(r"\[([^\]]*)\]|(…)|([^\[…]+)")

_Piece = tuple[str, ...] | None
"""The words that may stand there, longest first; None for a gap."""


class _Phrase(NamedTuple):
    pieces: tuple[_Piece, ...]
    words: str
    needed: tuple[str, ...]
    """The words one of which stands last of those that must stand: a text without any has not the phrase."""


class _Match(NamedTuple):
    end: int
    kept: tuple[str, ...]
    """What stands in the gaps."""
    own: int
    """How many characters of the phrase itself."""


def find_report_words(normal: str) -> str:
    """Return a text in normal form with each everyday phrase in the words of reports, the longest first at each place.

    What a phrase has in its gap stays, after the report's words. Names of indicators stay, unless a longer phrase
    begins with them. A text without everyday phrases comes back as it is. Cost: microseconds.
    """
    phrases = _load()
    if not any(key in phrases for at in range(len(normal)) for key in (normal[at], normal[at : at + 2])):
        return normal
    mentions = load_glossary().find(normal)
    names = {mention.start: mention.end for mention in mentions}
    inside = frozenset(at for mention in mentions for at in range(mention.start + 1, mention.end))
    written: list[str] = []
    at = 0
    while at < len(normal):
        name_end = names.get(at, at)
        nearby = (*phrases.get(normal[at], ()), *phrases.get(normal[at : at + 2], ()))
        found = _find_longest(normal, at, nearby, inside)
        if found and found[0].end > name_end:
            match, words = found
            written += [words, *match.kept]
            at = match.end
        else:
            written.append(normal[at : max(name_end, at + 1)])
            at = max(name_end, at + 1)
    return "".join(written)


def _find_longest(
    normal: str, at: int, phrases: tuple[_Phrase, ...], inside: frozenset[int]
) -> tuple[_Match, str] | None:
    """Return the phrase with the most characters of its own that stands here, and its words of reports."""
    found = [
        (match, phrase.words)
        for phrase in phrases
        # Most phrases fail here, at a tenth of what it costs to try them.
        if any(word in normal for word in phrase.needed) and (match := _match(normal, at, phrase.pieces, inside))
    ]
    return max(found, key=lambda item: item[0].own, default=None)


def _match(normal: str, at: int, pieces: tuple[_Piece, ...], inside: frozenset[int]) -> _Match | None:
    """Return how a phrase stands here; it has neither its end nor a gap `inside` the name of an indicator."""
    if not pieces:
        return None if at in inside else _Match(at, (), 0)
    piece, rest = pieces[0], pieces[1:]
    if piece is not None:
        found = [
            _Match(match.end, match.kept, match.own + len(word))
            for word in piece
            if normal.startswith(word, at) and (match := _match(normal, at + len(word), rest, inside))
        ]
        return max(found, key=lambda match: match.own, default=None)
    if at in inside:
        return None
    for end in range(at, min(at + _GAP, len(normal)) + 1):
        following = None if end in inside else _match(normal, end, rest, inside)
        if following:
            return _Match(following.end, (normal[at:end], *following.kept), following.own)
        if _NO_GAP.match(normal, end):
            break
    return None


@cache
def _load() -> Mapping[str, tuple[_Phrase, ...]]:
    """Return the phrases by the two characters that they begin with, or the one before a gap."""
    starts: defaultdict[str, list[_Phrase]] = defaultdict(list)
    for file in sorted(resources.files("corpus").joinpath("everyday_words").iterdir(), key=str):
        for rows in tomllib.loads(file.read_text(encoding="utf-8")).values():
            for words, phrases in rows.items():
                for phrase in phrases:
                    pieces = _parse(phrase)
                    parsed = _Phrase(pieces, words, _find_needed(pieces))
                    for start in set(_begin(pieces, "")):
                        starts[start].append(parsed)
    return {start: tuple(rows) for start, rows in starts.items()}


def _parse(phrase: str) -> tuple[_Piece, ...]:
    pieces: list[_Piece] = []
    for choice, gap, words in _PIECE.findall(phrase):
        pieces.append(None if gap else (words,) if words else tuple(sorted(choice.split("|"), key=len, reverse=True)))
    return tuple(pieces)


def _find_needed(pieces: tuple[_Piece, ...]) -> tuple[str, ...]:
    needed = (piece for piece in reversed(pieces) if piece and "" not in piece)
    return next(needed, ("",))


def _begin(pieces: tuple[_Piece, ...], text: str) -> Iterator[str]:
    """Yield the ways in which a phrase may begin, as far as its first two characters."""
    if len(text) >= 2 or not pieces or pieces[0] is None:
        yield text[:2]
        return
    for word in pieces[0]:
        yield from _begin(pieces[1:], text + word)

"""Whether a later English question has a topic of its own: "and what does the province want for 2025" has none."""

import re
from collections.abc import Iterable

from corpus.normal_form import normalise
from corpus.periods import find_periods
from corpus.places import find_places
from service.languages.stems import stem
from service.languages.translation import left_out

_ANY_YEAR = 2000
"""Only which words tell a time is asked here, not which."""
_PRONOUN = re.compile(r"\b(?:ones?|those|that|it|its|their|they|them)\b")
_WORD = re.compile(r"[a-z]+")
_NUMBER = re.compile(r"\bhow (?:many|much|large|big|high|long|far|fast)\b")
_WHAT = re.compile(r"^what(?:(?:['’]?s)|(?= (?:is|are|was|were|do|does|did|will)\b))", re.IGNORECASE)
_FILLERS = frozenset(
    "province government county district town whats hows theyre thats theres schedule scheduled shoot shooting hoped"
    " hoping target targets targeted total overall aimed running set figure ahead since then next coming future"
    " wants promise promises promising promised pledge pledges pledging hopes expects aims".split()
)
"""Words that every part of a question may hold: none of them is a topic."""


_KINDS = frozenset(
    "share slice portion fraction percentage proportion percent rank ranks ranked ranking growth grow grew rise rose up"
    " down increase increased jump jumped climb climbed fall fell drop dropped change changed cost costs costing spend"
    " spent spending put puts putting invest invested investing investment money funding funded worth paid pay budget"
    " region state city world national country nationwide whole market overall year-on-year previous rate compared"
    " represent represents account accounts equal amount amounts".split()
)
"""Words that name the kind of a number, which may stand beside another's."""
_IN_UNIT = re.compile(r",? (?:and )?in (?:what|which) (?:currency|units?)(?=\s*[?.]?\s*$)", re.IGNORECASE)
"""What an answer tells with its number."""

_MEANS = re.compile(r"\s*(?:i mean|i['’]?m (?:after|asking)|meaning|that is|i\.e\.|as in)\b", re.IGNORECASE)


def drop_unit(text: str) -> str:
    """Return a question that does not ask in what currency or unit its number is."""
    return _IN_UNIT.sub("", text)


def says_again(piece: str) -> bool:
    """Say whether a piece only says what the question before it means: "I mean what has been reached"."""
    return _MEANS.match(piece) is not None


def names_kind(piece: str, first: str) -> bool:
    """Say whether a question names nothing of its own but the kind of its number: "and what did that cost"."""
    words = _WORD.findall(normalise(piece))
    return not _KINDS.isdisjoint(words) and _adds_nothing([word for word in words if word not in _KINDS], first)


def leans_on(piece: str, first: str) -> bool:
    """Say whether a question is about what an earlier one named: a pronoun, or no word of its own but a place."""
    normal = normalise(_leave_out_places(piece))
    return bool(_PRONOUN.search(normal)) or _adds_nothing(_WORD.findall(normal), first)


def _adds_nothing(words: Iterable[str], first: str) -> bool:
    """Say whether words name nothing that an earlier question has not named."""
    known = {stem(word, "en") for word in _WORD.findall(normalise(first))}
    empty = left_out("joining", "en") | left_out("alone", "en") | _FILLERS
    return all(word in empty or stem(word, "en") in known for word in words)


def _leave_out_places(text: str) -> str:
    for place in reversed(find_places(text)):
        text = f"{text[: place.start]} {text[place.end :]}"
    return text


def ask_alike(piece: str, first: str) -> str:
    """Return a question without a topic of its own so that it asks for a number where the one before it does."""
    if _NUMBER.search(normalise(first)) and leans_on(piece, first):
        return _WHAT.sub("what figure", piece)
    return piece


def ask_at_another_time(first: str, piece: str) -> str:
    """Return a question without its own times, put for those of another that leans on it."""
    for period in reversed(find_periods(first, _ANY_YEAR)):
        first = f"{first[: period.start]}{first[period.end :]}"
    return " ".join(f"{first} {piece}".split())

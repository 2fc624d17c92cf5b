"""Whether a later English question has a topic of its own: "and what does the province want for 2025" has none."""

import re

from corpus.normal_form import normalise
from service.languages.stems import stem
from service.languages.translation import left_out

_PRONOUN = re.compile(r"\b(?:ones?|those|that|it|its|their|they|them)\b")
_WORD = re.compile(r"[a-z]+")
_NUMBER = re.compile(r"\bhow (?:many|much|large|big|high|long|far|fast)\b")
_WHAT = re.compile(r"^what(?:(?:['’]?s)|(?= (?:is|are|was|were|do|does|did|will)\b))", re.IGNORECASE)
_FILLERS = frozenset(
    "province government county district town whats hows theyre thats theres schedule scheduled shoot shooting hoped"
    " hoping target targets targeted total overall aimed running set figure ahead since then next coming future"
    " wants".split()
)
"""Words that every part of a question may hold: none of them is a topic."""


def leans_on(piece: str, first: str) -> bool:
    """Say whether a question is about what an earlier one named: a pronoun, or no word of its own."""
    normal = normalise(piece)
    if _PRONOUN.search(normal):
        return True
    known = {stem(word, "en") for word in _WORD.findall(normalise(first))}
    empty = left_out("joining", "en") | left_out("alone", "en") | _FILLERS
    return all(word in empty or stem(word, "en") in known for word in _WORD.findall(normal))


def ask_alike(piece: str, first: str) -> str:
    """Return a question without a topic of its own so that it asks for a number where the one before it does."""
    if _NUMBER.search(normalise(first)) and leans_on(piece, first):
        return _WHAT.sub("what figure", piece)
    return piece

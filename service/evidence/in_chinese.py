"""A question in another language put into the Chinese words of a report, so that words can be matched with words.

What a word means is decided by the report: of its meanings the one that stands in a sentence with the other words'.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from corpus.glossary import load_glossary
from corpus.normal_form import normalise
from service.languages.pinyin import find_readings
from service.languages.translation import Term
from service.question.question import Question
from service.reading.reading import Reading

_ABSENT = 0.1
"""What a meaning that the report never uses is worth beside one that it uses."""
_BESIDE = 3.0
"""What a meaning is worth that stands in one sentence with those of all other words, beside one that stands alone."""

_MEASURES = " 率量数额总值度比例"

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]


def put_into_chinese(question: Question, reading: Reading) -> Question:
    """Return a question with its content in a report's words; a Chinese question as it is.

    Cost: about a millisecond for a report of 15,000 characters.
    """
    if not question.terms:
        return question
    chosen = choose_meanings(question.terms, reading)
    if not chosen:
        return question
    words = " ".join(chosen)
    found = () if question.indicators else _find_indicator(chosen, reading)
    return replace(
        question,
        content=words,
        canonical=" ".join([*found, words]),
        foreign=question.canonical,
        indicators=question.indicators or found,
        named=1.0 if found and len(chosen) == 1 else question.named,
    )


def choose_meanings(terms: Sequence[Term], reading: Reading) -> list[str]:
    """Return each term in Chinese as the report would say it; words that nothing is known of are left out."""
    held_by = (used for term in terms for used in _split_absent(term, reading))
    options = [option for term in held_by if (option := _list_options(term, reading))]
    held = [[reading.sentences_with(meaning) for meaning, _ in option] for option in options]
    size = len(reading.sentences)
    worth = [[_weigh(rows, size) for rows in each] for each in held]
    best = [_best_rows(each, weights, size) for each, weights in zip(held, worth, strict=True)]
    total = np.sum(best, axis=0) if best else np.zeros(size)
    top = float(total.max(initial=0.0)) or 1.0
    chosen = []
    for option, rows, own in zip(options, held, best, strict=True):
        beside = total - own
        scores = [
            weight * ((1 + _BESIDE * float(beside[places].max()) / top) if len(places) else _ABSENT)
            for (_, weight), places in zip(option, rows, strict=True)
        ]
        chosen.append(option[int(np.argmax(scores))][0])
    return chosen


def _find_indicator(chosen: Sequence[str], reading: Reading) -> tuple[str, ...]:
    """Return the indicator of the report's figures whose name is made of most of the chosen words; at most one.

    "Share of sewage that is treated" names none, but its words 污水 and 处理 make 污水处理率. A single word is the name
    itself.
    """
    if len(chosen) == 1:
        indicator = load_glossary().get(chosen[0])
        return (indicator.name,) if indicator else ()
    best: tuple[str, ...] = ()
    most = 0
    for name in dict.fromkeys(figure.indicator for figure in reading.figures if figure.indicator):
        indicator = load_glossary().get(name)
        for alias in (name, *indicator.aliases) if indicator else ():
            held = _measure_parts(normalise(alias), chosen)
            if held > most:
                best, most = (name,), held
    return best


def _measure_parts(name: str, chosen: Sequence[str]) -> int:
    """Return how many characters of a name chosen words make; 0 unless neighbours make all but 率 or 总额."""
    rest = name
    places = []
    for place, word in sorted(enumerate(chosen), key=lambda item: -len(item[1])):
        if word in rest:
            rest = rest.replace(word, " ", 1)
            places.append(place)
    together = len(places) > 1 and max(places) - min(places) < len(places)
    return len(name) - len(rest.replace(" ", "")) if together and not rest.strip(_MEASURES) else 0


def _split_absent(term: Term, reading: Reading) -> Sequence[Term]:
    """Return a term, or those of its words where the report uses some of their meanings and none of its own."""
    if term.optional and not _is_used(term, reading):
        return ()
    if not term.parts or _is_used(term, reading):
        return (term,)
    parts = [used for part in term.parts for used in _split_absent(part, reading)]
    return parts if any(_is_used(part, reading) for part in parts) else (term,)


def _is_used(term: Term, reading: Reading) -> bool:
    return any(len(reading.sentences_with(meaning)) for meaning, _ in term.meanings)


def _list_options(term: Term, reading: Reading) -> Sequence[tuple[str, float]]:
    """Return what a term can mean: an unknown word itself where the report has it, or the names it can be read as."""
    if term.meanings:
        return term.meanings
    if len(reading.sentences_with(term.words)) and len(term.words) > 1:
        return [(term.words, 1.0)]
    found = find_readings(term.words, reading.normal)
    return [(name, 1.0) for name in found or ([term.words] if term.name else [])]


def _weigh(rows: Rows, size: int) -> float:
    return math.log1p((size - len(rows) + 0.5) / (len(rows) + 0.5))


def _best_rows(held: Sequence[Rows], worth: Sequence[float], size: int) -> Floats:
    best = np.zeros(size)
    for rows, weight in zip(held, worth, strict=True):
        best[rows] = np.maximum(best[rows], weight)
    return best

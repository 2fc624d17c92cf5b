"""Lists whose members share a string that the question names: 必须坚持“不动摇”的是哪几条, 哪五场“战”, 哪五个“履职”.

The members are heads beside each other, or clauses near each other, that each hold the string. Where the question says
how many there are, there must be just so many.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.normal_form import normalise
from corpus.numerals import parse_number
from corpus.sentences import split_clauses
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.question.cues import Kind
from service.question.question import Question
from service.reading.reading import Reading
from service.reading.title_spans import find_title

_NUMBER = "[二两三四五六七八九十]{1,2}|\\d{1,2}"
_QUOTED = re.compile(r"[“\"「『](?![一二三四五六七八九十]+[”\"」』])([一-龥]{1,10})[”\"」』]")
_SHORT = re.compile(r"(?P<number>[三四五六七八九十])(?:(?P<word>[一-龥])(?:[一-龥]{2})?|(?:个|大|项)[一-龥]{1,6})$")
"""A shorthand that counts what its members share: 五主并举, 三城."""
_ASKED = re.compile(rf"(?<![第\d])(?P<number>{_NUMBER})(?![\d年])(?:个|大|项|条|场|件|种|类|句|方面|样)?")
_ANY = re.compile(r"哪[几些]|几[个项条场件种类句]|哪[“\"「『]|分别|都有")
_ANNOUNCED = re.compile(rf"(?:{_NUMBER}|几|这些)(?:个|大|项|条|场|件|种|类|句)?[“\"「『]?$")
_ENDS = re.compile(r"[^\w]+$")
_OPENS = re.compile(r"^\W*(?:[一二三四五六七八九十]{1,3}[是要、]|[(（][一二三四五六七八九十\d]{1,3}[)）])?\W*")
_FEWEST, _MOST = 3, 15
_APART = 1500
"""Characters from one member to the next."""
_APART_UNCOUNTED = 500
"""The same where nothing says how many there are."""
_SHOWN = 60
"""Characters of a sentence that is shown whole."""
_LOOKED_AT = 10
_FIRST = 16
"""Characters before the shared one in the first of several members, whose words may hold a verb."""


@dataclass(frozen=True)
class _Shared:
    """What the members have in common, and how many they are; None where the question does not say."""

    word: str
    size: int | None
    name: str = ""
    """The shorthand that stands for them."""


def compose_shared(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return the heads or clauses that hold a string which the question names; None where there are not just so many.

    Cost: tens of microseconds for a question that names none.
    """
    if not evidence or question.language != "zh" or (question.kind is not Kind.LIST and question.count is None):
        return None
    reading = evidence[0].reading
    near = [item.sentence.start for item in evidence[:_LOOKED_AT] if item.reading is reading]
    for shared in _read(normalise(question.text)):
        for runs in (_find_heads(reading, shared), *_find_clauses(reading, shared)):
            if runs:
                return _write(question, reading, max(runs, key=lambda run: _rank(run, near)))
    return None


def _rank(run: Sequence[tuple[int, int]], near: Sequence[int]) -> tuple[int, int]:
    """Return how many of the sentences that were found stand among the members, and how many members there are."""
    return sum(run[0][0] - _SHOWN <= place <= run[-1][1] for place in near), len(run)


def _read(normal: str) -> Iterator[_Shared]:
    """Yield the strings that a question says its members share, with their number."""
    sizes = [int(number) for match in _ASKED.finditer(normal) if (number := parse_number(match["number"]))]
    sizes = [size for size in dict.fromkeys(sizes) if _FEWEST <= size <= _MOST]
    for quoted in _QUOTED.finditer(normal):
        short = _SHORT.match(quoted[1])
        if short is not None:
            if short["word"]:
                yield _Shared(short["word"], int(parse_number(short["number"]) or 0), quoted[1])
            continue
        yield from (_Shared(quoted[1], size) for size in sizes)
        if not sizes and len(quoted[1]) > 1 and _ANY.search(normal):
            yield _Shared(quoted[1], None)


def find_head_runs(reading: Reading, word: str) -> list[list[tuple[int, int]]]:
    """Return the runs of heads of one parent, side by side, that hold a string, or end with a single character."""
    runs: list[list[tuple[int, int]]] = []
    open_runs: dict[int | None, list[tuple[int, int]]] = {}
    for section in reading.outline.sections:
        if not (word in section.title if len(word) > 1 else _ends(section.title, word)):
            open_runs.pop(section.parent, None)
        elif section.parent in open_runs:
            open_runs[section.parent].append(find_title(reading, section))
        else:
            open_runs[section.parent] = [find_title(reading, section)]
            runs.append(open_runs[section.parent])
    return runs


def _find_heads(reading: Reading, shared: _Shared) -> list[list[tuple[int, int]]]:
    return [run for run in find_head_runs(reading, shared.word) if _fits(len(run), shared.size)]


def _find_clauses(reading: Reading, shared: _Shared) -> Iterator[list[list[tuple[int, int]]]]:
    """Yield the runs of clauses near each other that end with the string, then that begin with it or hold it."""
    if len(shared.word) < 2:
        yield _find_pieces(reading, shared)
        return
    places = _locate(reading, shared.word)
    ending = [span for span in places if _ends(reading.quote(*span), shared.word)]
    opening = [span for span in places if _OPENS.sub("", reading.quote(*span)).startswith(shared.word)]
    for found in (ending, opening, places):
        yield _cut_runs(found, shared.size)


def _locate(reading: Reading, word: str) -> list[tuple[int, int]]:
    """Return the clauses that hold the string, without those that say how many there are of it."""
    text = reading.report.text
    spans: list[tuple[int, int]] = []
    for match in re.finditer(re.escape(word), text):
        if _ANNOUNCED.search(text, max(0, match.start() - 6), match.start()):
            continue
        sentence = reading.sentence_at(match.start())
        clauses = split_clauses(text, sentence.start, sentence.end)
        clause = next((c for c in clauses if c.start <= match.start() < c.end), None)
        if clause is not None and (clause.start, clause.end) not in spans[-1:]:
            spans.append((clause.start, clause.end))
    return spans


def _cut_runs(spans: Sequence[tuple[int, int]], size: int | None) -> list[list[tuple[int, int]]]:
    """Return the runs of so many clauses that stand nearer to each other than to those before and after them."""
    if size is None:
        runs: list[list[tuple[int, int]]] = []
        for span in spans:
            if runs and span[0] - runs[-1][-1][1] <= _APART_UNCOUNTED:
                runs[-1].append(span)
            else:
                runs.append([span])
        return [run for run in runs if _fits(len(run), None)]
    found = []
    for first in range(len(spans) - size + 1):
        run = list(spans[first : first + size])
        widest = max(after[0] - before[1] for before, after in pairwise(run))
        before = run[0][0] - spans[first - 1][1] if first else 2 * _APART
        after = spans[first + size][0] - run[-1][1] if first + size < len(spans) else 2 * _APART
        if widest <= _APART and widest < min(before, after):
            found.append(run)
    return found


def _find_pieces(reading: Reading, shared: _Shared) -> list[list[tuple[int, int]]]:
    """Return the sentence parts with just so many members side by side that all hold a character."""
    if shared.size is None:
        return []
    text = reading.report.text
    edges, word = "，。；：、,;:\n“”", re.escape(shared.word)
    first, member = (rf"[^{edges}]{{0,{most}}}{word}[^{edges}]{{0,6}}" for most in (_FIRST, _FIRST // 2))
    rest = rf"(?:[，、；]{member}){{{shared.size - 1}}}"
    pattern = re.compile(rf"(?<=[{edges}]){first}{rest}(?=[，。；、等”\n])")
    named = {reading.sentence_at(match.start()).paragraph for match in re.finditer(shared.name or "$", text)}
    runs = [[match.span()] for match in pattern.finditer(text)]
    # So short a string is shared by chance, away from the shorthand, unless the members end with it.
    ending = re.compile(rf"(?:[^、]*{word}、)+")
    return [
        run for run in runs if not shared.name or _stands_near(reading, run[0][0], named) or ending.match(text, *run[0])
    ]


def _stands_near(reading: Reading, start: int, paragraphs: set[int]) -> bool:
    return any(0 <= reading.sentence_at(start).paragraph - paragraph <= 1 for paragraph in paragraphs)


def _ends(words: str, ending: str) -> bool:
    return _ENDS.sub("", words).endswith(ending)


def _fits(found: int, size: int | None) -> bool:
    return found == size if size is not None else _FEWEST <= found <= _MOST


def _write(question: Question, reading: Reading, run: Sequence[tuple[int, int]]) -> Draft:
    draft = Draft(features={"named_list": 1.0})
    told = []
    for start, end in run:
        sentence = reading.sentence_at(start)
        whole = sentence.start <= start and end <= sentence.end and sentence.end - sentence.start <= _SHOWN
        span = (sentence.start, sentence.end) if whole and len(run) > 1 else (start, end)
        told.append(f"{reading.quote(*span).replace('**', '')}{draft.cite(reading, *span)}")
    if len(told) == 1:
        draft.text = told[0]
    else:
        draft.tell_list(question.language, list(dict.fromkeys(told)))
    return draft

"""Numbers told in an answer before, found again in the report: what is worked out of them rests on the same figures."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from corpus.normal_form import normalise
from corpus.numerals import find_numbers
from corpus.types import Figure, Status
from service.dialogue.turn_parts import load_rules
from service.draft import Draft
from service.languages.amounts import put_amounts, read_decimal
from service.languages.language import detect_language
from service.parts.answers import Answered
from service.reading.reading import Reading

_MARK = re.compile(r"\[\d{1,3}\]")
_HEAD = re.compile(r"^([^：]{1,40})：.*\[\d")
"""A line as we tell a figure: its value, then the clause that proves it."""
_PROOF = re.compile(r"\s[—–]\s[“«\"].*$")
_RESULT = re.compile(r"[=＝]")
_AMOUNT = re.compile(
    r"(?<![\w.,])(?P<digits>\d[\d.,]*)(?P<scale>[万亿])?\s*"
    r"(?P<unit>%|per ?cent|percentage|points|[元个家户项人吨亩条所座辆](?![一-龥]))?"
)
"""A number in another language; its 万 and 亿 are put there for its millions."""
_SCALES = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_YEAR = re.compile(r"(?:19|20)\d\d")
_STEP = re.compile(r"(?:增加|净增|增长|提高|上升|减少|下降|降低|[多少])了?$")
"""What stands before a number that says by how much another one changed."""
_CLAUSE = re.compile(r"[，,。；;：:]")
_ALIKE = 0.6
"""Share of the pairs of characters of what was told that a clause of the report holds where it tells the same."""
_SURE = 0.8
"""How sure a number is that stands in a sentence found for its question and was told before."""
_UP_TO = re.compile(r"[^，。；]{0,12}(?:到|至|为)(?:\d{4}年的?)?$")


class Told(NamedTuple):
    """A number that an answer told."""

    value: Decimal
    """In the base unit."""
    unit: str
    """The base unit; empty where it is not told in Chinese."""
    step: bool = False
    """It is what another number changed by."""
    words: str = ""
    """What stands before it in its clause."""


class Row(NamedTuple):
    """A figure with what it stands in and how sure it is meant."""

    figure: Figure
    reading: Reading
    sure: float


def read_numbers(answer: str) -> list[Told]:
    """Return the numbers that an answer tells, in order, each once; none of a refusal and of a sum."""
    if load_rules()["answers"]["none"].search(answer.lower()) or _RESULT.search(answer):
        return []
    return list(dict.fromkeys(_read_lines(answer)))


def _read_lines(answer: str) -> Iterator[Told]:
    for line in answer.splitlines():
        head = _HEAD.match(line)
        own = head[1] if head and re.search(r"\d", head[1]) else _PROOF.sub("", line)
        yield from _read_line(normalise(_MARK.sub("", own)).lower())


def _read_line(line: str) -> Iterator[Told]:
    language = detect_language(line)
    if language in ("zh", "ja"):
        for number in find_numbers(line):
            if number.base_unit or not _YEAR.fullmatch(line[number.start : number.end]):
                before = _CLAUSE.split(line[: number.start])[-1]
                yield Told(number.base_value, number.base_unit, bool(_STEP.search(before)), before)
        return
    for match in _AMOUNT.finditer(put_amounts(line, language)):
        # With 万 or 亿 it has been put into Chinese, points and commas too.
        value = read_decimal(match["digits"], "zh" if match["scale"] else language) * _SCALES[match["scale"] or ""]
        if match["unit"] or not _YEAR.fullmatch(match["digits"].rstrip(".,")):
            yield Told(value, "%" if (match["unit"] or "").startswith(("%", "p")) else match["unit"] or "")


def find_told(found: Sequence[Answered], numbers: Iterable[Told]) -> list[Row]:
    """Return the figures of an answer, or of the sentences found for its question, that are numbers told before."""
    known = [*list_figures(found), *_list_nearest(found)]
    rows = (
        next((row for row in known if _is(row.figure, number)), None) or _find_clause(found, number)
        for number in numbers
    )
    return list(dict.fromkeys(row for row in rows if row is not None))


def _find_clause(found: Sequence[Answered], told: Told) -> Row | None:
    """Return the figure of a report searched before that stands in the words in which a number was told."""
    pairs = {told.words[at : at + 2] for at in range(len(told.words) - 1)}
    best, row = _ALIKE, None
    for reading in dict.fromkeys(item.reading for one in found for item in one.evidence) if pairs else ():
        for figure in reading.figures:
            if not _is(figure, told):
                continue
            clause = normalise(reading.quote(figure.clause_start, figure.start))
            held = sum(pair in clause for pair in pairs) / len(pairs)
            if held >= best and (row is None or held > best):
                best, row = held, Row(figure, reading, _SURE)
    return row


def list_figures(found: Sequence[Answered]) -> list[Row]:
    """Return the figures that answers tell, but for what was worked out."""
    return [
        Row(figure, reading, one.confidence)
        for one in found
        if isinstance(one.outcome, Draft) and one.outcome.computation is None
        for figure, reading, _ in one.outcome.figures
    ]


def _list_nearest(found: Sequence[Answered]) -> list[Row]:
    return [
        Row(figure, item.reading, _SURE)
        for one in found
        for item in one.evidence
        for figure in item.reading.figures_within(item.sentence.start, item.sentence.end)
    ]


def _is(figure: Figure, told: Told) -> bool:
    same = figure.base_unit == told.unit if told.unit else figure.base_unit != "%"
    return same and figure.base_value == told.value


def find_base(row: Row) -> Row | None:
    """Return the number that a figure comes from in its own sentence: 280元 of 由280元提高到320元."""
    figure, reading = row.figure, row.reading
    for other in reading.figures_within(reading.sentence_at(figure.start).start, figure.start):
        led_up = other.status is Status.BASE and _UP_TO.fullmatch(reading.quote(other.end, figure.start))
        if led_up and other.base_unit == figure.base_unit:
            return row._replace(figure=other)
    return None


def find_part(row: Row, words: str) -> Row | None:
    """Return the number of a part beside that of its whole: 5万亩 of 新发展15万亩（其中春季发展5万亩.

    None where no clause of the sentence has the part's words, or one tells the share itself.
    """
    whole, reading = row.figure, row.reading
    sentence = reading.sentence_at(whole.start)
    start, best, found = sentence.start, 0.0, None
    for other in reading.figures_within(sentence.start, sentence.end):
        clause = reading.quote(start, other.end)
        held = sum(letter in clause for letter in words) / len(words) if words[0] in clause else 0.0
        start = other.end
        if other.base_unit == "%" and held > best:
            return None
        if other.base_unit == whole.base_unit and other.base_value < whole.base_value and held > best:
            best, found = held, row._replace(figure=other)
    return found

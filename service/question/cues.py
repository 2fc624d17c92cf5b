"""What the wording of a question tells: its kind, what is computed, fact or plan, measure, unit and count.

The words stand in phrases.toml, as patterns over the normal form.
"""

import re
from enum import StrEnum
from pathlib import Path

from corpus.normal_form import normalise
from corpus.numerals import parse_number
from corpus.periods import PeriodMention, years_of
from corpus.types import FigureKind, Status
from service.languages.numbered_names import read_count
from service.patterns import Patterns, read_patterns


class Kind(StrEnum):
    """What an answer must look like."""

    CHAT = "chat"
    COMPUTATION = "computation"
    DEFINITION = "definition"
    EXPLANATION = "explanation"
    WHEN = "when"
    YES_NO = "yes_no"
    LIST = "list"
    WHO = "who"
    FIGURE = "figure"
    WHERE = "where"
    STATEMENT = "statement"


class Operation(StrEnum):
    """What is worked out from two figures."""

    BEFORE = "before"
    AVERAGE = "average"
    RATIO = "ratio"
    COMPARE = "compare"
    SUM = "sum"
    DIFFERENCE = "difference"


# The first kind whose phrases match counts: "how many more ... than" is a computation before it is a figure.
_ORDER = (
    Kind.DEFINITION,
    Kind.EXPLANATION,
    Kind.WHEN,
    Kind.YES_NO,
    Kind.LIST,
    Kind.WHO,
    Kind.FIGURE,
    Kind.WHERE,
)
# Japanese and Korean end every polite question alike, so "yes or no" is what is left there.
_ORDERS = {language: (*(k for k in _ORDER if k is not Kind.YES_NO), Kind.YES_NO) for language in ("ja", "ko")}


_POLITE = re.compile(
    r"^(?:(?:ok(?:ay)?|好的?|嗯+|行|懂了|明白了?|知道了|你好|您好|嗨|(?:好的|懂了|明白了|知道了)?谢谢(?:你|您|了)?|多谢"
    r"|hello|hi|hey|thanks?(?: you)?)[,，。.!！~、\s]+)+(?=[^\W_].{3})"
)
"""A greeting before a question."""
_UNITS = {"percent": "%", "money": "元", "people": "人"}
_STATED = ("es", "it", "pt", "fr")
_ASKING = re.compile(
    r"\b(?:qué|quién\w*|dónde|cuándo|cómo|cuál\w*|cuánt\w*|che cosa|cosa|chi|dove|quando|come|qual\w*|quant\w*"
    r"|quem|onde|como|quais|où|quand|qui|comment|quel\w*|lequel|laquelle|combien|pourquoi|perché|por que)\b"
    r"|^(?:\W*\w+ )?(?:che|que)\b"
)
"""Words that ask, in languages whose yes-or-no questions may stand like statements."""
_QUOTES = re.compile(r"[\"“”«»„]")
_BESIDES = re.compile(r"\b(?:apart from|besides|other than|except(?: for)?|in addition to|not counting)\b[^,]*,")
"""What a list is asked for without: "apart from the three biggest, which cities"."""


_ENGLISH_NUMBERS = {
    word: number
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty".split(),
        start=2,
    )
}


def read_phrases() -> dict[str, Patterns]:
    """Return the patterns of each table."""
    return read_patterns(Path(__file__).with_name("phrases.toml"))


def is_chat(text: str) -> bool:
    """Say whether a text is no question to a report: small talk, a request to write, other topics."""
    normal = _POLITE.sub("", normalise(text))
    return any(pattern.search(normal) for pattern in read_phrases()["chat"].values())


def find_kind(normal: str, language: str) -> Kind:
    """Return what an answer to a question must look like; a statement where nothing tells."""
    phrases = read_phrases()
    if is_chat(normal):
        return Kind.CHAT
    own = phrases.get(language, phrases["en"])
    if language not in ("zh", "ja"):
        # 'Which "highlands" are to be built': the quotation marks part what belongs together.
        normal = _QUOTES.sub("", normal)
    normal = re.sub(r"[(（][^()（）]*[)）]\s*[?？。]*$", "", normal) or normal
    found = next((kind for kind in _ORDERS.get(language, _ORDER) if kind in own and own[kind].search(normal)), None)
    if found is None and language in _STATED and normal.rstrip().endswith("?") and not _ASKING.search(normal):
        # Where the words stand as in a statement, only the question mark asks: yes or no.
        return Kind.YES_NO
    return found or Kind.STATEMENT


def find_operation(normal: str) -> Operation | None:
    """Return what is to be worked out; None where nothing is."""
    operations = read_phrases()["operations"]
    return next((Operation(name) for name, pattern in operations.items() if pattern.search(normal)), None)


def find_status(normal: str, periods: list[PeriodMention], report_year: int | None) -> Status | None:
    """Return whether fact or plan is asked for; None where the question leaves it open."""
    cues = read_phrases()["cues"]
    years = [span[1] for period in periods if (span := years_of(period.period))]
    if report_year and years and max(years) < report_year - 1:
        return Status.ACHIEVED
    if cues["target"].search(normal) or (report_year and years and min(years) >= report_year):
        return Status.TARGET
    if cues["achieved"].search(normal) or (report_year and years and max(years) < report_year):
        return Status.ACHIEVED
    return None


def asks_both(normal: str, periods: list[PeriodMention], report_year: int | None) -> bool:
    """Say whether fact and plan are asked for side by side."""
    cues = read_phrases()["cues"]
    years = [span for period in periods if (span := years_of(period.period))]
    sides = {first >= report_year for first, _ in years} if report_year else set()
    return len(sides) == 2 or bool(cues["plan"].search(normal) and cues["fact"].search(normal))


def find_measure(normal: str) -> FigureKind | None:
    """Return what kind of figure is asked for: a rank, a share, a growth, a change; None for any."""
    cues = read_phrases()["measures"]
    return next((FigureKind(name) for name, pattern in cues.items() if pattern.search(normal)), None)


def find_unit(normal: str) -> str | None:
    """Return the unit that the number must have; None where none is named."""
    cues = read_phrases()["units"]
    return next((_UNITS.get(name, name) for name, pattern in cues.items() if pattern.search(normal)), None)


def find_count(normal: str, language: str = "zh") -> int | None:
    """Return how many members the question says there are; None where it does not."""
    if language not in ("zh", "en"):
        return read_count(normal, language)
    match = read_phrases()["cues"]["count"].search(_BESIDES.sub("", normal))
    if not match:
        return None
    words = next(group for group in match.groups() if group)
    if words in _ENGLISH_NUMBERS:
        return _ENGLISH_NUMBERS[words]
    number = parse_number(words)
    return int(number) if number else None


def find_directions(normal: str) -> set[str]:
    """Return which of up, down, negative, finished and unfinished a normal form speaks of."""
    return {name for name, pattern in read_phrases()["directions"].items() if pattern.search(normal)}


def leave_out_problems(normal: str) -> str:
    """Return a normal form without the words by which it asks for problems."""
    return read_phrases()["cues"]["problems"].sub(" ", normal)

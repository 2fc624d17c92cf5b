"""Whether a sentence that a language model wrote is held up by the quotes it cites.

Every check is of form and exact where it can be: figures with their units, the year and the indicator a figure is told
with, achieved or planned, rising or falling, negated or not, and the words as a whole. A true sentence that fails is
cut, which costs a sentence; a false one that passes would cost the product its promise.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from corpus.glossary import Mention, load_glossary
from corpus.normal_form import normalise
from corpus.numerals import find_numbers
from corpus.periods import years_of
from corpus.places import find_places
from corpus.types import Figure, Status
from corpus.units import MULTIPLIER_PATTERN, UNIT_PATTERN
from service.reading.reading import Reading

Similarity = Callable[[str, Sequence[str]], float]
"""The highest cosine of a sentence with one of the quotes."""

_SHARED = 0.55
"""Share of a sentence's character pairs (words, where it is not Chinese) that the quotes must hold."""
_SIMILAR = 0.3
"""Cosine that a sentence in another language than its quotes must reach."""

_SCALES = "trillion|billion|million|thousand|hundred|milliards?|millionen|milliarden|billiones|millones|трлн|млрд|млн"
_AMOUNT = re.compile(
    rf"(?<![\d.])(?P<n>\d[\d,]*(?:\.\d+)?)\s?(?P<unit>(?:{MULTIPLIER_PATTERN})?{UNIT_PATTERN}|{MULTIPLIER_PATTERN}"
    rf"|(?:percent|per cent|{_SCALES})\b)?"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_WORD_LATIN = re.compile(r"[a-z\u00c0-\u024f\u0400-\u04ff]{2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LINK = re.compile(r"https?:|www\.|\]\(|<[a-z]")
_CLAUSE = re.compile(r"[,，;；。、!！?？]|(?<!\d)[.:](?!\d)|[:：]")

_NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousands millions billions dozen"
    " half third quarter fifth tenth double doubled triple tripled twice thrice".split()
)
_UP = re.compile(
    r"增长|增加|增速|提高|提升|上升|上涨|扩大|新增|攀升|回升|翻番|高于|多于|\b(?:grew|grow|grows|growth|increas\w+|ris(?:e|es|en|ing)|rose|up"
    r"|higher|more than|expand\w*|improv\w+)\b"
)
_DOWN = re.compile(
    r"下降|减少|降低|降至|降到|压减|缩小|回落|下滑|下跌|负增长|低于|少于|降幅|\b(?:fell|fall|falls|fallen|declin\w+|decreas\w+|reduc\w+|cut|down"
    r"|drop\w*|lower|less than|shr[aiu]nk\w*)\b"
)
_NOT = re.compile(
    r"没有|并非|并不|未能|尚未|从未|未(?!来|央)|无(?!数|疑|不|论|线|人机|障碍|偿|缝|害化)|不(?!断|仅|但|少|同|久|过|只|光|管|论|含|低于|少于|超过|高于|动产|忘|懈|竭|一)"
    r"|\b(?:not|no|never|none|neither|nor|without|failed|cannot)\b|n't\b"
)
_PLANNED = re.compile(
    r"目标|预期|预计|计划|力争|争取|将(?=[在达完实新增建提推])|拟|确保|\b(?:target\w*|plan\w*|aim\w*|expect\w*|will|goal\w*|strive\w*|intend\w*)\b"
)
_DONE = re.compile(
    r"完成了|实现了|达到了|增长了|增加了|提高了|下降了|减少了|建成了|已(?!经济)|\b(?:was|were|reached|achieved|completed|rose|grew|fell|increased|totall?ed)\b"
)


@dataclass(frozen=True)
class Quote:
    """A span that may be cited."""

    reading: Reading
    start: int
    end: int

    @cached_property
    def text(self) -> str:
        """The quote in normal form."""
        return normalise(self.reading.quote(self.start, self.end))

    @cached_property
    def heading(self) -> str:
        """Place, year and section path."""
        report = self.reading.report
        path = " ".join(self.reading.path_at(self.start))
        return normalise(f"{report.place} {report.title} {report.year or ''} {path}")

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures told in it."""
        return self.reading.figures_within(self.start, self.end)


def find_fault(sentence: str, quotes: Sequence[Quote], said: str, similar: Similarity, free: bool) -> str | None:
    """Return what in a sentence its quotes do not hold up; None when all of it is.

    `said` is the answer without a language model: numbers that stand in neither it nor, with `free`, in the quotes
    are faults. Marks are no part of the sentence.
    """
    text = normalise(sentence)
    told = " ".join(quote.text for quote in quotes)
    allowed = f"{normalise(said)} {told}" if free else normalise(said)
    return (
        ("a link" if _LINK.search(text) else None)
        or _find_false_amount(text, allowed)
        or _find_false_year(text, f"{allowed} {told}", quotes)
        or _find_false_place(sentence, quotes)
        or _find_false_binding(text, quotes)
        or _find_false_turn(text, quotes)
        or _find_false_words(sentence, text, f"{allowed} {told}", quotes, similar)
    )


def amounts_of(text: str) -> set[str]:
    """Return the numbers of a normal form with their units, as they stand; years are none."""
    return {
        f"{_plain(match['n'])}{match['unit'] or ''}"
        for match in _AMOUNT.finditer(text)
        if not (_YEAR.fullmatch(match["n"]) and match["unit"] in (None, "年"))
    }


def numbers_of(text: str) -> set[str]:
    """Return everything in a text that tells a number: amounts as they stand, and ranks and numerals by their value."""
    form = normalise(text)
    values = {
        f"{number.base_value.normalize():f} {number.base_unit} {number.kind}"
        for number in find_numbers(form)
        if number.base_unit or not _YEAR.fullmatch(f"{number.value.normalize():f}")
    }
    return amounts_of(form) | values


def _find_false_amount(text: str, allowed: str) -> str | None:
    known = amounts_of(allowed)
    wrong = amounts_of(text) - known
    if wrong:
        return f"number {min(wrong)}"
    values = {(number.base_value, number.base_unit) for number in find_numbers(allowed)}
    for number in find_numbers(text):
        if (number.base_value, number.base_unit) not in values:
            return f"number {text[number.start : number.end]}"
    words = set(_WORD.findall(text)) & _NUMBER_WORDS
    extra = words - set(_WORD.findall(allowed)) - _scale_words(allowed)
    return f"number {min(extra)}" if extra else None


def _scale_words(allowed: str) -> set[str]:
    return {"hundred", "thousand"} if re.search(r"\b(?:hundred|thousand)\b", allowed) else set()


def _find_false_year(text: str, allowed: str, quotes: Sequence[Quote]) -> str | None:
    known = set(_YEAR.findall(allowed))
    for quote in quotes:
        year = quote.reading.report.year
        known |= {str(year), str(year - 1)} if year else set()
        for figure in quote.figures:
            span = years_of(figure.period)
            known |= {str(span[0]), str(span[1])} if span else set()
    wrong = set(_YEAR.findall(text)) - known
    return f"year {min(wrong)}" if wrong else None


def _find_false_place(sentence: str, quotes: Sequence[Quote]) -> str | None:
    known = {quote.reading.report.place for quote in quotes} | {
        place.name
        for quote in quotes
        for mention in find_places(f"{quote.heading} {quote.reading.quote(quote.start, quote.end)}")
        for place in mention.places
    }
    for mention in find_places(sentence):
        if not known & {place.name for place in mention.places}:
            return f"place {sentence[mention.start : mention.end]}"
    return None


def _find_false_binding(text: str, quotes: Sequence[Quote]) -> str | None:
    """Return a figure told with another year, indicator or status than in the quotes."""
    figures = [(quote, figure) for quote in quotes for figure in quote.figures]
    mentions = load_glossary().find(text)
    for start, end in _clauses(text):
        for match in _AMOUNT.finditer(text, start, end):
            amount = f"{_plain(match['n'])}{match['unit'] or ''}"
            same = [figure for quote, figure in figures if amount in _amount_of(quote, figure)]
            if same and not any(_fits(figure, text, match.start(), (start, end), mentions, figures) for figure in same):
                return f"{amount} told of something else"
    return None


def _amount_of(quote: Quote, figure: Figure) -> set[str]:
    return amounts_of(normalise(quote.reading.quote(figure.start, figure.end)))


def _fits(
    figure: Figure,
    text: str,
    at: int,
    clause: tuple[int, int],
    mentions: Sequence[Mention],
    figures: Sequence[tuple[Quote, Figure]],
) -> bool:
    years = [match for match in _YEAR.finditer(text)]
    near = [match.group() for match in years if match.start() < at][-1:] or [match.group() for match in years][:1]
    span = years_of(figure.period) if figure.period else None
    if near and span and not span[0] - 1 <= int(near[0]) <= span[1]:
        return False
    if near and span and span[0] == span[1] and int(near[0]) != span[1]:
        return False
    own = text[clause[0] : clause[1]]
    if figure.status is Status.TARGET and _DONE.search(own) and not _PLANNED.search(text):
        return False
    if figure.status is Status.ACHIEVED and _PLANNED.search(own):
        return False
    if not _names_fit(figure, text, at, mentions):
        return False
    return "分别" in text or _fits_best(figure, own, figures)


def _names_fit(figure: Figure, text: str, at: int, mentions: Sequence[Mention]) -> bool:
    if figure.indicator is None or not mentions:
        return True
    before = [mention for mention in mentions if mention.start < at]
    named = mentions if "分别" in text or "respectively" in text else (before[-1:] or mentions[:1])
    own = load_glossary().get(figure.indicator)
    for mention in named:
        other = mention.indicator
        if other.name == figure.indicator or other.parent == figure.indicator or (own and own.parent == other.name):
            return True
    return False


def _fits_best(figure: Figure, clause: str, figures: Sequence[tuple[Quote, Figure]]) -> bool:
    """Say whether the clause's words speak of this figure at least as much as of any other of its unit."""
    pairs = _pairs(clause)

    def shared(other: Figure) -> float:
        own = _pairs(normalise(other.words))
        return len(own & pairs) / len(own) if own else 0.0

    mine = shared(figure)
    return all(shared(other) <= mine + 0.2 for _, other in figures if other.base_unit == figure.base_unit)


def _find_false_turn(text: str, quotes: Sequence[Quote]) -> str | None:
    """Return a clause that says not, up or down where the clause of the quotes it comes from does not."""
    sources = [quote.text[start:end] for quote in quotes for start, end in _clauses(quote.text)]
    told = " ".join(quote.text for quote in quotes)
    if not is_chinese(text):
        return _find_foreign_turn(text, told)
    for start, end in _clauses(text):
        clause = text[start:end]
        if len(_pairs(clause)) < 2:
            continue
        source = max(sources, key=lambda other: len(_pairs(clause) & _pairs(other)), default="")
        if bool(_NOT.search(clause)) != bool(_NOT.search(source)):
            return f"negation in {clause!r}"
        if (_UP.search(clause) and _DOWN.search(source) and not _UP.search(source)) or (
            _DOWN.search(clause) and not _DOWN.search(source)
        ):
            return f"direction in {clause!r}"
    return None


def _find_foreign_turn(text: str, told: str) -> str | None:
    if _NOT.search(text) and not _NOT.search(told):
        return "negation"
    if _DOWN.search(text) and not _DOWN.search(told):
        return "direction"
    if _UP.search(text) and _DOWN.search(told) and not _UP.search(told):
        return "direction"
    return None


def _find_false_words(sentence: str, text: str, told: str, quotes: Sequence[Quote], similar: Similarity) -> str | None:
    headed = told + " ".join(quote.heading for quote in quotes)
    if is_chinese(text):
        own = _pairs(text)
        share = len(own & _pairs(headed)) / len(own) if own else 1.0
        return f"words ({share:.2f} of them in the quotes)" if share < _SHARED else None
    words = {word for word in _WORD.findall(text) if len(word) > 3}
    share = len(words & set(_WORD.findall(headed))) / len(words) if words else 1.0
    if share >= _SHARED:
        return None
    cosine = similar(sentence, [quote.reading.quote(quote.start, quote.end) for quote in quotes])
    return f"meaning (cosine {cosine:.2f})" if cosine < _SIMILAR else None


def is_chinese(text: str) -> bool:
    """Say whether a sentence is in Chinese; a value in brackets does not make it so."""
    return sum(map(len, _HAN.findall(text))) >= 2 * len(_WORD_LATIN.findall(text))


def _pairs(text: str) -> set[str]:
    return {a + b for run in _HAN.findall(text) for a, b in pairwise(run)} | set(re.findall(r"[a-z]{2,}", text))


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _CLAUSE.finditer(text):
        # A comma inside 1,234 parts nothing.
        before, after = text[: match.start()][-1:], text[match.end() :][:3]
        if match.group() == "," and before.isdigit() and after.isdigit():
            continue
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _plain(digits: str) -> str:
    plain = digits.replace(",", "").rstrip(".")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain

"""Which figures of the evidence a question asks for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from corpus.glossary import load_glossary
from corpus.normal_form import normalise
from corpus.periods import years_of
from corpus.types import Figure, FigureKind, Status
from service.evidence.evidence import Evidence
from service.question.cues import Kind
from service.question.question import Question
from service.reading.reading import Reading
from service.reading.terms import cut_tokens

_NAMED = 4
"""Sentences further back that are looked at because they have a figure of the very indicator."""
_TOP = 24
"""Sentences whose figures are looked at."""
_PERCENT = ("%", "％")
_GROWN = {FigureKind.GROWTH, FigureKind.CHANGE}
_STATED = 0.35
"""The share of the words that the percentage must hold to be the one that is asked for."""

# What agreement on each point is worth; disagreement costs about as much. Words count from 0 to 1.5.
_NEAR = 0.5
_NEAR_TRANSLATED = 1.0
_NEAR_FOREIGN = 1.5
_INDICATOR = 0.8
_OTHER_INDICATOR = -0.25
_TOPIC = 0.7
_PERIOD = 0.45
_OTHER_PERIOD = -0.6
_WITHIN = -0.3
"""What it costs that a figure is of a year inside the span that is asked for: its last year is meant."""
_OTHER_AMOUNT = -0.3
"""What it is worth that a figure is a growth where an amount is asked for by its name."""
_STARTING = -0.8
_STATUS = 0.3
_OTHER_STATUS = -0.6
_MEASURE = 0.45
_OTHER_MEASURE = -0.5
_OTHER_SCOPE = -0.25
_SEGMENT = 0.4
"""What it is worth that words stand right before the figure, and not before its neighbour (A 200万吨、B 179万吨)."""
_UNIT = 0.3
_OTHER_UNIT = -0.3


@dataclass(frozen=True, eq=False)
class Choice:
    """A figure that may be the answer; higher scores are better."""

    reading: Reading
    figure: Figure
    score: float
    evidence: Evidence
    words: float
    """Share (0 to 1) of the question's words that the figure's words and clause hold."""
    kinship: float
    """1 for the indicator asked for, 0.5 for a part of it, 0.25 for its whole, 0 for another or none."""
    near: float
    """Late interaction (about 0 to 1) of the question with the figure's words and clause."""
    fit: Mapping[str, float]
    """What agreement with the question on each point (indicator, period, unit...) adds to the score."""

    @property
    def quote(self) -> str:
        """The figure as it stands."""
        return self.reading.quote(self.figure.start, self.figure.end)

    @property
    def clause(self) -> str:
        """The clause of the figure as it stands."""
        return self.reading.quote(self.figure.clause_start, self.figure.clause_end)


def choose_figures(question: Question, evidence: Sequence[Evidence]) -> list[Choice]:
    """Return the figures of the best sentences by how well they fit the question, best first."""
    choices = []
    near: dict[str, NDArray[np.float32]] = {}
    masses: dict[str, list[float]] = {}
    foreign = not question.shares_words
    asked = [cut_tokens(text) for text in question.wordings]
    for item in [*evidence[:_TOP], *_find_named(question, evidence[_TOP:])]:
        reading = item.reading
        if reading.report.id not in near:
            near[reading.report.id] = reading.figures_late.score_best(question.meant)
            masses[reading.report.id] = [reading.terms.mass(tokens, foreign) for tokens in asked]
        for row in reading.figure_rows_within(item.sentence.start, item.sentence.end):
            agreement, words = _match_words(asked, masses[reading.report.id], reading, row)
            similarity = float(near[reading.report.id][row])
            choices.append(_choose(question, reading.figures[row], item, agreement, words, similarity))
    return sorted(choices, key=lambda choice: -choice.score)


def _find_named(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the best of the sentences further back whose figures are of an indicator that is asked for.

    A sentence may not name it at all: 三次产业结构调整为15.1:42.8:42.1 has the share of industry.
    """
    if not question.indicators or question.kind not in (Kind.FIGURE, Kind.COMPUTATION):
        return []
    rows = {
        report_id: {row for name in question.indicators for row in reading.rows_of(name)}
        for report_id, reading in {item.reading.report.id: item.reading for item in evidence}.items()
    }
    return list(islice((item for item in evidence if item.row in rows[item.reading.report.id]), _NAMED))


def states_share(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Say whether the report itself gives the percentage that is asked for, so that none has to be worked out.

    In Chinese, which says what it means (占, 里面有百分之几), only a figure of the very indicator does.
    """
    if question.unit != "%":
        return False
    best = next(iter(choose_figures(question, evidence)), None)
    if question.language == "zh":
        asked = question.measure is FigureKind.SHARE
        return asked and best is not None and best.figure.kind is FigureKind.SHARE and best.kinship >= 1.0
    return (
        best is not None
        and best.figure.base_unit in _PERCENT
        and best.words >= _STATED
        and best.figure.kind not in _GROWN
    )


def _choose(question: Question, figure: Figure, item: Evidence, agreement: float, words: float, near: float) -> Choice:
    kinship = _find_kinship(question, figure)
    worth = _NEAR if question.language == "zh" else _NEAR_TRANSLATED if question.shares_words else _NEAR_FOREIGN
    fit = {
        "indicator": _score_indicator(question, figure, kinship) or _score_topic(question, figure, item),
        "period": _score_period(question, figure),
        "status": _score_status(question, figure),
        "measure": _score_measure(question, figure, item.reading),
        "unit": _score_unit(question, figure),
        "scope": _score_scope(question, figure),
        "rank": _score_rank(question, figure, item),
    }
    score = item.score + agreement + worth * near + sum(fit.values())
    return Choice(item.reading, figure, score, item, words, kinship, near, fit)


def _match_words(asked: list[set[str]], masses: list[float], reading: Reading, row: int) -> tuple[float, float]:
    """Return what agreement of words is worth, and the share of the question's words that the clause holds.

    `asked` holds the tokens of each form of the question, `masses` what they weigh in the report.
    """
    both = zip(asked, masses, strict=True)
    best, share = max(_overlap(tokens, mass or 1.0, reading, row) for tokens, mass in both)
    own = reading.terms.mass(asked[0] & reading.figure_segment(row)) / masses[0] if masses[0] else 0.0
    return best + _SEGMENT * own, share


def _overlap(asked: set[str], mass: float, reading: Reading, row: int) -> tuple[float, float]:
    words, clause = reading.figure_tokens(row)
    own = reading.terms.mass(asked & words)
    near = reading.terms.mass(asked & clause)
    return own / mass + 0.5 * near / mass + 0.5 * own / (reading.figure_mass(row) or 1.0), (own + near) / mass


def _find_kinship(question: Question, figure: Figure) -> float:
    if figure.indicator is None or not question.indicators:
        return 0.0
    if figure.indicator in question.indicators:
        return 1.0
    parts = load_glossary().get(figure.indicator)
    if parts and parts.parent in question.indicators:
        return 0.5
    wholes = (load_glossary().get(name) for name in question.indicators)
    return 0.25 if any(whole and whole.parent == figure.indicator for whole in wholes) else 0.0


def _score_indicator(question: Question, figure: Figure, kinship: float) -> float:
    if not question.indicators or figure.indicator is None:
        return 0.0
    return _INDICATOR * kinship if kinship else _OTHER_INDICATOR


def _score_topic(question: Question, figure: Figure, item: Evidence) -> float:
    """Return what it is worth that a figure without a name goes on with what the one before it is of.

    "开工建设保障性住房1.3万套，配租配售8000套": both are of the housing.
    """
    if not question.indicators or figure.indicator is not None:
        return 0.0
    before = item.reading.figures_within(item.sentence.start, figure.start)
    named = bool(before) and before[-1].base_unit == figure.base_unit and before[-1].indicator in question.indicators
    return _TOPIC if named else 0.0


def _score_period(question: Question, figure: Figure) -> float:
    if not question.periods or not figure.period:
        return 0.0
    if figure.period in question.periods:
        return _PERIOD
    if any(_ends_before(figure, period) for period in question.periods):
        return _WITHIN
    return 0.75 * _PERIOD if any(covers_period(figure, period) for period in question.periods) else _OTHER_PERIOD


def _ends_before(figure: Figure, asked: str) -> bool:
    """Say whether a span is asked for, whose end counts, and a figure is of a year inside it: 今后五年提到多少."""
    have, want = years_of(figure.period), years_of(asked)
    return bool(have and want and want[0] < want[1] and want[0] <= have[1] < want[1])


def _score_status(question: Question, figure: Figure) -> float:
    if figure.status is Status.BASE:
        if _asks_start(question.text):
            return -_STARTING
        if not any(len(period) == len("2020") for period in question.periods):
            # Of a span of years what it came to is meant, and not what it began with.
            return _STARTING
    if question.status is None:
        return 0.0
    planned = figure.status is Status.TARGET
    return _STATUS if planned == (question.status is Status.TARGET) else _OTHER_STATUS


def _score_measure(question: Question, figure: Figure, reading: Reading) -> float:
    if figure.kind is FigureKind.CHANGE and not question.changes:
        return _OTHER_MEASURE
    if _asks_stock(question.text) and _ADDED.search(_before(figure, reading)):
        return _OTHER_MEASURE
    if question.measure is None:
        if figure.kind is FigureKind.GROWTH and question.status is not Status.TARGET and _is_amount(question):
            return _OTHER_AMOUNT
        return {FigureKind.RANK: -0.4, FigureKind.GROWTH: -0.1, FigureKind.MULTIPLE: -0.3}.get(figure.kind, 0.05)
    if figure.kind is question.measure:
        return _MEASURE
    close = {FigureKind.GROWTH, FigureKind.CHANGE}
    return 0.1 if {figure.kind, question.measure} == close else _OTHER_MEASURE


def _is_amount(question: Question) -> bool:
    """Say whether what is asked for by its name is an amount, so that how much it is, and not its growth, is meant."""
    indicator = load_glossary().get(question.indicators[0]) if question.indicators else None
    counted = indicator is not None and indicator.unit_kind in ("money", "people")
    return counted and question.kind is Kind.FIGURE and not question.changes and not _GREW.search(question.text)


@lru_cache(maxsize=64)
def _asks_stock(text: str) -> bool:
    """Say whether a question is how much there is, and not what came to it."""
    return bool(_STOCK.search(text)) and not _NEW.search(text)


@lru_cache(maxsize=64)
def _asks_start(text: str) -> bool:
    return bool(_START.search(text))


def counts_new(figure: Figure) -> bool:
    """Say whether a figure is of what came to something, by its words: 新增高新技术企业43家, of 131家 in all."""
    return bool(_NEW_WORDS.match(figure.words))


def _before(figure: Figure, reading: Reading) -> str:
    return reading.quote(figure.clause_start, figure.start)


def _score_unit(question: Question, figure: Figure) -> float:
    if question.unit is None:
        return _expect_unit(question, figure)
    if not figure.base_unit:
        return 0.0 if question.unit in ("人", "个") else _OTHER_UNIT
    unit = plain_unit(figure)
    return _UNIT if unit == question.unit or (unit in SAME_UNITS.get(question.unit, ())) else _OTHER_UNIT


def plain_unit(figure: Figure) -> str:
    """Return a figure's unit without its 万 or 亿, as questions name it."""
    return normalise(figure.unit).lstrip("万亿千百")


def _score_scope(question: Question, figure: Figure) -> float:
    """Return what it costs that a figure is of a part (44个县) that the question does not name."""
    scope = figure.scope or ""
    counted = any(char.isdecimal() for char in scope)
    return _OTHER_SCOPE if counted and scope not in question.text else 0.0


def _score_rank(question: Question, figure: Figure, item: Evidence) -> float:
    """Return what it is worth that a rank is of the growth where that is asked for, and of the level where not."""
    if figure.kind is not FigureKind.RANK:
        return 0.0
    return _RANKED if ranks_as_asked(question, figure, item.reading) else -_RANKED


def ranks_as_asked(question: Question, figure: Figure, reading: Reading) -> bool:
    """Say whether a rank is of the growth where that is asked for, and of the level where not."""
    before = reading.quote(max(figure.clause_start, figure.start - _BEFORE_RANK), figure.start)
    of_growth = _GROWTH_RANK.search(before) is not None
    return of_growth == (_ASKS_GROWTH.search(question.formal.lower()) is not None)


_GREW = re.compile(r"[长涨升增快]了|多快")
_START = re.compile(r"[一二两三四五几十\d]年前|原来|原先|当初|起初|期初|开始时|之前|以前|从前")
_STOCK = re.compile(
    r"\bin total\b|\baltogether\b|\btotal number\b|\ben total\b|\bau total\b|\binsgesamt\b|\bno total\b"
    r"|\bвсего\b|합계|合計"
    r"|总[数量共计]|一共|共有|现有|拥有"
    r"|(?:目前|现在|已经?|如今)[^,，。?？]{0,12}(?:有|多少|几)|(?<!还)(?<!只)有(?:多少|几)(?=[家个所户条座])"
)
_NEW = re.compile(
    r"\b(?:newly|new|added?|addition\w*|more|nuev\w+|nouve\w+|neue?\w*|nov[oa]s?)\b"
    r"|新(?=增|建|开|认|培|引|添|设|办|批|成立|注册|登记|签|落)|增(?!值|长)|添|培育|引进|建成|认定|打算|计划|多了|扩",
    re.IGNORECASE,
)
_ADDED = re.compile(
    r"^(?:.{0,6}[,，、])?[^,，]{0,4}(?:新增|净增|新认定|新培育|新获批|再添)[^,，]*$|(?:新增|净增|增加|再添)了?$"
)
"""What was added stands before the number; what there is by now stands elsewhere."""
_NEW_WORDS = re.compile(r"(?:[新净]增|新认定|新培育|新引进|再添)")
_RANKED = 0.25
_BEFORE_RANK = 10
_GROWTH_RANK = re.compile(r"增[速幅长]|涨幅|提升")
_ASKS_GROWTH = re.compile(r"增(?!加值)|涨|快|gr[eo]w|rise|faster")


def _expect_unit(question: Question, figure: Figure) -> float:
    """Return what it is worth that the figure has the unit in which the indicator asked for is measured."""
    if not question.indicators or question.measure not in (None, FigureKind.LEVEL):
        return 0.0
    indicator = load_glossary().get(question.indicators[0])
    wanted = {"money": ("元",), "people": ("人",)}.get(indicator.unit_kind if indicator else "")
    return 0.0 if wanted is None else 0.15 if figure.base_unit in wanted else -0.1


_COUNTERS = frozenset("个家户项条座处所件届套场匹头只辆棵株台栋间艘架盏枚")
_TIMES = frozenset({"天", "日", "工作日", "个工作日", "小时", "分钟", "个月", "年", "周", "秒"})
SAME_UNITS = (
    {counter: _COUNTERS for counter in _COUNTERS}
    | {"时间": _TIMES, "吨": frozenset({"吨", "斤", "公斤", "千克"})}
    | {"人": frozenset("人名位"), "名": frozenset("人名位")}
)


def covers_period(figure: Figure, asked: str) -> bool:
    """Say whether a figure answers for a period: its own, a part of it, or a span that ends with it.

    A span's growth is no year's growth: an average over five years never answers for the last of them.
    """
    have, want = years_of(figure.period), years_of(asked)
    if have is None or want is None or figure.period == asked:
        return True
    if want[0] < want[1]:
        return want[0] - 1 <= have[0] and have[1] <= want[1]
    if have[0] == have[1]:
        # "2021" asked and "2021-09" told; never the other way round.
        return have == want and len(asked) <= len(figure.period)
    return have[1] == want[1] and figure.kind not in (FigureKind.GROWTH,)


def may_be_of(figure: Figure, asked: str, clause: str) -> bool:
    """Say whether a figure may be of a period that is asked for: it covers it, or nothing tells its own.

    A figure that names no time has its section's: in a look back over five years, what grew "by 8%" without a word of
    an average or a sum may as well be the last year's.
    """
    have, want = years_of(figure.period), years_of(asked)
    if have and want and want[0] == want[1] and have[0] < have[1] and _FLOW.search(clause):
        # What came in five years is no year's.
        return False
    if covers_period(figure, asked):
        return True
    whole = have is not None and have[0] < have[1]
    return bool(whole and have and want and want == (have[1], have[1]) and not _OVER_YEARS.search(clause))


_FLOW = re.compile(r"(?:累计|总计|合计|(?<!十)[两三四五六七八九]年(?:间|来|共|一共|累计)?)(?:[^,，到至达为由从]*)$")
_OVER_YEARS = re.compile(r"年均|平均|累计|总计|合计|[两三四五六七八九十\d]年|以来|时期|期间|翻")


def measures_same(first: Choice, second: Choice) -> bool:
    """Say whether two figures measure one thing, so that they can stand side by side or be subtracted."""
    a, b = first.figure, second.figure
    if a.scope and b.scope and a.scope != b.scope:
        return False
    if a.base_unit != b.base_unit or (a.kind in _RATES) != (b.kind in _RATES) or a.start == b.start:
        return False
    if a.indicator and b.indicator:
        return a.indicator == b.indicator
    x, y = cut_tokens(a.words), cut_tokens(b.words)
    terms = first.reading.terms
    return terms.mass(x & y) >= 0.5 * min(terms.mass(x), terms.mass(y))


_RATES = {FigureKind.GROWTH, FigureKind.SHARE, FigureKind.RANK, FigureKind.MULTIPLE}

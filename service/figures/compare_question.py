"""What a question wants set side by side: places, years, fact or plan, level or growth, and what is done with them."""

import re
from dataclasses import dataclass

from corpus.glossary import load_glossary
from corpus.normal_form import normalise
from corpus.periods import years_of
from corpus.places import PlaceMention
from corpus.types import FigureKind
from service.figures.cells import Measure
from service.figures.compare_table import Operation
from service.question.cues import Kind
from service.question.question import Question
from service.schemas import Scope

COMPARES = re.compile(
    r"比较|对比|相比|哪[个座家里边]|谁|差距|相差|差多少|高于|低于|比.{1,40}[高低多少快慢大小]|[多少高低]多少|更|合计|总和|加起来|一共|平均|倍"
    r"|\bcompar|\bversus\b|\bvs\b|\bthan\b|\bwhich\b|\bdifference\b|\bhigher\b|\blower\b|\blarger\b|\bcombined\b|\bbetween\b"
)

SERIES = re.compile(
    r"历年|逐年|各年|每年|每一年|这几年|走势|变化|趋势|分别|怎么变|年[和、与].{0,3}年|哪一?年"
    r"|\beach year\b|\bevery year\b|\bover the years\b|\btrend\b|\byear by year\b|\bannual(?:ly)?\b|\bwhich year\b"
)

RANGE = re.compile(r"(?:19|20)\d\d\s*年?\s*(?:到|至|-|—|–|~|to|and|through)\s*(?:19|20)\d\d")

AVERAGED = re.compile(r"年均|平均每年|平均增|累计|average|cumulative|annual growth")

_GROWTH = re.compile(
    r"增[速幅]|增长(?!极|点)|涨幅|降幅|增加了?百分|涨得|growth|grew|grow|faster|slower|成長率|伸び|성장률|증가율|croissance|wachstum"
    r"|crecimiento|рост"
)

PLAN = re.compile(
    r"目标|计划|预期|力争|安排|target|goal|plan|forecast|expected|目標|計画|목표|계획|objectif|ziel|objetivo|цел|план"
)

FACT = re.compile(
    r"实际|完成|实现|达到|达成|actual|achieved|reached|\bmet\b|meet|実績|실적|réalisé|erreicht|alcanz|факт|выполн"
)

_ALL_FACT = re.compile(r"实际|actual|実績|실적")

_SUM = re.compile(
    r"合计|合起来|一共|总共|总和|之和|加起来|加在一起|共计|\bsum\b|\bcombined\b|\btogether\b|\bin total\b"
    r"|\baltogether\b"
)

_AVERAGE = re.compile(r"平均(?!每|工资|寿命)|\baverage\b|\bmean\b")

_TIMES = re.compile(r"几倍|多少倍|倍数|\bratio\b|\btimes (?:as|more|larger|bigger|that)\b")

_LOWEST = re.compile(r"[更最较]?[低少小慢](?!多)|lower|lowest|least|smaller|smallest|fewer|slower")

_HIGHEST = re.compile(r"[高多大快]|higher|highest|most|larger|largest|more|faster|bigger")

WHICH_YEAR = re.compile(r"哪一?年|which year")

_PLAIN = re.compile(
    r"[0-9]{4}年?|(?:19|20)\d\d|增长[率幅]?|增[速幅]|涨幅|百分之|多少|目标|计划|预期|实际|速度|总量|总额|比较|对比|相比|比|哪[个座家里边]?|谁"
    r"|差距|相差|差|分别|各自?|各年|历年|逐年|每年|这几年|走势|变化|趋势|情况|更|最|快|慢|排[个名序]*|请问?|一下|看看|之间|以及|[和与跟同及到至]"
    r"|[的了是有几为点个达到完成实现定怎么样多大小高低少亿万元人年在约共呢吗啊呀—-]"
    r"|\b(?:what|was|were|is|are|the|in|of|how|much|many|did|does|by|for|a|an|and|to|from|with|between|compare|comparison|than|which"
    r"|higher|lower|more|less|difference|grow|growth|grew|rate|target|plan|goal|actual|years?|each|every|over|total)\b"
)
_LEFT = 1
"""Characters a plain comparison may hold besides places, years, indicators and asking."""
NATION = "国务院"

_WHOLE_NATION = re.compile(r"(?:[和与跟同比、]|高于|低于|^)全国(?!第|排|前|百强|人大|政协)")
MAX_YEARS = 12


@dataclass(frozen=True, slots=True)
class Side:
    """A place of the question; `place` is its reports' name, None where the library has no report of it."""

    name: str
    place: str | None


def asks_figures(question: Question, normal: str) -> bool:
    """Say whether a question can want figures at all; lists only where things are set side by side."""
    if question.kind is Kind.LIST:
        return bool(COMPARES.search(normal) or SERIES.search(normal))
    return question.kind not in (Kind.CHAT, Kind.EXPLANATION, Kind.DEFINITION)


def find_sides(question: Question, scope: Scope, own: tuple[str, ...]) -> list[Side]:
    """Return the places asked for, as the question names them, else as the scope does, else the only one there is."""
    mentions = [m for i, m in enumerate(question.places) if not _contains_next(question.places, i)]
    sides = [Side(mention.name, _own_place(mention, own)) for mention in mentions]
    if sides and NATION in own and _WHOLE_NATION.search(question.text):
        sides.append(Side(NATION, NATION))
    if not sides and (scope.places or len(own) == 1):
        sides = [Side(place, place) for place in own]
    return list(dict.fromkeys(Side(side.place or side.name, side.place) for side in sides))


def _contains_next(places: tuple[PlaceMention, ...], index: int) -> bool:
    """Say whether a place only tells where the next one lies (山西省长治市)."""
    following = places[index + 1] if index + 1 < len(places) else None
    return bool(
        following
        and places[index].end == following.start
        and places[index].name in (following.province, following.city)
    )


def _own_place(mention: PlaceMention, own: tuple[str, ...]) -> str | None:
    return next((place.name for place in mention.places if place.name in own), None)


def find_years(question: Question) -> list[int]:
    """Return the years of the question, those of a span one by one, in order."""
    years: set[int] = set()
    for period in question.periods:
        span = years_of(period)
        if span and span[1] - span[0] < MAX_YEARS:
            years.update(range(span[0], span[1] + 1))
    return sorted(years)


def without_names(question: Question) -> str:
    """Return the normal form of a question without indicators and places: no cue is read in 平均工资 or in 大同."""
    text = question.text
    spans = [(mention.start, mention.end) for mention in load_glossary().find(text)]
    spans += [(place.start, place.end) for place in question.places]
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return normalise(text)


def find_measure(question: Question, normal: str) -> Measure:
    """Return growth where the question asks for it, else the level."""
    growth = question.measure is FigureKind.GROWTH or _GROWTH.search(normal)
    return Measure.GROWTH if growth else Measure.LEVEL


def is_plan(normal: str) -> bool:
    """Say whether plans are asked for."""
    return bool(PLAN.search(normal) and not _ALL_FACT.search(normal))


def is_plain_plan(normal: str) -> bool:
    """Say whether words like 完成 only belong to the plan (计划完成)."""
    return bool(re.search(r"(?:计划|力争|预期|将)(?:要|是)?(?:完成|实现|达到)", normal)) and not _ALL_FACT.search(
        normal
    )


def is_plain_comparison(normal: str) -> bool:
    """Say whether a question without names asks for nothing but its indicators, places and years side by side."""
    return len(re.sub(r"\W+", "", _PLAIN.sub("", normal))) <= _LEFT


def find_operation(normal: str) -> Operation:
    """Return what is to be done with the numbers; their difference unless the question says otherwise."""
    if _SUM.search(normal):
        return Operation.SUM
    if _AVERAGE.search(normal):
        return Operation.AVERAGE
    return Operation.RATIO if _TIMES.search(normal) else Operation.DIFFERENCE


def asks_lowest(normal: str) -> bool:
    """Say whether the lowest is asked for."""
    return bool(_LOWEST.search(normal) and not _HIGHEST.search(normal))

"""Whether a figure is what its indicator, place and year say, so that it may stand beside others in a table.

One wrong cell spoils a comparison, so what is doubtful is left out and its cell stays empty: figures of a part, sums
over several years, increments, and years that neither the report's review nor the words around the number tell.
"""

import re
from collections.abc import Collection
from dataclasses import replace

from corpus.glossary import Indicator
from corpus.normal_form import normalise
from corpus.places import short_name
from corpus.types import Bound, Figure, FigureKind, Status
from index.figure_table import Source

_WHOLE = re.compile(
    r"^(?:全[市省区县州国盟年]|我[市省区县州国]|地区|地方级?|年度?|当年|初步核算|预计|其中|实现|完成|力争|确保|城乡|的"
    r"|[:：、，, ])+"
)
_RATE = re.compile(r"(?:同比)?(?:增速|增长率|增长速度|增幅)$")
_INCREMENT = re.compile(r"(?:新增|净增|增加|增长|提高|减少|下降|平均|人均|多)(?:了|约|近|超过?)?$")
_BOTH = re.compile(r"城乡(?:常住)?(?:居民)?(?:人均)?(?:可支配)?收入$")
_OF_WHICH = re.compile(r"(?:以上)?的(?!目标|预期)")
_PART_BEFORE = re.compile(
    r"(?:人均|平均|户均|县域|镇街|城区|园区|开发区|高新区|新区|民营|个体|带动|拉动)[的全]?[市省]?$"
)
_CUMULATED = re.compile(r"累计|五年|[三四]年来|期间|合计|总计")
_AVERAGED = re.compile(r"年均|平均|累计|五年")
_MILESTONE = re.compile(r"^[^,，。;；]{0,4}(?:大关|台阶|关口|俱乐部)")
_PART_OF_YEAR = re.compile(
    r"(?:前?[一二三四1-4]个?季度|[上下]半年|1\s*[-—–~至到]\s*[0-9]{1,2}\s*月|前(?:[0-9]{1,2}|[一二三四五六七八九十]+)个月)(?!.*全年)"
)
_SENTENCE = 80
_NEAR = 16
"""Characters before a clause in which its year may stand."""
_AFTER = 10


def is_sound(text: str, source: Source, figure: Figure, names: Collection[str], money: bool, planned: bool) -> bool:
    """Say whether a figure is the whole place's own for the year of its period, beyond doubt.

    `names` are normal forms of the indicator's names.
    """
    return (
        _names_whole(text, source.place, figure, names)
        and _tells_year(text, source, figure, planned)
        and not _is_partial(text, figure)
        and not (figure.kind is not FigureKind.GROWTH and _is_increment(text, figure))
        and not (money and _is_cumulated(text, figure))
    )


def is_annual(text: str, figure: Figure) -> bool:
    """Say whether a growth rate is of its one year, not an average over several."""
    return not _AVERAGED.search(text[figure.clause_start : figure.end])


def correct_bound(text: str, figure: Figure) -> Figure:
    """Return a figure with the bound that 大关 or 台阶 after it means: at least."""
    if figure.bound is Bound.EXACT and _MILESTONE.search(text[figure.end : figure.end + _AFTER]):
        return replace(figure, bound=Bound.AT_LEAST)
    return figure


def find_basis(indicator: Indicator | None, figure: Figure) -> str:
    """Return what a number is counted on, where one name is used for several: budget revenue is not all revenue."""
    if indicator is None or indicator.name != "一般公共预算收入":
        return ""
    return "预算" if re.search(r"预算|公共财政|地方", figure.words) else "财政"


def _names_whole(text: str, place: str, figure: Figure, names: Collection[str]) -> bool:
    words = _RATE.sub("", normalise(figure.words).replace(" ", ""))
    for prefix in (place, short_name(place)):
        words = words.removeprefix(prefix)
    if words not in names and _WHOLE.sub("", words) not in names and not _names_member(words, figure, names):
        return False
    return not _PART_BEFORE.search(text[max(0, figure.words_start - _AFTER) : figure.words_start])


def _names_member(words: str, figure: Figure, names: Collection[str]) -> bool:
    """Say whether joint words (城镇和农村居民人均可支配收入) hold the part that the figure is of."""
    scope = figure.scope
    if scope in ("城镇", "农村") and _BOTH.search(words):
        return True
    if not scope or scope not in words:
        return False
    tails = {name.replace(scope, "") for name in names if scope in name}
    return any(tail and words.replace("常住", "").endswith(tail) for tail in tails)


def _tells_year(text: str, source: Source, figure: Figure, planned: bool) -> bool:
    year = int(figure.period)
    near = str(year) in normalise(text[max(0, figure.clause_start - _NEAR) : figure.clause_end])
    if figure.status is Status.BASE:
        return near
    return near or source.year == (year if planned else year + 1)


def _is_partial(text: str, figure: Figure) -> bool:
    """Say whether the sentence tells of a part of the year: what 前三季度 came to is no year's number."""
    begin = max(text.rfind(mark, 0, figure.clause_start) for mark in "。；;\n") + 1
    return bool(_PART_OF_YEAR.search(text[max(begin, figure.clause_start - _SENTENCE) : figure.start]))


def _is_increment(text: str, figure: Figure) -> bool:
    before = text[max(figure.clause_start, figure.start - _AFTER) : figure.start]
    return bool(_INCREMENT.search(before) or _OF_WHICH.match(text[figure.end : figure.end + _AFTER]))


def _is_cumulated(text: str, figure: Figure) -> bool:
    if figure.status is Status.CUMULATIVE or figure.words_start >= figure.end:
        return True
    return bool(_CUMULATED.search(text[figure.clause_start : figure.start]))

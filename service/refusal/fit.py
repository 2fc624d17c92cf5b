"""Whether a figure can be what a question asks for: its year, status, unit, indicator and scope."""

import re
from functools import lru_cache

from corpus.glossary import load_glossary
from corpus.normal_form import normalise
from corpus.types import Figure, FigureKind, Status
from corpus.units import unit_kind
from service.evidence.figure_choice import SAME_UNITS, Choice, may_be_of
from service.evidence.figure_owner import is_of_many, is_of_whole, read_around
from service.question.cues import Kind
from service.question.foreign_places import find_wider
from service.question.question import Question
from service.reading.terms import cut_tokens
from service.refusal.foreign_amounts import asks_amount, asks_how_much, tells_otherwise

_HELD = 0.5
"""A figure without an indicator's name counts what is asked where its clause holds this share of the words."""
RATES = {"%", "个百分点", "百分点", "‰"}
"""Units of rates, which no amount is told in."""
_DIMENSIONS = {"money", "people", "area", "length", "weight", "volume"}
MEASURING = {unit: unit_kind(unit) for unit in ("元", "人", "公里", "亩", "平方米", "吨", "微克", "立方米", "千瓦")}
"""Units that a question may name, with what they measure."""
_AMOUNTS = {*MEASURING, "平方公里", "天"}
_NEVER_COUNTED = {"money", "area", "length", "weight", "percent"}
"""What no number of things is measured in: 多少头 is not answered in yuan."""
_NO_PERSONS = frozenset("家座条项处所辆套台栋间艘架部届")
"""What no people are counted in."""
_COUNTED = {"people", "households", "count", "money", "area", "length", "weight", "volume"}
_HOW_MANY = re.compile(
    r"总[量额数值]|有多少|多少[人户家个](?!百?分?点)|人数|几[人万亿户家个](?!百?分?点)|\bhow many\b|\btotal\b"
)
_LIKELY = 0.25
"""The learned probability from which on a sentence may answer in quite other words."""
_UNITS_TOLD = (*MEASURING, *_AMOUNTS, "个", "家", "项", "座", "户", "条", "所", "人次", "米", "平方")
_UNIT_TOKENS = frozenset(
    cut_tokens(" ".join(f"{unit} 万{unit} 亿{unit} 多少{unit} 少{unit} 少万{unit}" for unit in _UNITS_TOLD))
)
_CLASS = re.compile(r"以[上下]的?[一-龥]{0,5}?(?:项目|企业|工业|产业|工程|集群|园区|单位|大户|锅炉|老人|老年人|人群)")
_NUMBER = re.compile(r"\d[\d.]*[万亿]?")
_PART_OF = re.compile(r"其中|里头?|当中|之中|属于|中(?:有|的|,)")
_COST = re.compile(r"总?投资(?:额|规模)?|造价|花(?:了|掉|费)?(?=多少|几)|多少钱|[投砸]了?(?:多少|几)")
_IN_MONEY = re.compile(r"投资额|造价|多少钱")
_HAN_RUN = re.compile(r"[一-龥]+")
_NAME_LENGTH, _GRAM = 4, 3
"""Characters of the shortest name, and of the shortest part of one that another wording of it keeps."""
_PHASE = re.compile(r"([一二三四五])期(?![间末限])")
_FIRST_PHASE = re.compile(r"\b(?:first phase|phase (?:one|1|i)\b)")
_AFTER = 12
"""Characters after a number that tell what it is of."""
_BARE = re.compile(r"开行|总?(?:亩产|单产|产量?|产值|面积|投资|量|额|规模|数)")
"""Names that say how much, and not of what."""
_OPPOSED = (("城镇", "农村"), ("农村", "城镇"))


def fits_question(question: Question, choice: Choice) -> bool:
    """Say whether a figure can be what is asked for: its year, status, unit, indicator and scope."""
    figure = choice.figure
    return not (
        _other_period(question, choice)
        or (_other_unit(question, figure) and not tells_otherwise(question, choice))
        or _other_indicator(question, choice)
        or _other_scope(question, choice)
        or _other_measure(question, figure)
        or _other_dimension(question, choice)
        or is_of_many(question, choice)
        or is_of_whole(question, choice)
        or _is_class(choice)
        or is_given(question, choice)
        or _is_of_unit_alone(question, choice)
        or _other_phase(question, choice)
        or _costs_other(question, choice)
    )


def _other_period(question: Question, choice: Choice) -> bool:
    if question.both:
        return False
    figure = choice.figure
    other = (
        question.periods and figure.period and not any(may_be_of(figure, p, choice.clause) for p in question.periods)
    )
    return bool(other) or (question.actual and figure.status is Status.TARGET)


def _other_measure(question: Question, figure: Figure) -> bool:
    """Say whether a level stands for a growth, a growth for a share, or a rate for a number that is asked for."""
    if question.measure is FigureKind.GROWTH:
        return figure.kind in (FigureKind.LEVEL, FigureKind.RANK)
    if question.measure is FigureKind.SHARE:
        return figure.kind is FigureKind.GROWTH
    if question.measure is FigureKind.RANK:
        return figure.kind is not FigureKind.RANK
    if question.measure is not None or question.unit == "%":
        return False
    if figure.kind is FigureKind.RANK and asks_amount(question):
        return True
    if figure.base_unit not in RATES or not question.indicators:
        return False
    indicator = load_glossary().get(question.indicators[0])
    counted = indicator is not None and indicator.unit_kind in _COUNTED
    amount = _HOW_MANY.search(question.text) or asks_how_much(question)
    return counted and bool(amount)


def _other_dimension(question: Question, choice: Choice) -> bool:
    """Say whether a figure of another indicator measures what none of those asked for does: area for people."""
    if question.unit is not None or choice.kinship or choice.figure.kind is FigureKind.RANK:
        return False
    asked = _measured_by(question)
    if asked == {"people"} and choice.figure.base_unit in _NO_PERSONS:
        return True
    return bool(asked) and asked <= _DIMENSIONS and unit_kind(choice.figure.base_unit) in _DIMENSIONS - asked


def _measured_by(question: Question) -> set[str]:
    """Return what the indicators that are asked for are measured in: money, people, area."""
    return {indicator.unit_kind for name in question.indicators if (indicator := load_glossary().get(name))}


def _other_unit(question: Question, figure: Figure) -> bool:
    """Say whether the number cannot be what is asked: a rate for an amount, people for money, a change for a level."""
    unit = figure.base_unit
    if figure.kind is FigureKind.CHANGE and not question.changes and question.measure is None:
        return True
    if question.unit == "%":
        return unit not in RATES and figure.kind is not FigureKind.MULTIPLE
    if question.unit == "时间":
        return unit not in SAME_UNITS["时间"]
    if question.unit == "个":
        return unit_kind(unit) in _NEVER_COUNTED
    if question.unit in _AMOUNTS:
        if question.unit == "天" and unit.endswith("日"):
            return False
        if question.unit == "吨" and unit in SAME_UNITS["吨"]:
            return False
        # 日处理2.5万吨/日 is in tonnes too.
        unit = unit.split("/")[0]
        return not unit.endswith(question.unit) and not (question.unit == "人" and unit in ("", "名", "人次"))
    return False


def _other_indicator(question: Question, choice: Choice) -> bool:
    """Say whether the figure is of another indicator, where the question is little else than an indicator's name.

    A part that is asked for is never answered with its whole, 出口 with 进出口, whatever else the question says.
    """
    if not question.indicators or not (question.only_names or choice.kinship):
        return False
    if choice.kinship >= 0.5:
        # Of money a part is never the whole: 网络零售额 is not what all shops sold.
        return choice.kinship == 0.5 and "亿" in choice.figure.unit and choice.words < _HELD
    if question.unit in MEASURING and MEASURING[question.unit] not in _measured_by(question):
        # Money for what is counted in people: the indicator names what it was spent on.
        return False
    if choice.figure.indicator is None and (choice.words >= _HELD or _goes_on(choice)):
        return False
    clause = normalise(choice.clause)
    # 进出口总额 holds the words of 出口总额 and is not it.
    named = {mention.indicator.name for mention in load_glossary().find(clause)}
    return not named & set(question.indicators)


def _goes_on(choice: Choice) -> bool:
    """Say whether a bare amount (总产量420万吨) goes on with what its sentence, the best by far, speaks of."""
    return _BARE.fullmatch(choice.figure.words) is not None and choice.evidence.words >= _HELD


def _other_scope(question: Question, choice: Choice) -> bool:
    whole = re.search(r"全市|全县|全省|全区", question.text)
    scope = choice.figure.scope or ""
    wider = find_wider(question.text, choice.reading.report.place) if question.indicators else None
    if wider and not re.search(rf"(?<![于比超出较过居占列在]){wider}", choice.clause):
        return True
    if whole and scope and not scope.startswith("全") and scope not in question.text:
        return True
    named = f"{scope}{choice.figure.words}"
    asked = question.canonical
    return any(own in asked and other not in asked and other in named and own not in named for own, other in _OPPOSED)


def _is_class(choice: Choice) -> bool:
    """Say whether a number only says which things are meant: 投资50亿元以上项目, 年收入2000万元以上的企业."""
    bound = choice.figure.end - len("以上")
    if normalise(choice.figure.base_unit) in SAME_UNITS["个"]:
        # 1000个以上重大项目 counts them.
        return False
    return any(_CLASS.match(choice.reading.quote(end, end + _AFTER)) for end in (choice.figure.end, bound))


def _other_phase(question: Question, choice: Choice) -> bool:
    """Say whether a figure is of another phase of what is asked for: 二期新增投资42.5亿元 for the first phase."""
    asked, told = (set(_PHASE.findall(normalise(text))) for text in (question.text, choice.clause))
    if _FIRST_PHASE.search(question.text.lower()):
        asked.add("一")
    return bool(asked and told) and asked.isdisjoint(told)


def _costs_other(question: Question, choice: Choice) -> bool:
    """Say whether what a thing costs is asked, by a name that the report has, and the money is of another thing."""
    if question.language != "zh" or question.measure is not None or not _COST.search(question.text):
        return False
    if unit_kind(choice.figure.base_unit) != "money":
        return _IN_MONEY.search(question.text) is not None
    text = choice.reading.report.text
    name = _find_name(question.content, text)
    around = read_around(choice)
    return bool(name) and not any(name[at : at + _GRAM] in around for at in range(len(name) - _GRAM + 1))


@lru_cache(maxsize=64)
def _find_name(content: str, text: str) -> str:
    """Return the longest run of a question's words that stands in a report; empty for a short one."""
    parts = (
        run[at:end]
        for run in _HAN_RUN.findall(_COST.sub(" ", content))
        for at in range(len(run))
        for end in range(len(run), at + _NAME_LENGTH - 1, -1)
    )
    return next((part for part in sorted(parts, key=len, reverse=True) if part in text), "")


def _is_of_unit_alone(question: Question, choice: Choice) -> bool:
    """Say whether a figure shares nothing but its unit with a question: tonnes of coke for tonnes of rice.

    Single characters do not count: 通 stands in 交通 and in 通车. A sentence that the learned scorer takes for
    an answer may say the same in other words.
    """
    if choice.kinship or choice.evidence.chance >= _LIKELY:
        return False
    asked = _cut_words(" ".join((*question.wordings, question.expanded)))
    return bool(asked) and asked.isdisjoint(cut_tokens(read_around(choice)))


@lru_cache(maxsize=64)
def _cut_words(text: str) -> frozenset[str]:
    """Return the Chinese words of a question without its unit; kept, for a question is put to many figures."""
    words = cut_tokens(text) - _UNIT_TOKENS
    return frozenset(token for token in words if len(token) > 1 and not token.isascii())


def is_given(question: Question, choice: Choice) -> bool:
    """Say whether the question tells a number itself and asks for another: 671个县里属于西部的有几个."""
    if question.kind is not Kind.FIGURE or question.unit is None or not _PART_OF.search(normalise(question.text)):
        return False
    told = _NUMBER.match(normalise(choice.quote))
    return bool(told and re.search(rf"(?<![\d.]){re.escape(told[0])}(?![\d.])", normalise(question.text)))

"""When to say no, and what to say then."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.glossary import load_glossary
from corpus.normal_form import normalise
from corpus.periods import years_of
from corpus.places import Place, PlaceMention, find_places
from corpus.types import Figure, FigureKind, Report, Status
from corpus.units import unit_kind
from service.draft import Draft
from service.evidence.figure_choice import SAME_UNITS, Choice, may_be_of
from service.evidence.figure_owner import is_of_many, is_of_whole, read_around
from service.question.cues import Kind
from service.question.foreign_places import names_another
from service.question.question import Question
from service.question.scope import is_of, missing_place, short_name
from service.reading.reading import Reading
from service.reading.terms import cut_tokens
from service.wording.wording import say

Reason = Literal["not_in_report", "place_not_in_library", "year_not_in_library", "false_premise", "out_of_domain"]

_HELD = 0.5
"""A figure without an indicator's name counts what is asked where its clause holds this share of the words."""
_BESIDE = ("和", "跟", "与", "同", "对接", "到", "往", "去", "从", "向", "至")
_LINE = r"的?[^,，。?？]{0,6}(?:铁路|高铁|动车|高速|公路|航线|班列|专列|管线|管道|通道|轨道|专线|客专|城际)"
_ROUTE_ON = re.compile(rf"市?(?:直?到|至|[—-]+)[一-龥]{{2,6}}?{_LINE}")
_ROUTE_ENDS = re.compile(rf"[一-龥](?:直?到|至|通往|[—-]+)\|市?{_LINE}")
_COMPARES = re.compile(r"[^,，。]{0,4}(?:比|哪[个边]|谁|差|相[差比])|.{0,16}(?:哪个|谁|更|差多少|[多少高低]多少)")
"""Words after two places that say that one is measured by the other."""
_AMONG = re.compile(r"首[批个家座条例款]|头一[批个家座条]|第一[批个家座条]|唯一|贡献|率先|最[早先大高好长多]")
_RATES = {"%", "个百分点", "百分点", "‰"}
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
_AFTER = 12
"""Characters after a number that tell what it is of."""
_BARE = re.compile(r"总?(?:亩产|单产|产量?|产值|面积|投资|量|额|规模|数)")
"""Names that say how much, and not of what."""
_OPPOSED = (("城镇", "农村"), ("农村", "城镇"))
_COMPARED = {FigureKind.RANK, FigureKind.SHARE}


@dataclass(frozen=True)
class Verdict:
    """Why there is no answer, in the language of the question."""

    reason: Reason
    message: str


def refuse(question: Question) -> Verdict:
    """Return the plain refusal: the report does not say."""
    return Verdict("not_in_report", say(question.language, "not_in_report"))


def refuse_chat(question: Question) -> Verdict | None:
    """Return a friendly line for what is no question to a report; None for a question."""
    if question.kind is not Kind.CHAT:
        return None
    return Verdict("out_of_domain", say(question.language, "out_of_domain", example=say(question.language, "example")))


def refuse_place(question: Question, reports: Sequence[Report], draft: Draft) -> Verdict | None:
    """Return why a draft does not answer for a place named in the question; None when it does.

    A place of which there is no report is answered for only where the cited sentences speak of it, or where the
    question compares with it (排全省第几).
    """
    missing = missing_place(question, reports)
    if missing is None or any(_speaks_of(reading, start, missing.name) for reading, start, _ in draft.spans):
        return None
    if any(names_another(question.text, missing, reading, start) for reading, start, _ in draft.spans):
        return None
    if _stands_beside(question.text, missing) or _ends_route(question.text, missing):
        return None
    above = any(_lies_in(report, place) for place in missing.places for report in reports)
    if above and (question.measure in _COMPARED or _AMONG.search(question.text)):
        return None
    have = "、".join(dict.fromkeys(report.place for report in list(reports)[:8]))
    wider = {mention.province for mention in question.places if mention.kind != "province"}
    own = {mention.name for mention in question.places if any(is_of(report, mention) for report in reports)}
    others = [mention.name for mention in question.places if mention.name not in wider | own]
    names = "、".join(dict.fromkeys((missing.name, *others)))
    return Verdict("place_not_in_library", say(question.language, "place_not_in_library", place=names, have=have))


def _lies_in(report: Report, place: Place) -> bool:
    """Say whether a place is the nation, or the province or the city that a report's place lies in."""
    if place.kind == "national" or place.name == report.province:
        return True
    return place.kind == "city" and any(
        own.city == place.name for mention in find_places(report.place) for own in mention.places
    )


def _stands_beside(text: str, place: PlaceMention) -> bool:
    """Say whether a place only takes part in what is asked about (和济南搞的…), and is not compared with."""
    beside = text[: place.start].rstrip().endswith(_BESIDE)
    return beside and not _COMPARES.match(text, place.end)


def _ends_route(text: str, place: PlaceMention) -> bool:
    """Say whether a place only names a road or a line with another: 宝鸡到兰州的第二条铁路."""
    return bool(_ROUTE_ON.match(text, place.end) or _ROUTE_ENDS.search(f"{text[: place.start]}|{text[place.end :]}"))


def refuse_year(question: Question, reports: Sequence[Report]) -> Verdict | None:
    """Return why a year named in the question cannot be answered for; None when some report speaks of it."""
    years = [years_of(period) for period in question.periods]
    spans = [span for span in years if span]
    if not spans or any(_tells_of(report, span) for report in reports for span in spans):
        return None
    have = "、".join(dict.fromkeys(f"{report.place}{report.year}" for report in list(reports)[:8]))
    year = "、".join(question.periods)
    return Verdict("year_not_in_library", say(question.language, "year_not_in_library", year=year, have=have))


def fits_question(question: Question, choice: Choice) -> bool:
    """Say whether a figure can be what is asked for: its year, status, unit, indicator and scope."""
    figure = choice.figure
    return not (
        _other_period(question, choice)
        or _other_unit(question, figure)
        or _other_indicator(question, choice)
        or _other_scope(question, choice)
        or _other_measure(question, figure)
        or _other_dimension(question, choice)
        or is_of_many(question, choice)
        or is_of_whole(question, choice)
        or _is_class(choice)
        or is_given(question, choice)
        or _is_of_unit_alone(question, choice)
    )


def refuse_figure(question: Question, choices: Sequence[Choice]) -> Verdict:
    """Return the refusal that says which figures come nearest: of another year, status, unit or indicator."""
    found = "；".join(dict.fromkeys(choice.clause for choice in choices[:2]))
    if not question.indicators:
        # What the nearest figure is of may be just what is asked for, in other words.
        return Verdict("not_in_report", say(question.language, "no_such_figure", found=found))
    target = [say(question.language, "target")] if question.status is Status.TARGET else []
    wanted = "、".join([*question.periods, *target])
    told = say(question.language, "not_that_figure", wanted=wanted, indicator=question.indicators[0], found=found)
    return Verdict("not_in_report", told)


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
    if figure.base_unit not in _RATES or not question.indicators:
        return False
    indicator = load_glossary().get(question.indicators[0])
    counted = indicator is not None and indicator.unit_kind in _COUNTED
    return counted and _HOW_MANY.search(question.text) is not None


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
        return unit not in _RATES and figure.kind is not FigureKind.MULTIPLE
    if question.unit == "时间":
        return unit not in SAME_UNITS["时间"]
    if question.unit == "个":
        return unit_kind(unit) in _NEVER_COUNTED
    if question.unit in _AMOUNTS:
        if question.unit == "天" and unit.endswith("日"):
            return False
        if question.unit == "吨" and unit in SAME_UNITS["吨"]:
            return False
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
    if whole and scope and not scope.startswith("全") and scope not in question.text:
        return True
    named = f"{scope}{choice.figure.words}"
    asked = question.canonical
    return any(own in asked and other not in asked and other in named and own not in named for own, other in _OPPOSED)


def _is_class(choice: Choice) -> bool:
    """Say whether a number only says which things are meant: 投资50亿元以上项目, 年收入2000万元以上的企业."""
    bound = choice.figure.end - len("以上")
    return any(_CLASS.match(choice.reading.quote(end, end + _AFTER)) for end in (choice.figure.end, bound))


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


def _speaks_of(reading: Reading, position: int, place: str) -> bool:
    """Say whether the sentence at a position names a place."""
    sentence = reading.sentence_at(position)
    return short_name(place) in normalise(reading.quote(sentence.start, sentence.end))


def _tells_of(report: Report, span: tuple[int, int]) -> bool:
    """Say whether a report reviews or plans a year, or names it."""
    if report.year is None or any(report.year - 1 <= year <= report.year for year in span):
        return True
    if _name_plan(span[1]) in report.text:
        # What it sets out to do under “十四五” is for the last year of that plan, named or not.
        return True
    return any(str(year) in report.text or _in_words(year) in report.text for year in span) or (
        span[1] - span[0] >= 3 and span[0] <= report.year <= span[1] + 1
    )


def _in_words(year: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))


def _name_plan(year: int) -> str:
    """Return the name of the five-year plan that a year ends, in its marks; for any other what no report holds."""
    number, rest = divmod(year - 1955, 5)
    return f"“十{'〇一二三四五六七八九'[number - 10]}五”" if rest == 0 and 11 <= number <= 19 else "\0"

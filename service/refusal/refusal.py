"""When to say no, and what to say then."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.normal_form import normalise
from corpus.periods import years_of
from corpus.places import Place, PlaceMention, find_places, short_name
from corpus.types import FigureKind, Report, Status
from service.draft import Draft
from service.evidence.figure_choice import Choice
from service.question.cues import Kind
from service.question.foreign_places import names_another
from service.question.question import Question
from service.question.scope import is_of, missing_place
from service.reading.reading import Reading
from service.wording.wording import say

Reason = Literal["not_in_report", "place_not_in_library", "year_not_in_library", "false_premise", "out_of_domain"]
_BESIDE = ("和", "跟", "与", "同", "对接", "到", "往", "去", "从", "向", "至")
_LINE = r"的?[^,，。?？]{0,6}(?:铁路|高铁|动车|高速|公路|航线|班列|专列|管线|管道|通道|轨道|专线|客专|城际)"
_ROUTE_ON = re.compile(rf"市?(?:直?到|至|[—-]+)[一-龥]{{2,6}}?{_LINE}")
_ROUTE_ENDS = re.compile(rf"[一-龥](?:直?到|至|通往|[—-]+)\|市?{_LINE}")
_COMPARES = re.compile(r"[^,，。]{0,4}(?:比|哪[个边]|谁|差|相[差比])|.{0,16}(?:哪个|谁|更|差多少|[多少高低]多少)")
"""Words after two places that say that one is measured by the other."""
_AMONG = re.compile(r"首[批个家座条例款]|头一[批个家座条]|第一[批个家座条]|唯一|贡献|率先|最[早先大高好长多]")
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


def _speaks_of(reading: Reading, position: int, place: str) -> bool:
    """Say whether the sentence at a position names a place."""
    sentence = reading.sentence_at(position)
    return short_name(place) in normalise(reading.quote(sentence.start, sentence.end))


_YEARS_AHEAD = re.compile(r"(?:今后|未来|接下来|往后)的?五年")
"""A report of a government's first year plans all five of its years, and names none of them: 今后五年的奋斗目标."""
_FIVE_YEARS = 5


def _tells_of(report: Report, span: tuple[int, int]) -> bool:
    """Say whether a report reviews or plans a year, or names it."""
    if report.year is None or any(report.year - 1 <= year <= report.year for year in span):
        return True
    if _name_plan(span[1]) in report.text:
        # What it sets out to do under “十四五” is for the last year of that plan, named or not.
        return True
    if report.year < span[1] <= report.year + _FIVE_YEARS and _YEARS_AHEAD.search(report.text):
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

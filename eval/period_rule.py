"""The year of a number by a simple rule of its own, so that the service's reading of periods can be checked against it.

The nearest time word before the number in its sentence counts; else the paragraph's earlier sentences; else a heading
above. What the rule cannot tell it does not guess.
"""

import re
from dataclasses import dataclass

_ENDS = "。；;！!？?\n"
_TIME = re.compile(
    r"(?P<span>(?:19|20)\d\d年?\s*(?:[-—–－~～至到]+)\s*(?:19|20)?\d\d年|五年来?|[三四3-5]年来|年均|累计|“?十[一二三四五]?五”?(?!年)"
    r"|期间|年平均)"
    r"|(?P<year>(?<![\d.])(?:19|20)\d\d)\s*年(?!度)"
    r"|(?P<next>明年)|(?P<now>今年|本年度?(?=[内的预力争])|年内)"
    r"|(?P<last>去年|(?<!较)(?<!比)(?<!同)上年(?!同期|度末|末)|过去的?一年|一年来|刚刚过去)|(?P<before>前年)"
)
_COMPARED = re.compile(r"(?:比|较|与|同|相比|以|是|为|相当于|达到)\s*$")
_SINCE = re.compile(r"^(?:年)?(?:以来|底?的?基础上|增[长加]|提高|翻|相比|同期|下降|减少|净增)")
_FROM = re.compile(r"(?:由|从|自)\s*$")
_TO = re.compile(r"\d.*(?:到|至|为|现在)")
"""Past the base year's number: what follows is of the later year, which stands elsewhere."""
_HEADING = 40
_FAR = 1500
_HEADS = (
    (re.compile(r"(?P<year>(?:19|20)\d\d)年?(?:工作)?的?(?:政府)?(?:工作)?(?:主要)?(?:回顾|总结)"), None),
    (re.compile(r"(?P<year>(?:19|20)\d\d)年.{0,16}(?:目标|安排|任务|重点|工作|打算|计划)"), None),
    (re.compile(r"(?:过去|刚刚过去)的?一年|(?:去年|上年)(?:工作|的)?.{0,4}回顾|一年来"), -1),
    (re.compile(r"今年.{0,12}(?:目标|安排|任务|工作|重点)"), 0),
    (re.compile(r"五年|十[一二三四]?五|期间|未来|今后"), None),
)
_PLANNED = re.compile(r"预期目标|目标(?:是|为|建议|安排)|主要目标")


@dataclass(frozen=True, slots=True)
class Told:
    """What the words around a number tell of its time."""

    year: int | None
    """None where they name a span or nothing."""
    by: str
    """sentence, paragraph, heading, span or nothing."""


def read_period(text: str, number_start: int, report_year: int) -> Told:
    """Return the year of the number that begins at an offset of a report's text."""
    begin = max(text.rfind(mark, 0, number_start) for mark in _ENDS) + 1
    found = _nearest(text[begin:number_start], report_year)
    if found is not None:
        return _told(found, "sentence")
    paragraph = text.rfind("\n", 0, number_start) + 1
    if begin > paragraph:
        found = _nearest(text[max(paragraph, begin - _FAR) : begin], report_year)
        if found is not None:
            return _told(found, "paragraph")
    return _told_by_heading(text, paragraph, report_year)


def _told(found: int | str, by: str) -> Told:
    return Told(found, by) if isinstance(found, int) else Told(None, "span")


def _nearest(words: str, report_year: int) -> int | str | None:
    """Return the year that the last time word means, "span" for several years, None where there is none."""
    result: int | str | None = None
    for match in _TIME.finditer(words):
        before, after = words[: match.start()], words[match.end() :]
        if match["span"]:
            result = "span"
        elif _COMPARED.search(before[-4:]) or (match["year"] and _SINCE.match(after)):
            continue
        elif _FROM.search(before[-2:]) and _TO.search(after):
            continue
        elif match["year"]:
            result = int(match["year"])
        else:
            shift = {"next": 1, "now": 0, "last": -1, "before": -2}[match.lastgroup or "now"]
            result = report_year + shift
    return result


def _told_by_heading(text: str, paragraph: int, report_year: int) -> Told:
    lines = text[max(0, paragraph - 4 * _FAR) : paragraph].split("\n")
    for line in reversed(lines):
        words = line.strip(" *#\u3000")
        if not 2 <= len(words) <= _HEADING:
            continue
        for pattern, shift in _HEADS:
            match = pattern.search(words)
            if match and "year" in match.groupdict():
                return Told(int(match["year"]), "heading")
            if match:
                return Told(report_year + shift, "heading") if shift is not None else Told(None, "span")
    return Told(None, "nothing")

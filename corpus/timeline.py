"""Which time each place of a report speaks of, and whether it looks back or forward."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from corpus.periods import PeriodMention, find_periods, years_of
from corpus.types import Outline, Report, Role

_REVIEW = re.compile(r"回顾|总结|过去|成就|成绩|成效|历程|情况|五年来|一年来|取得|完成|工作报告$")
_PLAN = re.compile(r"安排|任务|目标|部署|打算|今年|重点|要求|建议|展望|思路|今后|未来|奋斗|做好|努力|推进|加快|全面|规划")
_LOOK_FORWARD = re.compile(
    r"(?=[今12未“\"十])(?:(?:今年|(?P<y>20[0-9]{2}|19[0-9]{2})年|(?P<five>今后五年|未来五年|[“\"]?十[一二三四五六]五[”\"]?(?:时期|期间)?))[^。\n]{0,24}?"
    r"(?:预期目标|主要目标|总体要求|总体思路|工作的?总体|发展目标|奋斗目标|指导思想|重点(?:做好|抓好)|主要任务|工作重点|工作任务|总体目标|政府工作的)"
    r"|(?:今年|(?P<y2>20[0-9]{2}|19[0-9]{2})年)[,，]?是[^。\n]{0,60}(?:之年|关键|一年|开局|周年|第一年))"
)
_LOOK_BACK = re.compile(
    r"\n[ \u3000\t#*]*(?:各位代表[,，:：!！][ \u3000]*)?(?P<w>一年来|过去的?一年|过去五年|五年来|[“\"]?十[一二三四五六]五[”\"]?时期|(?:刚刚过去的)?20[0-9]{2}年)"
)


@dataclass(frozen=True, slots=True)
class Context:
    """What holds from one place of a report on."""

    start: int
    forward: bool
    """The text plans; else it reviews."""
    period: str
    """A year or the span of years."""


class Timeline:
    """The contexts of a report in text order, and the period each place falls in."""

    def __init__(self, contexts: list[Context]) -> None:
        self._contexts = contexts
        self._starts = [context.start for context in contexts]

    def at(self, offset: int) -> Context:
        """Return the context of an offset."""
        return self._contexts[max(0, bisect_right(self._starts, offset) - 1)]


def read_timeline(report: Report, outline: Outline, periods: list[PeriodMention]) -> Timeline:
    """Return the timeline of a report from its heads and the sentences that turn to another time."""
    year = report.year
    if year is None:
        year = _guess_year(periods)
    contexts = [Context(0, False, str(year - 1) if year else "")]
    if year is None:
        return Timeline(contexts)
    events: list[tuple[int, bool | None, str]] = []
    planned = False
    for section in outline.sections:
        event = _read_title(section.title, year, section.level, planned)
        if event:
            planned = planned or event[0] is True
            events.append((section.start, *event))
    events.extend(_body_events(report.text, outline, year))
    events.sort(key=lambda event: event[0])
    forward = False
    for start, turned, period in events:
        forward = forward if turned is None else turned
        contexts.append(Context(start, forward, period or str(year if forward else year - 1)))
    return Timeline(contexts)


def _guess_year(periods: list[PeriodMention]) -> int | None:
    spans = [years_of(mention.period) for mention in periods[:3]]
    return max((last for span in spans if span for _, last in [span]), default=None)


def _read_title(title: str, year: int, level: int, planned: bool) -> tuple[bool | None, str] | None:
    mentions = find_periods(title, year, loose=False)
    spans = [span for mention in mentions if (span := years_of(mention.period))]
    if level > 1 and not spans:
        return None
    if spans:
        first, last = min(a for a, _ in spans), max(b for _, b in spans)
        review = _REVIEW.search(title)
        plan = _PLAN.search(title)
        forward = last >= year and not (review and last <= year and first < year and not plan)
        if forward and first < year <= last and not review:
            # “十四五”时期 of a report in the middle of that plan: it looks back unless it says otherwise.
            forward = bool(plan) or last > year
        if forward and review and plan and first < year:
            return None if level > 1 else (False, f"{first}-{min(last, year - 1)}" if first < year - 1 else str(year - 1))
        if not forward:
            last = min(last, year - 1) if last >= year and first < year else last
        if forward and first < year and last >= year:
            first = year
        return forward, f"{first}-{last}" if last > first else str(last)
    if _REVIEW.search(title) and not planned and not re.search(r"今年|今后|下一步", title):
        return False, str(year - 1)
    if planned or _PLAN.search(title):
        return (True, str(year)) if not planned or level == 1 else None
    return None


def _body_events(text: str, outline: Outline, year: int) -> list[tuple[int, bool | None, str]]:
    events: list[tuple[int, bool | None, str]] = []
    for match in _LOOK_FORWARD.finditer(text):
        named = match["y"] or match["y2"]
        if match["five"]:
            spans = [years_of(m.period) for m in find_periods(match["five"], year, loose=False)]
            span = spans[0] if spans else None
            if span and span[1] > year and span[0] >= year - 1:
                events.append((match.start(), True, f"{span[0]}-{span[1]}"))
        elif named is None or int(named) == year:
            events.append((_paragraph_start(text, match.start()), True, str(year)))
    for match in _LOOK_BACK.finditer(text):
        spans = [years_of(m.period) for m in find_periods(match["w"], year, loose=False)]
        span = spans[0] if spans else None
        if span and span[1] < year:
            events.append((match.start("w"), False, f"{span[0]}-{span[1]}" if span[0] < span[1] else str(span[0])))
    bodies = [p for p in outline.paragraphs if p.role is Role.BODY]
    last = bodies[-1].end if bodies else len(text)
    return [event for event in events if event[0] < last]


def _paragraph_start(text: str, offset: int) -> int:
    # The sentence that turns to the plan may name its year late: the turn holds from its own beginning.
    return max(text.rfind("。", 0, offset), text.rfind("\n", 0, offset)) + 1

"""Which time each place of a report speaks of, and whether it looks back or forward."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from corpus.periods import PeriodMention, find_periods, years_of
from corpus.types import Outline, Report, Role, Section

_REVIEW = re.compile(
    r"回顾|总结|过去|成就|成绩|成效|历程|情况|[五5]年来|一年来|取得|圆满完成|全面完成|完成$|工作报告$|主要工作$"
)
_PLAN = re.compile(
    r"安排|任务|目标|部署|打算|今年|建议|展望|思路|今后|未来|奋斗|蓝图|总体要求|工作重点|重点工作|指导思想|意见|规划"
)
_TERM = re.compile(r"[五5]年|届政府|届(?:[省市区县州]|人民)政府|任期")
_ASPIRE = re.compile(r"重点|要求|做好|努力|推进|加快|全面|奋力|深入|坚持|着力|开创|建设|谱写|加强|切实|提升|转变|打造")
"""Words of a slogan: they plan, but for the first section, whose text decides."""
_OPENS_FORWARD = re.compile(r"今后|未来|今年|接下来|下一步|[一二]是.{0,6}要")
_OPENS_BACK = re.compile(r"过去|去年|[五5]年来|一年来|回顾|回首|以来|上年|刚刚|届政府|不平凡")
_LOOK_FORWARD = re.compile(
    r"(?=[今12未“\"十])(?:(?:今年|(?P<y>20[0-9]{2}|19[0-9]{2})年|(?P<five>今后五年|未来五年|[“\"]?十[一二三四五六]五[”\"]?(?:时期|期间)?))[^。\n]{0,24}?"
    r"(?:预期目标|主要目标|总体要求|总体思路|工作的?总体|发展目标|奋斗目标|指导思想|重点(?:做好|抓好)|主要任务|工作重点|工作任务|总体目标(?!打)|政府工作的)"
    r"|(?:今年|(?P<y2>20[0-9]{2}|19[0-9]{2})年)[,，]?是[^。\n]{0,60}(?:之年|关键|一年|开局|周年|第一年))"
)
_THIS_YEAR = re.compile(r"[^\n]{0,4}[\s*#]{0,8}今年是")
"""What follows the head of a review that was written in the year it is of."""
_GLUED_HEAD = re.compile(r"[。！][ \u3000]*(?P<head>[一二三四]、[^。，,；;\n]{4,40})\n")
"""A head at the end of a line that begins with a sentence."""
_LOOK_BACK = re.compile(
    r"\n[ \u3000\t#*]*(?:各位代表[,，:：!！][ \u3000]*)?"
    r"(?P<w>一年来|过去的?一年|过去的?[五5四三]年|[五5四三]年来|[“\"]?十[一二三四五六]五[”\"]?时期|(?:刚刚过去的)?20[0-9]{2}年(?!以来|至|[-—到]|[0-9]{1,2}月))"
)


_LOOK_BACK_LATE = re.compile(
    r"\n[ \u3000\t#*]*(?![一二三四五六七八九十]{1,2}[、是])[^\n]{2,90}?[。！!；][ \u3000]*(?:回首|回顾|回望|纵观|总结)?"
    r"(?P<w>一年来|(?:刚刚)?过去的?一年|过去的?[五5]年|[五5]年来|这[五5]年|[“\"]十[一二三四五六]五[”\"](?:时期|期间)|刚刚过去的20[0-9]{2}年|过去的20[0-9]{2}年)"
    r"(?=[，,是])"
)
"""The same after a short sentence that opens the paragraph (2020年是收官之年。过去五年，); only in a review."""
_FIVE_YEARS = re.compile(
    r"\n[ \u3000\t#*]*(?:各位代表[，,:：!！。][ \u3000]*)?(?:——|—|[一二三四五六七八九十]{1,2}是)?[ *]*"
    r"(?P<w>(?:回首|回顾|回望|纵观)?(?:过去的?|这)[五5]年|[五5]年(?:来[，,]|间[，,]|奋斗|耕耘|奋进|拼搏|砥砺)|这是[^。\n]{2,60}?的[五5]年"
    r"|[^。，\n]{0,16}届(?:人大|人民代表大会)第?一次会议以来|本届政府(?:自[^，。\n]{2,12})?(?:组成|成立|履职|任期)?以来)"
)
"""Paragraphs of a review that open with the whole term (——这五年，是…; 市五届人大一次会议以来)."""


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


def read_timeline(report: Report, outline: Outline, periods: list[PeriodMention], year: int | None) -> Timeline:
    """Return the timeline of a report from its heads and the sentences that turn to another time.

    `year` is the one the report looks forward to, as `forward_year` gives it.
    """
    if year is None:
        year = _guess_year(periods)
    contexts = [Context(0, False, str(year - 1) if year else "")]
    if year is None:
        return Timeline(contexts)
    events = _head_events(report.text, outline, year)
    turn = _plan_start(report, outline, year)
    body = _body_events(report.text, outline, year, [start for start, *_ in events])
    events.extend(event for event in body if event[0] >= turn or not report.text.startswith("今年", event[0]))
    late = _late_events(report.text, year)
    events.extend(late)
    events.sort(key=lambda event: event[0])
    forward = False
    for event in events:
        start, turned, period = event
        if forward and event in late:
            continue
        forward = forward if turned is None else turned
        contexts.append(Context(start, forward, period or str(year if forward else year - 1)))
    return Timeline(contexts)


def forward_year(report: Report, outline: Outline) -> int | None:
    """Return the year a report plans for: its own, or the next where it was given then or its heads review its own."""
    year = report.year
    if year is None or report.delivery_year != year:
        return report.delivery_year
    titles = [section.title for section in outline.sections if section.level == 1]
    reviews = any(re.search(f"{year}年.{{0,16}}?(?:回顾|总结|工作情况|发展情况)", title) for title in titles[:2])
    plans = any(f"{year}年" in title and _PLAN.search(title) for title in titles)
    return year + 1 if reviews and not plans else year


def list_periods(report: Report, outline: Outline, year: int | None, plain: str) -> list[PeriodMention]:
    """Return the times that a report names, in text order; `plain` is its folded text.

    今年 is the year that it looks forward to; in the review of a report of December the year before.
    """
    periods = find_periods(report.text, year, loose=False, plain=plain)
    turn = _plan_start(report, outline, year) if year is not None else 0
    if year is None or not turn:
        return periods
    reviewed = find_periods(report.text, year - 1, loose=False, plain=plain)
    return [p for p in reviewed if p.start < turn] + [p for p in periods if p.start >= turn]


def _plan_start(report: Report, outline: Outline, year: int) -> int:
    """Return where a report begins to plan whose review was written in the year it is of; 0 for any other."""
    tops = [section for section in outline.sections if section.level == 1]
    own = year != report.year or any(
        f"{year - 1}年" in section.title and _THIS_YEAR.match(report.text, section.start + len(section.title))
        for section in tops[:2]
    )
    return next((section.start for section in tops if f"{year}年" in section.title), 0) if own else 0


def _head_events(text: str, outline: Outline, year: int) -> list[tuple[int, bool | None, str]]:
    events: list[tuple[int, bool | None, str]] = []
    planned = False
    first = True
    narrowed = 0
    whole: tuple[bool | None, str] | None = None
    for section in outline.sections:
        if section.title.startswith(("—", "-", "–")):
            continue
        event = _read_title(section.title, year, section.level, planned)
        if section.level == 1:
            timed = bool(find_periods(section.title, year, loose=False))
            named = bool(_PLAN.search(section.title) or _REVIEW.search(section.title))
            if not timed and (first or not named):
                late = section.start > 0.3 * len(text)
                event = _read_opening(text, section, year, first, late or planned) or event
            first = False
        if event is None and 0 < narrowed and section.level <= narrowed and whole is not None:
            # The head before named a time of its own; what it says ends here.
            event = whole
        if event:
            planned = planned or event[0] is True
            events.append((section.start, *event))
            narrowed = section.level if section.level > 1 and event is not whole else 0
            whole = event if section.level == 1 else whole
        elif section.level == 1:
            narrowed, whole = 0, None
    return events


def _read_opening(text: str, section: Section, year: int, first: bool, late: bool) -> tuple[bool | None, str] | None:
    """Return what the first words of a section tell whose head is a slogan."""
    start = section.start + len(section.title)
    opening = text[start : start + 60]
    back, forward = _OPENS_BACK.search(opening), _OPENS_FORWARD.search(opening)
    spans = [span for m in find_periods(opening, year, loose=False) if (span := years_of(m.period))]
    if back and (first or not late) and not (forward and forward.start() < back.start()):
        past = [span for span in spans if span[1] < year]
        return False, f"{past[0][0]}-{past[0][1]}" if past and past[0][0] < past[0][1] else str(year - 1)
    if forward or (late and _ASPIRE.search(section.title)):
        ahead = [span for span in spans if span[0] == year and span[1] > year]
        return True, f"{ahead[0][0]}-{ahead[0][1]}" if ahead else str(year)
    return None


def _guess_year(periods: list[PeriodMention]) -> int | None:
    spans = [years_of(mention.period) for mention in periods[:3]]
    return max((last for span in spans if span for _, last in [span]), default=None)


def _read_title(title: str, year: int, level: int, planned: bool) -> tuple[bool | None, str] | None:
    mentions = [m for m in find_periods(title, year, loose=False) if not m.words.startswith(("近", "最近"))]
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
            return (
                None if level > 1 else (False, f"{first}-{min(last, year - 1)}" if first < year - 1 else str(year - 1))
            )
        if not forward:
            last = min(last, year - 1) if last >= year and first < year else last
        if forward and first < year and last >= year:
            first = year
        return forward, f"{first}-{last}" if last > first else str(last)
    if _REVIEW.search(title) and not planned and _TERM.search(title):
        return False, f"{year - 5}-{year - 1}"
    if _REVIEW.search(title) and not planned and not re.search(r"今年|今后|下一步", title):
        return False, str(year - 1)
    if planned or _PLAN.search(title):
        return (True, str(year)) if not planned or level == 1 else None
    return None


def _body_events(text: str, outline: Outline, year: int, heads: list[int]) -> list[tuple[int, bool | None, str]]:
    events: list[tuple[int, bool | None, str]] = []
    for match in _LOOK_FORWARD.finditer(text):
        named = match["y"] or match["y2"]
        if match["five"]:
            spans = [years_of(m.period) for m in find_periods(match["five"], year, loose=False)]
            span = spans[0] if spans else None
            head = heads[bisect_right(heads, match.start()) - 1] if heads else 0
            one_year = re.search(rf"(?:{year}年|今年)(?!至|到|-|—)", text[head : text.find("\n", head)])
            if span and span[1] > year and span[0] >= year - 1 and not (one_year and _only_mentions(text, match)):
                events.append((match.start(), True, f"{span[0]}-{span[1]}"))
        elif named is None or int(named) == year:
            events.append((_paragraph_start(text, match.start()), True, str(year)))
    for match in _GLUED_HEAD.finditer(text):
        event = _read_title(match["head"], year, 1, False)
        if event and find_periods(match["head"], year, loose=False):
            events.append((match.start("head"), *event))
    for match in _LOOK_BACK.finditer(text):
        spans = [years_of(m.period) for m in find_periods(match["w"], year, loose=False)]
        span = spans[0] if spans else None
        if span and span[1] == year - 1:
            events.append((match.start("w"), False, f"{span[0]}-{span[1]}" if span[0] < span[1] else str(span[0])))
    bodies = [p for p in outline.paragraphs if p.role is Role.BODY]
    last = bodies[-1].end if bodies else len(text)
    return [event for event in events if event[0] < last]


def _only_mentions(text: str, turn: re.Match[str]) -> bool:
    """Say whether a sentence only mentions the five years on its way: 预期目标与“十四五”发展目标相衔接."""
    opens = text[: turn.start()].rstrip(' \u3000\t#*“"')[-1:] in ("。", "\n", "！", "!", "")
    return not opens and text[turn.end() : turn.end() + 1] not in ("是", "为", "：", ":")


def _late_events(text: str, year: int) -> list[tuple[int, bool | None, str]]:
    events: list[tuple[int, bool | None, str]] = []
    for match in _LOOK_BACK_LATE.finditer(text):
        spans = [years_of(m.period) for m in find_periods(match["w"], year, loose=False)]
        span = spans[0] if spans else None
        if match["w"].startswith("这"):
            span = (year - 5, year - 1)
        if span and span[1] == year - 1:
            events.append((match.start("w"), False, f"{span[0]}-{span[1]}" if span[0] < span[1] else str(span[0])))
    events.extend((match.start("w"), False, f"{year - 5}-{year - 1}") for match in _FIVE_YEARS.finditer(text))
    return events


def _paragraph_start(text: str, offset: int) -> int:
    # The sentence that turns to the plan may name its year late: the turn holds from its own beginning.
    return max(text.rfind("。", 0, offset), text.rfind("\n", 0, offset)) + 1

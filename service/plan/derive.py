"""Numbers that a report leaves out and yet gives away, looked for where a question would else be refused.

The level of the year before stands behind a level and its change (290天，增加15天), the whole behind a part and its
share (353.9万亩，占总面积的53.8%), a rate behind a number and what of it is done (503件，已办结489件).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.periods import years_of
from corpus.types import Figure, FigureKind, Status
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.evidence.figure_choice import Choice, choose_figures
from service.plan.rates import carry, write
from service.plan.wider import find_in_wider
from service.question.cues import Kind, Operation
from service.question.question import Question
from service.refusal.confidence import rate
from service.refusal.fit import is_given
from service.wording.arithmetic import add, make_whole, percent

_KINDS = (Kind.FIGURE, Kind.COMPUTATION, Kind.STATEMENT, Kind.LIST)
_LOOKED_AT = 6
_NEAR = 1.0
"""Levels that score so much less than the best are of something else."""
_HELD = 0.5
"""The share of the question's words that speaks for a number without an indicator's name."""
_LEAST = 0.3
"""The same for one beside which what is done of it stands."""
_REACH = 26
"""Characters from a level to the change that led to it."""
_LEVELS = (FigureKind.LEVEL, FigureKind.COUNT, FigureKind.SHARE)
_PERCENT = ("%", "％")
_ROUGH = re.compile(r"大概|大约|约莫|估|推|倒算|反算|往[回前]算|倒回去算|算一?下|减一?下|折算")
"""Where people say so, what growth in percent leads back to is an answer."""
_REVERSED = re.compile(r"减一?下|倒推|反推|倒算|反算|推算|往[回前]算|倒回去算")
_STEP = re.compile(
    r"(?:新增|净增|增加|提高|上升|减少|下降|降低)了?$|(?:新增|净增)[^,，。;；、\d]{1,10}$|(?:比|较)(?:(?:19|20)\d\d|上|去)年[多少高低]$"
)
_STEP_WORDS = 13
_SINCE = re.compile(r"(?:比|较)((?:19|20)\d\d)年")
_BEFORE = re.compile(r"以前|之前|前")
_WHOLE = re.compile(r"(?:总共|总量|总数|总面积|总盘子|总的|全部|整个|一共|总额|总规模|盘子|合计)")
_PART = re.compile(r"占")
_OF_WHOLE = re.compile(r"[,，]?(?:约|大约|已)?占[^,，。;；]{0,16}")
_DONE = re.compile(
    r"(?:[^,，。;；\d]{0,8}[,，(（])?(?P<among>其中|中)?[,，]?(?P<done>已经?|按时|及时)?(?P<verb>[^,，。;；、\d]{0,6})"
)
_RATE = re.compile(r"(?P<verb>[一-龥]{2})率")
_RATE_MET = re.compile(r"完成率|完成进度|投资进度|完成比例")
_MET = re.compile(r"[,，].{0,6}(?:完成率|完成进度|进度)|占(?:年度)?(?:计划|目标|任务)")
_REST = re.compile(r"[^,，。;；\d]{0,12}[,，](?:其余|剩余|余下|剩下|还有)的?")
_SHARE = re.compile(r"占比|比例|比重|百分之|占")


def derive_first(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return the number that a question itself says is to be worked out: what was before, the whole of a part."""
    if question.kind not in _KINDS or not evidence or question.language != "zh":
        return None
    draft = find_in_wider(question, _list_levels(question, evidence))
    draft = draft or _find_whole(question, evidence) or _find_rate(question, evidence, given=True)
    draft = (
        draft or _find_planned(question, evidence) or _add_rest(question, evidence) or _find_later(question, evidence)
    )
    if draft is None and (question.operation is Operation.BEFORE or _REVERSED.search(question.text)):
        draft = _find_earlier(question, evidence)
    if draft is not None:
        rate(question, draft)
    return draft


def derive(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return the number that what the report tells gives away; None where it does not.

    Nothing is searched for: only the sentences that were found are read.
    """
    if question.kind not in _KINDS or not evidence or question.language != "zh":
        return None
    for find in (_find_earlier, _find_rate):
        draft = find(question, evidence)
        if draft is not None:
            rate(question, draft)
            return draft
    return None


def _find_earlier(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return the level of the one year asked for, from the next year's and the change between them."""
    rough = bool(_ROUGH.search(question.text))
    years = sorted(period for period in question.periods if len(period) == len("2020") and period.isdecimal())
    untimed = question.operation is Operation.BEFORE and not question.periods
    if not (years or untimed) or (len(question.periods) > 1 and not rough):
        return None
    if question.measure in (FigureKind.GROWTH, FigureKind.RANK, FigureKind.CHANGE):
        return None
    year = None if untimed else int(years[0]) - bool(_BEFORE.search(question.text))
    for level in _list_levels(question, evidence):
        changes = _list_changes(level, rough)
        change = next((figure for figure in changes if untimed or _find_base_year(level, figure) == year), None)
        change = change or (_find_span_change(question, level, year) if year else None)
        if change is not None:
            step = replace(level, figure=change)
            result = carry(level, step, back=True)
            return write(question, [level, step], result) if result else None
    return None


def _find_later(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return the level that a plan comes to, where it is told by how much an indicator's level is to change."""
    if question.status is not Status.TARGET or question.changes or question.measure is not None:
        return None
    for level in _list_levels(question, evidence):
        figures = [other for other in level.reading.figures if other.indicator == level.figure.indicator]
        planned = [other for other in figures if other.status is Status.TARGET]
        change = next((other for other in planned if other.kind is FigureKind.CHANGE), None)
        if level.kinship < 1 or change is None or any(other.kind in _LEVELS for other in planned):
            return None
        own, starts = years_of(level.figure.period), years_of(change.period)
        if own and starts and own[1] + 1 == starts[0] and change.base_unit == level.figure.base_unit:
            step = replace(level, figure=change)
            result = carry(level, step, back=False)
            return write(question, [level, step], result) if result else None
    return None


def _list_levels(question: Question, evidence: Sequence[Evidence]) -> Iterator[Choice]:
    """Give the levels of what is asked for, of any year, best first."""
    bare = replace(question, kind=Kind.FIGURE, operation=None, periods=(), status=None, both=False, changes=False)
    best = choose_figures(bare, evidence)[:_LOOKED_AT]
    for choice in best:
        figure = choice.figure
        goes_on = choice.fit["indicator"] > 0
        meant = choice.kinship >= 1 or goes_on or (choice.words >= _HELD and not question.only_names)
        if figure.kind in _LEVELS and figure.status is not Status.TARGET and meant:
            if best[0].score - choice.score < _NEAR:
                yield choice


def _list_changes(level: Choice, rough: bool) -> Iterator[Figure]:
    """Give the changes of a level in its own unit that stand beside it in its sentence, `rough` ones in percent too."""
    figure, sentence = level.figure, level.evidence.sentence
    points = figure.base_unit in _PERCENT
    beside = level.reading.figures_within(sentence.start, sentence.end)
    # What stands before a level may belong to another one.
    for other in sorted(beside, key=lambda other: other.start < figure.start):
        unit = other.base_unit in ("个百分点", "百分点") if points else other.base_unit == figure.base_unit
        near = 0 <= other.start - figure.end <= _REACH or 0 <= figure.start - other.end <= _REACH
        same = other.indicator in (None, figure.indicator)
        before = level.reading.quote(max(other.clause_start, other.start - _STEP_WORDS), other.start)
        steps = other.kind is FigureKind.CHANGE or bool(_STEP.search(before))
        if rough and other.kind is FigureKind.GROWTH and not points:
            steps = unit = True
        if other is not figure and steps and unit and near and same and other.value:
            yield other


def _find_span_change(question: Question, level: Choice, year: int) -> Figure | None:
    """Return by how many points the same indicator changed from a year's end to a level's year, wherever that is told.

    Only for questions that say that it is to be worked out.
    """
    own = years_of(level.figure.period)
    if own is None or own[0] != own[1] or not _REVERSED.search(question.text):
        return None
    for figure in level.reading.figures:
        span = years_of(figure.period)
        points = figure.base_unit in ("个百分点", "百分点") and level.figure.base_unit in _PERCENT
        same = figure.indicator is not None and figure.indicator == level.figure.indicator
        if figure.kind is FigureKind.CHANGE and same and points and span == (year + 1, own[1]):
            return figure
    return None


def _find_base_year(level: Choice, change: Figure) -> int | None:
    """Return the year that a change counts from: the one it names, else the one before its level's."""
    start = min(level.figure.start, change.clause_start)
    since = _SINCE.search(level.reading.quote(start, change.start))
    if since:
        return int(since[1])
    span = years_of(level.figure.period)
    return span[1] - 1 if span and span[0] == span[1] else None


def _find_whole(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return the whole of which a part is told with its share, where the question names both."""
    if not (_WHOLE.search(question.text) and _PART.search(question.text)) or question.unit == "%":
        return None
    for part, share, between in _list_following(question, evidence):
        if share.figure.base_unit in _PERCENT and share.figure.value and _OF_WHOLE.fullmatch(between):
            return _write_whole(question, part, share)
    return None


def _find_planned(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return what was planned, from what came of it and the rate at which the plan was met."""
    if not (_RATE_MET.search(question.text) and _REVERSED.search(question.text)):
        return None
    for part, share, between in _list_following(question, evidence, most=1):
        rate_met = share.figure.base_unit in _PERCENT and share.figure.value and _MET.search(between)
        if rate_met and len(between) <= _REACH:
            return _write_whole(question, part, share)
    return None


def _write_whole(question: Question, part: Choice, share: Choice) -> Draft:
    return write(question, [part, share], make_whole(part.figure, share.figure, (part.quote, share.quote)))


def _add_rest(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return how many there are, where a sentence tells of how many something was done and how many are left.

    "整改150个，其余9个按进度推进": 159 in all.
    """
    if not _WHOLE.search(question.text) or question.unit == "%":
        return None
    for part, rest, between in _list_following(question, evidence, most=1):
        alike = rest.figure.base_unit == part.figure.base_unit
        if part.words >= _LEAST and alike and _REST.fullmatch(between):
            return write(question, [part, rest], add([part.figure, rest.figure], [part.quote, rest.quote]))
    return None


def _list_following(
    question: Question, evidence: Sequence[Evidence], most: int | None = None
) -> Iterator[tuple[Choice, Choice, str]]:
    """Give each part with the figures that follow it in its sentence, at `most` so many, and the words between."""
    for part in _list_parts(question, evidence):
        for figure in part.reading.figures_within(part.figure.end, part.evidence.sentence.end)[:most]:
            yield part, replace(part, figure=figure), part.reading.quote(part.figure.end, figure.start)


def _list_parts(question: Question, evidence: Sequence[Evidence]) -> Iterator[Choice]:
    bare = replace(question, kind=Kind.FIGURE, operation=None, both=False, measure=None)
    for choice in choose_figures(bare, evidence)[:_LOOKED_AT]:
        if choice.figure.kind in _LEVELS and choice.figure.base_unit not in _PERCENT:
            yield choice


def _find_rate(question: Question, evidence: Sequence[Evidence], given: bool = False) -> Draft | None:
    """Return the rate of what is done of a number, where a clause tells both and no rate: 503件，已办结489件.

    With `given` only of a number that the question itself tells.
    """
    named = _RATE.search(question.text)
    if question.unit != "%" or not (named or _SHARE.search(question.text)):
        return None
    bare = replace(question, kind=Kind.FIGURE, operation=None, both=False, measure=None, unit=None, indicators=())
    for whole in choose_figures(bare, evidence)[:_LOOKED_AT]:
        figure = whole.figure
        if figure.kind not in _LEVELS or figure.base_unit in _PERCENT or whole.words < _LEAST:
            continue
        if given and not is_given(question, whole):
            continue
        for part in whole.reading.figures_within(figure.end, whole.evidence.sentence.end):
            done = _DONE.fullmatch(whole.reading.quote(figure.end, part.start))
            if not done or part.base_unit != figure.base_unit or part.base_value > figure.base_value:
                continue
            if named["verb"] in done["verb"] if named else done["among"]:
                result = percent(part, figure, (whole.reading.quote(part.start, part.end), whole.quote))
                return write(question, [replace(whole, figure=part), whole], result) if result else None
    return None

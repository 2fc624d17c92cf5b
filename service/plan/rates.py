"""Averages and levels carried on: what comes to one of many, to one year, and what growth makes of a level."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.periods import years_of
from corpus.types import Figure, FigureKind, Status
from service.compose.figure import compose_figures
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.evidence.figure_choice import Choice, choose_figures
from service.evidence.figure_sign import give_sign
from service.plan.operands import COUNTERS, Find
from service.plan.plan import Plan
from service.question.cues import Kind
from service.question.question import Question
from service.refusal.confidence import describe_operands
from service.wording.arithmetic import Result, percent, plain, round_half_up, scale, share_out, spread
from service.wording.wording import say

_LOOKED_AT = 24
_BEST = 6
_BESIDE = 0.7
"""What it is worth that amount and count stand in one sentence."""
_GIVEN = 0.8
"""What it is worth that the question itself gives a number."""
_NEAR = 1.2
_LEAST = 0.4
"""Figures that hold a smaller share of the question's words are of something else."""
_RATES = {FigureKind.GROWTH, FigureKind.SHARE, FigureKind.RANK, FigureKind.MULTIPLE, FigureKind.CHANGE}
_PERCENT = ("%", "％")
_SPREAD_OVER = {"亩": ("亩",), "公里": ("公里",), "平方米": ("平方米",), "吨": ("吨",), "户": ("户", "")}
_WEIGHTS = (("公斤", re.compile(r"公斤|千克|\bkg\b|kilogram")), ("斤", re.compile("斤")))
_MONEY = re.compile(r"产值|投资|收入|营收|利润|资金|花[了费]?|成本|税|工资|贷款|金额|[挣赚]|投[了入]")
"""What is told in money, whatever else stands beside it."""
_NAMED_MONEY = {
    "产值": "产值|产出|收入|营收",
    "收入": "收入|营收",
    "营收": "收入|营收|产值",
    "利润": "利润|利税",
    "税": "税",
    "工资": "工资|薪",
    "贷款": "贷|融资",
    "投资": "投资|投入|资金|总额",
}
"""What the clause of an amount says where it is of what is asked for; all other money goes by many names."""
_PER_HEAD = re.compile(r"标准|人均|每人|每户|低保|养老金|户均|亩均")
_BEFORE = re.compile(
    r"之前|以前|原[来先]|当初|此前|前.{0,14}(?:多少|多大|几)|倒推|反推|倒算|反算|\bbefore\b|back|previous"
)
_AHEAD = re.compile(r"按|照|依|如果|假如|若|要是|\bif\b|target|目标")


def answer_average(plan: Plan, question: Question, find: Find) -> Draft | None:
    """Return an amount spread over what the question counts; None where no amount and count go together."""
    asked, evidence = find(plan.operands[0].text)
    if not evidence:
        return None
    bare = replace(asked, kind=Kind.FIGURE, operation=None, measure=None, both=False)
    wanted = question.unit if question.unit not in (None, "个", "%") else None
    money = _MONEY.search(question.text)
    if wanted is None and money:
        wanted = "元"
    stated = _find_each(plan, replace(bare, unit=wanted), evidence)
    if stated is not None:
        return compose_figures(question, [stated])
    named = _NAMED_MONEY.get(money[0], "") if money else ""
    best = choose_figures(replace(bare, unit=wanted), evidence)[:_LOOKED_AT]
    amounts = [choice for choice in best if re.search(named, choice.clause)]
    counts = choose_figures(replace(bare, unit=plan.counter or "个"), evidence)[:_LOOKED_AT]
    found = [
        (amount, count, amount.score + count.score + worth)
        for amount in amounts
        for count in counts
        if (worth := _spreads(plan, question, wanted, amount, count)) is not None
    ]
    if not found:
        return None
    amount, count, _ = max(found, key=lambda row: row[2])
    if amount.words + count.words < _LEAST:
        return None
    quotes = amount.quote, count.quote
    weight = next((unit for unit, words in _WEIGHTS if words.search(question.text)), None)
    result = spread(amount.figure, count.figure, quotes, weight)
    return write(question, [amount, count], result)


def _find_each(plan: Plan, question: Question, evidence: Sequence[Evidence]) -> Choice | None:
    """Return what comes to each one where the report itself tells it (每亩投入3000元)."""
    each = re.compile(
        rf"(?:每个?|{re.escape(plan.counter)}均){re.escape(plan.counter)}?" if plan.counter else r"人均|户均|亩均"
    )
    best = choose_figures(question, evidence)[:_BEST]
    told = (
        choice
        for choice in best
        if each.search(choice.reading.quote(choice.figure.clause_start, choice.figure.start)) and choice.words >= _LEAST
    )
    return next(told, None)


def _spreads(plan: Plan, question: Question, wanted: str | None, amount: Choice, count: Choice) -> float | None:
    """Return what it is worth that one number is an amount and the other what it is spread over; None where not."""
    a, b = amount.figure, count.figure
    if amount.reading is not count.reading or a.kind in _RATES or b.kind in _RATES or not b.base_value:
        return None
    if (
        a.base_unit == b.base_unit
        or b.base_unit == "元"
        or (a.base_unit in COUNTERS and b.base_unit in COUNTERS - {"人", ""} and a.base_unit not in ("人", ""))
    ):
        return None
    if wanted is not None and not _measures(a, wanted):
        return None
    if a.base_unit == "元" and (_PER_HEAD.search(amount.clause) or a.base_value < b.base_value):
        # What each one gets is spread already, and nobody gets less than a yuan.
        return None
    units = _SPREAD_OVER.get(plan.counter, tuple(COUNTERS)) if plan.counter else tuple(COUNTERS) + ("亩", "公里")
    if b.base_unit not in units:
        return None
    worth = 0.3 if plan.counter and b.base_unit == plan.counter else 0.0
    if amount.evidence.sentence.start == count.evidence.sentence.start:
        worth += _BESIDE - min(_BESIDE, abs(a.start - b.start) / 150)
    return worth + sum(_GIVEN for choice in (amount, count) if _is_given(question, choice))


def _measures(figure: Figure, wanted: str) -> bool:
    kilos = wanted == "吨" and figure.base_unit in ("公斤", "斤", "千克")
    return figure.base_unit == wanted or kilos or (wanted == "人" and figure.base_unit in ("", "名", "人次"))


def _is_given(question: Question, choice: Choice) -> bool:
    number = plain(choice.figure.value)
    return bool(re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.])", question.text))


def answer_part(plan: Plan, question: Question, find: Find) -> Draft | None:
    """Return the share that one of two numbers of a sentence makes of the other: 17个断面中15个."""
    asked, evidence = find(plan.operands[0].text)
    if not evidence:
        return None
    bare = replace(asked, kind=Kind.FIGURE, operation=None, measure=None, unit=None, both=False)
    choices = choose_figures(bare, evidence)[:_LOOKED_AT]
    found = [
        (whole, part, whole.score + part.score - abs(whole.figure.start - part.figure.start) / 50)
        for whole in choices
        for part in choices
        if whole.figure.clause_start == part.figure.clause_start
        and whole.figure.start < part.figure.start
        and whole.figure.base_value > part.figure.base_value
        and whole.figure.base_unit == part.figure.base_unit
        and not {whole.figure.kind, part.figure.kind} & _RATES
        and min(whole.words, part.words) >= _LEAST
    ]
    if not found:
        return None
    whole, part, _ = max(found, key=lambda row: row[2])
    result = percent(part.figure, whole.figure, (part.quote, whole.quote))
    return write(question, [part, whole], result) if result else None


def answer_yearly(plan: Plan, question: Question, find: Find) -> Draft | None:
    """Return the average of a year of the best figure that stands for several."""
    asked, evidence = find(plan.operands[0].text)
    if question.measure is FigureKind.GROWTH or not evidence:
        return None
    bare = replace(asked, kind=Kind.FIGURE, operation=None, measure=None)
    choices = choose_figures(bare, evidence)[:_LOOKED_AT]
    for choice in choices:
        span = years_of(choice.figure.period)
        if choices[0].score - choice.score > _NEAR:
            break
        if choice.figure.kind in (FigureKind.GROWTH, FigureKind.SHARE):
            # 年均增长 is told, not worked out.
            return None
        if choice.words < _LEAST and choice.kinship < 1:
            continue
        if span and span[0] < span[1] and choice.figure.kind is not FigureKind.RANK:
            years = span[1] - span[0] + 1
            return write(question, [choice], share_out(choice.figure, years, choice.quote))
    return None


def answer_projection(plan: Plan, question: Question, find: Find) -> Draft | None:
    """Return a level of the year before or after, worked out from one that is told and its growth."""
    asked, evidence = find(plan.operands[0].text)
    if not evidence:
        return None
    bare = replace(asked, kind=Kind.FIGURE, operation=None, periods=(), status=None, both=False, unit=None)
    levels = choose_figures(replace(bare, measure=FigureKind.LEVEL), evidence)[:_LOOKED_AT]
    rates = choose_figures(replace(bare, measure=FigureKind.GROWTH, changes=True), evidence)[: 2 * _LOOKED_AT]
    found = list(_find_steps(question, levels, rates))
    if not found:
        return None
    level, rate, back, _ = max(found, key=lambda row: row[3])
    if level.words < _LEAST and level.kinship < 1:
        return None
    result = carry(level, rate, back)
    return write(question, [level, rate], result) if result else None


def _find_steps(
    question: Question, levels: Sequence[Choice], rates: Sequence[Choice]
) -> Iterator[tuple[Choice, Choice, bool, float]]:
    """Give a level, its change, whether it leads back, and how well both fit."""
    years = [span[0] for period in question.periods if (span := years_of(period)) and span[0] == span[1]]
    for level in levels:
        own = years_of(level.figure.period)
        if level.figure.kind in (FigureKind.GROWTH, FigureKind.RANK, FigureKind.MULTIPLE, FigureKind.CHANGE):
            continue
        for rate in rates:
            if rate.reading is not level.reading or not _leads_to(level, rate):
                continue
            of = years_of(rate.figure.period)
            planned = rate.figure.status is Status.TARGET and level.figure.status is not Status.TARGET
            if planned and not (own and of and of[1] == own[1] + 1):
                continue
            earlier = bool(own and any(year < own[1] for year in years) and not any(year > own[1] for year in years))
            later = bool(own and any(year > own[1] for year in years))
            back = not planned
            if back and (later or not (earlier or _BEFORE.search(question.text))):
                continue
            if not back and (earlier or not _AHEAD.search(question.text)):
                continue
            beside = level.evidence.sentence.start == rate.evidence.sentence.start
            if back and not beside:
                continue
            worth = level.score + rate.score + _GIVEN * _is_given(question, rate)
            worth += (1.0 if level.figure.clause_start == rate.figure.clause_start else 0.0) if back else 0.0
            yield level, rate, back, worth - (abs(level.figure.start - rate.figure.start) / 100 if back else 0.0)


def _leads_to(level: Choice, rate: Choice) -> bool:
    a, b = level.figure, rate.figure
    if a.start == b.start or not b.value:
        return False
    if b.kind in (FigureKind.GROWTH, FigureKind.CHANGE, FigureKind.MULTIPLE):
        same = (a.indicator == b.indicator) if a.indicator or b.indicator else a.words == b.words
        beside = a.clause_start <= b.start and level.evidence.sentence.start == rate.evidence.sentence.start
        unit = b.kind is not FigureKind.CHANGE or b.base_unit in (*_PERCENT, "个百分点", a.base_unit)
        return (
            unit
            and (same or (beside and abs(a.start - b.start) < 24))
            and (a.scope or "") == (b.scope or a.scope or "")
        )
    return False


def carry(level: Choice, rate: Choice, back: bool) -> Result | None:
    """Return the level before its change, or after a planned one."""
    a = level.figure
    b = give_sign(rate.reading.report.text, rate.figure)
    quotes = level.quote, rate.quote.lstrip("-－")
    text = level.reading.report.text[max(0, b.start - 8) : b.start]
    fell = b.value < 0 or bool(re.search(r"下降|降低|减少|减|降$", text))
    size = abs(b.value)
    if b.kind is FigureKind.MULTIPLE:
        value, terms = (a.value / size, "{} ÷ {}") if back else (a.value * (1 + size), "{} × (1 + {})")
    elif b.base_unit in _PERCENT and a.base_unit not in _PERCENT:
        factor = 1 - size / 100 if fell else 1 + size / 100
        if not factor:
            return None
        sign = "−" if fell else "+"
        value = a.value / factor if back else a.value * factor
        terms = ("{} ÷ (1 " if back else "{} × (1 ") + sign + " {})"
    elif b.base_unit in _PERCENT and b.kind is FigureKind.GROWTH:
        return None
    else:
        step = size if b.base_unit in ("个百分点", *_PERCENT) else size * scale(b) / scale(a)
        plus = fell == back
        value, terms = (a.value + step, "{} + {}") if plus else (a.value - step, "{} − {}")
    value = round_half_up(value, 2).normalize()
    return Result(f"{terms.format(*quotes)} = {plain(value)}{a.unit}", value, a.unit, a.base_unit, scale(a))


def write(question: Question, choices: Sequence[Choice], result: Result) -> Draft:
    """Return the draft that tells a result with the clauses of the numbers that gave it."""
    draft = Draft(features=describe_operands(choices))
    shown = say(question.language, "computed", result=result.describe(question.language), expression=result.expression)
    draft.tell_result(shown, result.computation, [(choice.reading, choice.figure) for choice in choices])
    return draft

"""A plan carried out: the figures found, the number worked out, the answer written with each operand's proof."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.glossary import load_glossary
from corpus.periods import years_of
from corpus.places import find_places, short_name
from corpus.types import Figure, FigureKind
from service.compose.figure import compose_figures, describe_figure
from service.draft import Draft
from service.evidence.figure_choice import Choice, choose_figures
from service.evidence.figure_sign import give_sign, signed_quote
from service.plan.ends import answer_ends
from service.plan.operands import Candidate, Find, choose_together, find_candidates
from service.plan.parse import complement, make_plans
from service.plan.plan import Operand, Plan, Step
from service.plan.rates import answer_average, answer_part, answer_projection, answer_yearly
from service.plan.stated import (
    LEAST,
    find_stated_change,
    find_stated_multiple,
    find_stated_rest,
    is_share,
    may_tell_change,
    tells_change,
    tells_share,
)
from service.question.cues import Kind
from service.question.question import Question
from service.refusal.confidence import describe_operands, rate
from service.refusal.refusal import Verdict
from service.wording.arithmetic import Result, add, divide, grow, percent, subtract
from service.wording.wording import say

_NEVER = (Kind.CHAT, Kind.EXPLANATION, Kind.DEFINITION, Kind.WHEN, Kind.WHO, Kind.WHERE)
_PLAIN = (Kind.FIGURE, Kind.STATEMENT)
_LOOKED_AT = 4
_ROUNDED = Decimal("0.06")
_NAMED = 0.9
"""Share of the words of its own from which on an operand is named by a figure."""
_ALIKE = 0.45
"""Late interaction from which on a figure may be what words of another language mean."""
_LOWER = re.compile(r"更?(?:少|低|小|慢|便宜|短|弱)(?!于)|\b(?:lower|smaller|slower|fewer|less)\b")
_IN_PERCENT = re.compile(r"百分之[几多]|几成|多少比例|\bpercent\b(?!age point)|%")
_RATES = frozenset({"%", "％", "个百分点", "百分点", "‰"})
_YEARLY = re.compile(r"年均|平均|每年|annual|average|per year|each year")
_SINGLE = {
    Step.CHANGE: answer_ends,
    Step.TIMES: answer_ends,
    Step.AVERAGE: answer_average,
    Step.YEARLY: answer_yearly,
    Step.PROJECT: answer_projection,
}


@dataclass(frozen=True)
class Term:
    """One operand with its number as it enters the expression."""

    choice: Choice
    figure: Figure
    quote: str


def answer_plan(question: Question, find: Find, told: bool = True) -> Draft | Verdict | None:
    """Return the number that is worked out, or which operand the report lacks; None where nothing is to be computed.

    `told` says that the reports speak of the year asked for; of others only projections are worked out.
    """
    if question.kind in _NEVER:
        return None
    refusal: Verdict | None = None
    for plan in make_plans(question.text):
        single = _SINGLE.get(plan.step)
        if not told and plan.step is not Step.PROJECT:
            continue
        named = _name_operands(plan, question) if len(question.indicators) == len(plan.operands) > 1 else None
        outcome = single(plan, question, find) if single else _answer_operands(plan, question, find)
        if named is not None and not isinstance(outcome, Draft):
            outcome = _answer_operands(named, question, find) or outcome
        if isinstance(outcome, Draft):
            rate(question, outcome)
            return outcome
        refusal = refusal or outcome
    if refusal is not None:
        return refusal
    return _answer_complement(question, find) if told and question.kind in _PLAIN else None


def _name_operands(plan: Plan, question: Question) -> Plan:
    """Return the plan over the indicators that the question is known to name, however it says them."""
    times = " ".join(f"{period}年" for period in question.periods)
    operands = tuple(Operand(f"{times} {name}".strip(), name) for name in question.indicators)
    return replace(plan, operands=operands, same=False)


def _answer_complement(question: Question, find: Find) -> Draft | Verdict | None:
    """Return the rest that an indicator is, where the report has its whole and the other part alone."""
    plan = complement(question.text, question.indicators, question.periods)
    if plan is None or question.measure is FigureKind.GROWTH:
        return None
    _, evidence = find(question.text)
    wanted = {name for name in question.indicators if not any(name in operand.text for operand in plan.operands)}
    if any(figure.indicator in wanted for item in evidence[:1] for figure in item.reading.figures):
        return None
    return _answer_operands(plan, question, find)


def _answer_operands(plan: Plan, question: Question, find: Find) -> Draft | Verdict | None:
    if plan.step is Step.PERCENT and tells_share(question, find):
        return None
    if len(plan.operands) < 2:
        return answer_part(plan, question, find)
    grown = _answer_growth(plan, question, find)
    if grown is not None:
        return grown
    stated = find_stated_change(plan, question, find) or find_stated_rest(plan, question, find)
    if stated is not None:
        return compose_figures(question, [stated])
    rows = find_candidates(plan, question, find)
    if plan.step is Step.PERCENT and any(is_share(c.choice) and c.own >= _NAMED for c in rows[0][:2]):
        # The report itself tells the share of what the part names.
        return None
    multiple = find_stated_multiple(plan, rows[0])
    if multiple is not None:
        return compose_figures(question, [multiple])
    chosen = choose_together(plan, rows) if all(rows) else None
    if chosen is None or not _are_meant(plan, question, chosen):
        return _answer_change(plan, question, rows, find) if plan.same else None
    return _write(plan, question, [_make_term(o, c.choice) for o, c in zip(plan.operands, chosen, strict=True)])


def _asks_growth(plan: Plan) -> bool:
    """Say whether a rise is asked for in percent, and not for each of its years."""
    return plan.step is Step.RISE and bool(_IN_PERCENT.search(plan.asked)) and not _YEARLY.search(plan.asked)


def _answer_growth(plan: Plan, question: Question, find: Find) -> Draft | None:
    """Return by how many percent one thing grew between two years whose amounts are told; None for anything else."""
    if not (plan.same and _asks_growth(plan)):
        return None
    rows = find_candidates(plan, replace(question, unit=None, measure=None), find)
    chosen = choose_together(plan, rows) if all(rows) else None
    if chosen is None or not _are_meant(plan, question, chosen):
        return None
    figures = [candidate.choice.figure for candidate in chosen]
    if any(figure.base_unit in _RATES or figure.kind is FigureKind.CHANGE for figure in figures):
        return None
    if figures[0].base_unit != figures[1].base_unit or figures[0].indicator != figures[1].indicator:
        return None
    return _write(plan, question, [_make_term(o, c.choice) for o, c in zip(plan.operands, chosen, strict=True)])


def _answer_change(
    plan: Plan, question: Question, rows: Sequence[Sequence[Candidate]], find: Find
) -> Draft | Verdict | None:
    """Return the change that the report itself tells, where it lacks one of two times or statuses of an indicator.

    None where what it tells best is a rate; else which of the two it does not tell.
    """
    lacking = [operand for operand, row in zip(plan.operands, rows, strict=True) if not row] or plan.operands[1:]
    asked, evidence = find(question.text)
    best = choose_figures(replace(asked, changes=True), evidence)[:_LOOKED_AT] if evidence else []
    if question.unit == "%" and best and best[0].figure.kind is FigureKind.GROWTH:
        # By how many percent: the growth itself, and no gap in points that stands nearby.
        return None
    own = (c for c in best if c.kinship >= 1 or not (question.indicators and c.figure.indicator))
    told = next((choice for choice in own if tells_change(choice) and choice.words >= LEAST), None)
    if told is not None and plan.step is Step.DIFFERENCE:
        return compose_figures(question, [told])
    if any(may_tell_change(question, choice) for choice in best):
        return None
    return Verdict("not_in_report", say(question.language, "missing_operand", operand=lacking[0].text))


def _find_told(terms: Sequence[Term], result: Result) -> Figure | None:
    """Return the share that the report itself tells beside its parts: what is worked out agrees with it."""
    for term in terms:
        sentence = term.choice.evidence.sentence
        for figure in term.choice.reading.figures_within(sentence.start, sentence.end):
            if figure.kind is FigureKind.SHARE and abs(figure.value - result.value) <= _ROUNDED:
                return figure
    return None


def _are_meant(plan: Plan, question: Question, chosen: Sequence[Candidate]) -> bool:
    """Say whether the figures are of what the operands name; of two in one sentence the second may not repeat it."""
    if question.language != "zh":
        return all(c.choice.kinship >= 1 or c.choice.words >= LEAST or c.choice.near >= _ALIKE for c in chosen)
    together = len({candidate.choice.evidence.sentence.start for candidate in chosen}) == 1
    meant = [
        (candidate.choice.words >= LEAST and not _is_part(plan, operand))
        or (together and candidate.own >= LEAST)
        or (candidate.choice.kinship >= 1 and not _is_whole_of(plan, operand, candidate))
        or (len(candidate.choice.figure.words) > 1 and candidate.choice.figure.words in operand.text)
        for operand, candidate in zip(plan.operands, chosen, strict=True)
    ]
    return any(meant) if plan.same and together else all(meant)


def _is_whole_of(plan: Plan, operand: Operand, candidate: Candidate) -> bool:
    """Say whether the figure for a part has the indicator of its whole: 竣工47万套 is no number of the flats to let."""
    if not _is_part(plan, operand) or candidate.own >= LEAST:
        return False
    sentence = candidate.choice.evidence.quote
    if any(short_name(place.name) not in sentence for place in find_places(operand.own)):
        return True
    named = {mention.indicator.name for mention in load_glossary().find(operand.own)}
    return bool(named) and candidate.choice.figure.indicator not in named


def _is_part(plan: Plan, operand: Operand) -> bool:
    """Say whether an operand is a part that has the words of its whole beside its own."""
    return plan.step is Step.PERCENT and operand.text != operand.own and plan.operands[1].text in operand.text


def _make_term(operand: Operand, choice: Choice) -> Term:
    figure = give_sign(choice.reading.report.text, choice.figure)
    quote = signed_quote(figure, choice.reading.quote(figure.start, figure.end))
    span = years_of(figure.period)
    if operand.yearly and span and span[0] < span[1] and figure.kind is not FigureKind.GROWTH:
        years = span[1] - span[0] + 1
        figure = replace(figure, value=figure.value / years, base_value=figure.base_value / years)
        quote = f"{quote} ÷ {years}"
    return Term(choice, figure, quote)


def _write(plan: Plan, question: Question, terms: Sequence[Term]) -> Draft | None:
    result = _compute(plan, terms)
    if result is None:
        return None
    draft = Draft(features=describe_operands([term.choice for term in terms]))
    stated = _find_told(terms, result) if plan.step is Step.PERCENT else None
    if stated is not None:
        draft.text = describe_figure(terms[0].choice.reading, stated, question.language, draft, several=False)
        return draft
    told = [(term.choice.reading, term.choice.figure) for term in terms]
    draft.tell_result(_describe(plan, question, terms, result), result.computation, told)
    return draft


def _compute(plan: Plan, terms: Sequence[Term]) -> Result | None:
    figures, quotes = [term.figure for term in terms], [term.quote for term in terms]
    if plan.step is Step.SUM:
        return add(figures, quotes)
    if plan.step in (Step.RISE, Step.GAP):
        figures, quotes = figures[::-1], quotes[::-1]
    pair = (quotes[0], quotes[1])
    if _asks_growth(plan) and not {f.base_unit for f in figures} & _RATES:
        return grow(figures[0], figures[1], pair)
    if plan.step is Step.RATIO:
        return divide(figures[0], figures[1], pair)
    if plan.step is Step.PERCENT:
        return percent(figures[0], figures[1], pair)
    if plan.step is Step.COMPARE:
        order = sorted(zip(figures, quotes, strict=True), key=lambda row: -row[0].base_value)
        return subtract(order[0][0], order[1][0], (order[0][1], order[1][1]))
    return subtract(figures[0], figures[1], pair)


def _describe(plan: Plan, question: Question, terms: Sequence[Term], result: Result) -> str:
    language = question.language
    shown = result.describe(language)
    if plan.step is Step.RATIO:
        shown = result.describe_times(language)
    expression = result.expression
    if plan.step is Step.COMPARE:
        ordered = sorted(terms, key=lambda term: -term.figure.base_value)
        if result.value == 0:
            return say(language, "compare_equal", names="、".join(map(_name, ordered)), value=ordered[0].quote)
        lower = bool(_LOWER.search(plan.asked))
        winner, other = (ordered[-1], ordered[0]) if lower else (ordered[0], ordered[-1])
        return say(
            language,
            "compare_higher",
            winner=_name(winner, terms),
            word=say(language, "lower" if lower else "higher"),
            other=_name(other, terms),
            more=say(language, "smaller" if lower else "larger"),
            difference=shown,
            expression=expression,
        )
    if plan.step in (Step.DIFFERENCE, Step.RISE):
        shown = result.describe_difference(language)
    return say(language, "computed", result=shown, expression=expression)


def _name(term: Term, terms: Sequence[Term] = ()) -> str:
    """Return what a figure counts, with its year where others count the same."""
    figure = term.figure
    alike = [other for other in terms if other.figure.words == figure.words]
    indicators = {other.figure.indicator for other in alike}
    if len(alike) > 1 and len(indicators) == len(alike) and None not in indicators:
        return str(figure.indicator)
    return f"{figure.words}{f'（{figure.period}）' if len(alike) > 1 and figure.period else ''}"

"""An answer with no language model: the shortest text of the report that fully answers, with [n] marks."""

import re
from collections.abc import Sequence

from corpus.types import FigureKind, Report
from service.compose.about import compose_about
from service.compose.alike import compose_alike
from service.compose.announced import compose_announced
from service.compose.answer_type import (
    asks_name,
    keep_answering,
    leaves_unnamed,
    may_tell_number,
    tells_count,
    tells_length,
    tells_place,
)
from service.compose.by_place import compose_by_place
from service.compose.compute import compose_computation
from service.compose.counted import compose_counted
from service.compose.definition import compose_definition
from service.compose.figure import compose_figures
from service.compose.lists import compose_list
from service.compose.named_list import compose_named_list
from service.compose.sectors import compose_sectors
from service.compose.sentence import MIN_SCORE, find_clause, quote_best
from service.compose.shared import compose_shared
from service.compose.shorthand import compose_shorthand
from service.compose.subset import compose_subset
from service.compose.targets import compose_targets
from service.compose.together import compose_together
from service.compose.unexplained import leaves_unexplained
from service.compose.verdict import compose_verdict
from service.compose.yes_no import compose_yes_no
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.evidence.figure_choice import Choice, choose_figures
from service.evidence.figure_owner import is_of_many
from service.question.cues import Kind, Operation
from service.question.question import Question
from service.refusal.confidence import describe_figure, estimate_confidence, rate
from service.refusal.fit import fits_question, is_given
from service.refusal.premise import contradicts, denies, find_denial, goes_other_way, lacks_line, names_other
from service.refusal.reasons import asks_why, leaves_no_reason
from service.refusal.refusal import Verdict, refuse, refuse_chat, refuse_figure, refuse_place, refuse_year
from service.wording.wording import say

_COUNTED = 0.8
"""How sure the best sentence is that counts, in the question's own words, what the question asks how many of."""
_NAMES_TOPIC = 0.45
_HEADED = 0.6
"""How sure what stands below a topic is that holds so much of a question for how something is done."""
_MEAN = re.compile(r"平均|[人户亩村项均]均|每|单产|亩产")
"""Words of a number that is an average: any other is none."""
_LEVELS = (FigureKind.LEVEL, FigureKind.COUNT)
_STEP = re.compile(r"[新净]增|增[加长多]|减少|提高|下降|扩大|多")
_YEAR_BEFORE = re.compile(r"[比较](?:(?:19|20)\d\d|[上去前]一?)年")
_WORTH = 1.4
"""A figure that fits is preferred to a better-scored one that cannot be meant, unless it is so far behind."""
_HELD = 0.5
"""The share of the question's words that speaks for a number on its own."""
_TOUCHED = 0.1
"""A figure that holds a smaller share of them shares no word with the question but by chance."""
_SPOKEN_OF = 0.35
"""The share that does where no sentence answers."""
_SURE = 0.5
_UNSURE = 0.12
"""The learned probabilities above and below which a sentence surely does and does not answer."""


def compose(
    question: Question,
    reports: Sequence[Report],
    evidence: Sequence[Evidence],
    taken: frozenset[tuple[str, int, int]] = frozenset(),
) -> Draft | Verdict:
    """Return the draft that answers a question, or why there is none; no number at one of the spans `taken`."""
    refusal = refuse_chat(question) or refuse_year(question, reports)
    if refusal is not None:
        return refusal
    about = compose_about(question, evidence)
    if about is not None:
        about.confidence = estimate_confidence(about.features)
        return refuse_place(question, reports, about) or about
    if not evidence or evidence[0].score < MIN_SCORE:
        return refuse(question)
    outcome = _compose_kind(question, evidence, taken)
    if isinstance(outcome, Verdict):
        return outcome
    unnamed = leaves_unexplained(question, outcome) or leaves_unnamed(question, evidence, outcome)
    if unnamed or leaves_no_reason(question, outcome):
        return refuse(question)
    rate(question, outcome)
    if "sentence" in outcome.features and tells_count(question, evidence[0]):
        outcome.confidence = max(outcome.confidence, _COUNTED)
    if outcome.features.get("headed", 0.0) >= _NAMES_TOPIC and not asks_why(question):
        outcome.confidence = max(outcome.confidence, _HEADED)
    return refuse_place(question, reports, outcome) or outcome


def _compose_kind(
    question: Question, evidence: Sequence[Evidence], taken: frozenset[tuple[str, int, int]]
) -> Draft | Verdict:
    found = _compose_whole(question, evidence)
    if found is not None:
        return found
    if _wants_figure(question):
        choices = [c for c in choose_figures(question, evidence) if _span(c) not in taken]
        computed = compose_computation(question, choices) if question.kind is Kind.COMPUTATION else None
        if computed is not None:
            return computed
        if question.operation is Operation.AVERAGE and choices and not _MEAN.search(choices[0].clause):
            return refuse_figure(question, choices)
        # The next best number, where one is told already, stands elsewhere than in the best sentence.
        if choices and (taken or not _prefers_sentence(question, evidence, choices)):
            told = _compose_figures(question, choices)
            if isinstance(told, Draft) or taken or not tells_length(question, evidence[0]):
                return told
        if question.actual and evidence[0].reading.plans[evidence[0].row]:
            # What came of it is asked for, and the number that was meant is no answer.
            return refuse_figure(question, choices) if choices else refuse(question)
        if not may_tell_number(question, evidence[0]):
            # No sentence answers a question for a number without one: after all the figure that speaks of it.
            if choices and choices[0].words >= _SPOKEN_OF:
                return _compose_figures(question, choices)
            return refuse_figure(question, choices) if choices else refuse(question)
    return _compose_sentence(question, keep_answering(question, evidence))


def _compose_whole(question: Question, evidence: Sequence[Evidence]) -> Draft | Verdict | None:
    """Return what the report has in one piece: sums over a subset, targets, a definition, a list; None for nothing."""
    several = compose_sectors(question, evidence) or compose_subset(question, evidence)
    if several is not None:
        return several
    listed = question.kind in (Kind.LIST, Kind.STATEMENT)
    whole: Draft | Verdict | None = compose_targets(question, evidence) if listed else None
    whole = whole or compose_definition(question, evidence) or compose_shorthand(question, evidence)
    if whole is None and listed and question.position is None:
        whole = (
            compose_by_place(question, evidence)
            or compose_announced(question, evidence)
            or compose_named_list(question, evidence)
            or compose_shared(question, evidence)
            or compose_counted(question, evidence)
        )
    counted = question.count is not None or question.position is not None
    if whole is None and (question.kind is Kind.LIST or counted) and not question.both:
        whole = compose_together(question, evidence)
        whole = whole or compose_alike(question, evidence) or compose_list(question, evidence)
    return whole


def _compose_sentence(question: Question, evidence: Sequence[Evidence]) -> Draft | Verdict:
    """Return the best sentence; a refusal where none has what the question asks for, or where it denies it."""
    if not evidence:
        return refuse(question)
    if question.kind is Kind.YES_NO:
        return compose_yes_no(question, evidence) or compose_verdict(question, evidence)
    item = evidence[0]
    clause = item.reading.quote(*find_clause(question, item))
    if question.kind is Kind.LIST:
        denial = clause if denies(question.text, clause) else find_denial(question, evidence)
    elif names_other(question.text, item.quote) or lacks_line(question.text, item.quote):
        return refuse(question)
    else:
        denial = clause if contradicts(question.text, clause) else _find_denial(question, evidence, clause)
    if denial is not None:
        return Verdict("false_premise", say(question.language, "false_premise", found=denial))
    return quote_best(question, evidence)


def _find_denial(question: Question, evidence: Sequence[Evidence], clause: str) -> str | None:
    """Return what the report says where it denies what a question takes for granted by asking why or who."""
    if question.kind not in (Kind.EXPLANATION, Kind.WHO, Kind.WHEN, Kind.WHERE):
        return None
    return clause if denies(question.text, clause) else find_denial(question, evidence)


def _span(choice: Choice) -> tuple[str, int, int]:
    return choice.reading.report.id, choice.figure.start, choice.figure.end


def _wants_figure(question: Question) -> bool:
    if question.kind is Kind.STATEMENT:
        return bool(question.measure or question.indicators) and not asks_name(question)
    return question.kind in (Kind.FIGURE, Kind.COMPUTATION) or (question.kind is Kind.LIST and question.both)


def _compose_figures(question: Question, choices: Sequence[Choice]) -> Draft | Verdict:
    worth = 2 * _WORTH if question.both else _WORTH
    near = [c for c in choices if choices[0].score - c.score < worth and not names_other(question.text, c.clause)]
    fitting = [c for c in near if fits_question(question, c) and not lacks_line(question.text, c.evidence.quote)]
    if not fitting:
        return refuse_figure(question, choices)
    if fitting[0] is not choices[0] and is_given(question, choices[0]):
        # The whole is given and asked for its part: another number beside it, or of other things, is no part.
        alike = fitting[0].figure.base_unit == choices[0].figure.base_unit
        if fitting[0].words < _HELD or not alike:
            return refuse(question)
    if _only_stands_beside(fitting[0], choices[0]):
        return refuse_figure(question, choices)
    if _asks_step(question) and fitting[0].figure.kind in _LEVELS and not _STEP.search(fitting[0].clause):
        return refuse_figure(question, choices)
    if goes_other_way(question, fitting[0]):
        return Verdict("false_premise", say(question.language, "false_premise", found=fitting[0].clause))
    draft = compose_figures(question, fitting)
    draft.features = describe_figure(question, fitting)
    return draft


def _only_stands_beside(choice: Choice, best: Choice) -> bool:
    """Say whether a number shares nothing with a question but its sentence, where the best one speaks of the thing."""
    apart = choice.words < _TOUCHED and not choice.kinship and best.words >= _HELD
    return apart and choice.evidence.sentence == best.evidence.sentence


def _asks_step(question: Question) -> bool:
    """Say whether the amount is asked for by which something is more than the year before."""
    return (
        question.operation is Operation.DIFFERENCE
        and question.unit not in (None, "%")
        and bool(_YEAR_BEFORE.search(question.text))
    )


def _prefers_sentence(question: Question, evidence: Sequence[Evidence], choices: Sequence[Choice]) -> bool:
    """Say whether a sentence surely answers and the best figure stands elsewhere (几届: 四届 is no figure).

    A sentence whose figures are of many things answers for none of them.
    """
    if question.only_names:
        # It wants its figure.
        return False
    if tells_place(question, evidence[0]):
        return True
    best, surest = choices[0], max(evidence, key=lambda item: item.chance)
    if best.evidence is not evidence[0] and best.words < _HELD and tells_length(question, evidence[0]):
        return True
    if not best.kinship and best.words < _HELD and tells_count(question, evidence[0]):
        return True
    if best.kinship or surest.chance <= _SURE or best.evidence.chance >= _UNSURE:
        return False
    return not any(is_of_many(question, choice) for choice in choices if choice.evidence is surest)

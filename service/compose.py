"""An answer with no language model: the shortest text of the report that fully answers, with [n] marks."""

import re
from collections.abc import Sequence

from corpus.normal_form import normalise
from corpus.sentences import split_clauses
from corpus.types import Clause, Report, Status
from service.answer_type import keep_answering, may_tell_number
from service.compose_about import compose_about
from service.compose_definition import compose_definition
from service.compose_figure import compose_figures
from service.compose_list import compose_list
from service.compose_named_list import compose_named_list
from service.compose_targets import compose_targets
from service.compose_yes_no import compose_yes_no
from service.compute import compose_computation
from service.confidence import describe_figure, describe_sentence, estimate_confidence, rate
from service.draft import Draft
from service.evidence import Evidence
from service.figure_choice import Choice, choose_figures
from service.figure_owner import is_of_many
from service.gloss import tell
from service.premise import answers_no, asks_if_done, contradicts, denies, find_denial, names_other, tells_done
from service.question import Kind, Question
from service.refuse import (
    Verdict,
    fits_question,
    refuse,
    refuse_chat,
    refuse_figure,
    refuse_place,
    refuse_year,
)
from service.subset import compose_subset
from service.terms import cut_tokens
from service.wording import say

_REASON = re.compile(
    r"\W*(?:这(?:主要)?是(?:因为|由于)|因为|由于|原因|這是因[爲為]|这[^，。；]{0,30}?(?:造成|原因|因素|导致|所致|由于|因为))"
)
_MIN_SCORE = 0.3
"""Evidence that scores less does not speak of the question at all."""
_WORTH = 1.4
"""A figure that fits is preferred to a better-scored one that cannot be meant, unless it is so far behind."""
_SURE = 0.5
_UNSURE = 0.12
"""The learned probabilities above and below which a sentence surely does and does not answer."""
_LONG_SENTENCE = 140
"""Characters; of longer sentences only the clauses around what is asked are quoted."""
_LOOKED_AT = 8
_CLOSE = 0.5
"""Among how many sentences, and how far behind the best, one is looked for that says all in one clause."""
_PLAINLY = 1.6
"""How much more of the question its clause has to hold than any clause of the best sentence."""
_SUBJECT = 0.9
"""Share of the words of a question's subject that the clause which is of it holds."""
_PREDICATE = re.compile(r"现在|目前|如今|已经?|是不是|是否|有没有|能不能|会不会|真的|都|还|正式|全部|全面")
_UNDECIDED = 0.12
"""A second sentence that scores so nearly the same is shown too: measured on the tuning half, one of four, and
the right one is among them 8 % oftener."""


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
    if not evidence or evidence[0].score < _MIN_SCORE:
        return refuse(question)
    outcome = _compose_kind(question, evidence, taken)
    if isinstance(outcome, Verdict):
        return outcome
    rate(question, outcome)
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
        if choices and not _prefers_sentence(question, evidence, choices):
            return _compose_figures(question, choices)
        if not may_tell_number(question, evidence[0]):
            return refuse_figure(question, choices) if choices else refuse(question)
    return _compose_sentence(question, keep_answering(question, evidence))


def _compose_whole(question: Question, evidence: Sequence[Evidence]) -> Draft | Verdict | None:
    """Return what the report has in one piece: sums over a subset, targets, a definition, a list; None for nothing."""
    subset = compose_subset(question, evidence)
    if subset is not None:
        return subset
    listed = question.kind in (Kind.LIST, Kind.STATEMENT)
    whole: Draft | Verdict | None = compose_targets(question, evidence) if listed else None
    whole = whole or compose_definition(question, evidence)
    if whole is None and listed and question.position is None:
        whole = compose_named_list(question, evidence)
    counted = question.count is not None or question.position is not None
    if whole is None and (question.kind is Kind.LIST or counted) and not question.both:
        whole = compose_list(question, evidence)
    return whole


def _compose_sentence(question: Question, evidence: Sequence[Evidence]) -> Draft | Verdict:
    """Return the best sentence; a refusal where none has what the question asks for, or where it denies it."""
    if not evidence:
        return refuse(question)
    if question.kind is Kind.YES_NO:
        return compose_yes_no(question, evidence) or _answer_yes_no(question, evidence)
    if question.kind is not Kind.LIST:
        item = evidence[0]
        clause = item.reading.quote(*_find_clause(question, item))
        if names_other(question.text, item.quote):
            return refuse(question)
        denial = clause if contradicts(question.text, clause) else _find_denial(question, evidence, clause)
        if denial is not None:
            return Verdict("false_premise", say(question.language, "false_premise", found=denial))
    return _quote(question, evidence)


def _find_denial(question: Question, evidence: Sequence[Evidence], clause: str) -> str | None:
    """Return what the report says where it denies what a question takes for granted by asking why or who."""
    if question.kind not in (Kind.EXPLANATION, Kind.WHO, Kind.WHEN, Kind.WHERE):
        return None
    return clause if denies(question.text, clause) else find_denial(question, evidence)


def _answer_yes_no(question: Question, evidence: Sequence[Evidence]) -> Draft:
    chosen = _put_whole_first(question, evidence)
    # How sure the answer is, is told by how the sentences were weighed.
    draft, item = _quote(question, chosen, weighed=evidence), chosen[0]
    clause = item.reading.quote(*(_find_subject_clause(question, item) or _find_clause(question, item)))
    # What is planned is not done yet.
    undone = item.reading.plans[item.row] and asks_if_done(question.text) and not tells_done(clause)
    draft.text = f"{say(question.language, 'no' if undone or answers_no(question.text, clause) else 'yes')}{draft.text}"
    return draft


def _put_whole_first(question: Question, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """Return the evidence with that sentence first which says in one clause what others say in several."""
    near = [item for item in evidence[:_LOOKED_AT] if evidence[0].score - item.score < _CLOSE]
    held = []
    for item in near:
        clauses = split_clauses(item.reading.report.text, item.sentence.start, item.sentence.end)
        held.append(max(_weigh_clauses(question, item, clauses), default=0.0))
    best = max(range(len(near)), key=lambda index: held[index])
    if held[best] <= _PLAINLY * held[0]:
        return evidence
    return [near[best], *(item for item in evidence if item is not near[best])]


def _find_subject_clause(question: Question, item: Evidence) -> tuple[int, int] | None:
    """Return the span of the one clause that holds what is asked about, where others hold but what is said of it."""
    subject = cut_tokens(_PREDICATE.split(normalise(question.text))[0]) if question.language == "zh" else set()
    mass = item.reading.terms.mass(subject, foreign=True)
    clauses = split_clauses(item.reading.report.text, item.sentence.start, item.sentence.end)
    held = [
        item.reading.terms.mass(subject & cut_tokens(item.reading.quote(clause.start, clause.end)))
        for clause in clauses
    ]
    whole = [clause for clause, own in zip(clauses, held, strict=True) if own >= _SUBJECT * mass > 0]
    return (whole[0].start, whole[0].end) if len(whole) == 1 else None


def _span(choice: Choice) -> tuple[str, int, int]:
    return choice.reading.report.id, choice.figure.start, choice.figure.end


def _wants_figure(question: Question) -> bool:
    if question.kind is Kind.STATEMENT:
        return bool(question.measure or question.indicators)
    return question.kind in (Kind.FIGURE, Kind.COMPUTATION) or (question.kind is Kind.LIST and question.both)


def _compose_figures(question: Question, choices: Sequence[Choice]) -> Draft | Verdict:
    worth = 2 * _WORTH if question.both else _WORTH
    fitting = [c for c in choices if choices[0].score - c.score < worth and fits_question(question, c)]
    if not fitting:
        return refuse_figure(question, choices)
    draft = compose_figures(question, fitting)
    draft.features = describe_figure(question, fitting)
    return draft


def _prefers_sentence(question: Question, evidence: Sequence[Evidence], choices: Sequence[Choice]) -> bool:
    """Say whether a sentence surely answers and the best figure stands elsewhere (几届: 四届 is no figure).

    A sentence whose figures are of many things answers for none of them.
    """
    if question.only_names:
        # It wants its figure.
        return False
    best, surest = choices[0], max(evidence, key=lambda item: item.chance)
    if best.kinship or surest.chance <= _SURE or best.evidence.chance >= _UNSURE:
        return False
    return not any(is_of_many(question, choice) for choice in choices if choice.evidence is surest)


def _quote(question: Question, evidence: Sequence[Evidence], weighed: Sequence[Evidence] = ()) -> Draft:
    """Return the best sentence, and the next one where it is nearly as good; `weighed` is the evidence as it was."""
    evidence = _keep_status(question, evidence)
    draft = Draft(features=describe_sentence(question, weighed or evidence))
    chosen = list(evidence[:1])
    if question.kind is Kind.EXPLANATION:
        chosen += _find_reason(evidence)
    if len(chosen) == 1:
        chosen += [item for item in evidence[1:2] if evidence[0].score - item.score < _UNDECIDED]
    lines = []
    for item in sorted(chosen, key=lambda chosen_item: chosen_item.sentence.start):
        start, end = _narrow(question, item)
        mark = draft.cite(item.reading, start, end)
        lines.append(tell(question.language, item.reading.quote(start, end), mark))
    draft.text = "\n".join(lines)
    return draft


def _keep_status(question: Question, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """Return the evidence without plans where what a year came to is asked for, and without facts where its plan is.

    All of it where nothing else speaks of the question.
    """
    timed = question.status is not None and question.periods and question.indicators and not question.both
    if not timed or question.kind not in (Kind.EXPLANATION, Kind.STATEMENT):
        return evidence
    kept = [item for item in evidence if item.score >= _MIN_SCORE and not _is_of_other_status(question, item)]
    return kept or evidence


def _is_of_other_status(question: Question, item: Evidence) -> bool:
    """Say whether every number of a sentence is a plan and no fact, or the other way round."""
    planned = question.status is Status.TARGET
    figures = item.reading.figures_within(item.sentence.start, item.sentence.end)
    return bool(figures) and all((figure.status is Status.TARGET) != planned for figure in figures)


def _find_reason(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the sentence after the best one where it says why ("这是因为…")."""
    end = evidence[0].sentence.end
    following = (item for item in evidence if 0 <= item.sentence.start - end < 3)
    return [item for item in following if _REASON.match(item.quote)][:1]


def _narrow(question: Question, item: Evidence) -> tuple[int, int]:
    """Return the span of a sentence, or of its clauses that hold what is asked when it is long."""
    start, end = item.sentence.start, item.sentence.end
    if end - start <= _LONG_SENTENCE or question.kind in (Kind.EXPLANATION, Kind.LIST):
        return start, end
    clauses = split_clauses(item.reading.report.text, start, end)
    gains = _weigh_clauses(question, item, clauses)
    if not any(gains):
        return start, end
    first = last = max(range(len(clauses)), key=lambda index: gains[index])
    enough = 0.3 * gains[first]
    while first > 0 and gains[first - 1] > enough:
        first -= 1
    while last < len(clauses) - 1 and gains[last + 1] > enough:
        last += 1
    if first == last < len(clauses) - 1:
        last += 1
    return clauses[first].start, clauses[last].end


def _find_clause(question: Question, item: Evidence) -> tuple[int, int]:
    """Return the span of the one clause that holds most of what is asked; the sentence where none holds any."""
    clauses = split_clauses(item.reading.report.text, item.sentence.start, item.sentence.end)
    gains = _weigh_clauses(question, item, clauses)
    if not any(gains):
        return item.sentence.start, item.sentence.end
    best = clauses[max(range(len(clauses)), key=lambda index: gains[index])]
    return best.start, best.end


def _weigh_clauses(question: Question, item: Evidence, clauses: Sequence[Clause]) -> list[float]:
    """Return for each clause the idf mass of the question's words that it holds."""
    asked = cut_tokens(question.content) | cut_tokens(question.canonical)
    terms = item.reading.terms
    return [terms.mass(asked & cut_tokens(item.reading.quote(clause.start, clause.end))) for clause in clauses]

"""What the genre tells of a sentence for a question: fact or plan, the indicator, period and unit asked for, its place.

The learned scorer knows words and meaning; these are what a reader of such reports looks at first.
"""

import re

import numpy as np
from numpy.typing import NDArray

from corpus.types import Figure, Role, Status
from service.evidence.figure_choice import plain_unit
from service.question.cues import Kind
from service.question.question import Question
from service.reading.reading import Reading

TRAITS = (
    "told_indicator",
    "told_indicator_and_period",
    "told_period",
    "told_unit",
    "plan_for_plan",
    "plan_for_fact",
    "review_for_plan",
    "review_for_fact",
    "plan_unasked",
    "heading",
    "glossary",
    "title",
    "figures",
    "many_figures",
    "problem",
    "length",
    "short",
    "target",
    "depth",
    "reason",
    "reason_for_why",
    "means_for_how",
    "lacking",
)
"""The traits in order: yes or no as 1 or 0; length in hundreds of characters, depth as a share of the report."""
_REASON = re.compile(r"因|由于|受.{1,20}影响|为了|原因|导致|得益于|缘于|主要是|考虑|所以")
_MEANS = re.compile(r"通过|依托|采取|推行|实施|建立|完善|健全|加强|强化|落实|坚持|以.{1,12}为抓手|深化|推进")
_LACKING = re.compile(r"未|没有|不[足够强高优快畅平]|短板|欠缺|滞后|偏[低弱少]|差距|困难|制约")
_WHY = re.compile(r"为什么|为何|为啥|原因|理由|凭什么|\bwhy\b|\breason|pourquoi|warum|por qué|почему|なぜ|왜")
_MANY = 3
_SHORT = 20
"""Characters."""

Floats = NDArray[np.float32]


def describe_sentence_traits(question: Question, reading: Reading, row: int) -> Floats:
    """Return the traits of one sentence of a reading for a question, shape (len(TRAITS),). Some 20 microseconds."""
    sentence = reading.sentences[row]
    figures = reading.figures_within(sentence.start, sentence.end)
    named = [figure for figure in figures if figure.indicator in question.indicators]
    timed = any(figure.period in question.periods for figure in named or figures)
    plan = bool(reading.plans[row])
    role = reading.outline.paragraphs[sentence.paragraph].role
    length = sentence.end - sentence.start
    quote = reading.quote(sentence.start, sentence.end)
    explains = question.kind is Kind.EXPLANATION
    why = explains and bool(_WHY.search(question.text.lower()))
    reason = bool(_REASON.search(quote))
    return np.array(
        [
            bool(named),
            bool(named) and timed,
            timed,
            any(_is_in_unit(figure, question.unit) for figure in figures),
            plan and question.status is Status.TARGET,
            plan and question.status is Status.ACHIEVED,
            not plan and question.status is Status.TARGET,
            not plan and question.status is Status.ACHIEVED,
            plan and question.status is None,
            role is Role.HEADING,
            role is Role.GLOSSARY,
            role is Role.TITLE,
            bool(figures),
            len(figures) >= _MANY,
            bool(reading.problems[row]),
            length / 100,
            length < _SHORT,
            any(figure.status is Status.TARGET for figure in figures),
            row / len(reading.sentences),
            reason,
            reason and why,
            explains and not why and bool(_MEANS.search(quote)),
            bool(_LACKING.search(quote)),
        ],
        dtype=np.float32,
    )


def _is_in_unit(figure: Figure, unit: str | None) -> bool:
    return unit is not None and unit in (figure.base_unit, plain_unit(figure))

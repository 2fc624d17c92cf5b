"""Follow-ups that ask for the sum or the difference of the two numbers told last (加起来多少, 两个差几亿)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.normal_form import normalise
from corpus.types import Figure, FigureKind
from service.arithmetic import Result, add, divide, subtract
from service.draft import Draft
from service.part_answers import Answered
from service.reading import Reading
from service.wording import say


class Joint(StrEnum):
    """What is worked out of two numbers."""

    SUM = "sum"
    DIFFERENCE = "difference"
    RATIO = "ratio"


_CUES = (
    (r"(?:几|多少)倍|\bhow many times\b|\bratio\b", Joint.RATIO),
    (
        r"加(?:起来|在?一起|一?块|总)|合(?:起来|计|在一起)|一共|总共|拢共|共计|之和|总和"
        r"|\b(?:sum|together|combined|in total|altogether|add up)\b",
        Joint.SUM,
    ),
    (
        r"相?差(?!的)|差距|差额|[多少高低](?:了|出来?)|(?:[多高低]|(?<!多)少)(?=几|多少)"
        r"|\b(?:difference|gap)\b"
        r"|\bstill (?:missing|to go|lacking|short)\b|\bmissing\b|\bto go\b"
        r"|\bhow (?:much|many) (?:more|less|fewer|higher|lower)\b",
        Joint.DIFFERENCE,
    ),
)
_FILLING = re.compile(
    r"(?:也|那)就是(?:说)?|至少|最少|起码|还(?=要|得|需|差)|[那这两俩二三仨四者个项目条路家所座边块类种数笔它他们之间是有要得共又都和呢啊吧了出来多少几亿万元人户公里百分点钱投花建儿大总结果能会约的地方天岁年差距?？,，.。!！\s]"
    r"|\b(?:so|and|what|s|is|are|was|were|the|how|much|many|both|two|of|them|those|these|that|do|does|they|make|to|then|than"
    r"|other|one|first|second|between|it|total|sum|in|up|come|comes|points?|percentage|yuan|people)\b"
)
"""What may stand beside such a word in a question that names nothing of its own."""
_SEVERAL = (
    (3, re.compile("[三仨](?:个|项|者|样|条|家|类|种|块|笔)?|\\b(?:all )?three\\b")),
    (4, re.compile("四(?:个|项|者|样|条|家|类|种|块|笔)?|\\b(?:all )?four\\b")),
)
"""How many numbers a sum is of; two where it does not say."""
_SUMMED = frozenset({FigureKind.GROWTH, FigureKind.SHARE, FigureKind.RANK, FigureKind.MULTIPLE})
"""What is never added up."""


@dataclass(frozen=True)
class Pair:
    """Two earlier questions, of a sum three or four, standing alone, whose numbers are put together."""

    joint: Joint
    questions: tuple[str, ...]
    asked: str
    """The follow-up in its own words."""
    sooner: tuple[str, ...] = ()
    """The question before these two: it is meant where the first of them has no answer."""

    @property
    def alone(self) -> str:
        """The follow-up behind the questions that it goes on from."""
        texts = [text.rstrip("?？ ") for text in (*self.questions, self.asked)]
        return " ".join(f"{text}?" if text.isascii() else f"{text}？" for text in texts)


def read_pair(question: str, earlier: Sequence[str]) -> Pair | None:
    """Return the last two of the earlier questions where nothing but their sum, difference or ratio is asked for."""
    normal = normalise(question).lower()
    for pattern, joint in _CUES:
        rest = re.sub(pattern, " ", normal)
        if rest != normal and not _FILLING.sub("", rest).strip(" -'"):
            asked = [text for text in earlier if not _is_joint(text)]
            many = next((count for count, words in _SEVERAL if joint is Joint.SUM and words.search(normal)), 2)
            if len(asked) < many:
                return None
            sooner = tuple(asked[-3:-2]) if many == 2 else ()
            return Pair(joint, tuple(asked[-many:]), question, sooner)
    return None


def _is_joint(question: str) -> bool:
    normal = normalise(question).lower()
    return any(re.search(pattern, normal) for pattern, _ in _CUES)


def join_answers(joint: Joint, language: str, first: Sequence[Answered], second: Sequence[Answered]) -> Draft | None:
    """Return what the numbers of two answers come to; None where they are not two numbers of one unit."""
    for later, reading, sure in _list_figures(second):
        for sooner, other, also_sure in _list_figures(first):
            if later.base_unit != sooner.base_unit or (reading is other and later.start == sooner.start):
                continue
            if joint is Joint.SUM and {later.kind, sooner.kind} & _SUMMED:
                continue
            result = _work_out(joint, later, sooner, (_quote(reading, later), _quote(other, sooner)))
            if result is not None:
                draft = _write(joint, language, result, ((other, sooner), (reading, later)))
                draft.confidence = min(sure, also_sure)
                return draft
    return None


def add_answers(language: str, answers: Sequence[Sequence[Answered]]) -> Draft | None:
    """Return the sum of the numbers of three answers or more; None where one has no number of that unit."""
    for later, reading, sure in _list_figures(answers[-1]):
        told, surely = [(reading, later)], [sure]
        for found in answers[-2::-1]:
            of_unit = (
                row
                for row in _list_figures(found)
                if row[0].base_unit == later.base_unit and (row[1], row[0]) not in told and row[0].kind not in _SUMMED
            )
            if (row := next(of_unit, None)) is not None:
                told.insert(0, (row[1], row[0]))
                surely.append(row[2])
        if len(told) == len(answers) and later.kind not in _SUMMED:
            result = add([figure for _, figure in told], tuple(_quote(*row) for row in told))
            if result is not None:
                draft = _write(Joint.SUM, language, result, told)
                draft.confidence = min(surely)
                return draft
    return None


def _list_figures(found: Sequence[Answered]) -> list[tuple[Figure, Reading, float]]:
    return [
        (figure, reading, one.confidence)
        for one in found
        if isinstance(one.outcome, Draft) and one.outcome.computation is None
        for figure, reading, _ in one.outcome.figures
    ]


def _quote(reading: Reading, figure: Figure) -> str:
    return reading.quote(figure.start, figure.end)


def _work_out(joint: Joint, later: Figure, sooner: Figure, quotes: tuple[str, str]) -> Result | None:
    if joint is Joint.SUM:
        return add([sooner, later], quotes[::-1])
    return divide(later, sooner, quotes) if joint is Joint.RATIO else subtract(later, sooner, quotes)


def _write(joint: Joint, language: str, result: Result, told: Sequence[tuple[Reading, Figure]]) -> Draft:
    describe = {Joint.RATIO: result.describe_times, Joint.DIFFERENCE: result.describe_difference}
    shown = describe.get(joint, result.describe)(language)
    draft = Draft()
    draft.tell_result(say(language, "computed", result=shown, expression=result.expression), result.computation, told)
    return draft

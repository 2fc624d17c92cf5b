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
        r"相?差(?!的)|差距|差额|[多少高低](?:了|出来?)|\b(?:difference|gap)\b"
        r"|\bhow (?:much|many) (?:more|less|fewer|higher|lower)\b",
        Joint.DIFFERENCE,
    ),
)
_FILLING = re.compile(
    r"[那这两俩二者个项条路家所座边块类种数笔它他们之间是有要得共又都和呢啊吧了出来多少几亿万元人户公里百分点钱投花建儿大总结果能会约的地方?？,，.。!！\s]"
    r"|\b(?:so|and|what|s|is|are|was|were|the|how|much|many|both|two|of|them|those|these|that|do|does|they|make|to|then|than"
    r"|other|one|first|second|between|it|total|sum|in|up|come|comes|points?|percentage|yuan|people)\b"
)
"""What may stand beside such a word in a question that names nothing of its own."""
_SUMMED = frozenset({FigureKind.GROWTH, FigureKind.SHARE, FigureKind.RANK, FigureKind.MULTIPLE})
"""What is never added up."""


@dataclass(frozen=True)
class Pair:
    """Two earlier questions, standing alone, whose numbers are put together."""

    joint: Joint
    questions: tuple[str, str]
    asked: str
    """The follow-up in its own words."""

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
            return Pair(joint, (asked[-2], asked[-1]), question) if len(asked) > 1 else None
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

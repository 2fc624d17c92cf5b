"""Whether what a question takes for granted, or asks yes or no about, is what the evidence says."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corpus.normal_form import normalise
from corpus.numerals import parse_number
from corpus.ranks import find_ranks
from corpus.types import Figure, FigureKind, Status
from service.evidence.evidence import Evidence
from service.evidence.figure_choice import Choice, covers_period, ranks_as_asked
from service.evidence.figure_sign import give_sign
from service.question.cues import find_directions
from service.question.question import Question

_NUMBERED = re.compile(
    r"((?:第?[一二两三四五六七八九十\d]+(?:号线?)?[、和及与])*第?[一二两三四五六七八九十\d]+号?)(线(?!城)|届|期(?!间|末|待|限|望|货|满|初|内|任|五年)|号楼|中学|小学|批次?|环路)"
)
_NUMBERED_ELSEWHERE = re.compile(r"\b(line|phase|ligne|linie|línea)s? (\d+)\b")
_NOUNS = {"line": "线", "ligne": "线", "linie": "线", "línea": "线", "phase": "期"}
_LINE = "号线"
_JOINT = re.compile("(?:号?线?)[、和及与]")
"""Between numbers of one name: 1号线、2号线."""
_DONE = re.compile(
    r"已经?.*(?:了|吗|没)|了(?:[吗么嘛吧]|没有?)[?？。]?$|(?:现在|如今|目前|眼下)[^,，。]{0,16}(?:吗|没有?|么|嘛)[?？]?$"
    r"|\balready\b"
)
_STILL = re.compile(r"还(?:会|要|得|用|需|在|有|能)|仍(?:然|要|需|在)|\bstill\b")
_ENDED = re.compile(r"取消|免[收除费]|不再|清零|消除|全免|废止|停征")
_COMPLETED = re.compile(r"建[成好]|完工|竣工|通车|投[用产]|用上|开业|开通|完成")
_ALREADY = re.compile(r"已(?!知)|[建办完做达通]成了|如期|去年")
_MOVED = re.compile(
    r"(?:上升|上涨|涨|增长|增加|提[高升]|多花|升高|扩大)了(?:多少|几|百分|大?约)|多花了?百分"
    r"|(?:下[滑降跌]|跌|减少|降低|降|少花|缩[水小减])了?(?:多少|几|百分|大?约)"
)
_LOOKED_AT = 8
"""Sentences whose figures may deny what a question takes for granted."""


def contradicts(question: str, clause: str) -> bool:
    """Say whether a clause goes the other way than a question about the same thing: down for up, done for failed.

    Words of direction alone are compared (`[directions]` in phrases.toml), so a clause without any contradicts nothing.
    """
    asked, told = find_directions(normalise(question)), find_directions(normalise(clause))
    if "up" in asked and "down" not in asked and "down" in told and "up" not in told:
        return True
    if "down" in asked and "up" not in asked and "up" in told and "down" not in told:
        return True
    if ("late" in asked and "early" in told - asked) or ("early" in asked and "late" in told - asked):
        return True
    return "failed" in asked and "finished" in told and not told & {"failed", "negative"}


def goes_other_way(question: Question, choice: Choice) -> bool:
    """Say whether how far something rose is asked and the figure is of its fall, or the other way round."""
    if choice.figure.kind not in (FigureKind.GROWTH, FigureKind.CHANGE) or question.both:
        return False
    # 增长目标 and 增速 name a number that may be less than nothing; 上升了多少 takes the rise for granted.
    if question.language == "zh" and not _MOVED.search(normalise(question.text)):
        return False
    return contradicts(question.text, choice.clause)


def denies(question: str, clause: str) -> bool:
    """Say whether a clause says that what a question asks the reason or the name of never came about."""
    asked, told = find_directions(normalise(question)), find_directions(normalise(clause))
    if "absent" in told and not asked & {"absent", "negative", "failed"}:
        return True
    return bool(asked & {"reached", "up"}) and "failed" in told and not asked & {"failed", "negative", "down"}


def names_other(question: str, clause: str) -> bool:
    """Say whether a clause has another number in a name than a question: 第六届 for 第五届, 1号线 for 3号线."""
    asked, told = _find_numbered(question), _find_numbered(clause)
    return any(told[noun].isdisjoint(numbers) for noun, numbers in asked.items() if noun in told)


def lacks_line(question: str, sentence: str) -> bool:
    """Say whether a question is about a line with a number and a sentence speaks of none: 地铁一号线哪年通车."""
    return _LINE in normalise(question) and _LINE not in normalise(sentence)


def _find_numbered(text: str) -> dict[str, set[Decimal]]:
    found: dict[str, set[Decimal]] = {}
    for numbers, noun in _NUMBERED.findall(normalise(text)):
        for words in _JOINT.split(numbers):
            number = parse_number(words.lstrip("第").removesuffix("号"))
            if number is not None:
                found.setdefault(noun, set()).add(number)
    for noun, number in _NUMBERED_ELSEWHERE.findall(normalise(text)):
        found.setdefault(_NOUNS[noun], set()).add(Decimal(number))
    return found


def find_denial(question: Question, evidence: Sequence[Evidence]) -> str | None:
    """Return the clause of the figure that went the other way than the question says; None where none did.

    A question for the reason of a fall is denied by figures of its indicator and time that all rose, and so a rise;
    that for the reason of a place taken by another place.
    """
    asked = find_directions(normalise(question.text)) & {"up", "down"}
    if not question.indicators:
        return None
    ranked = _find_other_rank(question, evidence)
    if ranked is not None or len(asked) != 1:
        return ranked
    signed = [
        (item, give_sign(item.reading.report.text, figure))
        for item, figure in _find_asked(question, evidence)
        if figure.kind in (FigureKind.GROWTH, FigureKind.CHANGE) and figure.status is not Status.TARGET
    ]
    if not signed or any((figure.value > 0) == (asked == {"up"}) for _, figure in signed):
        return None
    item, figure = signed[0]
    return item.reading.quote(figure.clause_start, figure.clause_end)


def _find_other_rank(question: Question, evidence: Sequence[Evidence]) -> str | None:
    """Return the clause that gives the indicator another place than the question says it took; None where none does."""
    asked = [rank[2] for rank in find_ranks(normalise(question.text))]
    if len(asked) != 1:
        return None
    ranks = [
        (item, figure)
        for item, figure in _find_asked(question, evidence)
        if figure.kind is FigureKind.RANK and ranks_as_asked(question, figure, item.reading)
    ]
    if not ranks or any(figure.value == asked[0] for _, figure in ranks):
        return None
    item, figure = ranks[0]
    return item.reading.quote(figure.clause_start, figure.clause_end)


def _find_asked(question: Question, evidence: Sequence[Evidence]) -> Iterator[tuple[Evidence, Figure]]:
    """Give the figures of the best sentences that are of the indicators and the time that a question asks for."""
    for item in evidence[:_LOOKED_AT]:
        for figure in item.reading.figures_within(item.sentence.start, item.sentence.end):
            timed = any(figure.period and covers_period(figure, period) for period in question.periods)
            if figure.indicator in question.indicators and (timed or not question.periods):
                yield item, figure


def asks_if_done(question: str) -> bool:
    """Say whether a question is whether something is done by now (已经…了吗)."""
    return bool(_DONE.search(normalise(question)))


def tells_done(clause: str) -> bool:
    """Say whether a clause says that something is done, even where all around it is planned."""
    return bool(_ALREADY.search(normalise(clause)))


def tells_ended(question: str, sentence: str) -> bool:
    """Say whether a sentence did away with what a question asks whether it still is (还会加价吗: 全部取消加成)."""
    return bool(_STILL.search(normalise(question)) and _ENDED.search(normalise(sentence)))


def answers_no(question: str, clause: str) -> bool:
    """Say whether the answer to a yes-or-no question is no: denied, the other way round, or not done yet."""
    asked, told = find_directions(normalise(question)), find_directions(normalise(clause))
    if contradicts(question, clause) or names_other(question, clause):
        return True
    if told & {"failed", "negative"} and not asked & {"failed", "negative"}:
        return True
    if "started" in asked and not _COMPLETED.search(normalise(question)):
        return "preparing" in told and "started" not in told
    return "finished" in asked and "unfinished" in told and "finished" not in told

"""Follow-ups that ask for the sum or the difference of the numbers told last (加起来多少, 两个差几亿)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.normal_form import normalise
from service.dialogue.told_numbers import Told, read_numbers
from service.dialogue.two_numbers import Joint, read_two

_CUES = (
    (r"(?:几|多少)倍|\bhow many times\b|\bratio\b", Joint.RATIO),
    (
        r"加(?:起来|在?一起|一?块|总)|合(?:起来|计|在一起)|一共|总共|拢共|共计|之和|总和"
        r"|\b(?:sum|the total|together|combined|in total|altogether|add up|add (?:those|them|these|the two)(?: up)?)\b",
        Joint.SUM,
    ),
    (
        r"相?差(?!的)|差距|差额|(?:[多高低贵]|(?<!多)少)(?:了|出来?|(?=几|多少))"
        r"|\b(?:difference|gap)\b"
        r"|\bstill (?:missing|to go|lacking|short)\b|\bmissing\b|\bto go\b"
        r"|\bhow (?:much|many)(?: percentage)?(?: points| yuan| people)? (?:more|less|fewer|higher|lower)\b",
        Joint.DIFFERENCE,
    ),
)
_CHANGE = re.compile(
    r"(?:涨|提高|提升|增加|上升|上涨|增长|升|提|降低|下降|减少|压减|降|减|多|少|增)(?:了|出)?(?=几|多少)"
    r"|\b(?:increased?|rise|risen|rose|jump|growth|grown|grow|grew|drop(?:ped)?|decreased?|changed?|fallen|fell)\b"
    r"|\bgone (?:up|down)\b"
)
"""Words that ask by how much a number changes; only of two that were told of one thing."""
_COUNTED_CHANGE = re.compile(
    r"(?:那|这|一共|总共|[五三十]年)*(?:增加|多|新增|增长|减少|少)了?(?:多少|几)[个家户项条座所件辆处]"
    r"|(?:so |and )*how many (?:more|were added|have been added|did it add)(?: is that| are there)?"
)
"""By how many things a number of them grew, where its sentence tells from what."""
_TO_GO = re.compile(
    "^(?:[那也]?(?:就是)?说?)?(?:至少|起码|最少)?(?:还(?:要|得|需要?|应)?|要|得|需要?)再?(?:要|得)?(?:加|增加?|添|补|涨|多|新增|提高|降|减少?)(?:出|上)?(?:多少|几)"
)
"""What is still to come, after a number and its target."""
_AIMED = re.compile("今年|目标|计划|打算|要|想|力争|预期|明年|20[0-9]{2}年")
_YEAR = re.compile("20[0-9]{2}(?=年)")
_LED_TO = re.compile(
    "(?:涨|提高|提升|增加|上升|升|提|降低|下降|减少|降|减|增|扩大|发展|扩|加)(?:到|至)|(?:涨|提|升|降|增|加)成"
)
_PART = re.compile(
    r"(?:其中|[这那]?里面|这当中)?(?P<part>[一-龥]{1,8}?)的?占(?:了|到|比)?(?:多大)?"
    r"(?:比例|比重|份额|百分之(?:几|多少)|百分比|几成|几分之几|多少)(?:是?多少)?"
)
"""What share a part is of the number told before."""
_COUNTER = "(?:每|一)(?:个?[家个所户人座条项亩村县镇校院馆站乡处]|[一-龥]{2,6}?)"
_EACH = re.compile(
    rf"(?:那|就|这)?(?:(?:平均|算|摊|均)+(?:下来|起来|一下)?[,，]?{_COUNTER}|{_COUNTER}(?:平均|均|合|摊))"
    r"(?:大概|大约|能|约|有|是|要|得|摊|合|分|到|住)*(?:几|多少)(?!百|倍)[一-龥]{0,3}"
)
"""What one of the things counted before has of the other number on average."""
_PER = re.compile(
    r"(?:so |and |that.s |what is that |what.s that )*(?:(?:how (?:many|much)|what)(?: [a-z]+){0,4} )?(?:on average )?"
    r"(?:per|for each|for every|in each) (?!cent|capita|head|year|month|day|annum)(?P<noun>[a-z]{4,})(?: on average)?"
)
_STEM = 4
"""Letters by which a thing is known again: county, counties."""
_COUNTERS = frozenset("个家所座处条项件")
"""Units in which things are counted that go for one another."""
_ADDED = re.compile(
    r"(?:那|如果|要是|把)?(?:再|都)?(?:加上|算上|连上|连同)(?P<thing>[^,，?？]{2,16}?)(?:的|那块)?(?:也?算进去|呢|的话)?"
    r"(?:[,，](?P<rest>.*)|(?=一共|总共|共|合计|加起来|是多少)(?P<then>.*))?"
)
_FILLING = re.compile(
    r"(?:也|那)就是(?:说)?|前者|后者|大概|大约|差不多|(?<=几)[颗棵株部台栋幢辆列趟张份只头名件所亩吨户位处]"
    r"|(?<=多少)[颗棵株部台栋幢辆列趟张份只头名件所亩吨户位处]|至少|最少|起码|还(?=要|得|需|差)|[省市县区乡镇城]{2}两?级"
    r"|[两三四五六七八九十]年(?:间|来|下来|里)?|[那这两俩二三仨四者个项条路家所座边块类种数笔它他们之间是有要得再共又都和呢啊吧了出来多少几亿万元人户公里百分点钱投花建儿大总结果能会约的地方天岁年差距辆台套名?？,，.。!！\s]"
    r"|\b(?:so|and|has|have|did|what|s|is|are|was|were|the|how|much|many|both|two|of|them|those|these|that|do|does|they|make|to|then|than"
    r"|about|roughly|bigger|larger|greater|higher|as|times|over|years|period|together|former|latter|other|one|first|second|between|it|total|sum|in|up|come|comes|points?|percentage|yuan|people|if|you|i|by|a|an|all)\b"
)
"""What may stand beside such a word in a question that names nothing of its own."""
_SEVERAL = (
    (3, re.compile("[三仨](?:个|项|者|样|条|家|类|种|块|笔)?|\\b(?:all )?three\\b")),
    (4, re.compile("四(?:个|项|者|样|条|家|类|种|块|笔)?|\\b(?:all )?four\\b")),
)
"""How many numbers a sum is of; two where it does not say."""


@dataclass(frozen=True)
class Pair:
    """Two earlier questions, of a sum one, three or four, standing alone, whose numbers are put together."""

    joint: Joint
    questions: tuple[str, ...]
    asked: str
    """The follow-up in its own words."""
    sooner: tuple[str, ...] = ()
    """The question before these two: it is meant where the first of them has no answer."""
    told: tuple[str, ...] = ()
    """What was answered to each of the questions; empty where it is not known."""
    strict: bool = False
    """Only numbers that were told count."""
    word: str = ""
    """The word that the follow-up has for more: 高, 快."""
    part: str = ""
    """The part of what was told whose share is asked for."""
    labels: tuple[str, ...] = ()
    """What the two are called, where it asks which of them is more."""
    years: int = 0
    """How many years lie between the two."""
    verdict: bool | None = None
    """Where it asks whether it is so: whether more is a yes."""

    @property
    def alone(self) -> str:
        """The follow-up behind the questions that it goes on from."""
        texts = [text.rstrip("?？ ") for text in (*self.questions, self.asked)]
        return " ".join(f"{text}?" if text.isascii() else f"{text}？" for text in texts)


def read_pair(
    question: str,
    earlier: Sequence[str],
    answers: Sequence[str] = (),
    *,
    alike: bool = False,
    years: Sequence[int | None] = (),
) -> Pair | None:
    """Return the earlier questions where nothing but the sum, difference or ratio of their numbers is asked for.

    Mostly these are the last two; the last alone where its answer told several numbers. `alike` says that the last two
    are of the same thing, `years` of what years they are.
    """
    pair = _read_two(question, earlier, answers, alike, years) or _read_plain(question, earlier, answers, alike)
    span = [*years, None, None][-2:] if len(years) < 2 else years[-2:]
    turned = alike and span[0] and span[1] and span[0] > span[1]
    if pair is not None and turned and pair.joint is Joint.DIFFERENCE and pair.questions == tuple(earlier[-2:]):
        # 2015年呢, after 2020年: what came of it is the later one.
        return replace(pair, questions=pair.questions[::-1], told=pair.told[::-1])
    return pair


def _read_plain(question: str, earlier: Sequence[str], answers: Sequence[str], alike: bool) -> Pair | None:
    normal = normalise(question).lower()
    known = [*answers, *[""] * (len(earlier) - len(answers))]
    asked = [row for row in zip(earlier, known, strict=True) if not _asks_result(*row) and _tells(row[1])]
    joint = next((joint for pattern, joint in _CUES if _asks_only(pattern, normal)), None)
    if joint is not None:
        many = next((count for count, words in _SEVERAL if joint is Joint.SUM and words.search(normal)), 2)
        within = asked and len(_of_one_unit(asked[-1][1])) > 1
        if within and joint is Joint.RATIO:
            within = len(asked) == 1
        if within and (joint is Joint.SUM or len(_of_one_unit(asked[-1][1])) == many):
            return _join(joint, asked[-1:], question)
        if many == 2 and len(asked) > 1:
            # Of what was told only numbers of one unit go together.
            first = next((row for row in asked[-2::-1] if _share_unit(row[1], asked[-1][1])), asked[-2])
            sooner = tuple(text for text, _ in asked[-3:-2]) if first is asked[-2] else ()
            return _join(joint, [first, asked[-1]], question, sooner)
        if len(asked) >= many:
            return _join(joint, asked[-many:], question)
    part = _PART.fullmatch(normal.strip("?？ 。"))
    if part and asked and asked[-1][1]:
        return replace(_join(Joint.SHARE, asked[-1:], question, strict=True), part=part["part"])
    plain = normal.strip("?？ 。")
    spread = _PER.fullmatch(plain)
    each = _read_each(question, asked, spread["noun"] if spread else "") if spread or _EACH.fullmatch(plain) else None
    if each is not None:
        return each
    aimed = alike and len(asked) > 1 and _AIMED.search(asked[-1][0]) and _looks_ahead(asked[-2][0], asked[-1][0])
    if aimed and _TO_GO.match(normal) and _asks_only(_CHANGE, _TO_GO.sub("多多少", normal)):
        return _read_change(question, asked, alike)
    counted = _COUNTED_CHANGE.fullmatch(normal.strip("?？ 。")) if asked and asked[-1][1] else None
    if counted is not None and not alike:
        return _join(Joint.DIFFERENCE, asked[-1:], question, strict=True)
    if asked and _asks_only(_CHANGE, normal):
        return _read_change(question, asked, alike)
    return None


def read_added(question: str) -> tuple[str, int] | None:
    """Return what a follow-up adds to the numbers told before, and of how many it asks the sum.

    Of the last number and this where it does not say: 再加上医药健康，三个合起来多少. None for what adds nothing.
    """
    found = _ADDED.fullmatch(normalise(question).lower().strip("?？ 。"))
    if found is None:
        return None
    rest = found["rest"] or found["then"] or ""
    if rest and not re.search(_CUES[1][0] + "|^是?多少$", rest):
        return None
    return found["thing"], next((count for count, words in _SEVERAL if words.search(rest)), 2)


def asks_joint(question: str) -> bool:
    """Say whether a question has words that ask for a sum, a difference or a ratio."""
    normal = normalise(question).lower()
    return any(re.search(pattern, normal) for pattern, _ in _CUES)


def _read_two(
    question: str, earlier: Sequence[str], answers: Sequence[str], alike: bool, years: Sequence[int | None]
) -> Pair | None:
    """Return what else is asked of the two last questions, whose answers told numbers of one unit."""
    joint = read_two(normalise(question).lower(), alike)
    if joint is None or len(earlier) < 2 or len(answers) < 2 or not all(answers[-2:]):
        return None
    levels = [[number for number in read_numbers(answer) if not number.step][:1] for answer in answers[-2:]]
    rows = list(zip(earlier[-2:], answers[-2:], strict=True))
    if not all(levels) or levels[0][0].unit != levels[1][0].unit:
        return None
    first, last = years[-2:] if len(years) > 1 else (None, None)
    between = last - first if first and last else 0
    if between < 0:
        rows.reverse()
    rates = levels[0][0].unit == "%"
    if (joint is Joint.YEARLY and not between) or (rates and joint in (Joint.GROWTH, Joint.PERCENT, Joint.RATIO)):
        return None
    return replace(_join(joint, rows, question, strict=True), years=abs(between))


def _read_each(question: str, asked: Sequence[tuple[str, str]], noun: str = "") -> Pair | None:
    """Return the two last questions, that of the number of things first, where they tell numbers of two units."""
    if len(asked) < 2 or not all(answer for _, answer in asked[-2:]):
        return None
    counted = [bool(_units(answer) & _COUNTERS) for _, answer in asked[-2:]]
    if noun:
        counted = [noun[:_STEM] in text.lower() for text, _ in asked[-2:]]
    if counted[0] == counted[1]:
        return None
    return _join(Joint.EACH, asked[-2:] if counted[0] else asked[:-3:-1], question, strict=True)


def _asks_result(question: str, answer: str) -> bool:
    """Say whether a question asks for what is worked out alone; "人均多少，比上年多多少" tells a number too."""
    first = re.split("[,，?？]", question)[0]
    return asks_joint(first if answer else question)


def _read_change(question: str, asked: Sequence[tuple[str, str]], alike: bool) -> Pair | None:
    """Return what a number has changed by: from the one told before of the same thing, or from its own base."""
    if alike and len(asked) > 1 and asked[-1][1] and _share_unit(asked[-2][1], asked[-1][1]):
        return _join(Joint.DIFFERENCE, asked[-2:], question, strict=True)
    if _LED_TO.search(asked[-1][0]) and asked[-1][1]:
        return _join(Joint.DIFFERENCE, asked[-1:], question, strict=True)
    return None


def _looks_ahead(sooner: str, later: str) -> bool:
    """Say whether the first of two questions has no target, or an earlier year."""
    years = [max(_YEAR.findall(text), default="") for text in (sooner, later)]
    return not _AIMED.search(sooner) or "" < years[0] < years[1]


def _join(
    joint: Joint, asked: Sequence[tuple[str, str]], question: str, sooner: tuple[str, ...] = (), *, strict: bool = False
) -> Pair:
    return Pair(joint, tuple(text for text, _ in asked), question, sooner, tuple(answer for _, answer in asked), strict)


def _asks_only(pattern: str | re.Pattern[str], normal: str) -> bool:
    rest = re.sub(pattern, " ", normal)
    return rest != normal and not _FILLING.sub("", rest).strip(" -'’")


def _tells(answer: str) -> bool:
    return not answer or bool(read_numbers(answer))


def _of_one_unit(answer: str) -> list[Told]:
    """Return the numbers of an answer that have the first one's unit; none where that is a share or no unit."""
    numbers = [number for number in read_numbers(answer) if not number.step] if answer else []
    first = numbers[0].unit if numbers else ""
    return [number for number in numbers if number.unit == first] if first else []


def _share_unit(first: str, second: str) -> bool:
    return not (first and second) or bool(_units(first) & _units(second))


def _units(answer: str) -> set[str]:
    return {told.unit for told in read_numbers(answer)}

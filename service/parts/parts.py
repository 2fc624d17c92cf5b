"""Questions that ask for two things or more, cut into questions that ask for one each.

What one part leaves out is given to it: the topic before all of them, the subject or the time of the first. Where it is
not plain what that is, a part has several wordings, and the answers decide.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.glossary import load_glossary
from corpus.normal_form import normalise
from corpus.periods import find_periods
from service.compose.sectors import asks_sectors
from service.languages.language import detect_language
from service.parts.leaning import ask_alike, leans_on
from service.plan.parse import make_plans
from service.plan.plan import Operand, Words, read_words
from service.plan.words import join, split_list, subject
from service.question.denied import drop_denied
from service.question.question import asks

_MARKS = re.compile(
    r"\s*([,;?。、]|(?<!\d):|:(?!\d)|(?<!\d)\+|\+(?!\d))"
    r"\s*(?:以及|还有(?!多少|几)|另外|同时|并且|那么?(?=[^么样]))?"
)
_FOREIGN_MARKS = re.compile(
    r"\s*[?;]\s*(?:and\s+)?(?=\S)"
    r"|,?\s+(?:and|plus)\s+(?:also\s+)?(?=(?:by )?(?:what'?s?|how|which|when|where|who)\b)"
    r"|,\s+(?=(?:by )?(?:what|how|which|when|where|who)\b)"
    r"|,?\s+(?:y|e)\s+(?=(?:en )?¿?(?:cuánt|qué|cuál|cómo|quant|qual))|,?\s+và\s+(?=bao)"
    r"|,?\s+et\s+(?=(?:de )?(?:combien|quel|à combien))"
    r"|,?\s+und\s+(?=(?:um |auf )?(?:wie|welche|was))|,?\s+и\s+(?=(?:до |на )?(?:сколько|как|каков))"
    r"|(?<=[고며]),?\s+(?=.*(?:얼마|몇|무엇))|(?<=[でしが])、(?=.*(?:いくら|何|どれ|いつ))"
)
_OPENING = re.compile(
    r"^(?:.{0,3}[两三几二2-3]个?(?:问题|件事|方面)|请问|请教|你好|您好|麻烦.{0,4}|想(?:问|知道|了解).{0,4}|.{0,4}用|(?:我|请|帮我|麻烦)?(?:想|要|来)?(?:对比|比较|比)(?:一下|一比|下)?)$"
)
_CLOSING = re.compile(
    r"^(?:请)?(?:分别|各|都|一起|分开|逐个)?(?:给我)?(?:说|讲|列|告诉|回答|报|查|介绍)"
    r"(?:说|讲|一下|下|明|清楚|出来|给我|我)*$|^谢谢.*$"
)
_ASKED = re.compile(r"多少|几(?!乎|年来|十|百)|什么|啥|哪|谁|多[大高长快远久]|怎么|怎样|咋|如何|为何|呢$")
_AMOUNT = re.compile(r"多少|几(?!乎|年来|十|百)|多[大高长快远久]|哪")
_AGAIN = re.compile(r"呢$")
_WHOLE = re.compile(
    r"^(?:一共|总共|合计|合起来|加起来|两者|二者|前者|后者|相?差距?|谁|哪个|哪一?年|多(?=几|多少)|少(?=几|多少)|高(?=多少|几))"
)
_SHARES = re.compile(r"(?:比例|比重|占比)(?:、|和|与|以及|及)(?=.*(?:比例|比重|占比))")
"""Shares beside each other, none of which is to be worked out from the other."""
_LEANING = re.compile(r"累计|要求|往后|今后|以后|总规模|总量|力争|争取|最终|突破|标准|程度|步")
"""Words of a question that name no thing of their own beside those that plans.toml lists."""
_BARE = re.compile(r"(?:多少|几|多[大高长快])$|目标.{0,3}$")
_ONE_THING = "进出口"
_SEVERAL = re.compile(r"哪[些几]|(?:几|多少)(?:个|条|项|大|种|类|件|家|处|座|场|位|所|方面|样|句|块)")
_WHICH = re.compile(r"^(?:具体|分别|都|各|又|到底|究竟|各自)*(?:是|有|叫|指)?(?:哪|什么|啥)(?:[几些]?[一-龥]{0,2})?$")
"""Which they are, after how many they are: one list answers both."""
_HOW_MUCH_EACH = re.compile(
    r"^(?:具体|分别|都|各|又|到底|究竟|各自)+(?:是|有|为|定|要)?(?:多少|几)(?:个|%|亿元?)?$|^(?:具体)?(?:数字|数值|指标)?(?:分别|各)(?:是)?(?:多少|几)$"
)
"""How much each of a list is: 有哪些目标、各是多少."""
_HOW_LARGE = re.compile(r"(?:多大|有多[大高长])$")
_IN_NUMBERS = re.compile(
    r"^(?:大概|大约|总共|一共|到底|究竟|具体|是|有)*(?:多少|几)(?:个?[百千万]*亿?元?|块?钱|人|[百千万]*吨|[百千万]*亩|公里)?$"
)
"""The same asked once more, in its unit: 盘子有多大，多少个亿."""
_OF_EACH = "(?:分别|各自|各|都)(?P<tail>(?!地|县|区|市|类|项|级|个|种|界|族|方面).*)$"
_EACH = re.compile(rf"^(?:(?P<topic>[^,:]+)[,:])?(?P<list>[^,:]+?),?{_OF_EACH}")
_EACH_AFTER = re.compile(rf"^(?P<list>[^,:]+),(?P<topic>[^,:]+?){_OF_EACH}")
_COMPARED = re.compile(
    r"^(?:.{0,3}(?:比一比|对比一?下?|比较一?下?|列一下))(?P<topic>[^,:]+?)(?:,|:|的)(?P<list>.+)$"
    r"|^(?:(?P<topic2>[^,:]+)[,:])?(?P<list2>[^,:]+?)(?:的)?(?:对比|比较|分别的?情况|各自的?情况)$"
)
_PHRASES = re.compile(r"^(?P<topic>[^,:]+)[,:](?P<list>[^,:]+(?:数|情况|的|目标|实际|计划))$")
_BOTH = re.compile(
    r"^(?:(?P<topic>[^,:]+)[,:])?(?P<list>[^,:]+?)"
    r"(?P<tail>(?:是|有|为|达到?|完成|要|定)*了?(?:多少|几|多大)[^,:]*)$"
)
_FOREIGN_LIST = re.compile(
    r"^(?:what (?:was|were|is|are)|how (?:many|much|large|big) (?:was|were|is|are)?|give|compare)? ?"
    r"(?P<list>.+? and .+)$"
)
_NO_LIST = re.compile(
    r"哪些|哪几|列出|\b(?:which|list|why|between|who|when|where)\b"
    r"|\bhow (?:many |much )?(?:does|do|did|will)\b|\bbelt and road\b"
)
_MEASURE = re.compile(r"\b(?:growth|grow|grew|share|rate)\b")
_PLANNED = re.compile(
    r"目标|计划|任务|预期|下一步|打算|准备|实际"
    r"|\b(?:targets?|goals?|plan(?:s|ned)?|actual(?:ly)?|wants?|hop(?:es?|ing)|aim(?:s|ing)?|scheduled|shooting for)\b"
)
_NAMED = 0.34
"""Share of the words for a thing that its indicator's name must be to stand for them."""
_ANY_YEAR = 2000
"""Only which words tell a time is asked here, not which."""
_MOST = 4


@dataclass(frozen=True)
class Part:
    """One question, in the ways in which it may be put to stand alone, likeliest first."""

    texts: tuple[str, ...]
    leans: bool = False
    """It names no thing and no unit of its own: its number is of the kind of the one before it."""


@dataclass(frozen=True)
class Parts:
    """The questions in a text."""

    parts: tuple[Part, ...]
    sure: bool
    """They were cut where one question ends; else each must have an answer of its own to be told apart."""


def split_question(text: str) -> Parts:
    """Return the questions in a text, each standing alone; the text itself when it asks for one thing.

    What several say that they do not ask for is left out. Cost: some microseconds for a text without marks.
    """
    asked = drop_denied(text)
    language = detect_language(asked)
    words = read_words("zh" if language == "zh" else "en")
    cut = _cut_chinese(asked, words) if language == "zh" else _cut_foreign(asked, language, words)
    return cut or Parts((Part((text,)),), sure=True)


def _cut_chinese(text: str, words: Words) -> Parts | None:
    normal = re.sub(r"[(（][^()（）]*[)）]", "", normalise(text)).strip(" ?!。.")
    pieces = _merge(normal)
    asking = [index for index, piece in enumerate(pieces) if _asks(piece)]
    if len(asking) == 2 and _SEVERAL.search(pieces[asking[0]]):
        which, each = (pattern.match(pieces[asking[1]]) for pattern in (_WHICH, _HOW_MUCH_EACH))
        if which or (each and re.search("目标|指标", normal)):
            return None
    if len(asking) == 2 and _HOW_LARGE.search(pieces[asking[0]]) and _IN_NUMBERS.match(pieces[asking[1]]):
        return None
    if len(asking) < 2:
        return _cut_list(",".join(pieces), text, words)
    topic = ",".join(pieces[: asking[0]])
    after = ",".join(pieces[asking[-1] + 1 :])
    questions = [",".join(pieces[before + 1 : index + 1]) for before, index in pairwise([asking[0] - 1, *asking])]
    if not subject(topic, words) and topic:
        questions[0], topic = f"{topic}{questions[0]}", ""
    if len(questions) > _MOST:
        return None
    if _sums_up(questions[-1], words) and len(questions) == 2 and not topic:
        return None
    return Parts(tuple(_complete(questions, topic, after, text, words)), sure=True)


def _merge(normal: str) -> list[str]:
    """Return the pieces between marks; what stands side by side (养老、医疗) stays together unless both sides ask."""
    found = _MARKS.split(normal)
    pieces = [found[0]]
    for mark, piece in zip(found[1::2], found[2::2], strict=True):
        if mark in "、+" and not (_AMOUNT.search(pieces[-1]) and _AMOUNT.search(piece)):
            pieces[-1] += f"{mark}{piece}"
        else:
            pieces.append(piece)
    return [piece for piece in pieces if piece.strip() and not _OPENING.match(piece) and not _CLOSING.match(piece)]


def _sums_up(question: str, words: Words) -> bool:
    """Say whether a question is about those before it together: 一共多少, 差几个."""
    match = _WHOLE.match(question)
    return match is not None and not subject(question[match.end() :], words)


def _asks(piece: str) -> bool:
    return bool(_ASKED.search(piece))


def _complete(questions: list[str], topic: str, after: str, text: str, words: Words) -> list[Part]:
    first = questions[0]
    shared = [period.words for period in find_periods(f"{topic},{first}", _ANY_YEAR)]
    parts = [Part((join(topic, first, after),))]
    for index, question in enumerate(questions[1:], start=1):
        # The time named last holds on: 去年新增了多少, 今年要达到多少, 要开工几个.
        shared = [period.words for period in find_periods(questions[index - 1], _ANY_YEAR)] or shared
        if _AGAIN.search(question) and not _AMOUNT.search(question):
            time = "" if _has_time(question) or topic else " ".join(shared)
            parts += _ask_again(question, questions[:index], join(topic, time), words)
            continue
        time = "" if _has_time(question) or topic else " ".join(shared)
        own = subject(_LEANING.sub(" ", words.units.sub(" ", question)), words)
        whole = _name(first, words)
        alone = join(topic, time, question, after)
        given = join(topic, time, whole, question, after)
        if _sums_up(question, words):
            parts.append(Part((text, join(first, question))))
        elif topic:
            # Another question may have left the topic.
            bare = [join(time, question, after)] if own and len(own) > len(topic) else []
            parts.append(Part((alone, given, *bare)))
        elif own:
            parts.append(Part((alone, given)))
        else:
            parts.append(Part((given, join(first, question)), leans=bool(_BARE.search(question))))
    return parts


def _has_time(question: str) -> bool:
    return bool(find_periods(question, _ANY_YEAR) or _PLANNED.search(question))


def _name(question: str, words: Words) -> str:
    """Return what a question is about: the indicators that it names, else its words without times and units."""
    named = " ".join(question[start:end] for start, end, _ in load_glossary().find(question))
    told = subject(words.units.sub(" ", question), words)
    return named if len(named) >= _NAMED * len(told) else told


def _ask_again(question: str, before: list[str], topic: str, words: Words) -> list[Part]:
    """Return what was asked before, asked of something else: 医药健康呢, 涨幅呢."""
    own = _AGAIN.sub("", question)
    whole = _name(before[0], words)
    if len(before) > 1:
        return [Part((join(own, _ask_of(other, own)),)) for other in before]
    return [Part((join(topic, whole, question), join(topic, own, _ask_of(before[0], own))))]


def _ask_of(question: str, own: str = "") -> str:
    """Return the end of a question that says what it asks, with its time where the other thing has none."""
    periods = [] if _has_time(own) else find_periods(question, _ANY_YEAR)
    if periods and periods[0].start > 0:
        return question[periods[0].start :]
    match = re.search(r"(?:目标|计划|实际|预期|要|有|是|搞|完成|达到|建|投|增|新|做|多少|几|怎).*$", question)
    if match is None:
        return question
    return join(" ".join(period.words for period in periods if period.words not in match[0]), match[0])


def _cut_list(normal: str, text: str, words: Words) -> Parts | None:
    """Return a question for each thing or time that is named beside another; None where one alone is."""
    if _NO_LIST.search(normal) or asks_sectors(normal):
        return None
    for pattern in (_EACH, _EACH_AFTER, _COMPARED, _PHRASES, _BOTH):
        match = pattern.match(normal)
        if match is None:
            continue
        groups = {name.rstrip("2"): value for name, value in match.groupdict().items() if value}
        tail = groups.get("tail", "")
        if pattern in (_EACH, _EACH_AFTER, _BOTH) and not _AMOUNT.search(tail):
            continue
        if (
            pattern is _BOTH
            and not _SHARES.search(groups["list"])
            and any(len(plan.operands) > 1 for plan in make_plans(text))
        ):
            return None
        if pattern is _BOTH and _ONE_THING in groups["list"] and not words.joints.search(groups["list"]):
            # Only "各" asks for both halves of it.
            continue
        operands = split_list(groups["list"], "", words)
        if 2 <= len(operands) <= _MOST:
            return Parts(
                tuple(_word(operand, groups.get("topic", ""), tail, operands[0], words) for operand in operands), False
            )
    return None


def _word(operand: Operand, topic: str, tail: str, first: Operand, words: Words) -> Part:
    text = join(topic, operand.text, tail)
    if operand is first or topic:
        return Part((text,))
    # 市辖区的面积和人口: what stands before 的 may be said for both.
    owner, of, _ = first.own.partition("的")
    return Part((text, *([join(owner, text)] if of else []), join(subject(first.text, words), text)))


def _cut_foreign(text: str, language: str, words: Words) -> Parts | None:
    pieces = [piece.strip() for piece in _FOREIGN_MARKS.split(text) if piece and piece.strip(" ?!.")]
    if 2 <= len(pieces) <= _MOST and (all(map(asks, pieces)) or language != "en"):
        measure = _MEASURE.search(normalise(pieces[0]))
        first = join(_name(normalise(pieces[0]), words), measure[0] if measure else "")
        time = " ".join(period.words for period in find_periods(pieces[0], _ANY_YEAR))
        parts = [Part((pieces[0],))]
        for piece in pieces[1:]:
            if language == "en":
                piece = ask_alike(piece, pieces[0])
            timed = piece if _has_time(normalise(piece)) else join(piece, time)
            own = load_glossary().find(piece) or (language == "en" and not leans_on(piece, pieces[0]))
            ways = (
                (timed, join(timed, first)) if own and subject(normalise(piece), words) else (join(timed, first), timed)
            )
            parts.append(Part(ways))
        return Parts(tuple(parts), sure=True)
    normal = normalise(text).strip(" ?.!")
    match = _FOREIGN_LIST.match(normal) if not _NO_LIST.search(normal) else None
    if match is None or any(True for _ in make_plans(text)):
        return None
    operands = split_list(match["list"], "", words)
    if not 2 <= len(operands) <= _MOST:
        return None
    return Parts(tuple(_word(operand, "", "", operands[0], words) for operand in operands), sure=False)

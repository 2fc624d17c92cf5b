"""Follow-ups that set what was told against something else: 跟预算收入差几个点, 比去年高吗, 那今年是多了还是少了."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.places import find_places
from service.dialogue.items import Exchange
from service.dialogue.pair import Pair
from service.dialogue.times import name_year
from service.dialogue.told_numbers import read_numbers
from service.dialogue.topic import topic_of
from service.dialogue.turn_parts import Parts, contrast_row
from service.dialogue.two_numbers import Joint

_AMOUNT = r"(?:相?差|(?P<more>[多少高低快慢大小贵长](?![概约致]))[一-龥]?)(?:了|出来?)?(?:几|多少)[^\W\d_]{0,6}"
_VERDICT = r"(?P<word>[多少高低快慢大小])(?:了|一?些|一?点)?(?:吗|没有?|不)?"
_CHOICE = r"(?:更)?(?P<choice>[多高快大少低慢小])(?:了|些)?(?:还是|或)(?:更)?[多高快大少低慢小](?:了|些)?"
_LINK = r"(?:是|还|要|会|又|都|得|能|更)*"
_AGAINST = re.compile(
    rf"(?:.{{1,6}}[,，])?(?:(?P<subject>它|[^比跟和与同]{{2,6}})?[比较]|跟|[和与同](?=.*[相差]))(?P<base>[^,，比]{{1,14}}?)"
    rf"(?:相?比)?(?:起来)?[,，]?{_LINK}(?:{_AMOUNT}|{_VERDICT}|{_CHOICE})"
)
_CHOOSING = re.compile(rf"(?P<subject>[^,，]{{1,12}}?)(?P<base>){_LINK}(?:{_CHOICE})")
_ALONE = re.compile(rf"(?P<subject>[^,，比跟和与同]{{2,6}}?)(?P<base>)(?:要|会|还)?{_AMOUNT}")
"""农村快多少: than the other of the two that were told."""
_WHICH = re.compile(
    r"(?:那|这)?(?:两个|两者|二者)?(?:里|中)?(?:哪一?(?:个|边|项|年|家|条|头)|谁)"
    r"(?:更|的?[一-龥]{0,3}?得?更?|数更?|比较)(?P<word>[多高快大少低慢小贵长])(?:一?些|一?点)?"
    r"|which (?:one |of (?:them|the two|these) |year )?(?:is|was|grew|rose|has|had) (?:the )?(?:more |much )?"
    r"(?P<than>higher|more|larger|bigger|faster|greater|lower|less|smaller|slower|fewer|expensive)"
)
_WORDS = "higher|lower|more|less|larger|smaller|bigger|faster|slower|greater|fewer"
_POINTER = "(?:that|it|this|those|these|they)"
_BASE = (
    r"(?:(?:for|in|with|on|that of|those of|the (?:figure|number|level|rate|one) (?:for|of|in)|what was) )?(?P<base>.+)"
)
_ENGLISH = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:is|are|was|were) {_POINTER} (?:any )?(?P<word>{_WORDS}|up|down) (?:than|on|from|over) {_BASE}",
        rf"(?:is|are|was|were) {_POINTER} (?:{_WORDS}) or (?:{_WORDS}) than {_BASE}",
        rf"(?:is|are|was|were) (?P<subject>.+?) (?P<choice>{_WORDS}) than {_POINTER}",
        rf"(?:how (?:does|do|did) {_POINTER} compare|(?:as )?compared) (?:with|to|against) {_BASE}",
        rf"(?:by )?how (?:much|many) (?:{_WORDS}) (?:is |was |are |were )?(?:{_POINTER} )?than {_BASE}",
        rf"(?:that|it|this|the (?:plan|target|goal)) (?:is|was) how much (?:{_WORDS}) than {_BASE}",
        rf"(?:versus|vs|against|than) {_BASE}",
        rf"(?:any )?(?P<word>{_WORDS}|up|down) (?:than|on|from) {_BASE}",
    )
)
_WORD = re.compile("[a-z]{3,}")
_SHARED = 0.7
"""Share of an earlier topic's English words that the last one has, where it is of the same."""
_ANY_UNIT = frozenset({"%", "", "个"})
"""Units that tell nothing of what is counted."""
_LESS = frozenset({"少", "低", "慢", "小", "lower", "less", "smaller", "slower", "fewer", "down"})
_MORE = {"少": "多", "低": "高", "慢": "快", "小": "大"}
_TOLD = re.compile("它|这个?|那个?|这个?数|前者|上面那个")
_SOONER = re.compile("前者|(?:前面|上面|刚才|之前|前)的?(?:那|一)?(?:个|条|座|家|项|所|种)")
_LATER = re.compile("后者|它|后面的?(?:那|一)?(?:个|条|座|家|项|所|种)")
_PLANNED = re.compile("的?定的?数|的?计划数?|的?任务数?|定的$")
_OTHERS = re.compile(r"全国|全省|全市|平均|以前|之前|原来|预期|同期|average|national|provinc")
"""What reports tell themselves how they stand to."""


def read_against(
    new: Parts, exchanges: Sequence[Exchange], ask_again: Callable[[str], str | None], cut: Callable[[str], Parts]
) -> Pair | None:
    """Return the question before and the same of what a follow-up sets it against; None for any other.

    `ask_again` makes a turn stand alone behind the last question.
    """
    which = _WHICH.fullmatch(new.plain)
    if which is not None:
        return _ask_which(new, which["word"] or which["than"], exchanges)
    patterns = _ENGLISH if new.language == "en" else (_AGAINST, _CHOOSING) if new.language == "zh" else (_AGAINST,)
    found = next((match for pattern in patterns if (match := pattern.fullmatch(new.plain))), None)
    if found is None:
        found = _ALONE.fullmatch(new.plain) if new.language == "zh" else None
        return None if found is None else _set_against_other(new, found, exchanges)
    words = {"base": "", "subject": ""} | found.groupdict("")
    if _TOLD.fullmatch(words["base"]) and cut(words["subject"] or " ").has("time"):
        # "今年定的数比它少多少": the same of this year beside what was told.
        words["base"] = ""
        words["subject"] = _PLANNED.sub("目标", words["subject"])
    elif new.has("reference", "both") and new.language == "zh" and not _SOONER.fullmatch(words["base"]):
        return None
    told = (exchange for exchange in reversed(exchanges) if not exchange.answer or read_numbers(exchange.answer))
    last = next(told, exchanges[-1])
    sides = [_ask(words[name], last, exchanges, ask_again, cut) for name in ("base", "subject")]
    if sides[0] is None or sides[1] is None or sides[0] == sides[1]:
        return None
    chosen = words.get("choice", "")
    verdict = words.get("word", "") or (chosen if new.language == "en" else "")
    word = words.get("more", "") or verdict or chosen
    of_time = ("time", "light", "target")
    timed = all(part.kind in of_time for part in cut(words["base"] or words["subject"]).parts)
    return Pair(
        Joint.DIFFERENCE,
        (sides[0][0], sides[1][0]),
        new.text,
        told=(sides[0][1], sides[1][1]),
        strict=timed and not verdict and not chosen,
        word=_MORE.get(word, word) if new.language == "zh" else "",
        verdict=verdict not in _LESS if verdict else None,
    )


def _list_told(exchanges: Sequence[Exchange]) -> list[Exchange]:
    """Return the last exchange that told a number and the one before it that told one in the same unit."""
    told = [(exchange, read_numbers(exchange.answer)) for exchange in exchanges]
    last = next((numbers for _, numbers in reversed(told) if numbers), [])
    return [exchange for exchange, numbers in told if numbers and numbers[0].unit == last[0].unit][-2:]


def _find_told(words: str, exchanges: Sequence[Exchange]) -> Exchange | None:
    """Return the only one of the last two told numbers whose question has words, or others that mean the same."""
    told = _list_told(exchanges)
    if len(told) == 2 and (_SOONER.fullmatch(words) or _LATER.fullmatch(words)):
        return told[bool(_LATER.fullmatch(words))]
    group = next((group for group in contrast_row(words) if words in group), (words,))
    having = [exchange for exchange in told if any(word in exchange.question.plain for word in group)]
    return having[0] if len(having) == 1 and len(told) == 2 else None


def _set_against_other(new: Parts, found: re.Match[str], exchanges: Sequence[Exchange]) -> Pair | None:
    """Return the two numbers told last, that of which a follow-up speaks as the later: 农村快多少."""
    own = _find_told(found["subject"], exchanges)
    others = _list_told(exchanges)
    if own is None:
        return None
    other = others[0] if others[1] is own else others[1]
    return _pair_up(new, other, own, word=_MORE.get(found["more"] or "", found["more"] or ""))


def _ask_which(new: Parts, word: str, exchanges: Sequence[Exchange]) -> Pair | None:
    """Return the two numbers told last, where it is asked which of them is more."""
    told = _list_told(exchanges)
    if len(told) < 2 or told[1] is not exchanges[-1]:
        return None
    units = [read_numbers(exchange.answer)[0].unit for exchange in told]
    topics = [topic_of(exchange.question) for exchange in told]
    times = [exchange.question.join(["time"]) for exchange in told]
    labels = times if topics[0] == topics[1] else topics
    if units[0] != units[1] or not all(labels) or labels[0] == labels[1]:
        return None
    pair = _pair_up(new, told[0], told[1], word=word if new.language == "zh" else "")
    return (
        replace(pair, labels=tuple(labels), verdict=None)
        if word not in _LESS
        else replace(pair, labels=tuple(labels[::-1]))
    )


def _pair_up(new: Parts, first: Exchange, second: Exchange, word: str) -> Pair:
    questions = (first.question.text, second.question.text)
    return Pair(Joint.DIFFERENCE, questions, new.text, told=(first.answer, second.answer), strict=True, word=word)


def _is_of(exchange: Exchange, last: Exchange) -> bool:
    """Say whether an earlier question is of what the last is of: of its topic, or told in the unit of things alone."""
    if exchange.answer and not read_numbers(exchange.answer):
        return False
    units = [{number.unit for number in read_numbers(row.answer)} - _ANY_UNIT for row in (exchange, last)]
    if all(row.answer for row in (exchange, last)) and not units[0] & units[1] and any(units):
        return False
    topics = [topic_of(row.question) for row in (exchange, last)]
    words = [set(_WORD.findall(topic.lower())) for topic in topics]
    shared = len(words[0] & words[1]) >= _SHARED * max(len(words[0]), 1)
    return topics[0] == topics[1] or bool(topics[0] and topics[1].startswith(topics[0])) or (bool(words[0]) and shared)


def _ask(
    words: str,
    last: Exchange,
    exchanges: Sequence[Exchange],
    ask_again: Callable[[str], str | None],
    cut: Callable[[str], Parts],
) -> tuple[str, str] | None:
    """Return the question of one side and what was answered to it, if it was asked; None for what is not asked again.

    No words stand for what was told last.
    """
    if not words:
        return last.question.text, last.answer
    if _OTHERS.search(words) or find_places(words):
        return None
    named = _find_told(words, exchanges)
    if named is not None and not cut(words).has("time"):
        return named.question.text, named.answer
    parts = cut(name_year(words, [last.question]))
    if not parts.parts or {part.kind for part in parts.parts} <= {"light", "reference", "measure"}:
        return None
    if parts.years:
        for exchange in reversed(exchanges):
            if exchange.question.years == parts.years and _is_of(exchange, last):
                return exchange.question.text, exchange.answer
    again = ask_again(f"And {parts.text}?" if parts.language == "en" else f"{parts.text}呢")
    return None if again is None else (again, "")

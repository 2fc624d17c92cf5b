"""Follow-ups that set what was told against something else: 跟预算收入差几个点, 比去年高吗, 那今年是多了还是少了."""

import re
from collections.abc import Callable, Sequence

from corpus.places import find_places
from service.dialogue.items import Exchange
from service.dialogue.pair import Joint, Pair
from service.dialogue.times import name_year
from service.dialogue.told_numbers import read_numbers
from service.dialogue.topic import topic_of
from service.dialogue.turn_parts import Parts

_AMOUNT = r"(?:相?差|(?P<more>[多少高低快慢大小]))(?:了|出来?)?(?:几|多少)[^\W\d_]{0,6}"
_VERDICT = r"(?P<word>[多少高低快慢大小])(?:了|一?些|一?点)?(?:吗|没有?|不)?"
_CHOICE = r"(?:更)?(?P<choice>[多高快大少低慢小])(?:了|些)?(?:还是|或)(?:更)?[多高快大少低慢小](?:了|些)?"
_LINK = r"(?:是|还|要|会|又|都|得|能|更)*"
_AGAINST = re.compile(
    rf"(?:.{{1,6}}[,，])?(?:(?P<subject>[^比跟和与同]{{2,6}})?[比较]|跟|[和与同](?=.*[相差]))(?P<base>[^,，比]{{1,14}}?)"
    rf"(?:相?比)?(?:起来)?[,，]?{_LINK}(?:{_AMOUNT}|{_VERDICT}|{_CHOICE})"
)
_CHOOSING = re.compile(rf"(?P<subject>[^,，]{{1,12}}?)(?P<base>){_LINK}(?:{_CHOICE})")
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
_PLANNED = re.compile("的?定的?数|的?计划数?|的?任务数?|定的$")
_OTHERS = re.compile(r"全国|全省|全市|平均|以前|之前|原来|预期|同期|average|national|provinc")
"""What reports tell themselves how they stand to."""


def read_against(
    new: Parts, exchanges: Sequence[Exchange], ask_again: Callable[[str], str | None], cut: Callable[[str], Parts]
) -> Pair | None:
    """Return the question before and the same of what a follow-up sets it against; None for any other.

    `ask_again` makes a turn stand alone behind the last question.
    """
    patterns = _ENGLISH if new.language == "en" else (_AGAINST, _CHOOSING) if new.language == "zh" else (_AGAINST,)
    found = next((match for pattern in patterns if (match := pattern.fullmatch(new.plain))), None)
    if found is None:
        return None
    words = {"base": "", "subject": ""} | found.groupdict("")
    if _TOLD.fullmatch(words["base"]) and cut(words["subject"] or " ").has("time"):
        # "今年定的数比它少多少": the same of this year beside what was told.
        words["base"] = ""
        words["subject"] = _PLANNED.sub("目标", words["subject"])
    elif new.has("reference", "both") and new.language == "zh":
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
    parts = cut(name_year(words, [last.question]))
    if not parts.parts or {part.kind for part in parts.parts} <= {"light", "reference", "measure"}:
        return None
    if parts.years:
        for exchange in reversed(exchanges):
            if exchange.question.years == parts.years and _is_of(exchange, last):
                return exchange.question.text, exchange.answer
    again = ask_again(f"And {parts.text}?" if parts.language == "en" else f"{parts.text}呢")
    return None if again is None else (again, "")

"""A follow-up as a question that stands alone: what was left out comes from the questions and answers before it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from service.dialogue_pair import Pair, read_pair
from service.dialogue_parts import SPACELESS, Parts, cut_parts, load_rules
from service.dialogue_rewrite import rewrite
from service.dialogue_topic import Before, topic_of
from service.language import detect_language
from service.position import read_ordinal
from service.question import is_chat
from service.schemas import Turn

_TURNS = 6
"""Questions that are looked back on; what was said longer ago is no longer meant."""
_LOOK_BACK = 3
"""Questions whose topics a follow-up may still be about."""
_LONGEST_THING = 40
"""Characters of an answer that can still be the name of a thing."""
_LONGEST_GAIN = 200
"""Characters that may be put back: more is no topic but a whole text."""
_LONGEST_ITEM = 80
_AMOUNT = re.compile(
    r"(?:约|超过?|近|at least |at most |about |more than )*[\d一二两三四五六七八九十百][\d.,，万亿千百]*"
    r"(?:[%％个家户项人名元]|\s*[^\W\d_]{0,3}$|\s[a-z])"
)
"""An answer that is a number names no thing."""
_INLINE_ITEM = re.compile(r"([一二三四五六七八九])是([^；;。]+)")
_THANKS = re.compile(r"谢谢|多谢|thanks|thank you|ok(?:ay)?\b", re.IGNORECASE)
_MARKS = re.compile(r"\s*\[\d{1,3}\]")
_LATIN = frozenset({"fr", "de", "es"})
_ENGLISH = re.compile(r"\b(?:the|what|which|how|and|of|is|was|were|did|does|why|when|where|who|about)\b")


@dataclass(frozen=True)
class _Exchange:
    """An earlier question, standing alone, and what was answered."""

    question: Parts
    answer: str


@dataclass(frozen=True)
class FollowUp:
    """A question after others."""

    whole: str
    """Its own words where they may stand alone as they are; else empty."""
    readings: tuple[str, ...]
    """What it may mean, each standing alone, likeliest first."""
    named: str = ""
    """The things that it names itself; empty where it leaves out what it is about."""
    pair: Pair | None = None
    """The two questions before it whose numbers it asks to put together."""


@dataclass
class _Dialogue:
    report_year: int | None
    own_places: frozenset[str]
    exchanges: list[_Exchange] = field(default_factory=list)

    def cut(self, question: str) -> Parts:
        language = detect_language(question)
        last = self.exchanges[-1].question.language if self.exchanges else language
        if language == "en" and last in _LATIN and not _ENGLISH.search(question.lower()):
            language = last  # "Warum?" alone tells no language
        return cut_parts(question, self.report_year, self.own_places, language)


def read_follow_up(
    question: str,
    history: Sequence[Turn],
    report_year: int | None = None,
    own_places: frozenset[str] = frozenset(),
) -> FollowUp:
    """Return a question as it means without its history what it means after it, and plainer ways to read it.

    Place, time, indicator, status and a list's members are carried over from the earlier questions and, where the
    history has them, their answers. A question that is complete, no question to a report, or has no history is
    returned as it is. The plainer ways, its words behind a topic, are for where the first brings nothing: it may have
    put a thing in the wrong place. `report_year` is what 今年 is; `own_places` are the places that there are reports
    of. Cost: half a millisecond a turn, and as much for each way.
    """
    dialogue = _Dialogue(report_year, own_places)
    for asked, answer in _pair_turns(history)[-_TURNS:]:
        alone = _rewrite_turn(asked, dialogue)
        if alone is not None:
            dialogue.exchanges.append(_Exchange(dialogue.cut(alone), answer))
    alone = _rewrite_turn(question, dialogue) if dialogue.exchanges else None
    if alone is None:
        return FollowUp("", (question,))
    new = dialogue.cut(question)
    whole = new.asks and any(part.end - part.start > 1 for part in new.of("indicator", "content"))
    behind = [] if whole else _put_behind_topics(new, dialogue)
    readings = dict.fromkeys([alone, *_read_after_others(question, dialogue), *behind])
    return FollowUp(
        new.text if whole else "",
        tuple(readings),
        " ".join(new.words(part) for part in new.things if part.end - part.start > 1),
        read_pair(question, [exchange.question.text for exchange in dialogue.exchanges]),
    )


def _read_after_others(question: str, dialogue: "_Dialogue") -> Iterator[str]:
    """Yield a follow-up as it stands alone after the questions before the last."""
    for count in range(1, min(_LOOK_BACK, len(dialogue.exchanges))):
        earlier = _Dialogue(dialogue.report_year, dialogue.own_places, dialogue.exchanges[:-count])
        yield _rewrite_turn(question, earlier) or question


def _put_behind_topics(new: Parts, dialogue: "_Dialogue") -> Iterator[str]:
    """Yield a follow-up behind the topics of the last questions, and a bare thing with words that ask for it."""
    for exchange in dialogue.exchanges[: -_LOOK_BACK - 1 : -1]:
        topic = topic_of(exchange.question)
        if len(topic) > 1 and topic not in new.text:
            yield f"{topic}{new.text}？" if new.language in SPACELESS else f"{new.text} ({topic})?"
    if new.language == "zh" and new.things and not new.asks:
        yield f"{new.text}是多少？"


def _rewrite_turn(question: str, dialogue: "_Dialogue") -> str | None:
    """Return a turn as it stands alone; None for small talk, which has nothing to carry over."""
    if not question.strip() or is_chat(question):
        return None
    new, exchanges = dialogue.cut(question), dialogue.exchanges
    if new.things and is_chat(new.text):
        return None  # "好的，谢谢"
    if not exchanges or not new.parts:
        return question
    last = exchanges[-1]
    before = Before(
        question=last.question,
        earlier=tuple(exchange.question for exchange in reversed(exchanges[:-1])),
        item=_find_item(new, exchanges),
        report_year=dialogue.report_year,
        cut=dialogue.cut,
    )
    alone = rewrite(new, before)
    if len(alone) > len(question) + _LONGEST_GAIN:
        return question
    if alone.rstrip("?？") == new.text:
        return alone if _THANKS.match(question) else question
    return alone


def _pair_turns(history: Sequence[Turn]) -> list[tuple[str, str]]:
    """Return each question with the answer that followed it; empty where none did."""
    pairs: list[tuple[str, str]] = []
    for turn in history:
        if turn.role == "user":
            pairs.append((turn.content, ""))
        elif pairs:
            pairs[-1] = (pairs[-1][0], turn.content)
    return pairs


def _find_item(new: Parts, exchanges: Sequence[_Exchange]) -> str | None:
    """Return what the follow-up points at in the answers: the member of a list, or the thing that was named."""
    ordinals = new.of("ordinal")
    if ordinals:
        number = read_ordinal(new.plain[ordinals[0].start : ordinals[0].end])
        items = next((found for exchange in reversed(exchanges) if len(found := _list_items(exchange.answer)) > 1), {})
        return items.get(max(items) if number == -1 and items else number or 0)
    last = exchanges[-1]
    if "“" in topic_of(last.question):
        return None
    if last.question.has("ordinal") or _asked_thing(last.question):
        return _named_thing(last.answer)
    return None


def _asked_thing(question: Parts) -> bool:
    """Say whether a question asks for a thing, not for a number, a time or a reason."""
    thing = load_rules()["answers"]["asked_thing"]
    asked = question.of("ask")
    return bool(asked) and all(thing.fullmatch(question.plain[part.start : part.end]) for part in asked)


def _named_thing(answer: str) -> str | None:
    """Return the thing that a short answer names; None for a list, a long answer, a number alone and a refusal."""
    text = _MARKS.sub("", answer).strip().strip("。.")
    if not text or "\n" in text or load_rules()["answers"]["none"].search(text.lower()):
        return None
    text = re.sub(r"^[^：:，,。]{1,16}[：:](?=.)", "", text).strip('“”" ')
    text = load_rules()["answers"]["label"].sub("", text)
    # "长北干线改造，投资18亿元": the clause with the figure only says something of the thing.
    named = (clause for clause in re.split("[，,；;]", text) if len(clause) > 2 and not re.search(r"\d", clause))
    text = next(named, text)
    if _AMOUNT.match(text):
        return None
    return text if 2 < len(text) <= _LONGEST_THING and re.search(r"[^\W\d_]{2}", text) else None


def _list_items(answer: str) -> dict[int, str]:
    """Return the numbered members of an answer by their number."""
    return dict(_read_items(answer)) or dict(_read_inline_items(answer))


def _read_inline_items(answer: str) -> Iterator[tuple[int, str]]:
    """Yield the members of a run inside a sentence: 一是…；二是…；三是…."""
    for number, match in enumerate(_INLINE_ITEM.finditer(_MARKS.sub("", answer)), start=1):
        if match[1] != "一二三四五六七八九十"[number - 1]:
            return
        yield number, match[2].strip()[:_LONGEST_ITEM]


def _read_items(answer: str) -> Iterator[tuple[int, str]]:
    for match in load_rules()["answers"]["item"].finditer(_MARKS.sub("", answer)):
        words = load_rules()["answers"]["label"].sub("", match[3].strip()).strip("。；;.")
        yield int(match[1] or match[2]), words[:_LONGEST_ITEM]

"""A follow-up as a question that stands alone: what was left out comes from the questions and answers before it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.places import find_places
from service.dialogue.against import read_against
from service.dialogue.attach import complete
from service.dialogue.english import is_set_phrase, name_poor
from service.dialogue.follow_up_members import Members
from service.dialogue.items import Exchange, find_item
from service.dialogue.pair import Pair, asks_joint, read_added, read_pair
from service.dialogue.rewrite import rewrite
from service.dialogue.text import close
from service.dialogue.times import name_year, split_difference
from service.dialogue.told_numbers import read_numbers
from service.dialogue.topic import Before, counted_thing, lacks_subject, topic_of
from service.dialogue.turn_parts import SPACELESS, THING, Parts, contrast_row, cue, cut_parts, load_rules
from service.dialogue.two_numbers import Joint
from service.languages.language import detect_language
from service.question.cues import is_chat
from service.schemas import Turn

_TURNS = 16
"""Questions that are looked back on: each may leave out what the one before it is about."""
_LOOK_BACK = 3
"""Questions whose topics a follow-up may still be about."""
_LONGEST_GAIN = 200
"""Characters that may be put back: more is no topic but a whole text."""
_COUNT = re.compile(r"\D{0,6}(\d{1,3})(?![\d%]|[.,]\d)")
_LATIN = frozenset({"fr", "de", "es"})
_ENGLISH = re.compile(r"\b(?:the|what|which|how|and|of|is|was|were|did|does|why|when|where|who|about)\b")


@dataclass(frozen=True)
class FollowUp:
    """A question after others."""

    whole: str
    """Its own words where they may stand alone as they are; else empty."""
    readings: tuple[str, ...]
    """What it may mean, each standing alone, likeliest first."""
    named: str = ""
    """The things that it names itself; empty where it leaves out what it is about."""
    dated: bool = False
    """It names nothing but another year."""
    bare: bool = False
    """It is nothing but another thing."""
    part: bool = False
    """It asks of a part of what was told: 其中民营的几家."""
    details: tuple[re.Pattern[str], ...] = ()
    """What the report says where it tells the details that are asked for: 元 or 造价 after 造价多少."""
    members: Members | None = None
    """What it asks the names of, after their number."""
    pair: Pair | None = None
    """The two questions before it whose numbers it asks to put together."""
    done: bool = False
    """Its second reading asks whether that is done, of which the first asks when."""


@dataclass
class _Dialogue:
    report_year: int | None
    own_places: frozenset[str]
    exchanges: list[Exchange] = field(default_factory=list)

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
    turns = _pair_turns(history)[-_TURNS:]
    for asked, answer in turns:
        alone = _rewrite_turn(asked, dialogue)
        if alone is not None:
            dialogue.exchanges.append(Exchange(dialogue.cut(alone), answer))
    alone = _rewrite_turn(question, dialogue) if dialogue.exchanges else None
    if alone is None:
        return FollowUp("", (question,))
    question = name_poor(question, [exchange.question for exchange in dialogue.exchanges])
    new = dialogue.cut(question)
    whole = new.asks and not new.member_of and any(part.end - part.start > 1 for part in new.of("indicator", "content"))
    whole = whole and not (new.language == "en" and cue("pronoun").match(new.plain))
    behind = [] if whole else _put_behind_topics(new, dialogue)
    done = [] if new.asks else [f"{when[1]}{when[2]}了吗？" for when in (cue("when_done").fullmatch(alone),) if when]
    readings = dict.fromkeys([alone, *done, *_read_after_others(question, dialogue), *behind])
    return FollowUp(
        new.text if whole else "",
        tuple(readings),
        _name_things(new, dialogue),
        bool(new.parts) and all(part.kind == "time" for part in new.parts),
        not new.asks and {part.kind for part in new.parts} <= {*THING, "light"},
        bool(cue("part_of").search(new.plain)),
        tuple(told for asked, told in load_rules()["details"] if asked.search(new.plain)),
        _read_members(new, dialogue),
        _read_pair(question, new, dialogue, turns),
        bool(done),
    )


def _read_pair(question: str, new: Parts, dialogue: "_Dialogue", turns: Sequence[tuple[str, str]]) -> Pair | None:
    """Return the questions whose numbers a follow-up puts together."""
    exchanges = dialogue.exchanges
    pair = (
        _join_added(question, dialogue)
        or _join_last(question, exchanges)
        or read_against(new, exchanges, lambda text: _rewrite_turn(text, dialogue), dialogue.cut)
    )
    if pair is not None or not new.things or new.has("time") or not asks_joint(question):
        return pair
    before = _join_last(turns[-1][0], exchanges[:-1])
    if before is None or len(before.questions) != 2:
        return None
    # 不对，我问的是科技型企业要多几家, after 那得再多几家: the same of another thing.
    thing = new.text[new.things[0].start : new.things[-1].end].removesuffix("要")
    again = [_ask_of(thing, text, dialogue) for text in before.questions]
    return replace(before, questions=tuple(again), asked=question, sooner=(), told=(), strict=False)


def _join_last(question: str, exchanges: Sequence[Exchange]) -> Pair | None:
    texts = [exchange.question.text for exchange in exchanges]
    topics = [topic_of(exchange.question) for exchange in exchanges[-2:]]
    alike = len(topics) > 1 and (topics[0] == topics[1] or (len(topics[0]) > 3 and topics[1].startswith(topics[0])))
    spans = [exchange.question.years for exchange in exchanges[-2:]]
    years = [span[1] if span else None for span in spans]
    return read_pair(question, texts, [exchange.answer for exchange in exchanges], alike=alike, years=years)


def _join_added(question: str, dialogue: "_Dialogue") -> Pair | None:
    """Return the numbers told last with that of a thing that a follow-up adds to them."""
    added = read_added(question)
    told = [row for row in dialogue.exchanges if read_numbers(row.answer)]
    if added is None or len(told) < added[1] - 1:
        return None
    thing, count = added
    others = told[1 - count :]
    texts = [row.question.text for row in others]
    own = _ask_of(thing, texts[-1], dialogue)
    return Pair(Joint.SUM, (*texts, own), question, told=(*(row.answer for row in others), ""))


def _ask_of(thing: str, text: str, dialogue: "_Dialogue") -> str:
    """Return an earlier question asked of another thing."""
    alone = _Dialogue(dialogue.report_year, dialogue.own_places, [Exchange(dialogue.cut(text), "")])
    turn = f"{thing}呢" if alone.exchanges[0].question.language == "zh" else f"And {thing}?"
    return _rewrite_turn(turn, alone) or text


def _name_things(new: Parts, dialogue: "_Dialogue") -> str:
    """Return the things that a follow-up names itself; empty where it only says something of what was talked of."""
    if cue("additive").match(new.plain) or cue("standing").match(new.plain) or is_set_phrase(new):
        return ""
    if new.language in ("zh", "en") and lacks_subject(new, _look_back(new, dialogue.exchanges, dialogue)):
        counted = counted_thing(new) if new.language == "zh" else None
        return new.words(counted) if counted else ""
    if new.language == "en" and new.has("count") and new.things:
        steps = [cue("step").fullmatch(new.plain[part.start : part.end]) for part in new.things]
        if all(steps):
            return topic_of(dialogue.exchanges[-1].question)  # "How many were added?" is of what was counted
    longer = any(part.end - part.start > 1 for part in new.things)
    words = [
        f"{word} {next(group[0] for group in contrast_row(word) if word in group)}"
        if part.kind == "contrast" and new.language in ("zh", "en")
        else new.words(part)
        for part in new.things
        if (part.end - part.start > 1 or not (longer or new.asks)) and (word := new.plain[part.start : part.end])
    ]
    return " ".join(words)


def _read_members(new: Parts, dialogue: "_Dialogue") -> Members | None:
    """Return what was counted, where a follow-up asks for nothing but its names."""
    if not load_rules()["answers"]["naming"].fullmatch(new.plain):
        return None
    last = dialogue.exchanges[-1]
    counted = counted_thing(last.question)
    told = _COUNT.match(last.answer)
    thing = last.question.words(counted) if counted and last.question.language == "zh" else ""
    return Members(
        thing,
        int(told[1]) if told else None,
        last.question.words(counted) if counted else "",
        last.question.text,
        last.answer,
        bool(cue("others").match(new.plain)),
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
            yield close(f"{topic}{new.text}", new) if new.language in SPACELESS else f"{new.text} ({topic})?"
    if new.language == "zh" and new.things and not new.asks:
        yield f"{new.text}是多少？"


def _rewrite_turn(question: str, dialogue: "_Dialogue") -> str | None:
    """Return a turn as it stands alone; None for small talk, which has nothing to carry over."""
    if not question.strip() or is_chat(question):
        return None
    exchanges = dialogue.exchanges
    if exchanges:
        earlier = [exchange.question for exchange in exchanges]
        question = name_poor(name_year(question, earlier, dialogue.report_year), earlier)
        question, difference = split_difference(question, earlier[-1], dialogue.cut)
        if difference:
            first = _rewrite_turn(question, dialogue) or question
            return f"{first.rstrip('?？ ')}，{difference}"
        question, exchanges = _go_back(question, exchanges)
    new = dialogue.cut(question)
    if new.things and is_chat(new.text):
        return None  # "好的，谢谢"
    if not exchanges or not new.parts:
        return question
    if new.asks and new.things and cue("fresh").match(question.lower()) and not new.has("reference"):
        return close(new.text, new)  # another topic, asked in full
    before = _look_back(new, exchanges, dialogue)
    if not new.asks and new.has("indicator") and cue("fresh").match(question.lower()) and not new.has("reference"):
        return close(complete(new, new, before), new)  # another topic, only named
    alone = rewrite(new, before)
    if len(alone) > len(question) + _LONGEST_GAIN:
        return question
    if alone.rstrip("?？") == new.text:
        opened = new.language in ("zh", "en") and not question.strip().startswith(new.text)
        return alone if opened else question
    return alone


def _look_back(new: Parts, exchanges: Sequence[Exchange], dialogue: _Dialogue) -> Before:
    return Before(
        question=exchanges[-1].question,
        earlier=tuple(exchange.question for exchange in reversed(exchanges[:-1])),
        item=find_item(new, exchanges),
        report_year=dialogue.report_year,
        own_places=dialogue.own_places,
        told=not load_rules()["answers"]["none"].search(exchanges[-1].answer.lower()),
        answer=exchanges[-1].answer,
        cut=dialogue.cut,
    )


def _go_back(question: str, exchanges: list[Exchange]) -> tuple[str, list[Exchange]]:
    """Return a follow-up that names what it goes back to without that, and the talk up to there: 说回镍，产能多大."""
    found = cue("back_to").match(question)
    if found and find_places(found["topic"]):
        return found["topic"] + found["rest"], exchanges
    for count in range(len(exchanges), 0, -1) if found else ():
        told = exchanges[count - 1]
        if found and found["topic"] in told.question.text + told.answer:
            return re.sub("^刚才的?", "", found["rest"]), exchanges[:count]
    return question, exchanges


def _pair_turns(history: Sequence[Turn]) -> list[tuple[str, str]]:
    """Return each question with the answer that followed it; empty where none did."""
    pairs: list[tuple[str, str]] = []
    for turn in history:
        if turn.role == "user":
            pairs.append((turn.content, ""))
        elif pairs:
            pairs[-1] = (pairs[-1][0], turn.content)
    return pairs

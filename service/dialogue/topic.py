"""What a follow-up goes on from: the last question's topic, and whether it leaves its own subject out."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.glossary import load_glossary
from service.dialogue.turn_parts import SPACELESS, THING, Part, Parts, cue, cut_parts, load_rules

_KEPT = THING | {"ordinal"}


_DROPPED = frozenset(
    {"ask", "count", "difference", "time", "base", "target", "achieved", "place", "inner", "reference"}
)


_ADDING = ("新增", "净增")


_LOOK_BACK = 3


_COUNTABLE = frozenset({"count", "households", "length", ""})


_LONG_VERB = 3


@dataclass(frozen=True)
class Before:
    """What was said before a follow-up."""

    question: Parts
    """The last question, standing alone."""
    earlier: tuple[Parts, ...] = ()
    """The questions before it, standing alone, the latest first."""
    item: str | None = None
    """The thing that the follow-up points at in an answer: a list's member, or what the answer names."""
    report_year: int | None = None
    own_places: frozenset[str] = frozenset()
    """The places that there are reports of."""
    root: Parts | None = None
    """The question that brought up the topic that the last one only adds to."""
    told: bool = True
    """Whether the last question was answered, as far as the history tells."""
    answer: str = ""
    """What was answered to the last question."""
    cut: Callable[[str], Parts] = lambda text: cut_parts(text, None)


def topic_of(parts: Parts, measure: bool = False) -> str:
    """Return what a question is about: its things, in order, without times, places, status and what is asked."""
    kept = _KEPT
    text, pending, started, cut, after_circumstance = "", "", False, False, False
    did = ""
    gap = "" if parts.language in SPACELESS else " "
    for part in parts.parts:
        word = parts.words(part)
        if started and part.kind == "light" and gap and cue("auxiliary").fullmatch(word.lower()):
            counts = parts.has("count") or cue("how_much").search(parts.plain)
            if not counts or not cue("goes_on").match(parts.plain, part.start):
                break
            did = text if cue("did").fullmatch(word.lower()) else ""
            continue  # of "how many people were lifted out of poverty" the rest says which
        grows = measure and part.kind == "measure" and not cue("ranks").search(word)
        if (part.kind in kept or grows) and not (cut and part.kind == "content" and after_circumstance):
            joint = "" if cut else pending
            text += f"{joint}{gap if text else ''}{word}"
            pending, started, cut = "", True, False
        elif part.kind in _DROPPED:
            sized = cue("sized").search(word) if started and part.kind == "ask" else None
            text += sized[0] if sized else ""  # "桑园有多大面积" is of 桑园面积
            cut = True
            # What follows "when" and "where" is what happens then or there.
            after_circumstance = bool(match_circumstance(parts, part))
        elif started and (part.kind == "verb" or not cut):
            pending += gap + word
            if part.kind == "verb":
                cut = False
    if did and len(text) > len(did):
        text = cue("helping_verb").sub("", re.sub(r" \w+$", "", text.strip()))
    return text.strip()


def thing_alone(topic: str, new: Parts) -> str:
    """Return a topic without what was asked of it, where the follow-up asks something else: 水库开工 -> 水库."""
    if new.language == "en":
        return cue("ranked").sub("", topic)
    if new.language != "zh" or not new.has("verb", "content", "measure", "indicator"):
        return topic
    thing = cue("predicate").sub("", topic)
    return thing if len(thing) > 1 else topic


def whole_topic(parts: Parts) -> str:
    """Return the topic with "the" before it where the question had it."""
    topic = topic_of(parts)
    return f"the {topic}" if re.search(rf"\bthe {re.escape(topic.lower())}", parts.plain) else topic


def find_anchor(new: Parts, before: Before) -> Parts:
    """Return the question that a follow-up goes on from: the last, or the one before that has its words."""
    own = [new.plain[part.start : part.end] for part in new.of("content", "verb")]
    if new.has("reference", "both"):
        own = []  # 它 is what was talked of last, whatever the other words are
    own += [words for part in new.of("measure") if (words := new.plain[part.start : part.end]) in _ADDING]
    adds = any(new.plain[part.start : part.end] in _ADDING for part in new.of("measure"))
    bare_count = {part.kind for part in new.parts} <= {"count", *THING} and new.has("count")
    for question in (before.question, *before.earlier[:_LOOK_BACK]):
        if bare_count and new.language not in SPACELESS and question.has("count"):
            return question
        if any(_names(question, word) for word in own) and new.language in SPACELESS:
            return question
    questions = (before.question, *before.earlier[:_LOOK_BACK])
    if adds and new.language == "zh":
        # What is added to is a number, no share of one.
        questions = tuple(sorted(questions, key=lambda question: bool(cue("share").search(question.plain))))
    return next((question for question in questions if len(topic_of(question)) > 1), before.question)


def _names(question: Parts, word: str) -> bool:
    """Say whether a question has a word; one of a single character only in what it names: 多 is no part of 多少."""
    if len(word) > 1:
        return word in question.plain
    return any(word in question.plain[part.start : part.end] for part in question.of("verb", *THING))


def find_root(anchor: Parts, earlier: Sequence[Parts]) -> Parts:
    """Return the earliest question whose topic the anchor's begins with, one question after another."""
    root, topic = anchor, topic_of(anchor)
    for question in earlier:
        shorter = topic_of(question)
        thing = cue("predicate").sub("", shorter) if question.language == "zh" else shorter
        if len(thing) < 2 or not topic.startswith(thing):
            break
        root, topic = question, shorter
    return root


def counted_thing(last: Parts) -> Part | None:
    """Return the thing that stands right after "how many" (几个县)."""
    for first, second in zip(last.parts, last.parts[1:], strict=False):
        many = first.kind == "count" or last.plain[first.start : first.end] in ("多少", "which", "what")
        if many and second.kind in THING and not last.text[first.end : second.start].strip():
            return second
    return None


def match_circumstance(parts: Parts, part: Part) -> re.Match[str] | None:
    """Return a match where a part asks who, when or where."""
    found: re.Match[str] | None = load_rules()["answers"]["circumstance"].fullmatch(parts.plain[part.start : part.end])
    return found


def lacks_subject(new: Parts, before: Before) -> bool:
    """Say whether a question with things of its own still speaks of the last question's."""
    if new.language == "en" and cue("subjectless").match(new.plain):
        return True
    if new.language == "en" and new.asks and new.things and not new.has("reference"):
        own = load_rules()["heads"]["owned_en"]
        return all(own.fullmatch(new.plain[part.start : part.end]) for part in new.things)
    if new.language not in SPACELESS or new.member_of or new.has("reference", "both"):
        return False
    if cue("dependent").match(new.plain):
        return True
    if new.language == "zh" and cue("bare_verb").match(new.plain):
        return True
    last, root = before.question, before.root or before.question
    things = [new.plain[part.start : part.end] for part in new.things]
    owned = load_rules()["heads"]["owned_zh"]
    about_thing = not any(unit_kind_of(part) not in _COUNTABLE for part in root.of("indicator"))
    if all(owned.fullmatch(thing) for thing in things):
        return not _has_head(last) and (about_thing or not new.has("indicator"))
    before_verb = ("opener", "time", "place", "target", "achieved", "light")
    first = next((part for part in new.parts if part.kind not in before_verb), new.parts[0])
    if len(things) == 1 and new.has("content"):
        # One short word that is no name: the verb of a question that opens or ends with its question word.
        asked = new.plain[first.start : first.end]
        closed = first.kind != "ask" and bool(cue("yes_no").search(new.plain))
        if (first.kind == "ask" and cue("when_or_how").match(asked)) or closed:
            return len(things[0]) <= _LONG_VERB or bool(cue("predicate").match(things[0]))
        if new.asks and set(things[0]) <= set(last.plain):
            return things[0] not in last.plain or len(things[0]) == 1
    return new.asks and about_thing and (new.still or first.kind == "verb")


def _has_head(parts: Parts) -> bool:
    return bool(parts.things and re.search(rf"(?:{load_rules()['heads']['zh'].pattern})$", topic_of(parts)))


def unit_kind_of(part: Part) -> str:
    """Return what the indicator of a part is measured in; empty for an unknown one."""
    found = load_glossary().get(part.value)
    return found.unit_kind if found else ""


def merge_parts(things: Sequence[Part], last: Parts) -> list[Part]:
    """Return things with those that stand together made one."""
    runs: list[Part] = []
    for part in things:
        if runs and last.text[runs[-1].end : part.start].strip(' “”"') in ("", "的"):
            runs[-1] = Part(runs[-1].start, part.end, "content")
        else:
            runs.append(part)
    return runs
